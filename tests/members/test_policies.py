"""Who belongs to which circle, and who decides about a profile."""

from __future__ import annotations

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Account, Role
from community.foundation.database import Base
from community.members.models import Audience, Experience, MemberProfile, MemberSkill
from community.members.policies import (
    INTERNAL_COLUMNS,
    RULES,
    Field,
    audience_for,
    audience_of,
    can_edit,
    can_open_kept,
    previewed,
)

HOME, ELSEWHERE = "32.75.09.1004", "32.75.01.1004"
PUBLIC, MEMBERS, COORDINATOR, APPLICATION = Audience
OWNER = Actor(account_id=1, region_code=HOME)
MEMBER = Actor(account_id=2, region_code=HOME)


def officer(region: str, role: Role = Role.COORDINATOR, *, proved: bool = True) -> Actor:
    return Actor(account_id=3, granted=(Grant(role, region),), second_factor=proved)


@pytest.mark.parametrize(
    ("viewer", "applied", "circles"),
    [
        (GUEST, False, {PUBLIC}),
        (GUEST, True, {PUBLIC}),
        (MEMBER, False, {PUBLIC, MEMBERS}),
        (MEMBER, True, {PUBLIC, MEMBERS, APPLICATION}),
        (officer(HOME), False, {PUBLIC, MEMBERS, COORDINATOR}),
        (officer("32.75.09"), False, {PUBLIC, MEMBERS, COORDINATOR}),
        (officer("32.75", Role.ADMIN), False, {PUBLIC, MEMBERS, COORDINATOR}),
        (officer(HOME), True, {PUBLIC, MEMBERS, COORDINATOR, APPLICATION}),
        (officer(ELSEWHERE), False, {PUBLIC, MEMBERS}),
        (officer(HOME, proved=False), False, {PUBLIC, MEMBERS}),
        (OWNER, False, set(Audience)),
    ],
)
def test_circles_of_a_viewer(viewer: Actor, applied: bool, circles: set[Audience]) -> None:
    assert audience_of(viewer, 1, HOME, applied=applied) == circles


def test_a_preview_shows_what_such_a_viewer_sees() -> None:
    assert previewed(PUBLIC) == audience_of(GUEST, 1, HOME, applied=False)
    assert previewed(MEMBERS) == audience_of(MEMBER, 1, HOME, applied=False)
    assert previewed(COORDINATOR) == audience_of(officer(HOME), 1, HOME, applied=False)
    assert previewed(APPLICATION) == audience_of(MEMBER, 1, HOME, applied=True)


@pytest.mark.parametrize(
    ("actor", "edits", "opens"),
    [
        (GUEST, False, False),
        (OWNER, True, False),
        (MEMBER, False, False),
        (officer(HOME), False, True),
        (officer("32.75", Role.ADMIN), False, True),
        (officer(ELSEWHERE), False, False),
        (officer(HOME, proved=False), False, False),
        (Actor(account_id=1, granted=(Grant(Role.COORDINATOR, HOME),), second_factor=True), True, False),
    ],
)
def test_who_edits_and_who_opens(actor: Actor, edits: bool, opens: bool) -> None:
    assert bool(can_edit(actor, 1)) is edits
    assert bool(can_open_kept(actor, 1, HOME)) is opens


def _columns(model: type[Base], name: str) -> set[str]:
    return {f"{name}.{column.key}" for column in model.__table__.columns}


def test_every_column_has_its_audience() -> None:
    stored = _columns(MemberProfile, "profile") | _columns(MemberSkill, "skill")
    stored |= _columns(Experience, "experience")
    shown = {column for rule in RULES.values() for column in rule.columns}
    assert {column for column in shown if not column.startswith("account.")} | INTERNAL_COLUMNS == stored
    assert shown & INTERNAL_COLUMNS == set()
    assert {column for column in shown if column.startswith("account.")} <= _columns(Account, "account")


def test_every_field_has_a_rule_and_a_default_that_may_be_chosen() -> None:
    assert set(RULES) == set(Field)
    assert all(rule.default in rule.choices for rule in RULES.values())


@pytest.mark.parametrize("field", [Field.PHONE, Field.FULL_NAME, Field.PAY, Field.TRAVEL])
def test_what_is_delicate_is_for_applications_until_said_otherwise(field: Field) -> None:
    assert audience_for(field, {}) == APPLICATION


@pytest.mark.parametrize("chosen", ["public", "members", "", "everybody", "\x00"])
def test_a_phone_number_is_never_for_many(chosen: str) -> None:
    assert audience_for(Field.PHONE, {"phone": chosen}) == APPLICATION
