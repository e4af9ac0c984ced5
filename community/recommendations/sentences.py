"""Reasons in words: short, naming what the person told and what the offer says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.foundation.languages import format_number
from community.foundation.money import format_rupiah
from community.foundation.words import inside
from community.regions.queries import region_name
from community.skills.queries import skill_name

_SCHEDULES = {
    "pagi": _l("pagi"),
    "siang": _l("siang"),
    "malam": _l("malam"),
    "akhir_pekan": _l("akhir pekan"),
}
_AUDIENCES = {
    "job_seeker": _l("pencari kerja"),
    "business_owner": _l("pemilik usaha"),
    "kerja": _l("pencari kerja"),
    "usaha": _l("pemilik usaha"),
    "belajar": _l("yang ingin belajar"),
    "kegiatan": _l("yang ingin berkegiatan"),
}
HIDE_REASONS = {
    "terlalu_jauh": _l("Terlalu jauh"),
    "upah_kurang": _l("Upahnya kurang"),
    "bukan_bidang": _l("Bukan bidang saya"),
    "sudah_punya": _l("Sudah punya, tidak perlu lagi"),
    "tidak_percaya": _l("Saya tidak percaya"),
}
SET_ASIDE_REASONS = {
    "bukan_bidang": _l("Bukan bidang yang dicari"),
    "kurang_pengalaman": _l("Belum cukup pengalaman"),
    "terlalu_jauh": _l("Rumahnya terlalu jauh"),
    "sudah_kenal": _l("Sudah kenal atau sudah dihubungi"),
}
Reason = Mapping[str, Any]
Speakers = Mapping[str, Callable[[Reason, str], str]]


def _join(words: Sequence[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(words) < 3:
        return _(" dan ").join(words)
    return _("%(first)s, dan %(last)s", first=", ".join(words[:-1]), last=words[-1])


def _skills(ids: Iterable[str], most: int = 2) -> str:
    # With commas, as many names have an "and" of their own.
    return ", ".join(skill_name(skill_id) for skill_id in list(ids)[:most])


def _quoted(words: Iterable[str]) -> str:
    return _join([f"“{word}”" for word in words])


def _times(slots: Iterable[str]) -> str:
    return _join([str(_SCHEDULES.get(slot, slot.replace("_", " "))) for slot in slots])


def _licence(code: str) -> str:
    return code.replace("_", " ").upper()


def _by_skills(reason: Reason, kind: str) -> str:
    names = _skills(reason["skills"])
    if kind == "job":
        return _("Keahlian Anda dicari di sini: %(skill)s", skill=names)
    return _("Cocok dengan keahlian Anda: %(skill)s", skill=names)


def _by_wants(reason: Reason, kind: str) -> str:
    names = _skills(reason["skills"])
    if kind == "job":
        return _("Di sini Anda bisa belajar: %(skill)s", skill=names)
    if kind == "training":
        return _("Mengajarkan yang ingin Anda pelajari: %(skill)s", skill=names)
    if kind == "mentor":
        return _("Membimbing yang ingin Anda pelajari: %(skill)s", skill=names)
    return _("Tentang yang ingin Anda pelajari: %(skill)s", skill=names)


def _by_place(reason: Reason, kind: str) -> str:
    name = region_name(reason["region"])
    if reason["level"] == "kelurahan":
        return _("Di kelurahan Anda, %(place)s", place=name)
    return _("Masih satu kecamatan dengan Anda, %(place)s", place=name)


def _by_room(reason: Reason, kind: str) -> str:
    places = reason.get("capacity")
    return _("Masih ada %(n)s tempat", n=places) if places else _("Masih terbuka untuk Anda")


def _missing(reason: Reason, kind: str) -> str:
    what = skill_name(reason["skill"])
    if number := reason.get("opens"):
        return _(
            "Belum ada di profil Anda: %(what)s. Dengan itu, semua syarat %(n)s lowongan terpenuhi",
            what=what,
            n=format_number(number),
        )
    return _("Belum ada di profil Anda: %(what)s", what=what)


def _unpaid(reason: Reason, kind: str) -> str:
    return _(
        "Upahnya di bawah harapan Anda: paling tinggi %(pay)s sebulan",
        pay=format_rupiah(int(reason["offered"])),
    )


def _by_other_times(reason: Reason, kind: str) -> str:
    times = _times(reason["schedule"])
    return (
        _("Kadang kerja %(times)s", times=times)
        if kind == "job"
        else _("Jadwalnya juga %(times)s, di luar waktu yang Anda pilih", times=times)
    )


def _for_others(reason: Reason, kind: str) -> str:
    return _("Ini untuk %(who)s", who=_join([str(_AUDIENCES.get(role, role)) for role in reason["audience"]]))


def _km(reason: Reason) -> str:
    return format_number(float(reason["km"]))


_FOR: dict[str, Callable[[Reason, str], str]] = {
    "skills": _by_skills,
    "related_skill": lambda reason, kind: _(
        "Dekat dengan keahlian Anda (%(have)s): %(asked)s",
        have=skill_name(reason["have"]),
        asked=skill_name(reason["asked"]),
    ),
    "wants": _by_wants,
    "needs": lambda reason, kind: _(
        "Bisa membantu yang usaha Anda butuhkan: %(topic)s", topic=_skills(reason["topics"])
    ),
    "offers": lambda reason, kind: _(
        "Membutuhkan yang usaha Anda tawarkan: %(topic)s", topic=_skills(reason["topics"])
    ),
    "words": lambda reason, kind: _("Anda menyebut %(words)s, dan ini tentang itu", words=_quoted(reason["words"])),
    "topic": lambda reason, kind: _("Isinya dekat dengan cerita Anda: %(words)s", words=_quoted(reason["words"])),
    "same_region": _by_place,
    "chosen_area": lambda reason, kind: _(
        "Di kecamatan yang Anda pilih, %(place)s", place=region_name(reason["region"])
    ),
    "distance": lambda reason, kind: _("Sekitar %(km)s km dari rumah", km=_km(reason)),
    "online": lambda reason, kind: _("Bisa diikuti dari rumah"),
    "pay": lambda reason, kind: _("Upah sesuai harapan Anda"),
    "schedule": lambda reason, kind: _("Waktunya pas: %(times)s", times=_times(reason["schedule"])),
    "level": lambda reason, kind: _("Tingkatnya sesuai dengan kemampuan Anda"),
    "sector": lambda reason, kind: _("Sebidang dengan usaha Anda"),
    "available": _by_room,
    "others": lambda reason, kind: _(
        "Anda pernah memilih %(title)s, dan yang memilihnya juga memilih ini", title=_quoted([reason["title"]])
    ),
    "new": lambda reason, kind: _("Baru dibuka di kota Anda"),
}
_AGAINST: dict[str, Callable[[Reason, str], str]] = {
    "missing_skill": _missing,
    "missing_licence": lambda reason, kind: _("Belum ada: %(what)s", what=_licence(reason["licence"])),
    "pay": _unpaid,
    "distance": lambda reason, kind: _("Agak jauh: %(km)s km dari rumah", km=_km(reason)),
    "schedule": _by_other_times,
    "level": lambda reason, kind: _("Sedikit di atas kemampuan Anda sekarang"),
    "hidden": lambda reason, kind: _("Anda menyembunyikan ini"),
    "declined": lambda reason, kind: _("Pernah dijawab tidak"),
    "closed": lambda reason, kind: _("Sudah ditutup"),
    "full": lambda reason, kind: _("Tempatnya sudah penuh"),
    "own": lambda reason, kind: _("Ini milik Anda sendiri"),
    "blocked": lambda reason, kind: _("Anda tidak ingin melihat pemiliknya"),
    "audience": _for_others,
    "licence": lambda reason, kind: _("Belum ada: %(what)s", what=_join([_licence(one) for one in reason["licences"]])),
}


def _named(ids: Iterable[str], most: int = 2) -> str:
    return ", ".join(inside(skill_name(skill_id)) for skill_id in list(ids)[:most])


def _who_knows(reason: Reason, kind: str) -> str:
    names = _named(reason["skills"])
    if kind == "job":
        return _("Bisa %(skill)s, yang Anda cari", skill=names)
    return _("Sudah mengenal %(skill)s", skill=names)


def _who_wants(reason: Reason, kind: str) -> str:
    names = _named(reason["skills"])
    if kind == "mentor":
        return _("Ingin belajar %(skill)s, yang Anda bimbing", skill=names)
    return _("Ingin belajar %(skill)s", skill=names)


def _who_lives(reason: Reason, kind: str) -> str:
    name = region_name(reason["region"])
    if reason["level"] == "kelurahan":
        return _("Tinggal sekelurahan, di %(place)s", place=name)
    return _("Tinggal sekecamatan, di %(place)s", place=name)


# The same reasons told to the makers of an offer; what says nothing of her is left out.
_OF_HER: dict[str, Callable[[Reason, str], str]] = {
    "skills": _who_knows,
    "related_skill": lambda reason, kind: _(
        "Bisa %(have)s, dekat dengan %(asked)s", have=_named([reason["have"]]), asked=_named([reason["asked"]])
    ),
    "wants": _who_wants,
    "needs": lambda reason, kind: _("Usahanya butuh bantuan soal %(topic)s", topic=_named(reason["topics"])),
    "offers": lambda reason, kind: _("Usahanya menawarkan %(topic)s", topic=_named(reason["topics"])),
    "words": lambda reason, kind: _(
        "Menulis %(words)s di profilnya, seperti di tawaran Anda", words=_quoted(reason["words"])
    ),
    "topic": lambda reason, kind: _("Ceritanya dekat dengan tawaran Anda: %(words)s", words=_quoted(reason["words"])),
    "same_region": _who_lives,
    "chosen_area": lambda reason, kind: _("Mau pergi ke %(place)s", place=region_name(reason["region"])),
    "distance": lambda reason, kind: _("Tinggal sekitar %(km)s km dari sini", km=_km(reason)),
    "pay": lambda reason, kind: _("Upahnya sesuai harapannya"),
    "schedule": lambda reason, kind: _("Punya waktu %(times)s", times=_times(reason["schedule"])),
    "sector": lambda reason, kind: _("Usahanya sebidang"),
}
_MISSING_OF_HER: dict[str, Callable[[Reason, str], str]] = {
    "missing_skill": lambda reason, kind: _("Belum ada di profilnya: %(what)s", what=_named([reason["skill"]])),
    "missing_licence": lambda reason, kind: _("Belum ada di profilnya: %(what)s", what=_licence(reason["licence"])),
    "pay": lambda reason, kind: _("Upahnya di bawah harapannya"),
    "distance": lambda reason, kind: _("Rumahnya agak jauh: %(km)s km", km=_km(reason)),
    "schedule": lambda reason, kind: _("Tidak menyebut waktu %(times)s", times=_times(reason["schedule"])),
}
CODES_FOR, CODES_AGAINST = frozenset(_FOR), frozenset(_AGAINST)


def sentence(reason: Reason, kind: str) -> str:
    """One reason, for an offer of this kind; "" for a code of older days."""
    return _said(reason, kind, _FOR, _AGAINST)


def _said(reason: Reason, kind: str, speaking_for: Speakers, missing: Speakers) -> str:
    speak = (speaking_for if reason.get("for", True) else missing).get(reason["code"])
    return speak(reason, kind) if speak else ""


def _parted(words: Iterable[tuple[Reason, str]]) -> tuple[list[str], list[str]]:
    parts: tuple[list[str], list[str]] = ([], [])
    for reason, text in words:
        if text:
            parts[not reason.get("for", True)].append(text)
    return parts


def spoken(reasons: Iterable[Reason], kind: str) -> tuple[list[str], list[str]]:
    """(what speaks for it, what is missing) in sentences."""
    return _parted((reason, sentence(reason, kind)) for reason in reasons)


def spoken_of(reasons: Iterable[Reason], kind: str) -> tuple[list[str], list[str]]:
    """The same about a person, to the makers of an offer of this kind."""
    return _parted((reason, _said(reason, kind, _OF_HER, _MISSING_OF_HER)) for reason in reasons)
