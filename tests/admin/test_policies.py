from __future__ import annotations

import pytest
from flask import Flask

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.admin import policies
from tests.factories import CITY, DISTRICT_JATIASIH

COORDINATOR = Actor(account_id=1, granted=(Grant(Role.COORDINATOR, DISTRICT_JATIASIH),), second_factor=True)
UNPROVED = Actor(account_id=1, granted=(Grant(Role.ADMIN, CITY),))
LOCAL_ADMIN = Actor(account_id=2, granted=(Grant(Role.ADMIN, DISTRICT_JATIASIH),), second_factor=True)
CITY_ADMIN = Actor(account_id=3, granted=(Grant(Role.ADMIN, CITY),), second_factor=True)
MEMBER = Actor(account_id=4)


@pytest.mark.parametrize(
    ("actor", "looks_up", "appoints", "deliveries"),
    [
        (GUEST, False, False, False),
        (MEMBER, False, False, False),
        (UNPROVED, False, False, False),
        (COORDINATOR, True, False, False),
        (LOCAL_ADMIN, True, True, False),
        (CITY_ADMIN, True, True, True),
    ],
)
def test_how_far_each_sees(app: Flask, actor: Actor, looks_up: bool, appoints: bool, deliveries: bool) -> None:
    assert bool(policies.can_look_up(actor)) is looks_up
    assert bool(policies.can_appoint_somewhere(actor)) is appoints
    assert bool(policies.can_see_deliveries(actor, CITY)) is deliveries
