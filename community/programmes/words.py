"""How programmes and applications are put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.foundation import clock, languages
from community.members.models import Education
from community.programmes.eligibility import EDUCATION_WORDS, Names
from community.programmes.models import Programme, ProgrammeApplicationState, ProgrammeStatus
from community.regions.queries import region_label
from community.skills.queries import skill_name

STATUS_NAMES = {
    ProgrammeStatus.DRAFT: _l("Draf"),
    ProgrammeStatus.REVIEW: _l("Ditinjau admin kota"),
    ProgrammeStatus.OPEN: _l("Dibuka"),
    ProgrammeStatus.CLOSED: _l("Ditutup"),
}
STATE_NAMES = {
    ProgrammeApplicationState.SENT: _l("Menunggu jawaban"),
    ProgrammeApplicationState.ACCEPTED: _l("Diterima"),
    ProgrammeApplicationState.DECLINED: _l("Belum diterima"),
    ProgrammeApplicationState.WITHDRAWN: _l("Ditarik"),
}
STATE_TONES = {
    ProgrammeApplicationState.SENT: "sun",
    ProgrammeApplicationState.ACCEPTED: "green",
    ProgrammeApplicationState.DECLINED: "brick",
    ProgrammeApplicationState.WITHDRAWN: "plain",
}
SOON_DAYS = 7


def cost_words(cost: int) -> str:
    """ "Gratis" or "Rp150.000"."""
    return languages.format_money(cost) if cost else _("Gratis")


def names_for(eligibility: Mapping[str, Any]) -> Names:
    """The names of the regions and skills that the conditions mention."""
    return Names(
        {code: region_label(code) for code in eligibility.get("district", ())},
        {skill: skill_name(skill).lower() for skill in eligibility.get("skills", ())},
    )


def status_words(programme: Programme) -> str:
    """ "Daftar sampai Sel, 1 Des 2026" while that is so, else how it stands."""
    if programme.status != ProgrammeStatus.OPEN:
        return str(STATUS_NAMES[programme.status])
    if programme.closes_on < clock.today():
        return _("Pendaftaran sudah ditutup")
    return _("Daftar sampai %(day)s", day=languages.format_date(programme.closes_on))


def deadline_words(programme: Programme, *, is_open: bool) -> str:
    """ "Daftar sampai Sel, 1 Des 2026" while one may or will be able to, else that it is closed, and since when."""
    if is_open or programme.status in (ProgrammeStatus.DRAFT, ProgrammeStatus.REVIEW):
        return _("Daftar sampai %(day)s", day=languages.format_date(programme.closes_on))
    # One that is closed by hand keeps its day, and nobody knows the day on which it was closed.
    if programme.status == ProgrammeStatus.OPEN and programme.closes_on < clock.today():
        return _(
            "Pendaftaran ditutup sejak %(day)s", day=languages.format_date(programme.closes_on + timedelta(days=1))
        )
    return _("Pendaftaran sudah ditutup")


def education_words(level: str | None) -> str:
    """ "SMK", or "" where nothing is told."""
    return str(EDUCATION_WORDS[Education(level)]) if level else ""


def days_left(programme: Programme) -> str:
    """ "Ditutup 3 hari lagi" in the last week, "" before."""
    left = (programme.closes_on - clock.today()).days
    if left < 0 or left > SOON_DAYS:
        return ""
    if left == 0:
        return _("Ditutup hari ini")
    return _("Ditutup %(n)s hari lagi", n=left)


def days_words(programme: Programme) -> str:
    """ "Sen, 23 Nov 2026", or the first and the last day."""
    return languages.format_days(programme.starts_on, programme.ends_on)
