"""Lists of people and the policy of their profiles agree."""

from __future__ import annotations

from itertools import product

from community.accounts.models import AccountStatus
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.members import policies, queries
from community.regions import queries as regions
from tests.agreement import everybody
from tests.members.factories import make_member


def test_who_is_listed_has_a_profile_for_the_reader(app):
    people = [
        make_member(audiences={"name": audience}, is_listed=listed, account={"status": status})
        for audience, listed, status in product(("public", "members"), (True, False), AccountStatus)
    ]
    cards = {to: {card.id for card in load_cards([queries.cards(to_members=to)])} for to in (True, False)}
    listed = {row.account_id for row in db.session.execute(queries.listed(regions.directory().city))}
    assert cards[True] == listed
    for actor in everybody():
        found = cards[actor.is_authenticated]
        for person in people:
            circles = policies.audience_of(actor, person.id, person.home_code, applied=False)
            visible = queries.visible_profile(person.id, circles) is not None
            assert visible or person.id not in found
            assert (person.id in found) == (visible and queries.own_profile(person.id).is_listed)
