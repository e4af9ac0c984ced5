"""A request that waits goes with whoever asked when she moves."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts import services as accounts
from community.accounts.actor import Actor
from community.accounts.models import Account
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import NotFound
from community.notifications.models import Notice
from community.wanted import queries, services
from community.wanted.models import HelpState
from tests.factories import ARENJAYA, JATIASIH, JATIRASA, make_officer
from tests.inspector import Inspector
from tests.personas import acting, city_admin, coordinator, job_seeker, sign_in
from tests.support import deliver, unit
from tests.wanted.factories import make_help_request
from tests.wanted.test_help import answer, ask, kinds


def move(who: Actor, home_code: str) -> None:
    with unit():
        accounts.change_details(
            who.account_id or 0, call_name="Sari", home_code=home_code, intents=["kerja"], actor=who
        )
    deliver()


def test_the_new_officers_are_asked_and_the_old_ones_know_nothing_of_it(app: Flask) -> None:
    sari, old, new = acting(job_seeker()), acting(coordinator()), acting(make_officer(region_code=ARENJAYA))
    public_id = ask(sari).public_id
    assert kinds(old) == ["help_asked!"]
    move(sari, ARENJAYA)
    assert kinds(old) == ["help_asked"] and kinds(new) == ["help_asked!"]
    assert queries.number_waiting(old) == 0 and queries.number_waiting(new) == 1
    with pytest.raises(NotFound):
        answer(public_id, old)
    answer(public_id, new)
    assert "help_answered" in kinds(sari)


def test_within_their_region_nobody_is_asked_twice(app: Flask) -> None:
    sari, rahmat, second = acting(job_seeker()), acting(coordinator()), acting(coordinator())
    ask(sari)
    deliver()
    with unit():
        mine = select(Notice).where(Notice.account_id == rahmat.account_id)
        db.session.scalars(mine).one().read_at = clock.now()
    move(sari, JATIASIH)
    assert kinds(rahmat) == kinds(second) == ["help_asked!"]


def test_the_kelurahan_comes_before_the_city(app: Flask) -> None:
    sari, admin, lurah = acting(job_seeker()), acting(city_admin()), acting(make_officer(region_code=ARENJAYA))
    ask(sari)
    assert kinds(admin) == ["help_asked!"]
    move(sari, ARENJAYA)
    assert kinds(admin) == ["help_asked"] and kinds(lurah) == ["help_asked!"]


@pytest.mark.parametrize("state", [state for state in HelpState if state != HelpState.OPEN])
def test_what_is_settled_stays_where_it_was(app: Flask, state: HelpState) -> None:
    sari = job_seeker()
    settled = {"answered_at": clock.now()} if state in (HelpState.ANSWERED, HelpState.CLOSED) else {}
    public_id = make_help_request(sari, state=state, **settled).public_id
    move(acting(sari), ARENJAYA)
    found = queries.request_at(public_id)
    assert found is not None and found.region_code == JATIRASA


def test_her_page_says_who_looks_now(app: Flask, client: Inspector) -> None:
    sari = job_seeker()
    who = sign_in(client, sari)
    make_officer(region_code=ARENJAYA, call_name="Bu Lurah")
    public_id = ask(who).public_id
    move(who, ARENJAYA)
    page = client.page(f"/dicarikan/{public_id}")
    assert "Bu Lurah, koordinator" in page.text and "Arenjaya" in page.text and "Jatirasa" not in page.text


def test_a_new_name_moves_nothing(app: Flask) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    ask(sari)
    deliver()
    with unit():
        services.follow_move(sari.account_id or 0)
        services.follow_move(0)
    assert kinds(rahmat) == ["help_asked!"] and db.session.get(Account, 0) is None
