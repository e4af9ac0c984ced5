"""Queries as people mistype and inflect them: the same for each run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from random import Random

from benchmarks.search.judging import FOLDER, Asked, place_words, words_of

SEED = 3275
SHORTEST = 5
EDITS = ("left out", "doubled", "beside it", "swapped")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@cache
def _beside() -> dict[str, str]:
    """The keys left and right of a key."""
    return {key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _ROWS for at, key in enumerate(row)}


def mistyped(word: str, edit: str, random: Random) -> str:
    """A word with one edit behind its first letter, which people seldom miss."""
    at = random.randrange(1, len(word))
    match edit:
        case "left out":
            return word[:at] + word[at + 1 :]
        case "doubled":
            return word[:at] + word[at] + word[at:]
        case "beside it":
            return word[:at] + random.choice(_beside()[word[at]]) + word[at + 1 :]
        case "swapped":
            places = [one for one in range(1, len(word) - 1) if word[one] != word[one + 1]]
            at = random.choice(places)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    raise ValueError(f"There is no edit {edit!r}.")


def _editable(asked: Asked, places: frozenset[str]) -> list[str]:
    """Words that are long enough, of plain letters, and name no place."""
    return [
        word
        for word in words_of(asked.text)
        if len(word) >= SHORTEST and word.isascii() and word.isalpha() and word not in places
    ]


def typos(queries: Iterable[Asked], edits: Iterable[str] = EDITS) -> Iterator[tuple[Asked, Asked]]:
    """(clean, mistyped): each kind of edit once for each query; never a word that others search for."""
    clean, edits = list(queries), list(edits)
    places, known = place_words(), {word for asked in clean for word in words_of(asked.text)}
    for asked in clean:
        words = _editable(asked, places)
        # Spelled as in a chat already: one more slip would be two.
        for edit in edits if words and "chat" not in asked.tags else []:
            random = Random(f"{SEED} {asked.text} {edit}")  # noqa: S311 - a seed is the point  # nosec B311
            word = random.choice(words)
            wrong = mistyped(word, edit, random)
            if wrong not in known and wrong != word:
                yield asked, replace(asked, text=_with(asked.text, word, wrong))


@cache
def _forms() -> dict[str, list[str]]:
    with (FOLDER / "affixes.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["forms"].split() for row in csv.DictReader(file)}


def inflected(queries: Iterable[Asked]) -> Iterator[tuple[Asked, Asked]]:
    """(as asked, with one word in another of its forms) for every word of which forms are listed."""
    for asked in queries:
        for word in dict.fromkeys(words_of(asked.text)):
            # A name is written in one way.
            for form in _forms().get(word, []) if "name" not in asked.tags else []:
                yield asked, replace(asked, text=_with(asked.text, word, form))


def _with(text: str, word: str, other: str) -> str:
    return " ".join(other if one == word else one for one in words_of(text))
