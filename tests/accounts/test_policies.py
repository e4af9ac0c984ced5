"""Who may name officers, help with accounts, and change what opens an account."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts import policies
from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA

pytestmark = pytest.mark.usefixtures("app")


def somebody(role: Role | None = None, region: str = CITY, *, proved: bool = True, account_id: int = 1) -> Actor:
    granted = (Grant(role, region),) if role else ()
    return Actor(account_id=account_id, granted=granted, second_factor=proved)


@pytest.mark.parametrize(
    ("actor", "region", "allowed"),
    [
        (GUEST, JATIRASA, False),
        (somebody(), JATIRASA, False),
        (somebody(Role.COORDINATOR, CITY), JATIRASA, False),
        (somebody(Role.ADMIN, CITY), JATIRASA, True),
        (somebody(Role.ADMIN, CITY), CITY, True),
        (somebody(Role.ADMIN, DISTRICT_JATIASIH), JATIRASA, True),
        (somebody(Role.ADMIN, DISTRICT_JATIASIH), CITY, False),
        (somebody(Role.ADMIN, DISTRICT_JATIASIH), ARENJAYA, False),
        (somebody(Role.ADMIN, CITY, proved=False), JATIRASA, False),
        (somebody(Role.ADMIN, CITY, account_id=7), JATIRASA, False),
        (somebody(Role.ADMIN, "32.7"), JATIRASA, False),
    ],
)
def test_appointing(app: Flask, actor: Actor, region: str, allowed: bool) -> None:
    assert bool(policies.can_appoint(actor, 7, region)) is allowed


@pytest.mark.parametrize(
    ("actor", "role_regions", "allowed"),
    [
        (somebody(Role.ADMIN, CITY), [], True),
        (somebody(Role.ADMIN, CITY), [CITY], True),
        (somebody(Role.ADMIN, DISTRICT_JATIASIH), [], True),
        (somebody(Role.ADMIN, DISTRICT_JATIASIH), [JATIRASA], True),
        (somebody(Role.ADMIN, DISTRICT_JATIASIH), [CITY], False),
        (somebody(Role.COORDINATOR, CITY), [], False),
        (somebody(Role.ADMIN, CITY, account_id=7), [], False),
    ],
)
def test_administering_somebody_of_jatirasa(app: Flask, actor: Actor, role_regions: list[str], allowed: bool) -> None:
    assert bool(policies.can_administer(actor, 7, JATIRASA, role_regions)) is allowed


@pytest.mark.parametrize(
    ("account_id", "has_factor", "proved", "allowed"),
    [(1, False, False, True), (1, True, True, True), (1, True, False, False), (2, False, True, False)],
)
def test_changing_credentials(app: Flask, account_id: int, has_factor: bool, proved: bool, allowed: bool) -> None:
    decision = policies.can_change_credentials(somebody(), account_id, has_factor, proved)
    assert bool(decision) is allowed


@pytest.mark.parametrize(
    ("officer", "required", "allowed"),
    [(False, True, True), (True, False, True), (True, True, False)],
)
def test_removing_the_second_factor(app: Flask, officer: bool, required: bool, allowed: bool) -> None:
    assert bool(policies.can_remove_second_factor(officer, required)) is allowed
