"""What somebody does without: "tanpa ijazah", "gak pake ijazah", "tidak perlu pengalaman".

Such words stand as one term of their own ("-ijazah"), in documents that say so and in questions that ask for it; so
no document is lifted that asks for the very thing. A document keeps its plain words as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from matching.text import normalise, terms

WITHOUT = "-"
_NOT = "tidak|tdk|tak|gak|ga|gk|gag|nggak|ngga|nggk|enggak|engga|ndak|kagak"
_NEED = (
    "perlu|usah|butuh|harus|wajib|pakai|pake|pke|memakai|ada|punya|minta|meminta|mensyaratkan|memerlukan|membutuhkan"
)
_LEFT_OUT = re.compile(
    rf"\b(?:(?:tanpa|tnpa|tnp|without)(?:\s+(?:{_NEED}))*|(?:{_NOT})(?:\s+(?:{_NEED}))+)\s+(?!(?:{_NEED})\b)([^\W_]+)"
)
# Whoever has no certificate says so in many ways.
_SCHOOLING = "ijazah pendidikan gelar diploma"


@cache
def _schooling() -> frozenset[str]:
    return frozenset(root for _, root in terms(_SCHOOLING))


@cache
def no_certificate() -> str:
    """The term of work that asks for no certificate."""
    return WITHOUT + terms("ijazah")[0][1]


def _term(word: str) -> str:
    root = next((root for _, root in terms(word)), "")
    return no_certificate() if root in _schooling() else root and WITHOUT + root


def left_out(text: str) -> Iterator[str]:
    """The terms of what a text says is not needed."""
    for match in _LEFT_OUT.finditer(normalise(text)):
        if term := _term(match[1]):
            yield term


def read_without(text: str) -> tuple[str, tuple[str, ...]]:
    """A question without what it does without, and the terms of that.

    Where nothing else is asked, words mean what they mean: "tanpa riba" asks for what says so.
    """
    found = tuple(dict.fromkeys(left_out(text)))
    rest = _LEFT_OUT.sub(lambda match: " " if _term(match[1]) else match[0], normalise(text)) if found else text
    if found and (terms(rest) or no_certificate() in found):
        return rest, found
    return text, ()
