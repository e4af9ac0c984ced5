"""Typing errors: the query somebody meant, in words by which something can be found.

Knows neither the index nor the site: it is made from words and how often each is expected. What was meant is told as
through a noisy channel: how likely a word is, and how likely it is mistyped so.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from community.search import slips
from matching.text import joined, meaning, normalise, phrase_words, terms

SHORTEST = 4
SHORTEST_WITH_TWO_SLIPS = 8
LONGEST = 32
# Each takes about half a millisecond, and nobody mistypes more in one query.
MOST_WRONG = 12
_SHORTEST_PART = 3
_WORD = re.compile(r"[^\W_]+")
# A quoted phrase and an -excluded word are meant as they are written; a hyphen inside a word excludes nothing.
_KEPT = re.compile(r'["“”„«»][^"“”„«»]*["“”„«»]|(?:^|(?<=\s))-\w\S*')

Span = tuple[int, int]


def _knows_none(_word: str) -> bool:
    return False


class Speller:
    """Corrects queries: `words` are (word as typed, casefolded; how many documents have it).

    `expected` are all words that may be meant, and how often; those of the index alone where it is not given.
    """

    def __init__(self, words: Iterable[tuple[str, int]], expected: Mapping[str, float] | None = None) -> None:
        self._often = dict(words)
        self._expected = self._often if expected is None else expected
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        # Who makes two slips in a word misses no first letter besides.
        self._by_start: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for word in self._expected:
            if word.isalpha():
                self._by_length[len(word)].append(word)
                if len(word) >= SHORTEST_WITH_TWO_SLIPS - 2:
                    self._by_start[len(word), word[0]].append(word)

    def expects(self, word: str) -> bool:
        """Whether a word, casefolded, may be meant as it is."""
        return word in self._expected

    def correct(self, text: str, knows: Callable[[str], bool] = _knows_none) -> str | None:
        """The text with each unknown word replaced by the likeliest known one; None where nothing changes.

        A word that `knows` is left as it is, though it is none of the words.
        """
        pieces, end = [], 0
        for (start, stop), word in self._changes(text, knows):
            pieces += [text[end:start], word]
            end = stop
        return "".join([*pieces, text[end:]]) if pieces else None

    def _changes(self, text: str, knows: Callable[[str], bool]) -> Iterator[tuple[Span, str]]:
        spans = _words(text)
        words = [normalise(text[start:stop]) for start, stop in spans]
        meant_so = _in_phrases(words)
        places = (place for place in range(len(words)) if place not in meant_so)
        unknown = [place for place in places if self._unknown(words[place]) and not knows(words[place])]
        done = -1
        for place in unknown[:MOST_WRONG]:
            if place <= done:
                continue
            pair = self._joined_pair(text, spans, words, range(max(done + 1, place - 1), place + 1))
            if pair is not None:
                done = pair + 1
                yield (spans[pair][0], spans[pair + 1][1]), words[pair] + words[pair + 1]
            elif meant := self._likeliest(words[place]):
                done = place
                yield spans[place], meant

    def _unknown(self, word: str) -> bool:
        """Whether nothing stands behind a word: it, its root, what it is a spelling of, or a stop word."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in self._often or meaning(word):
            return False
        if word in phrase_words():
            return False
        roots = [root for _, root in terms(word)]
        return len(roots) == 1 and roots[0] not in self._often

    def _joined_pair(self, text: str, spans: list[Span], words: list[str], firsts: Iterable[int]) -> int | None:
        """The first of two neighbours that are a known word together ("kom puter")."""
        for first in firsts:
            if first + 1 < len(words) and words[first] + words[first + 1] in self._often:
                between = text[spans[first][1] : spans[first + 1][0]]
                if between.isspace() or between == "-":
                    return first
        return None

    def _likeliest(self, word: str) -> str | None:
        near = self._nearest(word, 1, [self._by_length.get(len(word) + more, ()) for more in (-1, 0, 1)])
        # A space that was left out is one slip, but a slip within a word is more frequent.
        near = near or self._split(word)
        if near is None and len(word) >= SHORTEST_WITH_TWO_SLIPS:
            lengths = range(len(word) - 2, len(word) + 3)
            near = self._nearest(word, 2, [self._by_start.get((length, word[0]), ()) for length in lengths])
        return near

    def _nearest(self, word: str, most: int, among: Iterable[Sequence[str]]) -> str | None:
        """The likeliest of the words at most so many slips away."""
        # What has a root is a word of the language: it was perhaps meant so, and is no slip of a form nobody wrote.
        allowed = self._expected if [root for _, root in terms(word)] == [word] else self._often
        ranked = [
            (-math.log(1 + self._expected[known]) - slips.weight(word, known), known)
            for words in among
            for known, _slips, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
            if known in allowed
        ]
        return min(ranked)[-1] if ranked else None

    def _split(self, word: str) -> str | None:
        """Two known words that were typed as one ("tataboga"), as often seen as can be."""
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        parts = [(word[:cut], word[cut:]) for cut in cuts]
        known = [(left, right) for left, right in parts if left in self._often and right in self._often]
        best = min(known, key=lambda pair: (-min(self._often[part] for part in pair), pair), default=None)
        return " ".join(best) if best else None


def _words(text: str) -> list[Span]:
    """Where the words stand that may be corrected."""
    kept = [match.span() for match in _KEPT.finditer(text)]
    spans = [match.span() for match in _WORD.finditer(text)]
    return [span for span in spans if not any(start <= span[0] < stop for start, stop in kept)]


def _in_phrases(words: list[str]) -> set[int]:
    """Places of the words that are a name or an everyday spelling together ("jati asih")."""
    places: set[int] = set()
    place = 0
    for typed in joined(words):
        size = typed.count(" ") + 1
        places |= set(range(place, place + size)) if size > 1 else set()
        place += size
    return places
