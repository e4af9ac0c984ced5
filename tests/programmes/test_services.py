"""What happens to programmes and applications."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from community.accounts.models import AccountStatus, AuditEntry
from community.accounts.signals import AccountClosed
from community.businesses.models import BusinessKind, BusinessStatus
from community.foundation import clock
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.foundation.errors import DomainError, Refused
from community.foundation.outbox import record
from community.members.models import Education
from community.programmes import queries, services, tasks
from community.programmes.models import (
    ProgrammeApplicationState,
    ProgrammeStatus,
)
from tests.factories import ARENJAYA, CITY, make_account
from tests.inspector import Inspector
from tests.personas import acting, city_admin, coordinator, job_seeker, sign_in, startup_founder
from tests.programmes.factories import make_programme, make_programme_application, make_startup, tell_profile
from tests.support import fresh, recorded, send_bare, settle, unit

TODAY = clock.today()
S = ProgrammeApplicationState
DRAFT = services.ProgrammeDraft(
    title="Warung Naik Kelas",
    aim="Warung mencatat uang setiap hari.",
    audience="Pemilik warung.",
    benefits="- Pendampingan",
    eligibility={"owns_business": True},
    topics=["pembukuan_usaha"],
    region_code=CITY,
    place="Gedung Kreatif",
    online=False,
    cost=0,
    places=10,
    closes_on=TODAY + timedelta(days=14),
    starts_on=TODAY + timedelta(days=21),
    ends_on=TODAY + timedelta(days=51),
)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_on": TODAY - timedelta(days=1)}, "closes_on"),
        ({"closes_on": TODAY + timedelta(days=181)}, "closes_on"),
        ({"starts_on": TODAY + timedelta(days=13)}, "starts_on"),
        ({"ends_on": TODAY + timedelta(days=20)}, "ends_on"),
        ({"place": ""}, "place"),
        ({"eligibility": {"education": "profesor"}}, "education"),
        ({"eligibility": {"religion": "apa saja"}}, None),
    ],
)
def test_a_broken_rule_names_its_field(app: Flask, changes: dict[str, object], field: str | None) -> None:
    owner = startup_founder()
    startup, actor = make_startup(owner), acting(owner)
    with pytest.raises(DomainError) as refused, unit():
        services.write_programme(startup, replace(DRAFT, **changes), actor=actor, today=TODAY)
    assert refused.value.field == field


def test_only_the_team_of_a_startup_writes(app: Flask) -> None:
    owner = startup_founder()
    startup, actor = make_startup(owner), acting(owner)
    shop, stranger = make_startup(owner, kind=BusinessKind.SME), acting(job_seeker())
    with unit():
        programme = services.write_programme(startup, DRAFT, actor=actor, today=TODAY)
    assert programme.status == ProgrammeStatus.DRAFT
    for business, who in ((shop, actor), (startup, stranger)):
        with pytest.raises(Refused), unit():
            services.write_programme(business, DRAFT, actor=who, today=TODAY)


def test_from_draft_through_review_to_open(app: Flask) -> None:
    owner, admin = startup_founder(), acting(city_admin())
    startup, actor = make_startup(owner), acting(owner)
    programme = make_programme(startup, status=ProgrammeStatus.DRAFT)
    with pytest.raises(DomainError), unit():
        services.publish(programme, actor=admin, today=TODAY)
    with unit():
        services.submit(programme, actor=actor, today=TODAY)
        services.submit(programme, actor=actor, today=TODAY)
    for who in (actor, acting(coordinator())):
        with pytest.raises(Refused), unit():
            services.publish(programme, actor=who, today=TODAY)
    with pytest.raises(Refused), unit():
        services.change_programme(programme, DRAFT, actor=actor, today=TODAY)
    with pytest.raises(DomainError) as refused, unit():
        services.send_back(programme, actor=admin, note="")
    assert refused.value.field == "note"
    with unit():
        services.send_back(programme, actor=admin, note="Tulis siapa yang menanggung biaya.")
    assert fresh(programme).review_note == "Tulis siapa yang menanggung biaya."
    with unit():
        services.change_programme(programme, DRAFT, actor=actor, today=TODAY)
        services.submit(programme, actor=actor, today=TODAY)
        services.publish(programme, actor=admin, today=TODAY)
        services.publish(programme, actor=admin, today=TODAY)
    assert fresh(programme).status == ProgrammeStatus.OPEN
    assert recorded() == ["ProgrammeSubmitted", "ProgrammeReturned", "ProgrammeSubmitted", "ProgrammePublished"]
    with pytest.raises(DomainError, match="baru saja dibuka"), unit():
        services.take_back(programme, actor=actor)


@pytest.mark.parametrize("status", BusinessStatus)
def test_an_admin_does_not_review_her_own_startup(app: Flask, client: Inspector, status: BusinessStatus) -> None:
    admin = city_admin()
    programme = make_programme(make_startup(admin, status=status), status=ProgrammeStatus.REVIEW)
    actor, page = acting(admin), f"/program/{programme.public_id}"
    with pytest.raises(Refused, match="admin lain"), unit():
        services.publish(programme, actor=actor, today=TODAY)
    with pytest.raises(Refused, match="admin lain"), unit():
        services.send_back(programme, actor=actor, note="Tulis biayanya.")
    sign_in(client, admin)
    assert f"{page}/buka" not in client.get(page).text
    assert page not in client.get("/hari-ini").text
    assert [send_bare(client, f"{page}/{verb}").status_code for verb in ("buka", "kembalikan")] == [403, 403]


def test_a_team_takes_its_programme_back_to_change_it(app: Flask) -> None:
    owner = startup_founder()
    programme, actor = make_programme(make_startup(owner), status=ProgrammeStatus.REVIEW), acting(owner)
    with unit():
        services.take_back(programme, actor=actor)
    assert fresh(programme).status == ProgrammeStatus.DRAFT


def test_conditions_bind_on_the_server_too(app: Flask) -> None:
    startup = make_startup()
    programme = make_programme(startup, eligibility={"education": "smk", "skills": ["jahit_dasar"]})
    stranger, fitting = job_seeker(), job_seeker()
    tell_profile(stranger, Education.PRIMARY, ("jahit_dasar",))
    tell_profile(fitting, Education.VOCATIONAL, ("jahit_dasar",))
    with pytest.raises(Refused, match="syarat"), unit():
        services.apply(programme, startup, actor=acting(stranger), motivation="Mau ikut.")
    with unit():
        first = services.apply(programme, startup, actor=acting(fitting), motivation="Mau ikut.")
    with unit():
        second = services.apply(programme, startup, actor=acting(fitting), motivation="Sekali lagi.")
    assert first.id == second.id
    assert recorded() == ["ProgrammeApplied"]


def test_the_owner_of_a_business_meets_that_condition(app: Flask) -> None:
    owner = make_account(intents=["usaha"])
    make_startup(owner, kind=BusinessKind.SME)
    closed = make_account(intents=["usaha"])
    make_startup(closed, kind=BusinessKind.SME, status=BusinessStatus.CLOSED)
    assert queries.person_of(acting(owner)).owns_business is True
    assert queries.person_of(acting(closed)).owns_business is False


def test_every_answer_has_a_reason(app: Flask) -> None:
    owner = startup_founder()
    programme = make_programme(make_startup(owner))
    application, actor = make_programme_application(programme), acting(owner)
    for accepted in (True, False):
        with pytest.raises(DomainError) as refused, unit():
            services.decide(application, programme, accepted, actor=actor, reason="")
        assert refused.value.field == "reason"
    assert fresh(programme).taken == 0


def test_withdrawing_an_accepted_place_frees_it_and_one_may_apply_again(app: Flask) -> None:
    startup, seeker = make_startup(), job_seeker()
    programme = make_programme(startup, places=1)
    application = make_programme_application(programme, seeker, state=S.ACCEPTED)
    actor = acting(seeker)
    for _time in range(2):
        with unit():
            services.withdraw(application, actor=actor)
    assert fresh(programme).taken == 0
    with unit():
        again = services.apply(fresh(programme), startup, actor=actor, motivation="Jadi ikut.")
    assert again.id != inspect(application).identity[0]


def test_a_number_is_opened_after_acceptance_and_written_down(app: Flask) -> None:
    owner, seeker = startup_founder(), job_seeker()
    programme = make_programme(make_startup(owner))
    application, actor = make_programme_application(programme, seeker), acting(owner)
    with pytest.raises(Refused), unit():
        services.open_phone(application, programme, actor=actor)
    with unit():
        services.decide(application, programme, True, actor=actor, reason="Cocok.")
        services.open_phone(application, programme, actor=actor)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == services.PHONE_OPENED)).one()
    assert (entry.actor_id, entry.subject) == (owner.id, f"account:{seeker.id}")


def test_what_is_open_is_offered_and_nothing_else(app: Flask) -> None:
    shown = make_programme()
    make_programme(make_startup(status=BusinessStatus.HIDDEN))
    for status in (ProgrammeStatus.DRAFT, ProgrammeStatus.REVIEW, ProgrammeStatus.CLOSED):
        make_programme(status=status)
    past = make_programme(closes_on=TODAY - timedelta(days=1))
    (card,) = load_cards([queries.cards()])
    assert (card.key, card.closes_on) == (f"programme:{shown.id}", shown.closes_on)
    assert [document.id for document in queries.documents()] == [shown.id]
    assert list(queries.documents([past.id])) == []
    assert list(db.session.scalars(queries.open_region_codes())) == [CITY]


def test_the_worker_closes_what_is_over(app: Flask) -> None:
    over = make_programme(closes_on=TODAY - timedelta(days=60))
    running = make_programme(closes_on=TODAY - timedelta(days=10))
    tasks.close_past()
    assert fresh(over).status == ProgrammeStatus.CLOSED
    assert fresh(running).status == ProgrammeStatus.OPEN


def test_an_admin_closes_with_a_reason(app: Flask) -> None:
    programme, actor = make_programme(), acting(city_admin())
    with pytest.raises(DomainError) as refused, unit():
        services.close(programme, actor=actor)
    assert refused.value.field == "reason"
    with unit():
        services.close(programme, actor=actor, reason="Meminta uang.")
    assert fresh(programme).status == ProgrammeStatus.CLOSED


def test_a_closed_account_gives_its_place_back_and_leaves_no_words(app: Flask) -> None:
    seeker = job_seeker()
    programme = make_programme(places=1)
    application = make_programme_application(programme, seeker, state=S.ACCEPTED)
    with unit():
        db.session.merge(seeker).status = AccountStatus.DELETED
        record(AccountClosed(seeker.id))
    settle()
    assert fresh(programme).taken == 0
    kept = fresh(application)
    assert (kept.state, kept.motivation) == (S.WITHDRAWN, "")


def test_a_programme_for_the_whole_city_is_found_from_every_kelurahan(app: Flask) -> None:
    whole, far = make_programme(region_code=CITY), make_programme(region_code=ARENJAYA)
    directory = queries.regions.directory()

    def found(slug: str) -> set[int]:
        region = directory.by_slug(slug)
        assert region is not None
        return {row[0].id for row in db.session.execute(queries.open_programmes(region))}

    assert found("jatirasa") == {whole.id}
    assert found("kota-bekasi") == {whole.id, far.id}
