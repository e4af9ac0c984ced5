"""Keeping the index: what changed is noted, put in, and forgotten once it is in; and it is compared at night."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, or_

from community.foundation import clock
from community.foundation.database import db, insert_into
from community.foundation.documents import Document
from community.search import queries
from community.search.catalogue import SOURCES, all_documents
from community.search.engine import Engine
from community.search.hits import IndexUnavailable
from community.search.models import SearchChange

SMALL = 200


@dataclass(frozen=True, slots=True)
class Differences:
    """The names of what the index does not hold at all, holds in an older state, or holds though it is gone."""

    missing: frozenset[str]
    stale: frozenset[str]
    foreign: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.foreign)

    def __str__(self) -> str:
        return f"{len(self.missing)} missing, {len(self.stale)} older, {len(self.foreign)} no longer there"


def mark(kind: str, ids: Iterable[int]) -> None:
    """Note that the entries of these things are older than they are."""
    rows = [{"kind": kind, "object_id": number, "changed_at": clock.now()} for number in sorted(set(ids))]
    if not rows:
        return
    statement = insert_into(SearchChange).values(rows)
    keys = [SearchChange.kind, SearchChange.object_id]
    newer = {"changed_at": statement.excluded.changed_at}
    db.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=newer))


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


def compare() -> Differences:
    """Compare the index with the database; what was noted to have changed is left out, for it is on its way."""
    held = queries.engine().digests()
    there = {document.key: document.digest for document in all_documents()}
    stale = {key for key in there.keys() & held.keys() if there[key] != held[key]}
    waiting = {f"{change.kind}:{change.object_id}" for change in queries.waiting(limit=None)}
    db.session.rollback()
    return Differences(
        frozenset(there.keys() - held.keys() - waiting), frozenset(stale - waiting),
        frozenset(held.keys() - there.keys() - waiting),
    )  # fmt: skip


def repair(found: Differences) -> None:
    """Note all that differs, so that it is put in anew or taken out."""
    wrong: defaultdict[str, list[int]] = defaultdict(list)
    for key in sorted(found.missing | found.stale | found.foreign):
        kind, _, number = key.partition(":")
        wrong[kind].append(int(number))
    for kind, numbers in wrong.items():
        for start in range(0, len(numbers), SMALL):
            mark(kind, numbers[start : start + SMALL])
