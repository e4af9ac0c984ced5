"""The worker's matcher: learned anew each night beside the deliveries, brought up to date by facts, put to work.

One fitted engine lives in the worker's memory; facts about offers mark them as changed, and the next round
puts them in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import or_, select

from community.accounts.models import Account, AccountSession, AccountStatus, Purpose
from community.accounts.queries import consenting
from community.accounts.signals import AccountClosed, AccountRestored, AccountSuspended, ConsentChanged
from community.foundation import clock
from community.foundation.background import BackgroundThread
from community.foundation.changes import CHANGES
from community.foundation.database import db
from community.foundation.outbox import subscribe
from community.foundation.transactions import unit_of_work
from community.foundation.worker import add_task, in_loop
from community.mentoring.models import Mentor
from community.recommendations import people, services, weights
from community.recommendations.engine import Engine
from community.recommendations.introductions import offers_naming
from community.recommendations.kinds import INTRODUCED, SOURCES
from community.recommendations.models import PeopleList, PeopleRequest, RecommendationList, RefreshRequest

log = logging.getLogger(__name__)
EXTENSION, LEARNING = "recommendations", "recommendations_learning"
BATCH = 40
NIGHT_HOUR = 2
ACTIVE_WITHIN = timedelta(days=30)
STALE_AFTER = timedelta(hours=6)
PRICES_LAST = timedelta(hours=1)


def engine() -> Engine:
    """The fitted engine of this process; learned at its first use."""
    known: Engine | None = current_app.extensions.get(EXTENSION)
    if known is None:
        known = current_app.extensions[EXTENSION] = Engine()
        db.session.rollback()
        log.info("recommendations: learned %s offers", len(known.owners))
    return known


def refit() -> None:
    """Learn everything anew (tests, command line)."""
    before: Engine | None = current_app.extensions.pop(EXTENSION, None)
    _follow(engine(), before)


def _follow(fresh: Engine, before: Engine | None) -> None:
    """Note since when lists are made with other weights: older ones are made anew."""
    if before is not None:
        fresh.reweighed_at = before.reweighed_at if before.weights == fresh.weights else clock.now()


class Learning(BackgroundThread[Engine]):
    """A new engine on its way; `changed` offers, `renewed` and `forgotten` people it may have read too early."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, "learning the matcher", Engine)
        self.changed: set[tuple[str, int]] = set()
        self.renewed: set[int] = set()
        self.forgotten: set[int] = set()

    def start(self) -> bool:
        if not self.running:
            # What was delivered until now has been stored, so the new engine reads it.
            self.changed.clear()
            self.renewed.clear()
            self.forgotten.clear()
        return super().start()


def _learning() -> Learning:
    known: Learning | None = current_app.extensions.get(LEARNING)
    if known is None:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        known = current_app.extensions[LEARNING] = Learning(app)
    return known


def ready() -> Engine | None:
    """The engine, if it is learned; in the worker's loop that happens beside the deliveries."""
    if not in_loop():
        return engine()
    learning = _learning()
    fresh = learning.take()
    if fresh is not None:
        fresh.changed |= learning.changed
        fresh.crowd.renew(learning.renewed)
        fresh.forget(learning.forgotten)
        db.session.rollback()
        _follow(fresh, current_app.extensions.get(EXTENSION))
        current_app.extensions[EXTENSION] = fresh
        log.info("recommendations: learned %s offers", len(fresh.owners))
    known: Engine | None = current_app.extensions.get(EXTENSION)
    if known is None:
        learning.start()
    return known


def ready_engine() -> Engine | None:
    """The engine there is, for a thread beside the loop: it begins nothing."""
    if not in_loop():
        return engine()
    known: Engine | None = current_app.extensions.get(EXTENSION)
    return known


def keep_learned() -> None:
    """Learn at the worker's start, each night while the city sleeps, with other weights in force, or with other places.

    Prices are those of the places: where these changed they are learned anew, once an hour at most.
    """
    now, known = clock.local(clock.now()), ready()
    if known is None:
        return
    is_old = known.fitted_on < now.date() and now.hour >= NIGHT_HOUR
    is_priced_wrong = known.has_other_places and known.fitted_at < clock.now() - PRICES_LAST
    if is_old or is_priced_wrong or known.weights != weights.in_force():
        db.session.rollback()
        if in_loop():
            _learning().start()
        else:
            refit()


def _note(changes: Iterable[tuple[str, int]]) -> None:
    """Remember what changed; an engine that was not needed yet will read everything anyway."""
    known: Engine | None = current_app.extensions.get(EXTENSION)
    learning: Learning | None = current_app.extensions.get(LEARNING)
    noted = set(changes)
    if known is not None:
        known.changed |= noted
    if learning is not None and learning.running:
        learning.changed |= noted


def offer_changed(fact: Any) -> None:
    """Remember which offer a fact is about."""
    kind, key = CHANGES[type(fact)]
    changed = (kind, getattr(fact, key))
    _note([changed])
    if kind in INTRODUCED.values():
        services.ask_people([changed])


def person_withdrew(fact: ConsentChanged | AccountSuspended | AccountClosed) -> None:
    """What somebody decided who does not agree any more is dropped from memory, and from what was learned of it."""
    if isinstance(fact, ConsentChanged) and (fact.given or fact.purpose != Purpose.MATCHING):
        return
    known: Engine | None = current_app.extensions.get(EXTENSION)
    learning: Learning | None = current_app.extensions.get(LEARNING)
    if known is not None:
        known.forget([fact.account_id])
    if learning is not None and learning.running:
        learning.forgotten.add(fact.account_id)


def mentor_vanished_or_returned(fact: AccountSuspended | AccountRestored) -> None:
    """A mentor is shown with her account, and not without it."""
    found = db.session.scalars(select(Mentor.id).where(Mentor.account_id == fact.account_id))
    changed = [("mentor", number) for number in found]
    _note(changed)
    services.ask_people(changed)


def refresh_waiting() -> int:
    """Work out the lists that were asked for, oldest first, one batch; returns how many requests there were."""
    columns = (RefreshRequest.account_id, RefreshRequest.asked_at)
    asked = select(*columns).order_by(RefreshRequest.asked_at, RefreshRequest.account_id).limit(BATCH)
    requests = [(row.account_id, row.asked_at) for row in db.session.execute(asked)]
    db.session.rollback()
    if not requests or (known := ready()) is None:
        return 0
    _refresh(known, [account_id for account_id, _asked_at in requests], requests)
    return len(requests)


def _refresh(known: Engine, account_ids: Sequence[int], requests: Sequence[tuple[int, datetime]] = ()) -> None:
    known.catch_up()
    lists = known.lists_for(account_ids)
    others = _renew(known, account_ids) if requests else set()
    db.session.rollback()
    with unit_of_work():
        services.ask_people(others)
        services.keep_lists(lists)
        services.drop_lists(set(account_ids) - lists.keys())
        services.close_requests(requests)


def _renew(known: Engine, account_ids: Sequence[int]) -> set[services.Key]:
    """Show changed people anew: the offers in whose lists they stand, and those in whose they may belong."""
    learning: Learning | None = current_app.extensions.get(LEARNING)
    if learning is not None and learning.running:
        learning.renewed.update(account_ids)
    return known.renew_people(account_ids) | set(offers_naming(account_ids))


def refresh_people() -> int:
    """Work out who may fit the offers that were asked for, oldest first, one batch; returns how many there were."""
    columns = (PeopleRequest.kind, PeopleRequest.offer_id, PeopleRequest.asked_at)
    asked = select(*columns).order_by(PeopleRequest.asked_at, PeopleRequest.offer_id).limit(BATCH)
    requests = [((row.kind, row.offer_id), row.asked_at) for row in db.session.execute(asked)]
    db.session.rollback()
    if not requests or (known := ready()) is None:
        return 0
    _refresh_people(known, [key for key, _asked_at in requests], requests)
    return len(requests)


def _refresh_people(
    known: Engine, offers: Sequence[services.Key], requests: Sequence[tuple[services.Key, datetime]] = ()
) -> None:
    known.catch_up()
    lists = known.people_for(offers)
    db.session.rollback()
    with unit_of_work():
        people.keep_people(lists)
        people.drop_people(set(offers) - lists.keys())
        people.close_people_requests(requests)


def last_night() -> datetime:
    now = clock.local(clock.now())
    night = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return night if night <= now else night - timedelta(days=1)


def fill_people_nightly() -> None:
    """Every offer's list anew once a night, the missing ones at any time, and none of what was closed; one batch."""
    if (known := ready()) is None or known.fitted_on < clock.local(last_night()).date():
        return
    old = select(PeopleList.kind, PeopleList.offer_id).where(PeopleList.computed_at < last_night())
    found = [(row.kind, row.offer_id) for row in db.session.execute(old.limit(BATCH))]
    for kind in INTRODUCED.values():
        open_ids = SOURCES[kind].cards().subquery().c.id
        listed = select(PeopleList.offer_id).where(PeopleList.kind == kind)
        missing = select(open_ids).where(open_ids.not_in(listed)).order_by(open_ids).limit(BATCH)
        found += [(kind, number) for number in db.session.scalars(missing)]
    db.session.rollback()
    if found:
        # What is open and has no list may be unknown to the matcher as well.
        known.changed.update(found[:BATCH])
        _refresh_people(known, found[:BATCH])


def fill_slowly() -> None:
    """New lists for people who come here, agree to matching, and have none or an old one; one batch."""
    if (known := ready()) is None:
        return
    now = clock.now()
    old = now - STALE_AFTER if known.reweighed_at is None else max(now - STALE_AFTER, known.reweighed_at)
    seen_lately = select(AccountSession.account_id).where(AccountSession.seen_at > now - ACTIVE_WITHIN)
    statement = (
        select(Account.id)
        .outerjoin(RecommendationList, RecommendationList.account_id == Account.id)
        .where(
            Account.id.in_(seen_lately),
            Account.id.in_(consenting(Purpose.MATCHING)),
            Account.status == AccountStatus.ACTIVE,
            or_(RecommendationList.account_id.is_(None), RecommendationList.computed_at < old),
        )
        .order_by(RecommendationList.computed_at, Account.id)
        .limit(BATCH)
    )
    account_ids = list(db.session.scalars(statement))
    db.session.rollback()
    if account_ids:
        _refresh(known, account_ids)


def prepare(app: Flask) -> None:
    """Subscribe to what changes offers, and add the worker's tasks."""
    for fact in CHANGES:
        subscribe(fact, offer_changed)
    for door in (AccountSuspended, AccountRestored):
        subscribe(door, mentor_vanished_or_returned)
    for leaving in (ConsentChanged, AccountSuspended, AccountClosed):
        subscribe(leaving, person_withdrew)
    add_task(app, "keep the matcher learned", keep_learned, every_seconds=20)
    add_task(app, "work out asked lists", refresh_waiting, every_seconds=0.5)
    add_task(app, "work out asked lists of people", refresh_people, every_seconds=0.5)
    add_task(app, "work out old lists", fill_slowly, every_seconds=20)
    add_task(app, "work out old lists of people", fill_people_nightly, every_seconds=20)
