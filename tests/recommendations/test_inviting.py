"""What the makers of an offer do with the people they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts import services as accounts
from community.accounts.models import Account, AuditEntry, Purpose, Role
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused, TooMany
from community.foundation.limits import Limit
from community.jobs import services as jobs
from community.notifications.models import Notice
from community.recommendations import introductions, people, services
from community.recommendations.models import HiddenPerson, Invitation, PeopleList
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA, make_account, make_officer
from tests.members.factories import make_member
from tests.personas import acting, sign_in
from tests.recommendations.factories import work
from tests.recommendations.introduced import a_job, make_offers, make_willing, names, offer_of, seen
from tests.support import side_by_side, unit

pytestmark = pytest.mark.slow


@pytest.fixture
def owner(app: Flask) -> Account:
    return make_account(call_name="Bu Pemilik", intents=["usaha"], home_code=JATIRASA)


def test_others_do_not_learn_of_the_list(owner: Account) -> None:
    sari = make_willing()
    offers = make_offers(owner)
    work()
    for stranger in (make_account(), sari, make_officer(Role.ADMIN, CITY), make_officer(region_code=JATIRASA)):
        for kind, public_id in offers:
            assert not offer_of(stranger, kind, public_id).mine
            with pytest.raises(Refused), unit():
                people.invite(offer_of(stranger, kind, public_id), sari.public_id, actor=acting(stranger))
            with pytest.raises(Refused), unit():
                people.set_aside(
                    offer_of(stranger, kind, public_id), sari.public_id, reason="bukan_bidang", actor=acting(stranger)
                )


def test_an_invitation_is_told_once_and_leads_to_the_offer(owner: Account) -> None:
    sari = make_willing()
    offers = make_offers(owner)
    work()
    for kind, public_id in offers:
        for _again in range(2):
            with unit():
                people.invite(offer_of(owner, kind, public_id), sari.public_id, actor=acting(owner))
    work()
    told = db.session.query(Notice).filter_by(account_id=sari.id, kind="person_invited").all()
    assert sorted(one.url for one in told) == sorted(
        f"/{ {'job': 'lowongan', 'programme': 'program', 'mentor': 'mentor'}[kind] }/{public_id}"
        for kind, public_id in offers
    )
    assert db.session.query(AuditEntry).filter_by(action=people.INVITED, subject=f"account:{sari.id}").count() == 3
    assert [one.invited_at is not None for kind, public_id in offers for one in seen(owner, kind, public_id)] == [
        True
    ] * 3


def test_who_withdrew_before_the_notice_is_not_told(owner: Account) -> None:
    sari = make_willing()
    _job, offer = a_job(owner)
    work()
    with unit():
        people.invite(offer_of(owner, *offer), sari.public_id, actor=acting(owner))
        accounts.withdraw_consent(Purpose.INTRODUCTIONS, actor=acting(sari))
    work()
    assert db.session.query(Notice).filter_by(account_id=sari.id).count() == 0


def test_who_said_no_before_the_notice_is_not_told(owner: Account) -> None:
    sari = make_willing()
    job, offer = a_job(owner)
    work()
    with unit():
        people.invite(offer_of(owner, *offer), sari.public_id, actor=acting(owner))
        services.hide("job", job.id, reason="tidak_percaya", actor=acting(sari))
    work()
    assert db.session.query(Notice).filter_by(account_id=sari.id).count() == 0


def test_an_invitation_is_for_the_officers_of_her_region_to_see_not_for_those_of_the_offer(
    client: FlaskClient, owner: Account
) -> None:
    sari = make_willing()
    _job, offer = a_job(owner)
    work()
    elsewhere = replace(offer_of(owner, *offer), region_code=ARENJAYA)
    with unit():
        people.invite(elsewhere, sari.public_id, actor=acting(owner))
    for region, sees in ((DISTRICT_JATIASIH, True), (ARENJAYA, False)):
        sign_in(client, make_officer(region_code=region))
        assert ("Diundang melihat sebuah tawaran" in client.page("/admin/jejak").text) is sees


def test_invitations_end_for_today(owner: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "INVITING", Limit("recommendations.invite", 2, timedelta(days=1), "Besok lagi."))
    monkeypatch.setattr(people, "BEING_INVITED", Limit("recommendations.being_invited", 1, timedelta(days=1)))
    willing = [make_willing(f"Sari {number}") for number in range(3)]
    _job, offer = a_job(owner)
    other = make_account(intents=["usaha"])
    _other_job, another = a_job(other)
    work()
    for one in (*willing[:2], willing[0]):
        with unit():
            people.invite(offer_of(owner, *offer), one.public_id, actor=acting(owner))
    with pytest.raises(TooMany, match="Besok lagi"), unit():
        people.invite(offer_of(owner, *offer), willing[2].public_id, actor=acting(owner))
    assert db.session.query(Invitation).count() == 2
    with pytest.raises(TooMany) as refused, unit():
        people.invite(offer_of(other, *another), willing[0].public_id, actor=acting(other))
    assert "banyak" not in str(refused.value), "how often she was invited is nobody else's business"


def test_who_is_not_in_the_list_cannot_be_invited(owner: Account) -> None:
    unwilling, sari = make_member(), make_willing()
    job, offer = a_job(owner)
    work()
    with pytest.raises(NotFound), unit():
        people.invite(offer_of(owner, *offer), unwilling.public_id, actor=acting(owner))
    with unit():
        jobs.close(db.session.merge(job), actor=acting(owner))
    assert names(owner, *offer) == []
    with pytest.raises(Refused), unit():
        people.invite(offer_of(owner, *offer), sari.public_id, actor=acting(owner))
    work()
    assert db.session.query(PeopleList).filter_by(kind="job").count() == 0


def test_set_aside_works_at_once_and_can_be_taken_back(owner: Account) -> None:
    sari = make_willing()
    _job, offer = a_job(owner)
    work()
    with pytest.raises(DomainError), unit():
        people.set_aside(offer_of(owner, *offer), sari.public_id, reason="jelek", actor=acting(owner))
    for _again in range(2):
        with unit():
            people.set_aside(offer_of(owner, *offer), sari.public_id, reason="bukan_bidang", actor=acting(owner))
        assert names(owner, *offer) == []
        work()
    assert names(owner, *offer) == [] and db.session.query(HiddenPerson).count() == 1
    with pytest.raises(DomainError), unit():
        people.invite(offer_of(owner, *offer), sari.public_id, actor=acting(owner))
    with unit():
        people.bring_back(offer_of(owner, *offer), sari.public_id, actor=acting(owner))
    work()
    assert names(owner, *offer) == ["Sari"]


def test_her_own_copy_tells_where_she_was_shown(owner: Account) -> None:
    sari = make_willing()
    _job, offer = a_job(owner)
    work()
    with unit():
        people.invite(offer_of(owner, *offer), sari.public_id, actor=acting(owner))
    data = introductions.data_of(sari.id)
    assert len(data["shown_to"]) == len(data["invitations"]) == 1


def test_the_page_invites_sets_aside_and_brings_back(client: FlaskClient, owner: Account) -> None:
    sari, offers = make_willing(), make_offers(owner)
    work()
    sign_in(client, owner)
    ways = {"job": ("lowongan", "pelamar"), "programme": ("program", "pendaftar"), "mentor": ("mentor", "")}
    for kind, public_id in offers:
        what, desk = ways[kind]
        address = f"/cocok/orang/{what}/{public_id}"
        links = client.page(f"/{what}/{public_id}/{desk}" if desk else "/mentor/permintaan").every("a")
        assert address in {link.get("href") for link in links}
        page = client.page(address)
        assert "Sari" in page.text and str(sari.phone) not in page.text
        assert client.fill(address, "undang").status_code == 303
        assert "Sudah diundang" in client.page(address).text
        assert client.fill(address, "sisihkan", reason="bukan_bidang").status_code == 303
        assert "Bukan bidang yang dicari" in client.page(address).text
        assert client.fill(address, "munculkan").status_code == 303
        work()
        assert "Yang Anda sisihkan" not in client.page(address).text


def test_twenty_taps_at_once_invite_ten_and_each_once(app: Flask, owner: Account) -> None:
    codes = [make_willing(f"Sari {number}").public_id for number in range(14)]
    _job, offer = a_job(owner)
    work()
    actor = acting(owner)

    def call(code: str) -> None:
        found = introductions.offered(actor, *offer)
        assert found is not None
        with unit():
            people.invite(found, code, actor=actor)

    told = side_by_side(app, [lambda code=code: call(code) for code in [codes[0]] * 6 + codes])
    assert {type(one).__name__ for one in told} == {"NoneType", "TooMany"}
    db.session.rollback()
    invited = [one.account_id for one in db.session.query(Invitation)]
    assert len(invited) == len(set(invited)) == 10
