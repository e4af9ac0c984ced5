"""A number is opened by those whom its owner lets see it, wherever she applied or signed up."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts.models import Account
from community.foundation.phones import format_phone
from community.jobs.models import ApplicationState
from community.members.models import Audience
from community.mentoring.models import RequestState
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, make_account, make_officer
from tests.inspector import Inspector
from tests.jobs.factories import make_application, make_employer, make_job
from tests.learning.factories import make_sign_up as make_training_sign_up
from tests.learning.factories import make_training
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import coordinator, sign_in
from tests.programmes.factories import make_programme, make_programme_application, make_startup
from tests.support import send_bare

KEPT, SHARED = Audience.COORDINATOR, Audience.APPLICATION
BOTH = pytest.mark.parametrize("audience", [KEPT, SHARED])


def _person(audience: Audience) -> Account:
    return make_member(account={"call_name": "Sari"}, audiences={"phone": audience.value})


def _opened(client: Inspector, address: str, page: str, phone: str) -> bool:
    answer = send_bare(client, address)
    assert answer.status_code in (303, 403)
    shown = format_phone(phone) in client.get(answer.location or page).text
    assert shown is (answer.status_code == 303)
    return shown


@BOTH
def test_an_employer(app: Flask, client: Inspector, audience: Audience) -> None:
    owner, who = make_account(intents=["usaha"]), _person(audience)
    sent = make_application(make_job(make_employer(owner)), who, state=ApplicationState.INTERVIEW)
    phone, page = str(who.phone), f"/lamaran/{sent.public_id}"
    sign_in(client, who)
    assert ("bisa membuka nomor HP Anda" in client.get(page).text) is (audience is SHARED)
    sign_in(client, owner)
    assert ("Pelamar memilih tidak membuka nomornya" in client.get(page).text) is (audience is KEPT)
    assert _opened(client, f"{page}/nomor", page, phone) is (audience is SHARED)


@BOTH
def test_a_startup(app: Flask, client: Inspector, audience: Audience) -> None:
    owner, who = make_account(intents=["usaha"]), _person(audience)
    sent = make_programme_application(make_programme(make_startup(owner)), who, state="accepted")
    phone, page = str(who.phone), f"/program/pendaftaran/{sent.public_id}"
    sign_in(client, owner)
    assert ("memilih tidak membuka nomornya" in client.get(page).text) is (audience is KEPT)
    assert _opened(client, f"{page}/nomor", page, phone) is (audience is SHARED)


@BOTH
def test_who_gives_a_training(app: Flask, client: Inspector, audience: Audience) -> None:
    owner, who = make_account(intents=["usaha"]), _person(audience)
    training = make_training(make_employer(owner))
    place = make_training_sign_up(training, who)
    phone, page = str(who.phone), f"/pelatihan/{training.public_id}/peserta"
    sign_in(client, owner)
    assert _opened(client, f"{page}/{place.public_id}/nomor", page, phone) is (audience is SHARED)


@BOTH
@pytest.mark.parametrize("looks", ["mentor", "mentee"])
def test_both_sides_of_a_mentoring(app: Flask, client: Inspector, looks: str, audience: Audience) -> None:
    viewer, who = make_account(), _person(audience)
    mentor, mentee = (viewer, who) if looks == "mentor" else (who, viewer)
    request = make_request(make_mentor(mentor), mentee, state=RequestState.ACCEPTED)
    phone, page = str(who.phone), f"/mentor/permintaan/{request.public_id}"
    sign_in(client, viewer)
    assert ("memilih tidak membuka nomornya" in client.get(page).text) is (audience is KEPT)
    assert _opened(client, f"{page}/nomor", page, phone) is (audience is SHARED)


@BOTH
def test_an_organiser_elsewhere(app: Flask, client: Inspector, audience: Audience) -> None:
    organiser, who = make_officer(region_code=ARENJAYA), _person(audience)
    event = make_event(region_code=ARENJAYA)
    place = make_sign_up(event, who)
    phone, page = str(who.phone), f"/acara/{event.public_id}/peserta"
    sign_in(client, organiser)
    assert _opened(client, f"{page}/{place.public_id}/nomor", page, phone) is (audience is SHARED)


@BOTH
def test_the_coordinator_of_her_region_may_in_any_case(app: Flask, client: Inspector, audience: Audience) -> None:
    who, event = _person(audience), make_event()
    place = make_sign_up(event, who)
    phone, page = str(who.phone), f"/acara/{event.public_id}/peserta"
    sign_in(client, coordinator())
    assert _opened(client, f"{page}/{place.public_id}/nomor", page, phone)
