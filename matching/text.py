"""The Indonesian and English analyser, shared by matching and search.

Needs the standard library alone for the words of its tables, Sastrawi and Snowball for others, so a web process may
import it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from matching.spellings import EVERYDAY, PLACES, STOP_WORDS
from matching.stems import LONGEST_WORD, forms, stem

_TOKEN = re.compile(r"c(?:\+\+|#)|[^\W_]+")
_REDUPLICATED = re.compile(r"([a-z]{3,})2(?:an|nya)?")
_SHORTEST_MEANT = 4
_WORDS_REMEMBERED = 2**15

Terms = tuple[tuple[str, str], ...]


def _phrase_starts() -> dict[str, int]:
    """First word -> how many words the longest spelling has that begins with it, for those of several words."""
    starts: dict[str, int] = {}
    for spelling in [*EVERYDAY, *PLACES]:
        first, *rest = spelling.split()
        if rest:
            starts[first] = max(starts.get(first, 0), 1 + len(rest))
    return starts


_STARTS = _phrase_starts()


@cache
def phrase_words() -> frozenset[str]:
    """The words of everyday spellings and names that are several words, which may mean nothing alone ("part time")."""
    return frozenset(word for spelling in [*EVERYDAY, *PLACES] if " " in spelling for word in spelling.split())


def everyday_spellings() -> Iterator[str]:
    """What people type for something else, of one word or several; names of places are not among it."""
    return iter(EVERYDAY)


def stop_words() -> frozenset[str]:
    """Words that carry no meaning of their own."""
    return STOP_WORDS


def stored_forms() -> Iterator[tuple[str, str]]:
    """(word, root) of the stored table, in the order of the words."""
    return forms()


def normalise(text: str) -> str:
    """NFKC and casefold, the form in which spellings are compared."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def tokenise(text: str) -> list[str]:
    """The words of a text in order, normalised but neither expanded nor stemmed."""
    return _TOKEN.findall(normalise(text))


def meaning(typed: str) -> str | None:
    """What a spelling of the tables stands for; None for every other word."""
    return PLACES.get(typed) or EVERYDAY.get(typed)


def _plain(token: str) -> str:
    """Without the marks of plural and possession that chat puts on any word ("anak2", "lokernya")."""
    repeated = _REDUPLICATED.fullmatch(token)
    if repeated and not meaning(token):
        token = repeated.group(1)
    if token.endswith("nya") and not meaning(token) and meaning(token[:-3]):
        token = token[:-3]
    return token


def _words(token: str) -> list[str]:
    token = _plain(token)
    if token in STOP_WORDS:
        return []
    meant = meaning(token)
    if meant is None:
        root = stem(token)
        # "penggajian" goes the way of "gaji".
        meant = EVERYDAY.get(root) if root != token and len(root) >= _SHORTEST_MEANT else None
        if meant is None:
            return [root]
    return [stem(word) for word in meant.split() if word not in STOP_WORDS]


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _terms(token: str) -> Terms:
    return tuple((token, root) for root in _words(token))


def joined(tokens: list[str]) -> list[str]:
    """Words that mean one thing together ("part time", "jati asih") become one token, the longest first."""
    if _STARTS.keys().isdisjoint(tokens):
        return tokens
    result: list[str] = []
    place = 0
    while place < len(tokens):
        size = _STARTS.get(tokens[place], 1)
        while size > 1 and not meaning(" ".join(tokens[place : place + size])):
            size -= 1
        result.append(tokens[place] if size == 1 else " ".join(tokens[place : place + size]))
        place += size
    return result


def terms(text: str) -> list[tuple[str, str]]:
    """(word as typed, root) of each word that carries meaning, in order."""
    found: list[tuple[str, str]] = []
    for token in joined(tokenise(text)):
        # What is too long to be a word must not be remembered whole.
        found += _terms(token) if len(token) <= LONGEST_WORD else ((token, token[:LONGEST_WORD]),)
    return found


def analyse(text: str) -> list[str]:
    """The roots of each word that carries meaning, in order."""
    return [root for _, root in terms(text)]
