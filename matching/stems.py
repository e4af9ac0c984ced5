"""The root of a word: from the stored table, else by the rules of the language.

`data/stems.csv` holds the words of the domain, written by `python -m scripts.stems`. The rules (Sastrawi's dictionary
and Snowball) take 30 ms and several MB to load, so that is put off until the first word the table does not have.
"""

import importlib
import threading
from collections.abc import Iterator
from functools import cache

from matching.spellings import DATA

LONGEST_WORD = 32
_SHORTEST_OWNED = 4
_LOCK = threading.Lock()


class StemTable:
    """Word -> root in one block of memory, which a dict of strings would exceed tenfold.

    Lines "word,root" in the order of their words; the root is left out where it is the word itself.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    def find(self, word: str) -> str | None:
        """The root, or None for a word that is not in the table."""
        wanted = word.encode()
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            start = max(low, self._lines.rfind(b"\n", low, middle) + 1)
            end = self._lines.index(b"\n", middle)
            found, _, root = self._lines[start:end].partition(b",")
            if found == wanted:
                return root.decode() or word
            if found < wanted:
                low = end + 1
            else:
                high = start
        return None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for line in self._lines.decode().splitlines():
            word, _, root = line.partition(",")
            yield word, root or word


@cache
def _table() -> StemTable:
    _, _, lines = (DATA / "stems.csv").read_bytes().partition(b"\n")
    return StemTable(lines)


def forms() -> Iterator[tuple[str, str]]:
    """(word, root) of the stored table, in the order of the words."""
    return iter(_table())


def stem(word: str) -> str:
    """The root of one casefolded word, cut where it is too long to be one."""
    if len(word) > LONGEST_WORD or not word.isascii() or not word.isalpha():
        return word[:LONGEST_WORD]
    root = _table().find(word)
    if root is None and word.endswith("nya") and len(word) >= _SHORTEST_OWNED + 3:
        root = _table().find(word[:-3])
    if root is None:
        # Snowball objects keep state while they stem and must not be shared between threads.
        with _LOCK:
            root = str(importlib.import_module("matching.rules").stem(word))
    return root
