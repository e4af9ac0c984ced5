"""The hand-written parts of the corpus, read once from data/*.toml."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"

Entry = dict[str, Any]


@cache
def load(name: str) -> Entry:
    """One data file as a mapping."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def trades() -> dict[str, Entry]:
    """Every trade by its key, e.g. "masak"."""
    found: dict[str, Entry] = {}
    for path in sorted((DATA / "trades").glob("*.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def business_kinds() -> dict[str, Entry]:
    """Every kind of business by its key, e.g. "nasi_uduk"."""
    return load("business_kinds")


@cache
def running_weights(name: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Keys of a data file whose entries carry a weight `w`, and the running totals of the weights."""
    entries = {key: entry for key, entry in load(name).items() if isinstance(entry, dict) and "w" in entry}
    return tuple(entries), tuple(accumulate(float(entry["w"]) for entry in entries.values()))


@lru_cache(maxsize=1)
def employers_of() -> dict[str, tuple[str, ...]]:
    """Trade key -> kinds of businesses that hire it."""
    found: dict[str, list[str]] = {trade: [] for trade in trades()}
    for key, kind in business_kinds().items():
        for trade in kind["trades"]:
            found[trade].append(key)
    return {trade: tuple(kinds) for trade, kinds in found.items()}


def is_licence(skill: str) -> bool:
    """Whether a skill id is a driving licence rather than something one can do."""
    return skill.startswith("sim_")
