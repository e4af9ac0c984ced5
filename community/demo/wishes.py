"""What the named people and some residents look for and have not found yet."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from sqlalchemy import select

from community.demo.bulk import Bulk
from community.demo.corpus import stories as texts
from community.demo.people import Resident
from community.demo.stories import Cast
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.outbox import record
from community.jobs import queries as jobs
from community.jobs.models import Job, JobStatus
from community.wanted import queries, services
from community.wanted.models import EmptySearch, HelpRequest, HelpState, SavedFind, SavedSearch
from community.wanted.percolation import searches_for, wanted_by
from community.wanted.policies import OPEN_FOR
from community.wanted.signals import HelpAsked

NEWEST, MOST_FOUND = 300, 3


def add_wishes(bulk: Bulk, cast: Cast) -> None:
    """Sari keeps searches and waits for an answer, Pak Rahmat is asked, and Pak Hendra sees what the city lacks."""
    told = texts.words("wishes")
    sari, rahmat = cast.who("job_seeker"), cast.who("coordinator")
    duty = cast.named["coordinator"][0].duty or rahmat.region_code
    for words, kind in told["sari_keeps"]:
        _keep(bulk, sari, words, kind or None)
    around = [one for one in cast.near(duty) if one.account_id not in (sari.account_id, rahmat.account_id)]
    for asked, neighbour in zip(told["asked"], around, strict=False):
        _ask(bulk, neighbour, asked["wish"], asked["story"])
    _ask(bulk, sari, told["answered"]["wish"], told["answered"]["story"], answer=told["answered"]["answer"], by=rahmat)
    for turn, (words, times) in enumerate(told["empty"]):
        for day in range(times):
            when = clock.today() - timedelta(days=day * 3 + turn % 3)
            bulk.add(EmptySearch, day=when, words=words, region_code="", times=1 + (day + turn) % 3)
    bulk.store()
    services.know_everything()
    _find(bulk)
    for request in db.session.scalars(select(HelpRequest).where(HelpRequest.state == HelpState.OPEN)):
        record(HelpAsked(request.id))


def _keep(bulk: Bulk, who: Resident, words: str, kind: str | None) -> None:
    try:
        wanted = queries.read(words)
    except DomainError:
        # There is no index yet to ask whether a last word is a place misspelled, and here none is.
        wanted = wanted_by(words, [])
    kept = bulk.now - timedelta(days=6)
    bulk.add(
        SavedSearch, account_id=who.account_id, words=words, kind=kind, region_code=wanted.region_code,
        roots=list(wanted.roots), required=list(wanted.required), excluded=list(wanted.excluded),
        looked_up=wanted.looked_up, fingerprint=wanted.fingerprint(kind), saved_at=kept, seen_at=kept,
    )  # fmt: skip


def _ask(bulk: Bulk, who: Resident, wish: str, story: str, *, answer: str = "", by: Resident | None = None) -> None:
    asked = bulk.now - timedelta(days=4 if by else 1, hours=3)
    bulk.add(
        HelpRequest, account_id=who.account_id, region_code=who.region_code, wish=wish, topic=queries.topic_of(wish),
        story=story, state=HelpState.ANSWERED if by else HelpState.OPEN, answer=answer, things=[],
        answered_by_id=by.account_id if by else None, asked_at=asked, expires_at=asked + OPEN_FOR,
        answered_at=bulk.now - timedelta(days=1) if by else None,
    )  # fmt: skip


def _find(bulk: Bulk) -> None:
    """Some of the newest vacancies count as new; the worker tells of them once it runs."""
    newest = select(Job.id).where(Job.status == JobStatus.OPEN).order_by(Job.id.desc()).limit(NEWEST)
    found: dict[int, int] = {}
    fitting = searches_for(jobs.documents(db.session.scalars(newest).all()))
    for search_id, kind, number in islice(fitting, NEWEST):
        found[search_id] = found.get(search_id, 0) + 1
        if found[search_id] <= MOST_FOUND:
            at = bulk.now - timedelta(hours=found[search_id])
            bulk.add(SavedFind, search_id=search_id, kind=kind, object_id=number, found_at=at, told_at=None)
