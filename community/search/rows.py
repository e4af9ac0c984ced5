"""What the index keeps of each document beside its terms: kind, region, id and last useful day, in few bytes."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import islice
from re import finditer
from typing import Any

# kind, region code, id, last useful day as an ordinal (0: none).
KIND_BYTES, REGION_BYTES = 12, 13
ROW = struct.Struct(f"!{KIND_BYTES}s{REGION_BYTES}sqi")
ID_AT, DAY_AT = KIND_BYTES + REGION_BYTES, KIND_BYTES + REGION_BYTES + 8


class Rows:
    """The documents of one segment; each lies in a cell, and a cell is a kind in a region."""

    def __init__(self, parts: Iterable[bytes], size: int) -> None:
        self.size = size
        self.cells, self.ids, days = array("H"), array("q"), array("i")
        known: dict[bytes, int] = {}
        for part in parts:
            names = (part[start : start + ID_AT] for start in range(0, len(part), ROW.size))
            self.cells.extend([known.setdefault(name, len(known)) for name in names])
            self.ids.extend(_read_numbers("q", part, ID_AT))
            days.extend(_read_numbers("i", part, DAY_AT))
        if not len(self.cells) == len(self.ids) == len(days) == size:
            raise ValueError("the column of documents is cut short")
        self.places = [(_text(name[:KIND_BYTES]), _text(name[KIND_BYTES:])) for name in known]
        if not all(kind for kind, _region in self.places):
            raise ValueError("the column of documents is damaged")
        # Most documents have no last day: those that have one, the earliest first.
        self._ending = array("I", sorted((number for number in range(size) if days[number]), key=days.__getitem__))
        self._days = array("i", map(days.__getitem__, self._ending))
        self.kinds = tuple(dict.fromkeys(kind for kind, _region in self.places))
        self.cell_of = {place: cell for cell, place in enumerate(self.places)}
        self._kind_bits: dict[str, int] = {}

    def past(self, today: int) -> set[int]:
        """The documents whose last day is before this one."""
        return set(self._ending[: bisect_left(self._days, today)])

    def place(self, number: int) -> tuple[str, str]:
        """Kind and region code of a document."""
        return self.places[self.cells[number]]

    def cells_of(self, kind: str) -> list[int]:
        """The cells of one kind."""
        return [cell for cell, place in enumerate(self.places) if place[0] == kind]

    def kind_bits(self, kinds: Collection[str]) -> int:
        """The documents of these kinds, a bit for each."""
        if not self._kind_bits:
            number_of = [self.kinds.index(kind) for kind, _region in self.places]
            last_first = bytes(map(number_of.__getitem__, reversed(self.cells)))
            for number, kind in enumerate(self.kinds):
                digits = b"0" * number + b"1" + b"0" * (255 - number)
                self._kind_bits[kind] = int(last_first.translate(digits), 2)
        return sum(map(self._kind_bits.__getitem__, kinds))


def _text(name: bytes) -> str:
    return sys.intern(name.rstrip(b"\0").decode())


def _read_numbers(typecode: str, column: bytes, start: int) -> Any:
    """One number of every row: whole strips of bytes are moved, for a loop over the rows takes too long."""
    numbers = array(typecode)
    width = numbers.itemsize
    strips = bytearray(len(column) // ROW.size * width)
    for place in range(width):
        strips[place::width] = column[start + place :: ROW.size]
    numbers.frombytes(bytes(strips))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def bits_of(numbers: Any, size: int) -> int:
    """Documents as the bits of one integer."""
    digits = bytearray(b"0") * size
    for number in numbers:
        digits[~number] = 49
    return int(digits, 2) if size else 0


def numbers_in(bits: int, most: int | None = None) -> set[int]:
    """The documents whose bits are set; the latest ones of them, where `most` is given."""
    digits = bin(bits)
    last = len(digits) - 1
    return {last - one.start() for one in islice(finditer("1", digits), most)}
