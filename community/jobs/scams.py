"""Words that an honest vacancy does not need: money asked of applicants, originals kept, contacts elsewhere."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

_RULES = (
    (
        re.compile(
            r"\b(?:biaya|uang)\s+(?:pendaftaran|administrasi|admin|seragam|pelatihan|training|jaminan|pelicin|tes|mcu)\b"
        ),
        _l("Lowongan tidak boleh meminta uang dari pelamar."),
    ),
    (
        re.compile(r"\b(?:transfer|deposit|setor|bayar)\b.{0,30}(?:dulu|dahulu|sebelum|rp|rb|ribu|jt|juta|\d)"),
        _l("Lowongan tidak boleh meminta uang dari pelamar."),
    ),
    (
        re.compile(r"\bijazah\s+(?:asli\s+)?(?:ditahan|dititip\w*|disimpan|asli)\b|\btahan(?:an)?\s+ijazah\b"),
        _l("Perusahaan tidak boleh menahan ijazah asli."),
    ),
    (
        re.compile(r"(?:https?://|www\.|t\.me/|wa\.me/|bit\.ly|[\w.]@[\w.]+\.\w)"),
        _l("Tautan dan email tidak boleh ditulis di lowongan. Pelamar melamar lewat halaman ini."),
    ),
    (
        re.compile(r"(?:\+?62[ .\-]?|\b0)8[\d .\-]{7,14}\d"),
        _l("Nomor HP tidak boleh ditulis di lowongan. Pelamar melamar lewat halaman ini."),
    ),
    (
        re.compile(
            r"\b(?:tanpa kerja|komisi\s+jutaan\s+per\s+hari|gaji\s+jutaan\s+per\s+hari|like\s+(?:dan|&)\s+follow)\b"
        ),
        _l("Janji ini mirip penipuan. Tulis pekerjaan dan upah yang sebenarnya."),
    ),
)
_DENIAL = re.compile(r"\b(?:tanpa|tidak ada|tidak dipungut|bebas|gratis)\s+(?:\w+\s+)?(?:biaya|uang|deposit)[^.!\n]*")


def warning_in(text: str) -> str | None:
    """The sentence for the first rule a text breaks; None for an honest one."""
    plain = _DENIAL.sub(" ", " ".join(text.casefold().split()))
    for pattern, sentence in _RULES:
        if pattern.search(plain):
            return str(sentence)
    return None
