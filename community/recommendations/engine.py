"""The matcher and the lists it makes: loaded by the worker alone, for it needs numpy.

One fitted model lives in the worker's memory. Facts about offers mark them as changed, and the next round
puts them in; once a night everything is learned anew.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from flask import Flask, current_app
from sqlalchemy import or_, select

from community.accounts.models import Account, AccountSession, AccountStatus, Consent, Purpose
from community.accounts.queries import consenting
from community.businesses.signals import BusinessChanged, BusinessRegistered
from community.communities.signals import CommunityChanged
from community.events.signals import EventCancelled, EventChanged, EventPublished
from community.foundation import clock
from community.foundation.database import db
from community.foundation.documents import Document
from community.foundation.outbox import subscribe
from community.foundation.transactions import unit_of_work
from community.foundation.worker import add_task
from community.jobs.signals import JobChanged, JobClosed, JobPublished
from community.learning.signals import TrainingChanged, TrainingClosed, TrainingPublished
from community.members import queries as members
from community.mentoring.signals import MentorChanged
from community.programmes.signals import ProgrammeChanged, ProgrammeClosed, ProgrammePublished
from community.recommendations import services
from community.recommendations.kinds import KINDS, SOURCES
from community.recommendations.models import RecommendationList, RefreshRequest
from community.recommendations.profiles import closed_to, taken_by, to_offer, to_person, trades_of
from community.recommendations.queries import SIZE
from community.regions import queries as regions
from community.skills.queries import vocabulary
from matching.matcher import TwoSidedMatcher

log = logging.getLogger(__name__)
EXTENSION = "recommendations"
BATCH = 40
# Prices of crowded offers need a sample only; reading everybody would stop the worker for long.
MOST_PEOPLE = 5_000
NIGHT_HOUR = 2
ENOUGH_REASONS = 2
ACTIVE_WITHIN = timedelta(days=30)
STALE_AFTER = timedelta(hours=6)
CHANGES: dict[type[Any], tuple[str, str]] = {
    JobPublished: ("job", "job_id"),
    JobChanged: ("job", "job_id"),
    JobClosed: ("job", "job_id"),
    TrainingPublished: ("training", "training_id"),
    TrainingChanged: ("training", "training_id"),
    TrainingClosed: ("training", "training_id"),
    ProgrammePublished: ("programme", "programme_id"),
    ProgrammeChanged: ("programme", "programme_id"),
    ProgrammeClosed: ("programme", "programme_id"),
    MentorChanged: ("mentor", "mentor_id"),
    EventPublished: ("event", "event_id"),
    EventChanged: ("event", "event_id"),
    EventCancelled: ("event", "event_id"),
    CommunityChanged: ("community", "community_id"),
    BusinessRegistered: ("business", "business_id"),
    BusinessChanged: ("business", "business_id"),
}


def _tells(word: str, title: frozenset[str]) -> bool:
    """Names of places are told by the reason for the place."""
    if word in title:
        return not regions.find(word, 1)
    return bool(vocabulary().skills_in(word))


def telling(reasons: list[dict[str, Any]], title: frozenset[str]) -> list[dict[str, Any]]:
    """Reasons without shared words that tell a reader nothing: those kept name a skill or stand in the title.

    Never empty: where nothing else speaks for an offer, its longer words stay.
    """
    kept = []
    for reason in reasons:
        words = reason.get("words")
        if words is not None:
            words = [word for word in words if _tells(word, title)]
        if words is None or words:
            kept.append(reason if words is None else {**reason, "words": words})
    told = [reason for reason in kept if "words" not in reason]
    if len(told) < ENOUGH_REASONS:
        # What she can and where it is convinces more than a word that both happen to use.
        told += [reason for reason in kept if "words" in reason]
    return told or [
        {**reason, "words": [word for word in reason["words"] if len(word) > 3] or reason["words"]}
        for reason in reasons[:1]
    ]


def _some_people() -> list[int]:
    """Ids of people who agree to matching, at most a sample of them that is the same every night."""
    everybody = list(db.session.scalars(consenting(Purpose.MATCHING).order_by(Consent.account_id)))
    if len(everybody) <= MOST_PEOPLE:
        return everybody
    return Random(0).sample(everybody, MOST_PEOPLE)  # noqa: S311  # nosec B311


class Engine:
    """A fitted matcher with what changed since."""

    def __init__(self) -> None:
        self.fitted_on: date = clock.today()
        self.changed: set[tuple[str, int]] = set()
        self.owners: dict[str, str] = {}
        self.titles: dict[str, frozenset[str]] = {}
        self.conditions: dict[str, dict[str, Any]] = {}
        offers = [self._known(document) for kind in KINDS for document in SOURCES[kind].documents(None)]
        self.matcher = TwoSidedMatcher(random_state=0, vocabulary=vocabulary())
        people = [to_person(facts) for facts in members.people(_some_people())]
        self.matcher.fit(people=people, offers=offers)

    def _known(self, document: Document) -> Any:
        offer = to_offer(document)
        self.owners[offer.id] = document.owner_key
        self.titles[offer.id] = frozenset(document.title.casefold().split())
        if eligibility := document.features.get("eligibility"):
            self.conditions[offer.id] = eligibility
        return offer

    def catch_up(self) -> None:
        """Put in what changed, take out what is no longer open."""
        changed, self.changed = self.changed, set()
        if not changed:
            return
        for offer_id in (f"{kind}:{number}" for kind, number in changed):
            self.conditions.pop(offer_id, None)
        found: list[Any] = []
        for kind in {kind for kind, _number in changed}:
            ids = [number for other, number in changed if other == kind]
            found += [self._known(document) for document in SOURCES[kind].documents(ids)]
        gone = {f"{kind}:{number}" for kind, number in changed} - {offer.id for offer in found}
        self.matcher.partial_fit(offers=found, remove=gone)

    def lists_for(self, account_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        """New lists of those among these people who agree to matching, as they are stored."""
        told: list[members.PersonFacts] = list(members.people(account_ids))
        ids = [facts.account_id for facts in told]
        trades, taken = trades_of(ids), taken_by(ids)
        people = [to_person(facts, trades.get(facts.account_id)) for facts in told]
        conditions = self.conditions.items()
        exclude = {
            person.id: taken.get(facts.account_id, set()) | closed_to(facts, conditions)
            for person, facts in zip(people, told, strict=True)
        }
        lists: dict[int, list[dict[str, Any]]] = {account_id: [] for account_id in ids}
        for kind in KINDS:
            found = self.matcher.recommend_many(people, SIZE, [kind], exclude)
            for account_id, matches in zip(ids, found, strict=True):
                lists[account_id] += [self._stored(match) for match in matches]
        return lists

    def _stored(self, match: Any) -> dict[str, Any]:
        kind, _colon, number = match.offer_id.partition(":")
        reasons = [{"code": reason.code, "for": True, **reason.parameters} for reason in match.reasons]
        lacks = [{"code": reason.code, "for": False, **reason.parameters} for reason in match.against]
        return {
            "kind": kind,
            "id": int(number),
            "owner": self.owners.get(match.offer_id, ""),
            "score": round(match.score, 4),
            "reasons": telling(reasons, self.titles.get(match.offer_id, frozenset())) + lacks,
        }


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
    current_app.extensions.pop(EXTENSION, None)
    engine()


def keep_learned() -> None:
    """Learn at the worker's start, and once each night while the city sleeps."""
    now = clock.local(clock.now())
    if engine().fitted_on < now.date() and now.hour >= NIGHT_HOUR:
        refit()


def offer_changed(fact: Any) -> None:
    """Remember which offer a fact is about; an engine that was not needed yet will read everything anyway."""
    known: Engine | None = current_app.extensions.get(EXTENSION)
    if known is not None:
        kind, key = CHANGES[type(fact)]
        known.changed.add((kind, getattr(fact, key)))


def refresh_waiting() -> int:
    """Work out the lists that were asked for, oldest first, one batch; returns how many requests there were."""
    columns = (RefreshRequest.account_id, RefreshRequest.asked_at)
    asked = select(*columns).order_by(RefreshRequest.asked_at, RefreshRequest.account_id).limit(BATCH)
    requests = [(row.account_id, row.asked_at) for row in db.session.execute(asked)]
    db.session.rollback()
    if requests:
        _refresh([account_id for account_id, _asked_at in requests], requests)
    return len(requests)


def _refresh(account_ids: Sequence[int], requests: Sequence[tuple[int, datetime]] = ()) -> None:
    known = engine()
    known.catch_up()
    lists = known.lists_for(account_ids)
    db.session.rollback()
    with unit_of_work():
        services.keep_lists(lists)
        services.drop_lists(set(account_ids) - lists.keys())
        services.close_requests(requests)


def fill_slowly() -> None:
    """New lists for people who come here, agree to matching, and have none or an old one; one batch."""
    now = clock.now()
    seen_lately = select(AccountSession.account_id).where(AccountSession.seen_at > now - ACTIVE_WITHIN)
    statement = (
        select(Account.id)
        .outerjoin(RecommendationList, RecommendationList.account_id == Account.id)
        .where(
            Account.id.in_(seen_lately),
            Account.id.in_(consenting(Purpose.MATCHING)),
            Account.status == AccountStatus.ACTIVE,
            or_(RecommendationList.account_id.is_(None), RecommendationList.computed_at < now - STALE_AFTER),
        )
        .order_by(RecommendationList.computed_at, Account.id)
        .limit(BATCH)
    )
    account_ids = list(db.session.scalars(statement))
    db.session.rollback()
    if account_ids:
        _refresh(account_ids)


def prepare(app: Flask) -> None:
    """Subscribe to what changes offers, and add the worker's tasks."""
    for fact in CHANGES:
        subscribe(fact, offer_changed)
    add_task(app, "keep the matcher learned", keep_learned, every_seconds=900)
    add_task(app, "work out asked lists", refresh_waiting, every_seconds=0.5)
    add_task(app, "work out old lists", fill_slowly, every_seconds=20)
