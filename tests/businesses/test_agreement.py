"""Lists of businesses and the policy of their pages agree."""

from __future__ import annotations

from itertools import product

import pytest

from community.businesses import policies, queries
from community.businesses.models import BusinessStatus
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.regions import queries as regions
from tests.agreement import everybody
from tests.businesses.factories import make_business
from tests.factories import ARENJAYA, JATIRASA, make_account

pytestmark = pytest.mark.slow


def test_a_list_holds_what_its_reader_may_see(app):
    owner, helper = make_account(), make_account()
    made = [
        make_business(person, staff=(helper,) if person else (), status=status, region_code=code)
        for person, status, code in product((owner, None), BusinessStatus, (JATIRASA, ARENJAYA))
    ]
    public = {card.id for card in load_cards([queries.cards()])}
    listed = {row[0].id for row in db.session.execute(queries.open_in(regions.directory().city))}
    assert public == listed == {business.id for business in made if business.status == BusinessStatus.ACTIVE}
    for actor in everybody(owner, helper):
        mine = {business.id for business in queries.businesses_of(actor.account_id or 0, closed=True)}
        for business in made:
            standing = queries.standing(business, actor)
            sees = bool(policies.can_see(actor, standing))
            assert sees or business.id not in public | mine
            assert (standing.role is not None) == (business.id in mine)
            may_act = queries.may_act_for(actor.account_id or 0, business.id)
            assert may_act == bool(policies.can_act_for(actor, standing))
