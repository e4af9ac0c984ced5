"""Who may keep, ask, answer and read, as truth tables."""

from __future__ import annotations

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.wanted import policies
from community.wanted.models import HelpRequest, HelpState, SavedSearch
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIASIH, JATIRASA

S = HelpState


def _officer(number: int, region_code: str, role: Role = Role.COORDINATOR, *, proved: bool = True) -> Actor:
    return Actor(account_id=number, granted=(Grant(role, region_code),), second_factor=proved)


ASKER, STRANGER = Actor(account_id=1, region_code=JATIRASA), Actor(account_id=2)
OF_KELURAHAN, OF_KECAMATAN = _officer(3, JATIRASA), _officer(4, DISTRICT_JATIASIH)
NEXT_DOOR, FAR = _officer(5, JATIASIH), _officer(6, ARENJAYA)
ADMIN = _officer(7, CITY, Role.ADMIN)
UNPROVED = _officer(8, JATIRASA, proved=False)
ASKER_IN_OFFICE = _officer(1, JATIRASA)
EVERYBODY = (GUEST, ASKER, STRANGER, OF_KELURAHAN, OF_KECAMATAN, NEXT_DOOR, FAR, ADMIN, UNPROVED)


def _request(state: HelpState = S.OPEN) -> HelpRequest:
    return HelpRequest(account_id=1, region_code=JATIRASA, state=state)


def test_everybody_signed_in_keeps_and_asks(app: object) -> None:
    assert not policies.can_save(GUEST) and not policies.can_ask(GUEST)
    assert policies.can_save(STRANGER) and policies.can_ask(STRANGER)


def test_a_search_is_seen_by_whoever_keeps_it(app: object) -> None:
    allowed = [actor for actor in EVERYBODY if policies.can_see_search(actor, SavedSearch(account_id=1))]
    assert allowed == [ASKER]


@pytest.mark.parametrize("state", S)
def test_a_request_is_read_by_who_asked_and_the_officers_of_her_region(app: object, state: HelpState) -> None:
    allowed = [actor for actor in EVERYBODY if policies.can_read(actor, _request(state))]
    assert allowed == [ASKER, OF_KELURAHAN, OF_KECAMATAN, ADMIN]


@pytest.mark.parametrize("state", S)
def test_it_is_answered_by_them_while_it_is_open(app: object, state: HelpState) -> None:
    allowed = [actor for actor in EVERYBODY if policies.can_answer(actor, _request(state))]
    assert allowed == ([OF_KELURAHAN, OF_KECAMATAN, ADMIN] if state == S.OPEN else [])


@pytest.mark.parametrize("state", S)
def test_it_is_withdrawn_by_who_asked_while_it_is_open(app: object, state: HelpState) -> None:
    allowed = [actor for actor in EVERYBODY if policies.can_withdraw(actor, _request(state))]
    assert allowed == ([ASKER] if state == S.OPEN else [])


def test_nobody_answers_herself(app: object) -> None:
    assert policies.can_read(ASKER_IN_OFFICE, _request())
    assert not policies.can_answer(ASKER_IN_OFFICE, _request())


def test_what_finds_nothing_is_for_the_admin_of_the_city(app: object) -> None:
    district_admin = _officer(9, DISTRICT_JATIASIH, Role.ADMIN)
    allowed = [actor for actor in (*EVERYBODY, district_admin) if policies.can_see_empty_searches(actor, CITY)]
    assert allowed == [ADMIN]
