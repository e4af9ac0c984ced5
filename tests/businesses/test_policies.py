"""Who may do what with a business, as truth tables."""

from __future__ import annotations

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.businesses import policies
from community.businesses.models import BusinessStatus, ContactWay, TeamRole
from community.businesses.policies import Standing

HOME, ELSEWHERE = "32.75.09.1004", "32.75.01.1004"
ACTIVE, HIDDEN, CLOSED = BusinessStatus
OWNER, STAFF = TeamRole
MEMBER = Actor(account_id=2)


def officer(region: str, role: Role = Role.COORDINATOR, *, proved: bool = True) -> Actor:
    return Actor(account_id=3, granted=(Grant(role, region),), second_factor=proved)


# who, place in the team -> status -> what is allowed
SEE, NIB, EDIT, ACT, TEAM, CLOSE, REOPEN, HIDE = (
    policies.can_see,
    policies.can_see_nib,
    policies.can_edit,
    policies.can_act_for,
    policies.can_change_team,
    policies.can_close,
    policies.can_reopen,
    policies.can_hide,
)
ALL = (SEE, NIB, EDIT, ACT, TEAM, CLOSE, REOPEN, HIDE)
TABLE = [
    (GUEST, None, ACTIVE, {SEE}),
    (GUEST, None, HIDDEN, set()),
    (GUEST, None, CLOSED, set()),
    (MEMBER, None, ACTIVE, {SEE}),
    (MEMBER, None, HIDDEN, set()),
    (MEMBER, None, CLOSED, set()),
    (MEMBER, STAFF, ACTIVE, {SEE, NIB, EDIT, ACT}),
    (MEMBER, STAFF, HIDDEN, {SEE, NIB, EDIT}),
    (MEMBER, STAFF, CLOSED, {SEE, NIB}),
    (MEMBER, OWNER, ACTIVE, {SEE, NIB, EDIT, ACT, TEAM, CLOSE}),
    (MEMBER, OWNER, HIDDEN, {SEE, NIB, EDIT, TEAM}),
    (MEMBER, OWNER, CLOSED, {SEE, NIB, REOPEN}),
    (officer(HOME), None, ACTIVE, {SEE, NIB, HIDE}),
    (officer(HOME), None, HIDDEN, {SEE, NIB, HIDE}),
    (officer(HOME), None, CLOSED, {NIB, HIDE}),
    (officer("32.75.09"), None, ACTIVE, {SEE, NIB, HIDE}),
    (officer("32.75", Role.ADMIN), None, HIDDEN, {SEE, NIB, HIDE}),
    (officer(ELSEWHERE), None, ACTIVE, {SEE}),
    (officer(ELSEWHERE), None, HIDDEN, set()),
    (officer(HOME, proved=False), None, ACTIVE, {SEE}),
    (officer(HOME), OWNER, ACTIVE, {SEE, NIB, EDIT, ACT, TEAM, CLOSE}),
]


@pytest.mark.parametrize(("actor", "role", "status", "allowed"), TABLE)
def test_rights(actor: Actor, role: TeamRole | None, status: BusinessStatus, allowed: set[object]) -> None:
    standing = Standing(status, HOME, role)
    assert {rule for rule in ALL if rule(actor, standing)} == allowed


def test_refusals_say_why() -> None:
    standing = Standing(ACTIVE, HOME)
    assert all(rule(MEMBER, standing).reason for rule in ALL if not rule(MEMBER, standing))


def test_anybody_signed_in_registers() -> None:
    assert policies.can_register(MEMBER)
    assert not policies.can_register(GUEST)


@pytest.mark.parametrize(
    ("actor", "role", "status", "way", "allowed"),
    [
        (MEMBER, None, ACTIVE, ContactWay.WHATSAPP, True),
        (MEMBER, None, ACTIVE, ContactWay.PHONE, True),
        (MEMBER, None, ACTIVE, ContactWay.NONE, False),
        (MEMBER, None, HIDDEN, ContactWay.WHATSAPP, False),
        (MEMBER, None, CLOSED, ContactWay.WHATSAPP, False),
        (officer(HOME), None, HIDDEN, ContactWay.WHATSAPP, False),
        (MEMBER, STAFF, ACTIVE, ContactWay.WHATSAPP, False),
        (GUEST, None, ACTIVE, ContactWay.WHATSAPP, False),
    ],
)
def test_who_may_reach_the_owner(
    actor: Actor, role: TeamRole | None, status: BusinessStatus, way: ContactWay, allowed: bool
) -> None:
    assert bool(policies.can_reach(actor, Standing(status, HOME, role), way)) is allowed
