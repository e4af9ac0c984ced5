"""Lists of programmes and the policies of their pages agree."""

from __future__ import annotations

from itertools import product

import pytest

from community.accounts.models import Role
from community.businesses.models import Business, BusinessStatus
from community.businesses.queries import is_of_team, may_act_for
from community.foundation import concerns
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.programmes import policies, queries
from community.programmes.models import ProgrammeStatus
from tests.agreement import everybody
from tests.factories import CITY, JATIRASA, make_account, make_officer
from tests.programmes.factories import make_programme, make_startup

pytestmark = pytest.mark.slow


def shown(business_id: int) -> bool:
    return db.session.get_one(Business, business_id).status == BusinessStatus.ACTIVE


def test_a_list_holds_what_its_reader_may_see(app):
    owner, owning_admin = make_account(), make_officer(Role.ADMIN, CITY)
    programmes = [
        make_programme(make_startup(person, status=status), status=state, region_code=code)
        for person, status, state, code in product(
            (owner, owning_admin, None), BusinessStatus, ProgrammeStatus, (CITY, JATIRASA)
        )
    ]
    public = {card.id for card in load_cards([queries.cards()])}
    for actor in everybody(owner, owning_admin):
        me = actor.account_id or 0
        managed = {row.programme.id for row in queries.managed_by(me)}
        to_review = {row[0].id for row in queries.waiting_for_review(actor)}
        told = concerns.of(actor, "programme_to_review")
        assert (told[0].number if told else 0) == len(to_review)
        for programme in programmes:
            team = may_act_for(me, programme.business_id)
            sees = policies.can_see(actor, programme, team=team, in_sight=shown(programme.business_id))
            assert sees or programme.id not in public | managed | to_review
            assert (programme.id in managed) == bool(policies.can_manage(actor, team=team))
            waits = programme.status == ProgrammeStatus.REVIEW
            own = is_of_team(actor.account_id, programme.business_id)
            assert (programme.id in to_review) == (waits and bool(policies.can_review(actor, programme, team=own)))
