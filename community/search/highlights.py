"""Where the words of a question stand in what was found, as markup that holds nothing of what people wrote but text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from markupsafe import Markup

from community.search.analysis import roots_of

EXCERPT = 150
BEFORE = 40
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8_192)
def _roots(word: str) -> tuple[str, ...]:
    return tuple(roots_of(word))


def _spans(text: str, roots: Collection[str], beginning: str) -> Iterator[tuple[int, int]]:
    for word in _WORD.finditer(text):
        if any(root in roots for root in _roots(word[0])) or (beginning and word[0].casefold().startswith(beginning)):
            yield word.span()


def _marked(text: str, spans: Collection[tuple[int, int]]) -> Markup:
    parts = []
    last = 0
    for start, end in spans:
        parts += [text[last:start], Markup("<mark>%s</mark>") % text[start:end]]
        last = end
    return Markup().join([*parts, text[last:]])


def marked(text: str, roots: Collection[str], beginning: str = "") -> Markup:
    """The whole text, with the words marked that have one of the roots or begin so."""
    return _marked(text, list(_spans(text, roots, beginning)))


def excerpt(text: str, roots: Collection[str], beginning: str = "") -> Markup | None:
    """Some 150 characters around the first such word, with all of them marked; None where there is none."""
    text = " ".join(text.split())
    first = next(_spans(text, roots, beginning), None)
    if first is None:
        return None
    start = text.rfind(" ", 0, max(first[0] - BEFORE, 0)) + 1 if first[0] > BEFORE else 0
    end = len(text) if len(text) - start <= EXCERPT else max(text.rfind(" ", 0, start + EXCERPT), first[1])
    piece = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return marked(piece, roots, beginning)
