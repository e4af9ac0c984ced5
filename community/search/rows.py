"""What the index keeps of each document beside its terms and its text, in few bytes."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from itertools import islice
from re import finditer
from typing import Any

from community.search.asking import Days

# kind, region code, trade, id, last useful day and day of publication as ordinals (0: none), digest.
KIND_BYTES, REGION_BYTES, TRADE_BYTES = 12, 13, 20
ROW = struct.Struct(f"!{KIND_BYTES}s{REGION_BYTES}s{TRADE_BYTES}sqiiI")
TRADE_AT = KIND_BYTES + REGION_BYTES
ID_AT = TRADE_AT + TRADE_BYTES
UNTIL_AT, SINCE_AT, DIGEST_AT = ID_AT + 8, ID_AT + 12, ID_AT + 16


class Rows:
    """The documents of one segment; each lies in a cell, and a cell is a kind in a region."""

    def __init__(self, parts: Iterable[bytes], size: int) -> None:
        self.size = size
        self.cells, self.ids, self.since, self.until = array("H"), array("q"), array("i"), array("i")
        self._trades = array("B")
        places: dict[bytes, int] = {}
        trades: dict[bytes, int] = {}
        for part in parts:
            starts = range(0, len(part), ROW.size)
            self.cells.extend([places.setdefault(part[at : at + TRADE_AT], len(places)) for at in starts])
            self._trades.extend([trades.setdefault(part[at + TRADE_AT : at + ID_AT], len(trades)) for at in starts])
            self.ids.extend(_read_numbers("q", part, ID_AT))
            self.until.extend(_read_numbers("i", part, UNTIL_AT))
            self.since.extend(_read_numbers("i", part, SINCE_AT))
        if not len(self.cells) == len(self.ids) == len(self.since) == len(self.until) == size:
            raise ValueError("the column of documents is cut short")
        self.places = [(_text(name[:KIND_BYTES]), _text(name[KIND_BYTES:])) for name in places]
        if not all(kind for kind, _region in self.places):
            raise ValueError("the column of documents is damaged")
        self.trades = [_text(name) for name in trades]
        self._by_day: dict[str, tuple[Any, Any]] = {}
        self.kinds = tuple(dict.fromkeys(kind for kind, _region in self.places))
        self.cell_of = {place: cell for cell, place in enumerate(self.places)}
        self._kind_bits: dict[str, int] = {}

    def past(self, today: int) -> set[int]:
        """The documents whose last day is before this one."""
        numbers, days = self._days_of("until")
        return set(numbers[: bisect_left(days, today)])

    def _days_of(self, end: str) -> tuple[Any, Any]:
        """The documents that have a first or a last day, the earliest first, and these days."""
        if end not in self._by_day:
            day_of = self.since if end == "since" else self.until
            numbers = array("I", sorted(filter(day_of.__getitem__, range(self.size)), key=day_of.__getitem__))
            self._by_day[end] = numbers, array("i", map(day_of.__getitem__, numbers))
        return self._by_day[end]

    def place(self, number: int) -> tuple[str, str]:
        """Kind and region code of a document."""
        return self.places[self.cells[number]]

    def trade(self, number: int) -> str:
        """The trade of a document, "" without one."""
        return self.trades[self._trades[number]]

    def of_trade(self, trade: str) -> Any:
        """The documents of a trade, in order."""
        code = self.trades.index(trade) if trade in self.trades else -1
        return array("I", (number for number, one in enumerate(self._trades) if one == code))

    def within(self, days: Days) -> Any:
        """The documents that such days keep, in order."""
        if not days.last:
            day_of = self.since if days.of == "since" else self.until
            return array("I", (number for number, day in enumerate(day_of) if not day))
        numbers, each = self._days_of(days.of)
        first = bisect_left(each, max(days.first, 1))
        return array("I", sorted(numbers[first : bisect_right(each, days.last, first)]))

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
