"""Names of made-up people, shops, firms and schools."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from community.demo.corpus.compose import fill, pick, weighted
from community.demo.corpus.source import Entry, load, running_weights


@dataclass(frozen=True, slots=True)
class Name:
    call_name: str
    full_name: str


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return frozenset(load("names")["never"])


@lru_cache(maxsize=1)
def _groups() -> dict[str, Entry]:
    return {key: entry for key, entry in load("names").items() if isinstance(entry, dict)}


_YOUNG = {"f": ("", "", "", "", "Teh", "Mbak"), "m": ("", "", "", "", "Mas", "Bang", "Kang")}
_GROWN = {"f": ("Bu", "Bu", "Bu", "Mbak", "Teh", ""), "m": ("Pak", "Pak", "Bang", "Mas", "")}


def make_name(rng: Random, *, grown: bool) -> Name:
    """A name as people here carry it; `grown` people are more often called Bu or Pak."""
    group = _groups()[weighted(rng, *running_weights("names"))]
    form = "f" if rng.random() < 0.5 else "m"
    first = pick(rng, group[form])
    lasts = group["last_f"] if form == "f" and "last_f" in group else group["last"]
    last = pick(rng, lasts)
    while f"{first} {last}" in _never() or last == first:
        last = pick(rng, lasts)
    title = pick(rng, (_GROWN if grown else _YOUNG)[form])
    return Name(f"{title} {first}".strip(), f"{first} {last}")


def _form(call_name: str) -> str | None:
    """ "f" or "m", by how somebody is addressed or by a first name only one of them carries; else None."""
    title, _, _ = call_name.rpartition(" ")
    for form in ("f", "m"):
        if title and title in (*_YOUNG[form], *_GROWN[form]):
            return form
    carried = [form for form in ("f", "m") if any(call_name in group[form] for group in _groups().values())]
    return carried[0] if len(carried) == 1 else None


_NAMED = {"f": "{ibu}", "m": "{bapak}"}


def _fitting(patterns: list[str], owner: str) -> list[str]:
    """The patterns that do not name somebody of the other form; all, where a kind has no others."""
    form = _form(owner)
    others = [slot for key, slot in _NAMED.items() if form and key != form]
    return [one for one in patterns if not any(slot in one for slot in others)] or patterns


def business_name(rng: Random, patterns: list[str], place: str, owner: str | None = None) -> str:
    """A shop's or firm's name from its kind's patterns; it names nobody but its `owner`, where one is known."""
    words, groups = load("words"), _groups()
    group = groups[weighted(rng, *running_weights("names"))]
    slots = {
        "kel": place,
        "kata": pick(rng, words["kata"]),
        "dua": f"{pick(rng, words['dua_a'])} {pick(rng, words['dua_b'])}",
        "ibu": owner or f"{pick(rng, group['call_f'])} {pick(rng, group['f'])}",
        "bapak": owner or f"{pick(rng, group['call_m'])} {pick(rng, group['m'])}",
    }
    return fill(rng, pick(rng, _fitting(patterns, owner) if owner else patterns), slots)


def school_name(rng: Random, level: str) -> str:
    """A made-up school: level "smk", "sma" or "smp"."""
    words = load("words")
    return f"{level.upper()} {pick(rng, words['sekolah_a'])} {pick(rng, words['sekolah_b'])}"
