"""Keeping the index: what changed is noted, put in, and forgotten once it is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import and_, delete, or_, select

from community.foundation import clock
from community.foundation.database import db
from community.foundation.documents import Document
from community.search import queries
from community.search.catalogue import SOURCES, all_documents
from community.search.engine import Engine
from community.search.hits import IndexUnavailable
from community.search.models import SearchChange

SMALL = 200


def mark(kind: str, ids: Iterable[int]) -> None:
    """Note that the entries of these things are older than they are."""
    wanted = set(ids)
    now = clock.now()
    statement = select(SearchChange).where(SearchChange.kind == kind, SearchChange.object_id.in_(wanted))
    for change in db.session.scalars(statement):
        change.changed_at = now
        wanted.discard(change.object_id)
    db.session.add_all(SearchChange(kind=kind, object_id=number, changed_at=now) for number in sorted(wanted))


def put_in(engine: Engine, changes: Sequence[queries.Change]) -> int:
    """Bring the entries of what changed up to date; what yields no document any more is taken out.

    IndexUnavailable without an index: one that holds only what changed would hide everything else.
    """
    if not engine.exists():
        raise IndexUnavailable("there is no index")
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for change in changes:
        ids[change.kind].append(change.object_id)
    documents: list[Document] = []
    for kind, numbers in ids.items():
        if kind in SOURCES:
            documents += SOURCES[kind].documents(numbers)
    there = {document.key for document in documents}
    named = {f"{kind}:{number}" for kind, numbers in ids.items() for number in numbers}
    return engine.update(documents, named - there)


def forget(changes: Iterable[queries.Change]) -> None:
    """Strike what was put in off the list, unless it changed again meanwhile."""
    done = [
        and_(
            SearchChange.kind == change.kind,
            SearchChange.object_id == change.object_id,
            SearchChange.changed_at == change.changed_at,
        )
        for change in changes
    ]
    for start in range(0, len(done), SMALL):
        db.session.execute(delete(SearchChange).where(or_(*done[start : start + SMALL])))


def rebuild(progress: Callable[[int], object] | None = None) -> int:
    """Build the whole index anew beside the old one and swap; returns how many documents it holds."""
    db.session.rollback()
    count = queries.engine().rebuild(all_documents(), progress)
    db.session.rollback()
    return count
