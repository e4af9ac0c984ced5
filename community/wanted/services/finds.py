"""New things for saved searches: found once, told once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, literal, select, tuple_, update

from community.accounts.models import Account, AccountStatus
from community.foundation import clock
from community.foundation.database import db, insert_into
from community.foundation.documents import Document
from community.foundation.outbox import record
from community.recommendations.models import HiddenOffer
from community.search.catalogue import SOURCES
from community.search.queries import cards_of
from community.wanted.models import KnownThing, SavedFind, SavedSearch
from community.wanted.percolation import PERSONAL, outgrown, searches_for
from community.wanted.policies import FOUND_WITHIN
from community.wanted.signals import FindsDropped, SearchFound

SOME = 300
MOST_TOLD_AT_ONCE = 500


def _ids_by_kind(keys: Iterable[str]) -> dict[str, list[int]]:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for kind, _colon, number in (key.partition(":") for key in keys):
        if kind in SOURCES:
            ids[kind].append(int(number))
    return ids


def _unknown(kind: str, numbers: Sequence[int]) -> list[int]:
    seen: set[int] = set()
    for start in range(0, len(numbers), SOME):
        some = numbers[start : start + SOME]
        known = select(KnownThing.object_id).where(KnownThing.kind == kind, KnownThing.object_id.in_(some))
        seen.update(db.session.scalars(known))
    return [number for number in numbers if number not in seen]


def know(things: Sequence[tuple[str, int]]) -> set[tuple[str, int]]:
    """Note that these stand in the index; returns those of them that never did before."""
    fresh: set[tuple[str, int]] = set()
    for start in range(0, len(things), SOME):
        rows = [{"kind": kind, "object_id": number} for kind, number in things[start : start + SOME]]
        statement = insert_into(KnownThing).values(rows).on_conflict_do_nothing()
        returned = statement.returning(KnownThing.kind, KnownThing.object_id)
        fresh.update((row.kind, row.object_id) for row in db.session.execute(returned))
    return fresh


def know_everything() -> None:
    """Note all that can be found now, so that none of it is taken for new: after data came in past the worker."""
    for kind, source in SOURCES.items():
        cards = source.cards().subquery()
        there = select(literal(kind), cards.c.id).where(literal(True))
        statement = insert_into(KnownThing).from_select(["kind", "object_id"], there)
        db.session.execute(statement.on_conflict_do_nothing())


def take_in(keys: Iterable[str]) -> int:
    """Note for saved searches what of these things is new in the index; returns how much was noted.

    What was there before is left alone, so that neither an edit nor an index built anew tells anybody anything.
    """
    documents: list[Document] = []
    for kind, numbers in _ids_by_kind(keys).items():
        if kind in PERSONAL:
            _drop_outgrown(kind, numbers)
        if unknown := _unknown(kind, numbers):
            documents += SOURCES[kind].documents(unknown)
    fresh = know([(document.kind, document.id) for document in documents])
    new = [document for document in documents if (document.kind, document.id) in fresh]
    now = clock.now()
    finds = [
        {"search_id": search_id, "kind": kind, "object_id": number, "found_at": now}
        for search_id, kind, number in searches_for(new)
    ]
    for start in range(0, len(finds), SOME):
        statement = insert_into(SavedFind).values(finds[start : start + SOME])
        db.session.execute(statement.on_conflict_do_nothing())
    return len(finds)


def _drop_outgrown(kind: str, numbers: Sequence[int]) -> None:
    """Forget that searches found these people where they no longer tell what was looked for."""
    for start in range(0, len(numbers), SOME):
        some = SavedFind.object_id.in_(numbers[start : start + SOME])
        finds = db.session.scalars(select(SavedFind).where(SavedFind.kind == kind, some)).all()
        keys = sorted(outgrown(finds))
        for condition in _named(keys):
            db.session.execute(delete(SavedFind).where(condition), execution_options={"synchronize_session": False})
        for search_id in sorted({search_id for search_id, _kind, _number in keys}):
            record(FindsDropped(search_id))


def _named(keys: Sequence[tuple[int, str, int]]) -> Iterator[ColumnElement[bool]]:
    identity = tuple_(SavedFind.search_id, SavedFind.kind, SavedFind.object_id)
    for start in range(0, len(keys), SOME):
        yield identity.in_(keys[start : start + SOME])


def forget_old_finds() -> None:
    """Remove what was found so long ago that it is shown no more; what was known stays known."""
    past = clock.now() - FOUND_WITHIN
    db.session.execute(delete(SavedFind).where(SavedFind.found_at < past, SavedFind.told_at.is_not(None)))


def _untold() -> Sequence[Any]:
    statement = (
        select(SavedFind.search_id, SavedFind.kind, SavedFind.object_id, SavedSearch.account_id)
        .join(SavedSearch, SavedSearch.id == SavedFind.search_id)
        .join(Account, Account.id == SavedSearch.account_id)
        .where(SavedFind.told_at.is_(None), Account.status == AccountStatus.ACTIVE)
        .order_by(SavedFind.search_id)
        .limit(MOST_TOLD_AT_ONCE)
    )
    return db.session.execute(statement).all()


def _hidden(finds: Sequence[Any]) -> set[tuple[int, str, int]]:
    whose = {find.account_id for find in finds}
    statement = select(HiddenOffer.account_id, HiddenOffer.kind, HiddenOffer.offer_id).where(
        HiddenOffer.account_id.in_(whose)
    )
    return {(row.account_id, row.kind, row.offer_id) for row in db.session.execute(statement)}


def tell_finds() -> int:
    """Record a fact for each search with something to tell, one for all its finds; returns how many finds were taken.

    What was hidden, closed or withdrawn since it was found is told to nobody, nor who tells less of herself.
    """
    finds = _untold()
    if not finds:
        return 0
    shown = {card.key for card in cards_of(sorted({f"{find.kind}:{find.object_id}" for find in finds}))}
    hidden, unfit = _hidden(finds), outgrown(finds)
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for find in finds:
        fits = (find.search_id, find.kind, find.object_id) not in unfit
        if (
            fits
            and f"{find.kind}:{find.object_id}" in shown
            and (find.account_id, find.kind, find.object_id) not in hidden
        ):
            counts[find.search_id][find.kind] += 1
    keys = [(find.search_id, find.kind, find.object_id) for find in finds]
    for condition in _named(keys):
        told = update(SavedFind).where(condition).values(told_at=clock.now())
        db.session.execute(told, execution_options={"synchronize_session": False})
    for search_id, found in counts.items():
        record(SearchFound(search_id, dict(found)))
    return len(finds)
