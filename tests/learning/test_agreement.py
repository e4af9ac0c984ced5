"""Lists of trainings and the policies of their pages agree."""

from __future__ import annotations

from itertools import product

from community.businesses.models import Business, BusinessStatus
from community.businesses.queries import may_act_for
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.learning import policies, queries
from community.learning.models import TrainingStatus
from tests.agreement import everybody
from tests.factories import ARENJAYA, JATIRASA, make_account, make_officer
from tests.learning.factories import make_school, make_training


def shown(business_id: int) -> bool:
    return db.session.get_one(Business, business_id).status == BusinessStatus.ACTIVE


def test_a_list_holds_what_its_reader_may_see(app):
    owner = make_account()
    givers = [make_school(person, status=status) for person, status in product((owner, None), BusinessStatus)]
    trainings = [
        make_training(giver, status=state, region_code=code)
        for giver, state, code in product((*givers, make_officer()), TrainingStatus, (JATIRASA, ARENJAYA))
    ]
    public = {card.id for card in load_cards([queries.cards()])}
    for actor in everybody(owner):
        managed = {training.id for training in queries.managed_by(actor)}
        for training in trainings:
            team = training.business_id is not None and may_act_for(actor.account_id or 0, training.business_id)
            in_sight = training.business_id is None or shown(training.business_id)
            sees = policies.can_see(actor, training, team=team, in_sight=in_sight)
            assert sees or training.id not in public | managed
            assert (training.id in managed) == bool(policies.can_manage(actor, training, team=team))
