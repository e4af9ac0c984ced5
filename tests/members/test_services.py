"""What a person may do with her profile, and the looks that leave a trace."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from community.accounts.actor import GUEST, Actor
from community.accounts.models import AuditEntry
from community.accounts.signals import AccountClosed
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused, TooMany
from community.foundation.outbox import OutboxMessage, record
from community.foundation.pictures import SIZES, Picture
from community.members import queries, services
from community.members.access_log import KEPT_OPENED, PHONE_OPENED, looks_at, opened_recently
from community.members.models import Audience, Education, Experience, MemberProfile, MemberSkill, SkillDirection
from community.members.policies import Field
from tests.factories import ARENJAYA, make_account, make_officer
from tests.members.factories import JATIASIH, RAWALUMBU, all_fields, make_member
from tests.personas import acting, coordinator, job_seeker
from tests.support import deliver_facts, side_by_side, unit

# Another city, a kelurahan, no region at all.
ELSEWHERE = ("32.71.01", "32.75.05.1001", "x")
HAVE, WANT = SkillDirection.HAVE, SkillDirection.WANT
CHANGES: list[Callable[[Actor], Any]] = [
    lambda actor: services.save_self(actor=actor, full_name="X", about="Y"),
    lambda actor: services.save_education(actor=actor, education=Education.SENIOR),
    lambda actor: services.save_skills(actor=actor, direction=HAVE, levels={"kasir": 2}),
    lambda actor: services.add_experience(actor=actor, position="Kasir", place="", months=1),
    lambda actor: services.save_schedule(actor=actor, availability=["pagi"], licences=[]),
    lambda actor: services.save_terms(actor=actor, travel_km=5, areas=(), wished_pay=None),
    lambda actor: services.save_wishes(actor=actor, looking_for="X", offering=""),
    lambda actor: services.save_audiences(actor=actor, chosen={}, is_listed=True),
    lambda actor: services.set_photo(actor=actor, picture=read()),
    lambda actor: services.remove_photo(actor=actor),
]


def picture() -> io.BytesIO:
    """A small real JPEG."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "JPEG")
    return io.BytesIO(content.getvalue())


def read() -> Picture:
    """The same as it stands after reading."""
    return Picture(dict.fromkeys(SIZES, b"WebP"))


def changed(account_id: int) -> int:
    """How many ProfileChanged were recorded for a person."""
    rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "members.ProfileChanged"))
    return sum(1 for row in rows if row.payload == {"account_id": account_id})


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_refused_to_guests(app: Flask, change: Callable[[Actor], Any]) -> None:
    with pytest.raises(Refused), unit():
        change(GUEST)
    assert db.session.scalar(select(func.count()).select_from(MemberProfile)) == 0


def test_removing_what_is_not_there_is_no_error_and_no_change(app: Flask) -> None:
    account = job_seeker()
    actor = acting(account)
    with pytest.raises(Refused), unit():
        services.remove_experience(actor=GUEST, public_id="tidakadasama")
    with unit():
        services.remove_experience(actor=actor, public_id="tidakadasama")
    assert changed(account.id) == 0


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_told(app: Flask, change: Callable[[Actor], Any]) -> None:
    account = job_seeker()
    actor = acting(account)
    with unit():
        change(actor)
    assert changed(account.id) == 1
    assert queries.profile_of(account.id) is not None


def test_answers_are_kept(app: Flask) -> None:
    actor = acting(job_seeker())
    with unit():
        services.save_education(actor=actor, education=Education.VOCATIONAL, major="Tata Boga", graduation_year=2025)
        services.save_schedule(actor=actor, availability=["malam", "pagi", "besok"], licences=["sim_c", "sim_x"])
        services.save_terms(actor=actor, travel_km=10, areas=[RAWALUMBU, JATIASIH, *ELSEWHERE], wished_pay=4_000_000)
    profile = queries.own_profile(actor.account_id or 0)
    assert (profile.education, profile.major, profile.graduation_year) == (Education.VOCATIONAL, "Tata Boga", 2025)
    assert (profile.availability, profile.licences) == (["pagi", "malam"], ["sim_c"])
    assert (profile.travel_km, profile.wished_pay) == (10, 4_000_000)
    assert profile.areas == [JATIASIH, RAWALUMBU]


def test_the_ladder_of_schooling_rises_as_dukcapil_counts_it() -> None:
    none, some, sd, smp, sma, smk, d2, d3, s1, s2, s3 = Education
    assert sma.rank == smk.rank
    assert [step.rank for step in (none, some, sd, smp, sma, d2, d3, s1, s2, s3)] == list(range(10))


@pytest.mark.parametrize("step", list(Education))
def test_every_step_of_schooling_can_be_told(app: Flask, step: Education) -> None:
    actor = acting(job_seeker())
    with unit():
        services.save_education(actor=actor, education=step, major="Tata Boga", graduation_year=2020)
    profile = queries.own_profile(actor.account_id or 0)
    assert profile.education == step
    assert bool(profile.major) is (step.rank >= Education.SENIOR.rank)
    assert bool(profile.graduation_year) is (step.rank >= Education.PRIMARY.rank)


def test_a_school_without_majors_keeps_none(app: Flask) -> None:
    actor = acting(job_seeker())
    with unit():
        services.save_education(actor=actor, education=Education.JUNIOR, major="IPA", graduation_year=2019)
    assert queries.own_profile(actor.account_id or 0).major == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda actor: services.save_education(actor=actor, education=None, graduation_year=1949), "graduation_year"),
        (lambda actor: services.save_education(actor=actor, education=None, graduation_year=9999), "graduation_year"),
        (lambda actor: services.save_skills(actor=actor, direction=HAVE, levels={"terbang": 2}), "typed"),
        (lambda actor: services.save_skills(actor=actor, direction=HAVE, levels={"kasir": 4}), "typed"),
        (lambda actor: services.add_experience(actor=actor, position="", place="x", months=1), "position"),
        (lambda actor: services.add_experience(actor=actor, position="x", place="x", months=721), "years"),
        (lambda actor: services.save_terms(actor=actor, travel_km=201, areas=(), wished_pay=None), "travel_km"),
        (lambda actor: services.save_terms(actor=actor, travel_km=1, areas=(), wished_pay=2**40), "wished_pay"),
        (
            lambda actor: services.save_audiences(actor=actor, chosen={Field.PHONE: Audience.PUBLIC}, is_listed=False),
            "phone",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(app: Flask, change: Callable[[Actor], Any], field: str) -> None:
    actor = acting(job_seeker())
    with pytest.raises(DomainError) as refused, unit():
        change(actor)
    assert refused.value.field == field
    assert queries.profile_of(actor.account_id or 0) is None


def test_skills_are_replaced_as_a_whole_and_by_direction(app: Flask) -> None:
    actor = acting(job_seeker())
    with unit():
        services.save_skills(actor=actor, direction=HAVE, levels={"kasir": 3, "barista": 1})
        services.save_skills(actor=actor, direction=WANT, levels={"kasir": 1})
        services.save_skills(actor=actor, direction=HAVE, levels={"kasir": 2, "foto": 2})
    own = {skill.skill_id: skill.level for skill in queries.skills_of(actor.account_id or 0, HAVE)}
    assert own == {"kasir": 2, "foto": 2}
    assert [skill.skill_id for skill in queries.skills_of(actor.account_id or 0, WANT)] == ["kasir"]


def test_there_is_an_end_to_lists(app: Flask) -> None:
    actor = acting(job_seeker())
    with unit():
        for number in range(services.MOST_EXPERIENCES):
            services.add_experience(actor=actor, position=f"Kerja {number}", place="", months=1)
    with pytest.raises(DomainError), unit():
        services.add_experience(actor=actor, position="Satu lagi", place="", months=1)
    assert db.session.scalar(select(func.count()).select_from(Experience)) == services.MOST_EXPERIENCES


def test_nobody_removes_the_work_of_another(app: Flask) -> None:
    owner = make_member()
    work = queries.experiences_of(owner.id)[0]
    with unit():
        services.remove_experience(actor=acting(job_seeker()), public_id=work.public_id)
    assert [one.public_id for one in queries.experiences_of(owner.id)] == [work.public_id]


def test_the_first_answer_may_come_twice_at_once(app: Flask) -> None:
    actor = acting(job_seeker())

    def save() -> bool:
        with unit():
            services.save_self(actor=actor, full_name="Sari", about="")
        return True

    assert side_by_side(app, [save] * 4) == [True] * 4
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(MemberProfile)) == 1


def test_a_new_photo_takes_the_place_of_the_old(app: Flask) -> None:
    actor = acting(job_seeker())
    folder = Path(app.config["UPLOAD_PATH"])
    with unit():
        services.set_photo(actor=actor, picture=read())
    first = queries.own_profile(actor.account_id or 0).photo
    with unit():
        services.set_photo(actor=actor, picture=read())
    second = queries.own_profile(actor.account_id or 0).photo
    assert first != second
    assert list(folder.glob(f"{first}-*")) == []
    assert len(list(folder.glob(f"{second}-*"))) == 2
    with unit():
        services.remove_photo(actor=actor)
    assert list(folder.glob(f"{second}-*")) == []
    assert queries.own_profile(actor.account_id or 0).photo is None


def test_a_closed_account_leaves_nothing_behind(app: Flask) -> None:
    actor = acting(make_member())
    with unit():
        services.set_photo(actor=actor, picture=read())
    photo = queries.own_profile(actor.account_id or 0).photo
    with unit():
        record(AccountClosed(actor.account_id or 0))
    deliver_facts()
    deliver_facts()
    for table in (MemberProfile, MemberSkill, Experience):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert list(Path(app.config["UPLOAD_PATH"]).glob(f"{photo}-*")) == []


def test_a_look_is_written_before_it_is_allowed(app: Flask) -> None:
    owner = make_member(audiences=all_fields("coordinator", name="members"))
    officer = acting(coordinator())
    assert not opened_recently(officer.account_id, owner.id, KEPT_OPENED)
    with unit():
        services.open_kept(actor=officer, public_id=owner.public_id)
    assert opened_recently(officer.account_id, owner.id, KEPT_OPENED)
    with unit():
        services.open_kept(actor=officer, public_id=owner.public_id)
        services.open_phone(actor=officer, public_id=owner.public_id)
    seen = [(entry.action, name) for entry, name in looks_at(owner.id)]
    assert seen == [(PHONE_OPENED, "Pak Rahmat"), (KEPT_OPENED, "Pak Rahmat")]


def test_others_open_nothing(app: Flask) -> None:
    owner = make_member(audiences=all_fields("coordinator", name="members"))
    elsewhere = make_officer(region_code=ARENJAYA)
    for actor in (acting(elsewhere), acting(make_account()), acting(owner)):
        with pytest.raises(Refused), unit():
            services.open_kept(actor=actor, public_id=owner.public_id)
    for actor in (acting(elsewhere), acting(make_account())):
        with pytest.raises(Refused), unit():
            services.open_phone(actor=actor, public_id=owner.public_id)
    with pytest.raises(NotFound), unit():
        services.open_kept(actor=acting(elsewhere), public_id="tidakada")
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_numbers_cannot_be_collected(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LOOKS", services.Limit("members.looks", 2, services.LOOKS.within))
    officer = acting(coordinator())
    people = [make_member(audiences={"phone": "coordinator"}) for _number in range(3)]
    for person in people[:2]:
        with unit():
            services.open_phone(actor=officer, public_id=person.public_id)
    with pytest.raises(TooMany), unit():
        services.open_phone(actor=officer, public_id=people[2].public_id)
