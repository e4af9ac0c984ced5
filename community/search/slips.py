"""How likely a word was mistyped as another, told by the kind of slip.

Weights are natural logarithms against the usual slips: a letter that is left out, doubled, mistaken for the key
beside it or swapped with the next one. Those four are what the benchmark makes; that they are alike, that a first
letter is missed less often, and all weights are assumed, not measured on what the people of a city type.
"""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import OSA

USUAL = 0.0
# A vowel for another is a matter of hearing; a finger that touches two keys puts in the one beside.
VOWEL, TOUCHED = -0.7, -0.7
OTHER = -2.5
FIRST_LETTER = -2.0
# One more slip in the same word.
SECOND = -6.0
_VOWELS = frozenset("aeiou")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> frozenset[tuple[str, str]]:
    """Keys that touch: beside each other, and in the row below, which is shifted by less than a key."""
    beside = {pair for row in _ROWS for pair in pairwise(row)}
    for upper, lower in pairwise(_ROWS):
        beside |= set(zip(upper, lower, strict=False)) | set(zip(upper[1:], lower, strict=False))
    return frozenset(beside | {(right, left) for left, right in beside})


_NEIGHBOURS = _neighbours()


def weight(typed: str, meant: str) -> float:
    """How much likelier or less likely than a usual slip; 0 or below."""
    start, left, right = _differing(typed, meant)
    first = FIRST_LETTER if start == 0 else 0.0
    if len(left) <= 1 and len(right) <= 1:
        return first + _of_letter(typed, start, left, right)
    if len(left) == len(right) == 2 and left == right[::-1]:
        return first + USUAL
    return first + SECOND * (OSA.distance(left, right) - 1)


def _differing(typed: str, meant: str) -> tuple[int, str, str]:
    """Where two words begin to differ, and what stands there in each up to where they are alike again."""
    shorter = min(len(typed), len(meant))
    start = 0
    while start < shorter and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    return start, typed[start : len(typed) - end], meant[start : len(meant) - end]


def _of_letter(typed: str, start: int, left: str, right: str) -> float:
    if not left:
        return USUAL
    around = typed[max(start - 1, 0) : start] + typed[start + 1 : start + 2]
    if not right:
        if left in around:
            return USUAL
        return TOUCHED if any((left, other) in _NEIGHBOURS for other in around) else OTHER
    if (left, right) in _NEIGHBOURS:
        return USUAL
    return VOWEL if left in _VOWELS and right in _VOWELS else OTHER
