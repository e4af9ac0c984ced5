"""What a startup writes about a programme, and the rules it must keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from flask_babel import gettext as _

from community.foundation.errors import DomainError, check_all
from community.members.models import Education
from community.programmes import eligibility

LONGEST_OPEN = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """What a startup writes about a programme; `cost` in whole rupiah, `topics` are ids of skills."""

    title: str
    aim: str
    audience: str
    benefits: str
    eligibility: dict[str, Any]
    topics: list[str]
    region_code: str
    place: str
    online: bool
    cost: int
    places: int
    closes_on: date
    starts_on: date
    ends_on: date


def _check_closing(draft: ProgrammeDraft, today: date) -> None:
    if draft.closes_on and draft.closes_on < today:
        raise DomainError(_("Batas daftar sudah lewat."), field="closes_on")
    if draft.closes_on and draft.closes_on > today + LONGEST_OPEN:
        raise DomainError(_("Batas daftar paling lama enam bulan dari sekarang."), field="closes_on")


def _check_start(draft: ProgrammeDraft) -> None:
    if draft.starts_on and draft.closes_on and draft.starts_on < draft.closes_on:
        raise DomainError(_("Program mulai setelah batas daftar, supaya semua sempat dijawab."), field="starts_on")


def _check_end(draft: ProgrammeDraft) -> None:
    if draft.ends_on and draft.starts_on and draft.ends_on < draft.starts_on:
        raise DomainError(_("Tanggal selesai lebih awal dari tanggal mulai."), field="ends_on")


def _check_place(draft: ProgrammeDraft) -> None:
    if not draft.online and not draft.place:
        raise DomainError(_("Tulis tempatnya, atau pilih daring."), field="place")


def _check_conditions(draft: ProgrammeDraft) -> None:
    if unknown := draft.eligibility.keys() - set(eligibility.KEYS):
        raise DomainError(_("Syarat ini belum dikenal: %(name)s.", name=", ".join(sorted(unknown))))
    education = draft.eligibility.get("education")
    if education is not None and education not in set(Education):
        raise DomainError(_("Pilih pendidikan dari daftar."), field="education")


def check_draft(draft: ProgrammeDraft, today: date) -> None:
    """Raise all that breaks a rule at once; dates that are not chosen yet break none."""
    check_all(
        partial(_check_closing, draft, today),
        partial(_check_start, draft),
        partial(_check_end, draft),
        partial(_check_place, draft),
        partial(_check_conditions, draft),
    )
