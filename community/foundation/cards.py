"""The shape in which every offer of every domain can stand in one list.

Each domain's `queries.cards()` selects exactly CARD_COLUMNS of what is open and may be seen; upper floors
join such selects with UNION ALL, so a mixed list costs one query and never shows what was just closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, Select, String, literal, null, select, union_all
from sqlalchemy.sql import ColumnElement

from community.foundation.cache import kept_statement
from community.foundation.database import BigId, UtcDateTime, db, one_of, rows

COLUMNS: dict[str, Any] = {
    "kind": String(),
    "id": BigId,
    "public_id": String(),
    "title": String(),
    "by": String(),
    "region_code": String(),
    "online": Boolean(),
    "starts_at": UtcDateTime(),
    "ends_at": UtcDateTime(),
    "closes_on": Date(),
    "pay_from": Integer(),
    "pay_to": Integer(),
    "pay_unit": String(),
    "pay_per": String(),
    "places": Integer(),
    "taken": Integer(),
    "note": String(),
}

# Where each kind has its pages. A list builds dozens of addresses, and the router takes its time for each.
FOLDERS = {
    "job": "/lowongan",
    "training": "/pelatihan",
    "programme": "/program",
    "mentor": "/mentor",
    "event": "/acara",
    "community": "/komunitas",
    "business": "/usaha",
    "member": "/warga",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One offer as a list shows it; money in whole rupiah, `taken` of `places` where both are known.

    What is `online` asks nobody to go anywhere: its region only says whose it is.
    """

    kind: str
    id: int
    public_id: str
    title: str
    by: str | None
    region_code: str | None
    online: bool | None
    starts_at: datetime | None
    ends_at: datetime | None
    closes_on: date | None
    pay_from: int | None
    pay_to: int | None
    pay_unit: str | None
    pay_per: str | None
    places: int | None
    taken: int | None
    note: str | None

    @property
    def url(self) -> str:
        """Where the offer itself is."""
        return f"{FOLDERS[self.kind]}/{self.public_id}"

    @property
    def key(self) -> str:
        """ "job:17": the offer's name across kinds."""
        return f"{self.kind}:{self.id}"


def card_columns(kind: str, **columns: ColumnElement[Any] | Any) -> list[ColumnElement[Any]]:
    """The labelled columns of a card; what a kind does not have stays empty."""
    unknown = columns.keys() - COLUMNS.keys()
    if unknown:
        raise ValueError(f"not columns of a card: {sorted(unknown)}")
    given: dict[str, Any] = {"kind": literal(kind), **columns}
    return [
        db.cast(given[name], column_type).label(name)
        if name in given and name in {"kind", "note", "by", "pay_unit", "pay_per", "title"}
        else (given[name] if name in given else db.cast(null(), column_type)).label(name)
        for name, column_type in COLUMNS.items()
    ]


def united(statements: Iterable[Select[Any]]) -> Select[Any]:
    """One select over several, in no particular order."""
    parts = union_all(*statements).subquery()
    # UNION loses the column types on SQLite, so they are named again around it.
    return select(*[db.type_coerce(parts.c[name], kind).label(name) for name, kind in COLUMNS.items()])


def cards_with_ids(
    name: str,
    cards_of: Callable[[str], Select[Any]],
    ids: Mapping[str, Sequence[int]],
    narrowed: Callable[[Select[Any]], Select[Any]] = lambda cards: cards,
    **values: Any,
) -> list[Card]:
    """The cards with these ids by kind, `narrowed` together, in no particular order; one query over the kinds asked.

    Putting so long a statement together takes longer than running it, so it is kept under `name`, which must
    stand for one `cards_of` and one `narrowed` alone; `values` are for what they leave open.
    """
    asked = {kind: numbers for kind, numbers in ids.items() if numbers}
    if not asked:
        return []

    def put_together() -> Select[Any]:
        return narrowed(united(_with_ids(cards_of(kind), kind) for kind in asked))

    return read_cards(kept_statement((name, *asked), put_together), **values, **asked)


def _with_ids(cards: Select[Any], kind: str) -> Select[Any]:
    return cards.where(one_of(cards.selected_columns.id, kind))


def read_cards(statement: Select[Any], **values: Any) -> list[Card]:
    """The cards of a united select, with the values of what it leaves open; one query."""
    return [Card(*row) for row in rows(statement, values)]


def load_cards(statements: Iterable[Select[Any]]) -> list[Card]:
    """The cards of several selects in one query, in no particular order."""
    parts = list(statements)
    return read_cards(united(parts)) if parts else []


def in_order(cards: Iterable[Card], keys: Sequence[str]) -> list[Card]:
    """The cards named by `keys`, in that order; those that are gone are left out."""
    by_key = {card.key: card for card in cards}
    return [by_key[key] for key in keys if key in by_key]
