"""The other direction: who agreed is shown to the makers of an offer, to nobody else, and no longer than she agrees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from community.accounts import services as accounts
from community.accounts.models import Account, Purpose, Role
from community.businesses.models import TeamMember, TeamRole
from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import record
from community.jobs.models import ApplicationState
from community.jobs.signals import JobChanged
from community.members import services as members
from community.members.models import Audience, SkillDirection
from community.members.policies import Field
from community.mentoring.models import Mentor, RequestState
from community.recommendations import introductions, services
from community.recommendations.models import PeopleList, SuggestedPerson
from tests.factories import ARENJAYA, CITY, JATIRASA, make_account, make_officer
from tests.jobs.factories import make_application, make_employer, make_job
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import acting
from tests.programmes.factories import make_programme, make_programme_application, make_startup
from tests.recommendations.factories import work
from tests.recommendations.introduced import a_job, make_offers, make_willing, names, seen
from tests.support import count_queries, unit

pytestmark = pytest.mark.slow


@pytest.fixture
def owner(app: Flask) -> Account:
    return make_account(call_name="Bu Pemilik", intents=["usaha"], home_code=JATIRASA)


def test_every_maker_sees_who_agreed_and_why(owner: Account) -> None:
    sari = make_willing()
    make_member(account={"call_name": "Tidak Setuju"})
    make_member(account={"call_name": "Hanya Itu", "consents": [Purpose.ACCOUNT, Purpose.INTRODUCTIONS]})
    offers = make_offers(owner)
    work()
    for kind, public_id in offers:
        [shown] = seen(owner, kind, public_id)
        assert shown.account_id == sari.id
        codes = {reason["code"] for reason in shown.reasons if reason["for"]}
        assert codes & {"skills", "wants"}, kind
        assert len(codes) <= 3


def test_what_is_missing_is_told_once(owner: Account) -> None:
    make_willing()
    _job, offer = a_job(owner)
    work()
    [shown] = seen(owner, *offer)
    assert [reason["skill"] for reason in shown.reasons if not reason["for"]] == ["barista"]


@pytest.mark.parametrize("purpose", [Purpose.INTRODUCTIONS, Purpose.MATCHING])
def test_a_withdrawal_works_at_the_next_query(owner: Account, purpose: Purpose) -> None:
    sari = make_willing()
    _job, offer = a_job(owner)
    work()
    assert names(owner, *offer) == ["Sari"]
    with unit():
        accounts.withdraw_consent(purpose, actor=acting(sari))
    assert names(owner, *offer) == []
    work()
    assert db.session.query(SuggestedPerson).count() == 0
    with unit():
        accounts.give_consent(purpose, actor=acting(sari))
    work()
    assert names(owner, *offer) == ["Sari"]


def test_who_cannot_come_in_is_shown_to_nobody(owner: Account) -> None:
    sari, admin = make_willing(), acting(make_officer(Role.ADMIN, CITY))
    _job, offer = a_job(owner)
    work()
    with unit():
        accounts.suspend_account(sari.id, reason="Menipu.", actor=admin)
    assert names(owner, *offer) == []
    work()
    with unit():
        accounts.restore_account(sari.id, actor=admin)
    work()
    assert names(owner, *offer) == ["Sari"]
    with unit():
        accounts.close_account(sari.id, actor=acting(sari))
    assert names(owner, *offer) == []
    work()
    assert db.session.query(SuggestedPerson).count() == 0


def test_who_came_by_herself_or_said_no_is_left_out(owner: Account) -> None:
    """At the very next query, and also when the list is worked out anew."""
    job, offer = a_job(owner)
    programme = make_programme(make_startup(owner), topics=["komputer_dasar"])
    mentor = make_mentor(owner, topics=["komputer_dasar"], schedule=["pagi"])
    sari, offers = make_willing(), [offer, ("programme", programme.public_id), ("mentor", mentor.public_id)]
    work()
    assert all(names(owner, *one) == ["Sari"] for one in offers)
    make_application(job, sari, state=ApplicationState.DECLINED)
    make_programme_application(programme, sari)
    make_request(mentor, sari, state=RequestState.DECLINED)
    assert all(names(owner, *one) == [] for one in offers)
    rini = make_willing("Rini")
    with unit():
        services.ask_refresh([rini.id])
        services.hide("job", job.id, reason="terlalu_jauh", actor=acting(rini))
    work()
    assert names(owner, *offer) == []
    assert names(owner, *offers[1]) == ["Rini"]


def test_who_does_not_trust_a_business_is_not_shown_to_it(owner: Account) -> None:
    business = make_employer(owner)
    first, second = (
        make_job(business, title=f"Kasir {number}", skills=["kasir"], region_code=JATIRASA) for number in range(2)
    )
    sari = make_willing()
    work()
    assert names(owner, "job", second.public_id) == ["Sari"]
    with unit():
        services.hide("job", first.id, reason="tidak_percaya", actor=acting(sari))
    assert names(owner, "job", second.public_id) == []
    work()
    assert names(owner, "job", second.public_id) == []


def test_nobody_of_the_team_is_shown_to_it(owner: Account) -> None:
    sari = make_willing()
    job, offer = a_job(owner)
    work()
    with unit():
        db.session.add(TeamMember(business_id=job.business_id, account_id=sari.id, role=TeamRole.STAFF))
    assert names(owner, *offer) == []


def test_only_what_members_may_see_is_quoted_and_chosen_by(owner: Account) -> None:
    make_willing(audiences={Field.SKILLS: Audience.APPLICATION, Field.WISHES: Audience.COORDINATOR})
    _job, offer = a_job(owner, description="Melayani pembeli.")
    work()
    assert names(owner, *offer) == [], "nothing that members may see speaks for her"
    sari = make_willing("Rini")
    with unit():
        services.ask_refresh([sari.id])
    work()
    [shown] = seen(owner, *offer)
    assert shown.words == "Kerja di dapur." and "skills" in {one["code"] for one in shown.reasons}
    with unit():
        members.save_audiences(actor=acting(sari), chosen={Field.SKILLS: Audience.APPLICATION}, is_listed=False)
    assert names(owner, *offer) == [], "what is stored quotes a profile that was changed since"
    work()
    assert all("skill" not in str(one.reasons) for one in seen(owner, *offer))


def test_twenty_at_most_and_the_best_first(owner: Account) -> None:
    for number in range(22):
        make_willing(f"Jauh {number}", travel_km=None, areas=[])
    near = make_willing("Dekat", looking_for="Ingin jadi kasir toko.")
    _job, offer = a_job(owner)
    work()
    shown = seen(owner, *offer)
    assert len(shown) == introductions.SIZE and shown[0].account_id == near.id


def test_a_mentor_sees_who_wants_to_learn_not_who_can_it(owner: Account) -> None:
    make_willing()
    mentor = make_mentor(owner, topics=["kasir"], headline="Tanya apa saja", about="", schedule=["pagi"])
    other = make_mentor(topics=["komputer_dasar"], headline="Tanya apa saja", about="", schedule=["pagi"])
    work()
    assert names(owner, "mentor", mentor.public_id) == []
    keeper = db.session.get_one(Account, other.account_id)
    [shown] = seen(keeper, "mentor", other.public_id)
    assert shown.call_name == "Sari" and shown.reasons[0]["code"] == "wants"


def test_her_own_limits_keep_her_out(owner: Account) -> None:
    make_willing(travel_km=1, areas=[], audiences={Field.TRAVEL: Audience.APPLICATION})
    _job, offer = a_job(owner, region_code=ARENJAYA)
    work()
    assert names(owner, *offer) == []


def test_a_changed_offer_or_profile_is_followed_within_a_round(owner: Account) -> None:
    sari = make_willing()
    job, offer = a_job(owner, skills=["sopir_truk"], title="Sopir truk", description="Antar barang.")
    work()
    assert names(owner, *offer) == []
    with unit():
        db.session.merge(job).skills = ["kasir"]
        record(JobChanged(job.id))
    work()
    assert names(owner, *offer) == ["Sari"]
    with unit():
        members.save_skills(actor=acting(sari), direction=SkillDirection.HAVE, levels={"kue_kering": 2})
    work()
    assert "kasir" not in str([one.reasons for one in seen(owner, *offer)])


def test_lists_are_renewed_every_night(owner: Account) -> None:
    make_willing()
    _job, offer = a_job(owner)
    work()
    with unit():
        db.session.query(PeopleList).update({"computed_at": clock.now() - timedelta(days=2)})
        db.session.query(SuggestedPerson).delete()
    work()
    assert names(owner, *offer) == ["Sari"]


def test_two_queries_are_enough(owner: Account) -> None:
    make_willing()
    offers, actor = make_offers(owner), acting(owner)
    work()
    for kind, public_id in offers:
        with count_queries() as statements:
            found = introductions.offered(actor, kind, public_id)
            assert found is not None and introductions.people_for(found)
        assert len(statements) == 2


def test_a_full_or_resting_mentor_has_no_list(owner: Account) -> None:
    make_willing()
    mentor = make_mentor(owner, topics=["komputer_dasar"], schedule=["pagi"])
    work()
    assert names(owner, "mentor", mentor.public_id) == ["Sari"]
    with unit():
        db.session.get_one(Mentor, mentor.id).taken = mentor.capacity
    assert names(owner, "mentor", mentor.public_id) == []
