"""Who may do what in a community, as truth tables."""

from __future__ import annotations

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.communities import policies
from community.communities.models import (
    Community,
    CommunityKind,
    Joining,
    Membership,
    MembershipState,
    Post,
)
from community.foundation import clock
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA

AUTHOR, OTHER = 7, 8
MEMBER = Actor(account_id=OTHER)
WRITER = Actor(account_id=AUTHOR)


def officer(code: str, role: Role = Role.COORDINATOR, *, second_factor: bool = True) -> Actor:
    return Actor(account_id=99, granted=(Grant(role, code),), second_factor=second_factor)


OWN, ABOVE, FOREIGN = officer(JATIRASA), officer(DISTRICT_JATIASIH), officer(ARENJAYA)
UNPROVED, ADMIN = officer(JATIRASA, second_factor=False), officer(CITY, Role.ADMIN)

REGION = Community(kind=CommunityKind.REGION, region_code=JATIRASA, joining=Joining.OPEN)
CLOSED_REGION = Community(kind=CommunityKind.REGION, region_code=JATIRASA, joining=Joining.CONFIRMED)
OPEN_THEME = Community(kind=CommunityKind.THEME, region_code=CITY, joining=Joining.OPEN)
CLOSED_THEME = Community(kind=CommunityKind.THEME, region_code=CITY, joining=Joining.CONFIRMED)

NONE = None
WAITING = Membership(state=MembershipState.WAITING)
IN = Membership(state=MembershipState.CONFIRMED)
GONE = Membership(state=MembershipState.LEFT, ended_at=clock.now())
LAPSED = Membership(state=MembershipState.CONFIRMED, ended_at=clock.now())

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("community", "actor", "stay", "allowed"),
    [
        (REGION, GUEST, NONE, True),
        (CLOSED_REGION, GUEST, NONE, True),
        (OPEN_THEME, GUEST, NONE, False),
        (OPEN_THEME, MEMBER, NONE, True),
        (CLOSED_THEME, GUEST, NONE, False),
        (CLOSED_THEME, MEMBER, NONE, False),
        (CLOSED_THEME, MEMBER, WAITING, False),
        (CLOSED_THEME, MEMBER, GONE, False),
        (CLOSED_THEME, MEMBER, LAPSED, False),
        (CLOSED_THEME, MEMBER, IN, True),
        (CLOSED_THEME, OWN, NONE, False),
        (CLOSED_THEME, ADMIN, NONE, True),
    ],
)
def test_reading(community, actor, stay, allowed):
    assert bool(policies.can_read(actor, community, stay)) is allowed


@pytest.mark.parametrize(
    ("stay", "allowed"), [(NONE, False), (WAITING, False), (GONE, False), (LAPSED, False), (IN, True)]
)
def test_posting_is_for_confirmed_members(stay, allowed):
    assert bool(policies.can_post(stay)) is allowed


@pytest.mark.parametrize(
    ("actor", "stay", "hidden", "allowed"),
    [
        (GUEST, NONE, False, False),
        (MEMBER, NONE, False, False),
        (MEMBER, WAITING, False, False),
        (MEMBER, IN, False, True),
        (MEMBER, IN, True, False),
        (OWN, NONE, False, True),
        (OWN, NONE, True, False),
        (FOREIGN, NONE, False, False),
        (UNPROVED, NONE, False, False),
    ],
)
def test_commenting(actor, stay, hidden, allowed):
    post = Post(author_id=AUTHOR, hidden_at=clock.now() if hidden else None)
    assert bool(policies.can_comment(actor, REGION, stay, post)) is allowed


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (GUEST, False),
        (MEMBER, False),
        (OWN, True),
        (ABOVE, True),
        (FOREIGN, False),
        (UNPROVED, False),
        (ADMIN, True),
    ],
)
def test_the_coordinators_verbs(actor, allowed):
    for verb in (policies.can_decide, policies.can_edit, policies.can_announce):
        assert bool(verb(actor, REGION)) is allowed


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [(GUEST, False), (MEMBER, False), (WRITER, True), (OWN, True), (FOREIGN, False), (UNPROVED, False)],
)
def test_hiding_and_seeing_what_is_hidden(actor, allowed):
    post = Post(author_id=AUTHOR, hidden_at=clock.now())
    assert bool(policies.can_hide(actor, REGION, AUTHOR)) is allowed
    assert bool(policies.can_see_post(actor, REGION, IN, post)) is allowed


@pytest.mark.parametrize(
    ("actor", "stay", "allowed"),
    [(GUEST, NONE, False), (MEMBER, NONE, False), (MEMBER, WAITING, False), (MEMBER, IN, True), (OWN, NONE, True)],
)
def test_the_list_of_members(actor, stay, allowed):
    assert bool(policies.can_see_members(actor, REGION, stay)) is allowed


@pytest.mark.parametrize(
    ("actor", "stay", "allowed"),
    [(GUEST, NONE, False), (MEMBER, NONE, True), (MEMBER, WAITING, False), (MEMBER, IN, False)],
)
def test_joining(actor, stay, allowed):
    assert bool(policies.can_join(actor, stay)) is allowed


@pytest.mark.parametrize(
    ("actor", "allowed"), [(GUEST, False), (MEMBER, False), (ABOVE, False), (officer(CITY), False), (ADMIN, True)]
)
def test_founding_a_theme(actor, allowed):
    assert bool(policies.can_found(actor, CITY)) is allowed


@pytest.mark.parametrize(("actor", "allowed"), [(GUEST, False), (MEMBER, True)])
def test_seeing_the_contact(actor, allowed):
    assert bool(policies.can_see_contact(actor)) is allowed
