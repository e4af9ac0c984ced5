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
# Marks of lists, headings and stress, which mean nothing in a line of plain words.
_LIST_MARK = re.compile(r"(?m)^[ \t]*(?:[-*+•>]|#{1,6}|\d{1,2}[.)])[ \t]+|[*_]{2,}|(?<=\s)(?<!\d\s)[-*•](?=\s)")
_SENTENCE = re.compile(r"[.!?:;]\s+")


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


def _beginning(text: str, found: int) -> int:
    """Where to begin: with the sentence, where it begins near enough, else with a word shortly before."""
    if found <= BEFORE:
        return 0
    sentences = [match.end() for match in _SENTENCE.finditer(text, 0, found)]
    nearest = sentences[-1] if sentences else 0
    if found - nearest <= EXCERPT // 2:
        return nearest
    return text.rfind(" ", 0, found - BEFORE) + 1


def excerpt(text: str, roots: Collection[str], beginning: str = "") -> Markup | None:
    """Some 150 characters around the first such word, with all of them marked; None where there is none."""
    text = " ".join(_LIST_MARK.sub("", text).split())
    first = next(_spans(text, roots, beginning), None)
    if first is None:
        return None
    start = _beginning(text, first[0])
    end = len(text) if len(text) - start <= EXCERPT else max(text.rfind(" ", 0, start + EXCERPT), first[1])
    is_torn = start > 0 and not _SENTENCE.search(text, start - 2, start)
    piece = f"{'… ' if is_torn else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return marked(piece, roots, beginning)
