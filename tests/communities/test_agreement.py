"""Lists of posts and of people who wait, and the policies of their pages, agree."""

from __future__ import annotations

from itertools import product

from community.communities import policies, queries
from community.communities.models import CommunityKind, Joining, MembershipState
from community.foundation import clock, concerns
from community.foundation.database import db
from tests.agreement import everybody
from tests.communities.factories import make_community, make_post, make_stay
from tests.factories import ARENJAYA, JATIRASA, make_account


def test_a_post_is_listed_to_who_may_see_it(app):
    author, member = make_account(), make_account()
    # A region has one community.
    cases = [(CommunityKind.REGION, Joining.OPEN, JATIRASA), (CommunityKind.REGION, Joining.CONFIRMED, ARENJAYA)]
    cases += product((CommunityKind.THEME,), Joining, (JATIRASA, ARENJAYA))
    for kind, joining, code in cases:
        community = make_community(kind=kind, joining=joining, region_code=code)
        make_stay(community, member)
        shown, hidden = make_post(community, author), make_post(community, author, hidden_at=clock.now())
        listed = {row.id for row in db.session.execute(queries.posts_of(community.id, to_members=True))}
        assert listed == {shown.id}
        for actor in everybody(author, member):
            stay = queries.membership_of(community.id, actor.account_id)
            reads = bool(policies.can_read(actor, community, stay))
            assert bool(policies.can_see_post(actor, community, stay, shown)) == reads
            sees_hidden = bool(policies.can_see_post(actor, community, stay, hidden))
            assert sees_hidden == (actor.account_id == author.id or actor.coordinates(code))


def test_who_may_decide_is_told_who_waits(app):
    places = {make_community(region_code=code): code for code in (JATIRASA, ARENJAYA)}
    for community in places:
        make_stay(community, make_account(), state=MembershipState.WAITING)
    for actor in everybody():
        told = {row.key for row in concerns.of(actor, "newcomers")}
        assert told == {community.slug for community in places if policies.can_decide(actor, community)}
