"""Texts put together from hand-written parts.

A part may hold choices and slots: "Buka [pagi|sore] di {kel}." Choices do not nest; a choice may hold slots.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import TypeVar

T = TypeVar("T")
Slots = Mapping[str, object]

_CHOICE = re.compile(r"\[([^\]]*)\]")


@cache
def _segments(part: str) -> tuple[str | tuple[str, ...], ...]:
    found: list[str | tuple[str, ...]] = []
    for place, piece in enumerate(_CHOICE.split(part)):
        if place % 2:
            found.append(tuple(piece.split("|")))
        elif piece:
            found.append(piece)
    return tuple(found)


def pick(rng: Random, items: Sequence[T]) -> T:
    """One of `items`; cheaper than Random.choice, which matters half a million times."""
    return items[int(rng.random() * len(items))]


def some(rng: Random, items: Sequence[T], count: int) -> list[T]:
    """`count` different items (all, when there are fewer), in their own order."""
    if count >= len(items):
        return list(items)
    chosen: set[int] = set()
    while len(chosen) < count:
        chosen.add(int(rng.random() * len(items)))
    return [items[i] for i in sorted(chosen)]


def mixed(rng: Random, items: Sequence[T], count: int) -> list[T]:
    """`count` different items in a random order."""
    found = some(rng, items, count)
    rng.shuffle(found)
    return found


def between(rng: Random, low: int, high: int, step: int = 1) -> int:
    """A whole number from `low` to `high`, both included, in steps."""
    return low + int(rng.random() * ((high - low) // step + 1)) * step


def fill(rng: Random, part: str, slots: Slots | None = None) -> str:
    """`part` with its choices made and its slots filled; a slot nobody gave is a KeyError."""
    segments = _segments(part)
    text = "".join(piece if isinstance(piece, str) else pick(rng, piece) for piece in segments)
    return text.format_map(slots) if slots and "{" in text else text


def sentences(rng: Random, parts: Sequence[str], count: int, slots: Slots | None = None) -> str:
    """`count` different parts, filled, as one paragraph; each begins with a capital letter."""
    return " ".join(capital(fill(rng, part, slots)) for part in some(rng, parts, count))


def capital(text: str) -> str:
    """The text with its first letter in upper case and the rest as it was."""
    return text[:1].upper() + text[1:]


def weighted(rng: Random, items: Sequence[T], cumulative: Sequence[float]) -> T:
    """One of `items` by running totals of their weights."""
    return rng.choices(items, cum_weights=cumulative)[0]
