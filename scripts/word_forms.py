"""The forms an Indonesian root takes, in writing and in chat. Not every form is in use; none is wrong."""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = "aeiou"
# First letter -> the nasal it gets, and whether it stays behind it.
_WRITTEN = {
    **dict.fromkeys("p", ("m", False)),
    **dict.fromkeys("t", ("n", False)),
    **dict.fromkeys("s", ("ny", False)),
    **dict.fromkeys("k", ("ng", False)),
    **dict.fromkeys("bfv", ("m", True)),
    **dict.fromkeys("cdjz", ("n", True)),
    **dict.fromkeys("gh" + _VOWELS, ("ng", True)),
}
_SPOKEN = {
    **_WRITTEN,
    "c": ("ny", False),
    **dict.fromkeys("bdfghjlrvwyz", ("nge", True)),
}
# These stand behind a nasal in loanwords: "memprogram", "menstabilkan".
_CLUSTERS = {"pr": "m", "st": "n", "sp": "n", "kr": "ng", "tr": "n"}


def _one_syllable(root: str) -> bool:
    return sum(letter in _VOWELS for letter in root) == 1


def _nasal(root: str) -> Iterator[str]:
    if _one_syllable(root):
        yield f"nge{root}"
        return
    nasal, stays = _WRITTEN.get(root[0], ("", True))
    yield nasal + (root if stays else root[1:])
    if root[:2] in _CLUSTERS:
        yield _CLUSTERS[root[:2]] + root


def forms(root: str) -> Iterator[str]:
    """Written forms: "jual" -> "menjual", "penjualan", "berjualan" …"""
    for ending in ("an", "kan", "i"):
        yield root + ending
    for nasal in _nasal(root):
        for ending in ("", "kan", "i"):
            yield f"me{nasal}{ending}"
        yield from (f"pe{nasal}", f"pe{nasal}an")
    first = "" if root[0] == "r" else "r"
    for ending in ("", "kan", "i"):
        yield from (f"di{root}{ending}", f"te{first}{root}{ending}")
    for ending in ("", "an"):
        yield from (f"be{first}{root}{ending}", f"pe{root}{ending}")
    yield from (f"pe{first}{root}an", f"ke{root}an", f"se{root}")
    for ending in ("", "kan", "i"):
        yield from (f"mempe{first}{root}{ending}", f"dipe{first}{root}{ending}")


def chat_forms(root: str) -> Iterator[str]:
    """Spoken forms: "cuci" -> "nyuci", "cuciin", "dicuciin", "nyuciin"."""
    nasal, stays = ("nge", True) if _one_syllable(root) else _SPOKEN.get(root[0], ("", True))
    spoken = nasal + (root if stays else root[1:])
    yield from (f"{root}in", f"di{root}in")
    if nasal:
        yield from (spoken, f"{spoken}in")
