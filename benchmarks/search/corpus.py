"""Larger cities: the demo city's documents again and again, each time elsewhere and in other words.

Texts of a kind and trade exchange sentences, names of places follow the place, and every third business has a name
that nobody has. So words keep their frequencies, and the vocabulary grows with the city, as it does in real ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.search import city
from benchmarks.search.judging import villages
from community.foundation.documents import Document

SEED = 3275
EXCHANGED, NEW_NAMES = 0.3, 1 / 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_SYLLABLES = "ba da ga ja ka la ma na pa ra sa ta wa bi di gi ki li mi ni ri si ti bu du ku lu mu nu ru su tu".split()
_ENDINGS = ("n", "r", "s", "ng", "h", "")
Trade = tuple[str, str]


def documents(path: Path, size: int) -> Iterator[Document]:
    """The first `size` documents of a city that has so many; the same for each run over the same documents."""
    yield from islice(Enlarged(list(city.read(path))).all(), size)


class Enlarged:
    """A city without an end; no two of its documents share kind and id."""

    def __init__(self, base: Sequence[Document]) -> None:
        self._random = Random(SEED)  # noqa: S311 - a seed is the point  # nosec B311
        # Mixed, so that a small part of the city has all kinds.
        self._base = self._random.sample(base, len(base))
        self._places = villages()
        self._sentences: defaultdict[Trade, list[str]] = defaultdict(list)
        self._titles: defaultdict[Trade, list[str]] = defaultdict(list)
        for document in self._base:
            self._sentences[_trade(document)] += _sentences(document.text)
            self._titles[_trade(document)].append(document.title)
        self._offset = 1 + max(document.id for document in base)

    def all(self) -> Iterator[Document]:
        """The city itself, then its other selves."""
        yield from self._base
        round_ = 0
        while True:
            round_ += 1
            for document in self._base:
                yield self._other(document, round_ * self._offset)

    def _other(self, document: Document, offset: int) -> Document:
        pick, place = self._random.choice, self._random.choice(list(self._places))
        titles, sentences = self._titles[_trade(document)], self._sentences[_trade(document)]
        kept = [
            pick(sentences) if self._random.random() < EXCHANGED else sentence for sentence in _sentences(document.text)
        ]
        title = self._name(pick(titles)) if document.kind in ("business", "member") else pick(titles)
        moved = self._moving(document.region_code, place)
        code = place if document.region_code in self._places else document.region_code
        owner = document.owner_key and f"{document.owner_key.partition(':')[0]}:{document.id + offset}"
        return replace(
            document, id=document.id + offset, title=moved(title), text=moved("\n".join(kept)), region_code=code,
            owner_key=owner,
        )  # fmt: skip

    def _name(self, name: str) -> str:
        """The name, or at times one with a last word that nobody has."""
        words = name.split()
        if len(words) < 2 or self._random.random() > NEW_NAMES:
            return name
        made = "".join(self._random.choices(_SYLLABLES, k=3)) + self._random.choice(_ENDINGS)
        return " ".join([*words[:-1], made.capitalize()])

    def _moving(self, here: str | None, there: str) -> Callable[[str], str]:
        """Puts the name of one place for that of the other."""
        old, new = self._places.get(here or ""), self._places[there]
        return (lambda text: text.replace(old, new)) if old else (lambda text: text)


def _trade(document: Document) -> Trade:
    return document.kind, document.skills[0] if document.skills else ""


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence]
