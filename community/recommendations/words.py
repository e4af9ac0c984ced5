"""Fairness, quality and weights in words: what officers read, and what people are asked."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.foundation.languages import format_number
from community.recommendations.models import AgeBand, Disability, Sex
from community.regions import queries as regions

NOT_SAID = ("", _l("Tidak ingin menjawab"))
SEXES = {Sex.WOMAN.value: _l("Perempuan"), Sex.MAN.value: _l("Laki-laki")}
AGE_BANDS = {
    AgeBand.TO_24.value: _l("Sampai 24 tahun"),
    AgeBand.FROM_25.value: _l("25 sampai 34 tahun"),
    AgeBand.FROM_35.value: _l("35 sampai 44 tahun"),
    AgeBand.FROM_45.value: _l("45 sampai 59 tahun"),
    AgeBand.FROM_60.value: _l("60 tahun ke atas"),
}
DISABILITIES = {Disability.YES.value: _l("Ya"), Disability.NO.value: _l("Tidak")}
SCHOOLING = {
    "sampai_smp": _l("Sampai SMP"),
    "sma_smk": _l("SMA atau SMK"),
    "diploma": _l("D1 sampai D3"),
    "sarjana": _l("S1 ke atas"),
}
_DISABLED = {
    Disability.YES.value: _l("Penyandang disabilitas"),
    Disability.NO.value: _l("Bukan penyandang disabilitas"),
}
GROUPS: dict[str, dict[str, Any]] = {
    "education": SCHOOLING,
    "sex": SEXES,
    "age_band": AGE_BANDS,
    "disability": _DISABLED,
}
ALARMS = {
    "listed": _l("warganya mendapat saran terlalu sedikit"),
    "accepted": _l("warganya jarang diterima atau diundang"),
    "joined": _l("warganya jarang ikut acara dan pelatihan"),
    "offers": _l("tawaran dari sana jarang diperlihatkan"),
}
KINDS = {
    "job": _l("Lowongan"),
    "training": _l("Pelatihan"),
    "programme": _l("Program"),
    "mentor": _l("Mentor"),
    "event": _l("Acara"),
    "community": _l("Komunitas"),
    "business": _l("Usaha"),
}
# Each part of a score: its name, and what it compares.
PARTS: dict[str, tuple[Any, Any]] = {
    "words": (_l("Kata yang sama"), _l("Kata di profil yang juga ada di tawaran.")),
    "topic": (_l("Tema yang dekat"), _l("Isi yang mirip, walau katanya lain.")),
    "skills": (_l("Keahlian"), _l("Keahlian yang diminta dan sudah dimiliki.")),
    "wants": (_l("Yang ingin dipelajari"), _l("Yang diajarkan tawaran itu.")),
    "needs": (_l("Kebutuhan usaha"), _l("Yang dicari usaha dan yang ditawarkan orang lain.")),
    "place": (_l("Jarak"), _l("Makin dekat rumah, makin tinggi.")),
    "pay": (_l("Upah"), _l("Upah dibanding yang diharapkan.")),
    "schedule": (_l("Waktu"), _l("Pagi, siang, malam, akhir pekan.")),
    "level": (_l("Tingkat"), _l("Pemula sampai mahir.")),
    "sector": (_l("Bidang usaha"), _l("Jenis usaha yang sama atau berdekatan.")),
}
EXAMPLES = {
    "cook": _l("Lulusan SMK Tata Boga yang mencari kerja: lowongan"),
    "shop": _l("Pemilik warung nasi uduk: program"),
    "learner": _l("Yang ingin belajar komputer: pelatihan"),
}


def percent(value: float | None) -> str:
    """0.974 as "97%"; "" for None."""
    return "" if value is None else f"{format_number(round(value * 100))}%"


def decimal(value: float | None) -> str:
    """Two decimals, with the comma or point of the language."""
    if value is None:
        return ""
    mark = format_number(0.5)[1]
    return f"{value:.2f}".replace(".", mark)


def group_name(dimension: str, group: str) -> str:
    """A group as people call it."""
    if dimension in ("kecamatan", "kelurahan"):
        return regions.region_name(group)
    return str(GROUPS[dimension].get(group, _("Belum menjawab")))


def number_of_groups(dimension: str) -> int:
    """How many groups there can be, who did not tell among them."""
    if dimension in ("kecamatan", "kelurahan"):
        return len(regions.directory().districts if dimension == "kecamatan" else regions.directory().villages)
    return len(GROUPS[dimension]) + 1


def in_order(dimension: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups from young to old and from first to last step; places by name, who did not tell at the end."""
    if dimension in ("kecamatan", "kelurahan"):
        return sorted(rows, key=lambda row: regions.region_name(row["group"]))
    steps = [*GROUPS[dimension], ""]
    return sorted(rows, key=lambda row: steps.index(row["group"]))
