"""Searches are kept once, a few of them, and by their owner alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask

from community.accounts.actor import GUEST, Actor
from community.accounts.models import Account
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused
from community.search import services as search
from community.wanted import queries, services
from community.wanted.models import SavedFind, SavedSearch
from community.wanted.policies import MOST_SAVED
from tests.factories import make_account
from tests.jobs.factories import make_job
from tests.personas import acting, job_seeker
from tests.support import side_by_side, unit
from tests.wanted.factories import make_saved_search
from tests.wanted.telling import appear, keep, number_of, told

pytestmark = pytest.mark.slow


@pytest.fixture
def sari(app: Flask) -> Actor:
    """Somebody who may keep searches, over an empty index."""
    search.rebuild()
    return acting(job_seeker())


def test_a_search_is_kept_once_however_it_is_written(sari: Actor) -> None:
    first = keep(sari, "kasir jatiasih", "job")
    assert first.region_code == "32.75.09"
    assert keep(sari, "Jatiasih  KASIR", "job").id == first.id
    assert keep(sari, "kasir jatiasih").id != first.id
    assert number_of(SavedSearch) == 2


def test_two_taps_at_once_keep_one(app: Flask, sari: Actor) -> None:
    def save() -> int:
        with unit():
            return services.save("kasir", None, actor=sari)[0].id

    assert len(set(side_by_side(app, [save] * 4))) == 1
    assert number_of(SavedSearch) == 1


def test_at_most_twenty_and_a_sentence_when_full(sari: Actor) -> None:
    account = db.session.get_one(Account, sari.account_id)
    for number in range(MOST_SAVED):
        make_saved_search(account, f"kasir {number}")
    with pytest.raises(DomainError, match="Hentikan satu dulu"):
        keep(sari, "barista")
    assert number_of(SavedSearch) == MOST_SAVED


@pytest.mark.parametrize(("words", "kind"), [("", None), ("-kasir", None), ("di", None), ("kasir", "rahasia")])
def test_what_says_nothing_is_not_kept(sari: Actor, words: str, kind: str | None) -> None:
    with pytest.raises(DomainError):
        keep(sari, words, kind)


def test_guests_keep_nothing(app: Flask) -> None:
    search.rebuild()
    with pytest.raises(Refused), unit():
        services.save("kasir", None, actor=GUEST)


def test_seen_and_stopped_by_its_owner_alone(sari: Actor) -> None:
    mine = keep(sari, "zamrud").public_id
    appear("job", make_job(title="Zamrud").id)
    stranger = acting(make_account())
    assert [number for _search, number in queries.searches_of(sari.account_id)] == [1]
    for verb in (services.mark_seen, services.stop):
        with pytest.raises(NotFound), unit():
            verb(mine, actor=stranger)
    with unit():
        services.mark_seen(mine, actor=sari)
    db.session.rollback()
    assert [number for _search, number in queries.searches_of(sari.account_id)] == [0]
    kept = queries.search_at(mine)
    assert kept is not None
    assert [card.title for card, _when in queries.found_for(kept)] == ["Zamrud"]
    with unit():
        services.stop(mine, actor=sari)
    assert number_of(SavedFind) == 0
    appear("job", make_job(title="Zamrud lagi").id)
    assert len(told(sari)) == 1


def test_taps_at_once_on_a_kept_search_never_break(app: Flask, sari: Actor) -> None:
    """Each is answered, or finds the search gone."""
    account = db.session.get_one(Account, sari.account_id)

    def tap(verb: Callable[..., object], public_id: str) -> object:
        with unit():
            return verb(public_id, actor=sari)

    for number in range(8):
        public_id = make_saved_search(account, f"kasir {number}").public_id
        verbs = (services.stop, services.mark_seen, services.stop, services.mark_seen)
        answers = side_by_side(app, [partial(tap, verb, public_id) for verb in verbs])
        wrong = [one for one in answers if isinstance(one, Exception) and not isinstance(one, NotFound)]
        assert wrong == [] and number_of(SavedSearch) == 0
