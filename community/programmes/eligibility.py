"""Who a programme is for: its conditions, and what each asks of one person. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.members.models import Education

KEYS = ("district", "education", "owns_business", "skills")
EDUCATION_WORDS = {
    Education.NONE: _l("Belum sekolah"),
    Education.SOME_PRIMARY: _l("Belum tamat SD"),
    Education.PRIMARY: "SD",
    Education.JUNIOR: "SMP",
    Education.SENIOR: "SMA",
    Education.VOCATIONAL: "SMK",
    Education.SHORT_DIPLOMA: _l("D1 atau D2"),
    Education.DIPLOMA: "D3",
    Education.BACHELOR: "S1",
    Education.MASTER: "S2",
    Education.DOCTORATE: "S3",
}


@dataclass(frozen=True, slots=True)
class Person:
    """What conditions ask about; `education` None means she has not told it."""

    region_code: str | None = None
    education: Education | None = None
    owns_business: bool = False
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in words. `met` is None where nobody is signed in; `help` says how to meet it, and `fix`
    names where: "profile", "business" or "" where it cannot be changed."""

    key: str
    sentence: str
    met: bool | None = None
    help: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of districts and skills by code and id, given by the caller."""

    regions: Mapping[str, str]
    skills: Mapping[str, str]

    def of_regions(self, codes: Sequence[str]) -> str:
        return _joined([self.regions.get(code, code) for code in codes])

    def of_skills(self, ids: Sequence[str]) -> str:
        return _joined([self.skills.get(skill, skill) for skill in ids])


def _joined(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s, atau %(last)s", names=", ".join(names[:-1]), last=names[-1])


def _district(codes: Sequence[str], person: Person | None, names: Names) -> Condition:
    places = names.of_regions(codes)
    lives = f"{person.region_code}." if person else ""
    met = None if person is None else any(lives.startswith(code + ".") for code in codes)
    return Condition(
        "district",
        _("Tinggal di %(places)s", places=places),
        met,
        _("Kalau Anda sudah pindah ke sana, ganti kelurahan di akun Anda."),
        "account",
    )


def _education(least: Education, person: Person | None) -> Condition:
    met = None if person is None else person.education is not None and person.education.rank >= least.rank
    untold = person is not None and person.education is None
    help_ = (
        _("Tulis pendidikan terakhir Anda di profil.")
        if untold
        else _("Kalau ijazah Anda sudah bertambah, perbarui profil Anda.")
    )
    word = EDUCATION_WORDS[least]
    sentence = (
        _("Lulusan SMA atau SMK ke atas")
        if least.rank == Education.SENIOR.rank
        else _("Pendidikan paling rendah %(level)s", level=word)
    )
    return Condition("education", sentence, met, help_, "profile")


def _business(person: Person | None) -> Condition:
    met = None if person is None else person.owns_business
    return Condition(
        "owns_business",
        _("Punya usaha yang terdaftar di sini"),
        met,
        _("Daftarkan usaha Anda, cukup lima menit. Usaha rumahan juga boleh."),
        "business",
    )


def _skills(ids: Sequence[str], person: Person | None, names: Names) -> Condition:
    met = None if person is None else not person.skills.isdisjoint(ids)
    return Condition(
        "skills",
        _("Bisa %(skills)s", skills=names.of_skills(ids)),
        met,
        _("Kalau Anda bisa, tulis di profil. Kalau belum, cari pelatihannya."),
        "profile",
    )


def conditions(eligibility: Mapping[str, Any], person: Person | None, names: Names) -> list[Condition]:
    """Each condition of a programme, in a fixed order; an empty list admits everybody."""
    found = []
    if codes := eligibility.get("district"):
        found.append(_district(codes, person, names))
    if (least := eligibility.get("education")) and least != Education.NONE:
        found.append(_education(Education(least), person))
    if eligibility.get("owns_business"):
        found.append(_business(person))
    if ids := eligibility.get("skills"):
        found.append(_skills(ids, person, names))
    return found


def admits(eligibility: Mapping[str, Any], person: Person) -> bool:
    """Whether a person meets every condition."""
    return all(condition.met for condition in conditions(eligibility, person, Names({}, {})))
