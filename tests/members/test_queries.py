"""What leaves the domain: each field for its audience, and facts of consenting people alone."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from community.accounts.models import Account, AccountStatus, Consent, Purpose
from community.foundation import clock
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.foundation.paging import page_of
from community.members import archive, queries, services
from community.members.models import Audience, Education, Experience, MemberProfile, MemberSkill, SkillDirection
from community.members.policies import RULES, Field, previewed
from community.members.records import VisibleProfile
from community.members.views import sections
from community.regions.queries import directory
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.members.factories import JATIASIH, RAWALUMBU, all_fields, make_member
from tests.personas import acting
from tests.support import count_queries, unit

# What a field shows in a visible profile; the name itself decides whether there is a profile at all.
SHOWN: dict[Field, tuple[str, ...]] = {
    Field.PHOTO: ("photo",),
    Field.ABOUT: ("about",),
    Field.SKILLS: ("skills", "wants"),
    Field.WISHES: ("looking_for", "offering"),
    Field.EDUCATION: ("education", "major", "graduation_year"),
    Field.EXPERIENCE: ("experiences",),
    Field.SCHEDULE: ("availability", "licences"),
    Field.TRAVEL: ("travel_km", "areas"),
    Field.PAY: ("wished_pay",),
    Field.FULL_NAME: ("full_name",),
    Field.PHONE: ("phone",),
}
ALWAYS = {"public_id", "call_name", "home_code"}


def shown_names(profile: VisibleProfile) -> set[str]:
    values: dict[str, Any] = {one.name: getattr(profile, one.name) for one in dataclasses.fields(profile)}
    return {name for name, value in values.items() if value and name != "withheld"} - ALWAYS


def test_the_table_of_this_test_is_complete() -> None:
    named = {name for names in SHOWN.values() for name in names}
    assert named | ALWAYS | {"withheld"} == {one.name for one in dataclasses.fields(VisibleProfile)}
    assert set(SHOWN) | {Field.NAME} == set(RULES)


@pytest.mark.parametrize("viewer", list(Audience))
@pytest.mark.parametrize("field", list(SHOWN))
def test_each_field_is_seen_by_its_audience_alone(app: Flask, field: Field, viewer: Audience) -> None:
    for audience in RULES[field].choices:
        others = {other.value: Audience.APPLICATION.value for other in Field if other not in (field, Field.NAME)}
        account = make_member(audiences={**others, "name": "public", field.value: audience.value})
        circles = previewed(viewer)
        profile = queries.visible_profile(account.id, circles)
        assert profile is not None
        seen = set(SHOWN[field]) <= shown_names(profile)
        assert seen is (audience in circles)
        assert (field.value in profile.withheld) is not seen


def test_a_guest_sees_nothing_of_a_person_whose_name_is_for_members(app: Flask) -> None:
    account = make_member(audiences=all_fields("public", name="members"))
    assert queries.visible_profile(account.id, {Audience.PUBLIC}) is None


def test_careful_defaults(app: Flask) -> None:
    account = make_member(audiences={})
    member = queries.visible_profile(account.id, previewed(Audience.MEMBERS))
    applied = queries.application_profile(account.id)
    assert member is not None and applied is not None
    assert {"phone", "full_name", "wished_pay", "travel_km", "areas"} & shown_names(member) == set()
    assert {"phone", "full_name", "wished_pay", "travel_km", "skills", "education"} <= shown_names(applied)


@pytest.mark.parametrize("status", [AccountStatus.SUSPENDED, AccountStatus.DELETED])
def test_people_who_left_are_nowhere(app: Flask, status: AccountStatus) -> None:
    account = make_member(audiences=all_fields("public"))
    with unit():
        db.session.execute(update(Account).where(Account.id == account.id).values(status=status))
    assert queries.visible_profile(account.id, set(Audience)) is None
    assert queries.application_profile(account.id) is None
    assert load_cards([queries.cards(to_members=True)]) == []
    assert list(queries.documents(None)) == []
    assert list(queries.people(None)) == []
    assert queries.faces([account.id]) == {}


def test_cards_are_for_those_who_want_to_be_found(app: Flask) -> None:
    make_member(is_listed=False, audiences=all_fields("public"))
    members_only = make_member(audiences={})
    public = make_member(audiences={"name": "public"})
    assert [card.id for card in load_cards([queries.cards()])] == [public.id]
    assert {card.id for card in load_cards([queries.cards(to_members=True)])} == {members_only.id, public.id}


def test_documents_hold_only_what_their_audience_may_read(app: Flask) -> None:
    public = make_member(audiences=all_fields("members", name="public", about="public"))
    members_only = make_member(audiences={"about": "application"})
    found = {document.id: document for document in queries.documents(None)}
    assert found[public.id].features["audience"] == "public"
    assert found[public.id].text == "Suka memasak sejak kecil."
    assert found[public.id].skills == ()
    assert found[members_only.id].features["audience"] == "members"
    assert "Suka memasak" not in found[members_only.id].text
    assert found[members_only.id].skills == ("kasir", "kue_kering")
    assert [document.id for document in queries.documents([public.id])] == [public.id]


def test_matching_knows_consenting_people_only(app: Flask) -> None:
    willing = make_member(audiences={})
    unwilling = make_member(account={"consents": [Purpose.ACCOUNT]})
    newcomer = make_account(home_code=ARENJAYA, intents=["usaha"])
    facts = {one.account_id: one for one in queries.people()}
    assert set(facts) == {willing.id, newcomer.id}
    assert facts[willing.id].skills == {"kasir": 3, "kue_kering": 1}
    assert facts[willing.id].wants == ("komputer_dasar",)
    assert facts[willing.id].wished_pay == 4_500_000
    assert facts[willing.id].areas == (JATIASIH, RAWALUMBU)
    assert "Kerja di dapur." in facts[willing.id].text
    assert "Sari Wulandari" not in facts[willing.id].text
    assert facts[newcomer.id].intents == ("usaha",)
    assert facts[newcomer.id].home_code == ARENJAYA
    assert list(queries.people([unwilling.id])) == []


def test_a_withdrawal_works_at_the_next_query(app: Flask) -> None:
    account = make_member()
    assert [one.account_id for one in queries.people([account.id])] == [account.id]
    with unit():
        ended = update(Consent).where(Consent.account_id == account.id, Consent.purpose == Purpose.MATCHING)
        db.session.execute(ended.values(withdrawn_at=clock.now()))
    assert list(queries.people([account.id])) == []


def test_reading_many_people_costs_few_queries(app: Flask) -> None:
    for _number in range(5):
        make_member()
        make_account()
    ids = list(db.session.scalars(select(Account.id)))
    with count_queries() as statements:
        assert len(list(queries.people(ids))) == 10
        assert len(queries.faces(ids)) == 10
    assert len(statements) == 4


def test_the_list_goes_by_place_and_by_skill(app: Flask) -> None:
    here = make_member(account={"home_code": JATIRASA})
    there = make_member(account={"home_code": ARENJAYA})
    hidden_skills = make_member(account={"home_code": JATIRASA}, audiences={"skills": "application"})
    city = directory()
    village = city.by_code(JATIRASA)
    assert village is not None

    def ids(region: Any, skills: tuple[str, ...] = ()) -> set[int]:
        found = page_of(queries.listed(region, skills), [MemberProfile.account_id], [int], None, scalars=False)
        return {row.account_id for row in found.rows}

    assert ids(village) == {here.id, hidden_skills.id}
    assert ids(city.city) == {here.id, there.id, hidden_skills.id}
    assert ids(city.city, ("kasir",)) == {here.id, there.id}
    assert ids(city.city, ("komputer_dasar",)) == set()


def test_a_list_shows_photo_and_skills_to_their_audience(app: Flask) -> None:
    shy = make_member(audiences={"photo": "application", "skills": "coordinator"})
    open_one = make_member(audiences={})
    rows = {row.account_id: row for row in db.session.execute(queries.listed(directory().city))}
    assert rows[shy.id].photo is None
    assert rows[open_one.id].photo == "photo-name"
    assert queries.shown_skills([shy.id, open_one.id]) == {open_one.id: ["kasir", "kue_kering"]}


def test_faces_for_guests_are_those_whose_name_is_public(app: Flask) -> None:
    private = make_member(audiences={})
    public = make_member(audiences={"name": "public"})
    assert set(queries.faces([private.id, public.id], to_members=False)) == {public.id}
    assert queries.faces([public.id], to_members=False)[public.id].photo is None
    assert queries.faces([private.id])[private.id].photo == "photo-name"


def test_an_empty_profile_reads_the_same_before_and_after_it_is_stored(app: Flask) -> None:
    account = make_account()

    def told() -> dict[str, Any]:
        profile, keys = queries.own_profile(account.id), MemberProfile.__table__.columns.keys()
        return {key: getattr(profile, key) for key in keys if key != "changed_at"}

    before = told()
    assert before["audiences"] == {} and before["is_listed"] is False and before["about"] == ""
    with unit():
        services.save_self(actor=acting(account), full_name="", about="")
    assert queries.profile_of(account.id) is not None
    assert told() == before


def test_the_download_holds_everything(app: Flask) -> None:
    account = make_member()
    told = archive.data_of(account.id)
    assert {column.key for column in MemberProfile.__table__.columns} <= told.keys()
    assert told["experiences"] == [("Pelayan", "Warung Bu Tini", 15)]
    assert len(told["skills"]) == 3
    assert archive.data_of(make_account().id) == {"skills": [], "experiences": []}


EMPTY: dict[str, Any] = {
    "education": None, "availability": [], "licences": [], "travel_km": None, "areas": [], "wished_pay": None,
    "looking_for": "", "offering": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "steps"),
    [
        ({}, set()),
        ({"education": Education.NONE}, {"pendidikan"}),
        ({"availability": ["pagi"]}, {"waktu"}),
        ({"licences": ["sim_c"]}, {"waktu"}),
        ({"travel_km": 0}, {"jarak"}),
        ({"areas": [JATIASIH]}, {"jarak"}),
        ({"wished_pay": 0}, set()),
        ({"wished_pay": 1}, {"jarak"}),
        ({"looking_for": "Kerja."}, {"tujuan"}),
        ({"offering": "Kue."}, {"tujuan"}),
    ],
    ids=lambda value: "-".join(map(str, value)) or "nothing",
)
def test_a_step_is_answered_by_any_of_what_it_asks(app: Flask, told: dict[str, Any], steps: set[str]) -> None:
    account = make_member(**{**EMPTY, **told})
    with unit():
        db.session.execute(delete(MemberSkill))
        db.session.execute(delete(Experience))
    assert queries.answered_steps(account.id) == steps


def test_skills_wishes_and_work_are_steps_of_their_own(app: Flask) -> None:
    account, somebody_else = make_member(**EMPTY), make_account()
    assert queries.answered_steps(account.id) == {"keterampilan", "belajar", "pengalaman"}
    assert queries.answered_steps(somebody_else.id) == set()
    with unit():
        db.session.execute(delete(MemberSkill).where(MemberSkill.direction == SkillDirection.HAVE))
        db.session.execute(delete(Experience))
    assert queries.answered_steps(account.id) == {"belajar"}


def test_all_is_answered_once_everything_is_told(app: Flask) -> None:
    assert queries.answered_steps(make_member().id) == set(sections.STEPS)
