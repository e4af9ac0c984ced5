"""The files of one commit of the Whoosh index, and what was decoded of them.

Whoosh keeps, merges and deletes; its own scorers take some 10 µs for every posting in pure Python. Here whole
blocks of postings are decoded at once and remembered for as long as their segment lives.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from contextlib import suppress
from functools import partial
from itertools import accumulate, repeat
from typing import Any

from whoosh.reading import TermNotFound

from community.search.analysis import BEGUN, KEPT_BEGUN, SAID
from community.search.asking import Days
from community.search.rows import ROW, Rows, bits_of

WORDS, ROWS, TEXT, KEY = "words", "row", "text", "key"
# More documents than this make a word common: only its strongest ones are looked at.
COMMON = 2_000
MOST_REMEMBERED = 8_000_000
MOST_FREQUENCIES = 20_000
ROWS_AT_ONCE = 4_096
BYTES_OF_CELL = 120


class Postings:
    """The documents of one term in one segment, as numbers in order, and how much each is about it (its impact)."""

    def __init__(self, numbers: Any, impacts: Any) -> None:
        self.numbers = numbers
        self.impacts = impacts
        self._kinds: dict[str, Any] = {}
        self._sorted: set[str] = set()
        self._cells: dict[str, dict[int, Any]] = {}
        self.without: Set[int] = frozenset()
        self._bits: int | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    def bytes(self, rows: Rows) -> int:
        """What it takes in memory, at most."""
        if len(self) <= COMMON:
            return 8 * len(self)
        return 16 * len(self) + rows.size // 7 + BYTES_OF_CELL * len(rows.places)

    def among(self, numbers: Collection[int]) -> Iterator[tuple[int, float]]:
        """(number, impact) of those documents of a set or dictionary that are here."""
        if len(self.numbers) <= len(numbers):
            for number, impact in zip(self.numbers, self.impacts, strict=True):
                if number in numbers:
                    yield number, impact
            return
        if self._bits is not None:
            mask = self._bits.to_bytes((self._bits.bit_length() >> 3) + 1, "little")
            end = len(mask) << 3
            numbers = [number for number in numbers if number < end and mask[number >> 3] >> (number & 7) & 1]
        places = map(bisect_left, repeat(self.numbers), numbers)
        last = len(self.numbers)
        for number, place in zip(numbers, places, strict=True):
            if place < last and self.numbers[place] == number:
                yield number, self.impacts[place]

    def bits(self, size: int) -> int:
        """The documents as bits, for what several terms have in common."""
        if self._bits is None:
            self._bits = bits_of(self.numbers, size)
        return self._bits

    def best_of_kind(self, rows: Rows, gone: Set[int], kind: str) -> Any:
        """The positions of a kind's documents, the strongest first; of equals, the latest first.

        What was gone when this was first asked is not among them, see `without`.
        """
        if not self._kinds:
            self._sort_into_kinds(rows, gone)
        if kind not in self._sorted and kind in self._kinds:
            self._kinds[kind] = array("I", sorted(self._kinds[kind], key=self.impacts.__getitem__, reverse=True))
            self._sorted.add(kind)
        return self._kinds.get(kind, ())

    def best_of_cell(self, rows: Rows, gone: Set[int], cell: int) -> Any:
        """The positions of a cell's documents in the same order."""
        kind = rows.places[cell][0]
        if kind not in self._cells:
            cells = self._cells[kind] = {}
            for position in self.best_of_kind(rows, gone, kind):
                cell_of_it = rows.cells[self.numbers[position]]
                if cell_of_it in cells:
                    cells[cell_of_it].append(position)
                else:
                    cells[cell_of_it] = array("I", (position,))
        return self._cells[kind].get(cell, ())

    def _sort_into_kinds(self, rows: Rows, gone: Set[int]) -> None:
        self.without = gone
        lost = {number for number, _impact in self.among(gone)}
        found = {kind: array("I") for kind in rows.kinds}
        into = [found[kind].append for kind, _region in rows.places]
        for position in range(len(self) - 1, -1, -1):
            number = self.numbers[position]
            if number not in lost:
                into[rows.cells[number]](position)
        self._kinds = found


NONE = Postings(array("I"), array("f"))


class Memory:
    """What was decoded of one segment, whose files never change; what was asked longest ago is forgotten first."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.postings: dict[str, Postings] = {}
        self.frequencies: dict[str, int] = {}
        self.everything: Postings | None = None
        self.size = 0

    def keep(self, term: str, found: Postings) -> Postings:
        """Remember the postings of a term."""
        self.postings[term] = found
        self.size += found.bytes(self.rows)
        return found

    def trim(self) -> None:
        """Forget what is too much; between questions, for within one the same postings are asked for again."""
        while self.size > MOST_REMEMBERED and len(self.postings) > 1:
            self.size -= self.postings.pop(next(iter(self.postings))).bytes(self.rows)

    def recall(self, term: str) -> Postings | None:
        """The postings of a term, where they are remembered."""
        found = self.postings.pop(term, None)
        if found is not None:
            self.postings[term] = found
        return found


class Segment:
    """One file of the index: its documents have numbers from 0 on, and in the whole index from `base` on."""

    def __init__(self, reader: Any, base: int, memory: Memory | None, today: int) -> None:
        self._reader = reader
        self.base = base
        self.memory = memory or Memory(Rows(_parts(reader), reader.doc_count_all()))
        self.rows = self.memory.rows
        self.gone: Set[int] = self.rows.past(today).union(reader.segment().deleted_docs())
        self._gone_since: dict[int, tuple[Set[int], Set[int]]] = {}

    @property
    def name(self) -> str:
        """The random name Whoosh gave it."""
        return str(self._reader.segment().segment_id())

    def frequency(self, term: str) -> int:
        """How many documents a term has, removed ones among them; nothing is decoded for it."""
        known = self.memory.frequencies.get(term)
        if known is None:
            if len(self.memory.frequencies) > MOST_FREQUENCIES:
                self.memory.frequencies.clear()
            known = self.memory.frequencies[term] = int(self._reader.doc_frequency(WORDS, term))
        return known

    def postings(self, term: str) -> Postings:
        """The documents of a term, removed ones among them."""
        if not self.frequency(term):
            return NONE
        return self.memory.recall(term) or self.memory.keep(term, self._decode(term))

    def everything(self) -> Postings:
        """All documents, as if they had one term in common."""
        if self.memory.everything is None:
            self.memory.everything = Postings(range(self.rows.size), array("f", [1.0]) * self.rows.size)
        return self.memory.everything

    def narrowed(self, trade: str | None, days: Iterable[Days]) -> list[Postings]:
        """The documents of a trade, and those within each of some days, as if each were a term."""
        kept = []
        if trade is not None:
            kept.append(self._kept(f"#{trade}", partial(self.rows.of_trade, trade)))
        kept += [self._kept(f"#{some}", partial(self.rows.within, some)) for some in days]
        return kept

    def _kept(self, name: str, numbers: Callable[[], Any]) -> Postings:
        known = self.memory.recall(name)
        if known is None:
            found = numbers()
            known = self.memory.keep(name, Postings(found, array("f", [1.0]) * len(found)))
        return known

    def numbers_of(self, keys: Iterable[str]) -> set[int]:
        """The documents with these names."""
        numbers = set()
        for key in keys:
            with suppress(TermNotFound):
                numbers.update(self._reader.postings(KEY, key).all_ids())
        return numbers

    def digests(self) -> Iterator[tuple[str, int]]:
        """(name, digest) of everything that was not removed."""
        removed = set(self._reader.segment().deleted_docs())
        for number, row in enumerate(_each_row(self._reader)):
            if number not in removed:
                yield f"{self.rows.place(number)[0]}:{self.rows.ids[number]}", ROW.unpack(row)[-1]

    def text(self, number: int) -> str:
        """What a document says, without its title."""
        return str(self._reader.stored_fields(number).get(TEXT, ""))

    def words(self) -> Iterator[tuple[str, int]]:
        """(word as it is written, number of documents with it) of titles, skills and texts."""
        for mark in (BEGUN, SAID):
            for term in self._reader.expand_prefix(WORDS, mark):
                word = term.decode()
                yield word[len(mark) :], self._reader.doc_frequency(WORDS, word)

    def gone_since(self, earlier: Set[int]) -> Set[int]:
        """What is gone now and was not then."""
        if earlier is self.gone:
            return frozenset()
        # The older set is kept too, so that its identity stays its own.
        known = self._gone_since.get(id(earlier))
        if known is None:
            known = self._gone_since[id(earlier)] = (earlier, self.gone - earlier)
        return known[1]

    def _decode(self, term: str) -> Postings:
        # Whoosh's public way is one posting at a time; 2.7.4 is its last release, so its blocks stay as they are.
        field_format = self._reader.schema[WORDS].format
        matcher = self._reader._terms.matcher(WORDS, term.encode(), field_format)
        numbers, impacts = array("I"), array("f")
        while True:
            matcher._read_data()
            numbers.extend(accumulate(matcher._data[0]))
            matcher._read_weights()
            impacts.extend(matcher._weights)
            if matcher._lastblock:
                break
            matcher._next_block()
        if len(numbers) != len(impacts):
            raise ValueError("postings are cut short")
        return Postings(numbers, impacts)

    def read_all(self) -> None:
        """Decode every term and every text once, keeping nothing."""
        for _field, term in self._reader.terms_from(WORDS, ""):
            self._decode(term.decode())
        for number in range(self._reader.doc_count_all()):
            self.text(number)

    def beginning(self, start: str) -> Iterator[str]:
        """Words of titles and skills that begin so, in alphabetical order."""
        for mark in (BEGUN, KEPT_BEGUN):
            for found in self._reader.expand_prefix(WORDS, mark + start):
                yield found.decode()


def _parts(reader: Any) -> Iterator[bytes]:
    size = reader.doc_count_all()
    column = reader.column_reader(ROWS, translate=False)
    # Many documents in one read, where Whoosh would take one for each.
    for start in range(0, size, ROWS_AT_ONCE):
        yield column._dbfile.get(column._basepos + start * ROW.size, min(ROWS_AT_ONCE, size - start) * ROW.size)


def _each_row(reader: Any) -> Iterator[bytes]:
    for part in _parts(reader):
        yield from (part[start : start + ROW.size] for start in range(0, len(part), ROW.size))


def leaves(reader: Any) -> list[Any]:
    """The segments that hold anything."""
    return [leaf for leaf, _base in reader.leaf_readers()] if reader.doc_count_all() else []
