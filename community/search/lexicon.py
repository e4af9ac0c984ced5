"""The words somebody may have meant, and how often each is likely to be typed.

Not all of them stand in a document: an everyday spelling means what others say ("loker"), and most words have more
forms than are in use. Only what everybody may read counts, so no word of a person's comes in by its root.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from matching.text import everyday_spellings, stop_words, stored_forms, terms

SHORTEST = 4
# Words that carry no meaning stand in no index; a question has about as many of them as of a tenth of its first word.
OF_STOP_WORDS = 0.1


def lexicon(words: Mapping[str, int]) -> dict[str, float]:
    """Each word that may be meant -> how often it is expected; `words` are those of the index."""
    expected: dict[str, float] = dict(words)
    roots = _roots(words)
    for root, others in _forms_of().items():
        if root in roots:
            _at_least(expected, others, roots[root] / len(others))
    for meant, spellings in _spellings_of().items():
        often = min(roots.get(root, 0) for root in meant)
        if often:
            _at_least(expected, spellings, often / len(spellings))
    most = max(words.values(), default=0)
    _at_least(expected, (word for word in stop_words() if len(word) >= SHORTEST), most * OF_STOP_WORDS)
    return expected


def _at_least(expected: dict[str, float], words: Iterable[str], often: float) -> None:
    for word in words:
        expected.setdefault(word, often)


def _roots(words: Mapping[str, int]) -> Counter[str]:
    """How often the roots of the stored table are expected, told by the commonest form of each."""
    found: Counter[str] = Counter()
    for root, others in _forms_of().items():
        often = max(words.get(root, 0), max((words.get(other, 0) for other in others), default=0))
        if often:
            found[root] = often
    return found


@cache
def _forms_of() -> dict[str, tuple[str, ...]]:
    """Root -> the words of the stored table that have it."""
    found: dict[str, list[str]] = {}
    for word, root in stored_forms():
        if len(word) >= SHORTEST:
            found.setdefault(root, []).append(word)
    return {root: tuple(others) for root, others in found.items()}


@cache
def _spellings_of() -> dict[tuple[str, ...], tuple[str, ...]]:
    """What everyday spellings mean, in roots -> the words they are written with."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for spelling in everyday_spellings():
        roots = tuple(root for _, root in terms(spelling))
        words = (word for word in spelling.split() if len(word) >= SHORTEST and word.isalpha())
        if roots:
            found.setdefault(roots, {}).update(dict.fromkeys(words))
    return {roots: tuple(words) for roots, words in found.items() if words}
