"""What all engines do alike: reading a question, and reading it again with its typing errors mended."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

from community.foundation import clock
from community.search.analysis import PEOPLE, Query, read_query, words_of
from community.search.asking import Asked, Days
from community.search.hits import Found, Hit
from community.search.lexicon import lexicon
from community.search.newest import latest_first
from community.search.ranking import MEANT_LIFT, WANTED_LIFT, Cursor
from community.search.spelling import Speller

# New words are known at once; only what a mistyped word is mended to may be so old.
SPELLER_SECONDS = 600.0


class AskedEngine(ABC):
    """Answers questions with what an engine makes of `_answer`, `knows` and `words`."""

    def __init__(self) -> None:
        self._speller: tuple[float, Speller] | None = None
        self._speller_lock = threading.Lock()

    @abstractmethod
    def _answer(self, query: Query, asked: Asked, limit: int, after: Cursor | None) -> Found: ...

    @abstractmethod
    def knows(self, word: str) -> bool:
        """Whether a word, in any of its forms, stands anywhere in the index."""

    @abstractmethod
    def is_written(self, word: str) -> bool:
        """Whether a word stands, just as it is, where everybody may read it."""

    @abstractmethod
    def words(self) -> dict[str, int]:
        """Every word as it is written where everybody may read it, and how often."""

    def find(
        self, text: str, *, limit: int = 10, kinds: Collection[str] | None = None,
        shown: Collection[str] | None = None, region_codes: Collection[str] | None = None,
        near: Mapping[str, float] | None = None, place: str = "", trade: str | None = None,
        days: Days | None = None, without: Collection[str] = (), after: str = "", as_typed: bool = False,
        newest: bool = False, counted: bool = True,
    ) -> Found:  # fmt: skip
        """The best hits and the counts of each kind."""
        corrected = "" if as_typed else self.corrected(text, kinds)
        query = read_query(corrected or text)
        cursor = Cursor.read(after)
        lifts = dict.fromkeys(query.wanted, WANTED_LIFT) | dict.fromkeys(query.meant, MEANT_LIFT)
        asked = Asked(
            kinds, shown, region_codes, near or {}, trade, (days,) if days else (), without,
            tuple(words_of(place)), lifts=lifts, depth=cursor.shown if cursor else 0, newest=newest,
            counted=counted or newest,
        )  # fmt: skip
        if newest:
            found = latest_first(partial(self._answer, query), asked, limit, cursor, clock.today().toordinal())
        else:
            found = self._answer(query, asked, limit, cursor)
        return replace(found, corrected=corrected) if corrected else found

    def search(
        self,
        text: str,
        limit: int = 10,
        kinds: Collection[str] | None = None,
        region_codes: Collection[str] | None = None,
    ) -> list[Hit]:
        """The best hits alone."""
        return self.find(text, limit=limit, kinds=kinds, region_codes=region_codes, counted=False).hits

    def counts(self, text: str, kinds: Collection[str] | None = None) -> dict[str, int]:
        """How many things of each kind fit."""
        return self.find(text, limit=0, kinds=kinds).counts

    def knows_among(self, word: str, kinds: Collection[str] | None) -> bool:
        """Whether a word, in any of its forms, stands in anything of these kinds.

        For who may not find people, a word that they alone have is as unknown as one that nobody has.
        """
        if kinds is None or PEOPLE in kinds or not self.knows(word):
            return self.knows(word)
        if self.is_written(word) or self._spell().expects(word):
            return True
        alone = read_query(f"{word} ")
        return not alone.words or bool(self._answer(alone, Asked(kinds), 0, None).counts)

    def corrected(self, text: str, kinds: Collection[str] | None = None) -> str:
        """The text with each word that stands nowhere replaced by the one that was meant; "" where nothing is."""
        knows = partial(self.knows_among, kinds=kinds)
        if all(map(knows, words_of(text))):
            return ""
        return self._spell().correct(text, knows) or ""

    def _spell(self) -> Speller:
        with self._speller_lock:
            known = self._speller
            if known is None or time.monotonic() - known[0] > SPELLER_SECONDS:
                words = self.words()
                known = self._speller = (time.monotonic(), Speller(words.items(), lexicon(words)))
            return known[1]

    def _forget_words(self) -> None:
        self._speller = None
