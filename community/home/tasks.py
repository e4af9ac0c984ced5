"""Counting the areas, in the worker."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Select, delete, func, insert, select

from community.foundation import clock, slots
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.home.models import AreaCount
from community.regions import queries as regions


def count_areas() -> None:
    """Count what is open in every kelurahan and replace the stored counts."""
    totals: Counter[tuple[str, str]] = Counter()
    for kind, statement in slots.collect("area.counts"):
        totals.update(_counted(kind, statement))
    rows = [
        {"region_code": code, "kind": kind, "count": count, "counted_at": clock.now()}
        for (code, kind), count in totals.items()
    ]
    with unit_of_work():
        db.session.execute(delete(AreaCount))
        if rows:
            db.session.execute(insert(AreaCount), rows)


def _counted(kind: str, statement: Select[tuple[str]]) -> dict[tuple[str, str], int]:
    """`statement` selects one column, the region code, of everything that counts."""
    codes = statement.subquery()
    column = codes.c[0]
    known = {village.code for village in regions.directory().villages}
    rows = db.session.execute(select(column, func.count()).group_by(column))
    return {(code, kind): count for code, count in rows if code in known}
