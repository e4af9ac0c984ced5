"""Short Indonesian texts as people write them, with a skill called by any of its names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching import Vocabulary

_OPENINGS = (
    "Saya warga {place}, bisa {skills}.",
    "Tinggal di {place}. Pengalaman: {skills}.",
    "Sehari-hari {skills}, rumah di {place}.",
    "Pernah bekerja {skills} dekat {place}.",
    "{skills}. Domisili {place}.",
)
_WISHES = (
    "Ingin belajar {wants}.",
    "Mau lebih paham {wants}.",
    "Sedang mencari jalan ke {wants}.",
    "Cita-cita saya {wants}.",
)
_ASIDES = (
    "Rajin dan bisa bekerja sama.",
    "Siap mulai minggu depan.",
    "Punya dua anak.",
    "Suka hal baru.",
    "Bisa dihubungi sore hari.",
    "Pernah ikut kegiatan karang taruna.",
    "",
    "",
)
_MENTORS = (
    "Saya membimbing {skills} untuk pemula.",
    "Berbagi pengalaman {skills} di {place}.",
    "Sepuluh tahun di bidang {skills}, senang mendampingi.",
    "Mentor {skills}. Bertemu di {place}.",
)
_JOBS = (
    "Dicari {skills} untuk usaha kami di {place}.",
    "Lowongan {skills}, penempatan {place}.",
    "Butuh orang yang bisa {skills}. Lokasi {place}.",
    "Kami membuka posisi {skills}.",
)
_TERMS = ("Jam kerja diatur bersama.", "Ramah pemula.", "Diutamakan yang dekat.", "Bertemu dua kali sebulan.", "")


def about_person(
    random: np.random.Generator, vocabulary: Vocabulary, skills: Sequence[str], wants: Sequence[str], place: str
) -> str:
    """Two or three sentences."""
    told = _opening(random, _OPENINGS, _called(random, vocabulary, skills), place)
    wished = str(random.choice(_WISHES)).format(wants=_called(random, vocabulary, wants))
    return " ".join([told, wished, str(random.choice(_ASIDES))]).strip()


def about_offer(
    random: np.random.Generator, vocabulary: Vocabulary, kind: str, skills: Sequence[str], place: str
) -> str:
    """One or two sentences."""
    told = _opening(random, _MENTORS if kind == "mentor" else _JOBS, _called(random, vocabulary, skills), place)
    return f"{told} {random.choice(_TERMS)}".strip()


def _opening(random: np.random.Generator, choices: Sequence[str], skills: str, place: str) -> str:
    return str(random.choice(choices)).format(skills=skills, place=place)


def _called(random: np.random.Generator, vocabulary: Vocabulary, skills: Sequence[str]) -> str:
    names = [vocabulary.skills[skill].spellings for skill in skills]
    return ", ".join(str(spellings[random.integers(len(spellings))]) for spellings in names)
