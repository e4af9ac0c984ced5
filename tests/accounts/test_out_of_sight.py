"""Somebody whose account is suspended is out of sight everywhere, and at once."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts import services
from community.accounts.models import Account
from community.foundation.phones import format_phone
from community.jobs.models import ApplicationState
from tests.businesses.factories import make_business
from tests.factories import make_account
from tests.inspector import Inspector
from tests.jobs.factories import make_application, make_employer, make_job
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import acting, city_admin, sign_in
from tests.support import send_bare, unit


def _suspend(account: Account) -> None:
    admin, account_id = acting(city_admin()), account.id
    with unit():
        services.suspend_account(account_id, reason="Menipu orang", actor=admin)


def test_a_team_page_names_no_suspended_person(app: Flask, client: Inspector) -> None:
    staff = make_account(call_name="Zubaedah")
    shop = make_business(staff=(staff,))
    sign_in(client, make_account())
    assert "Zubaedah" in client.get(f"/usaha/{shop.public_id}").text
    _suspend(staff)
    assert "Zubaedah" not in client.get(f"/usaha/{shop.public_id}").text


def test_an_employer_reads_nothing_of_a_suspended_applicant(app: Flask, client: Inspector) -> None:
    owner, who = make_account(intents=["usaha"]), make_account(call_name="Zubaedah")
    job = make_job(make_employer(owner))
    sent = make_application(job, who, state=ApplicationState.INTERVIEW, message="Pesan rahasia")
    phone, page = format_phone(str(who.phone)), f"/lamaran/{sent.public_id}"
    _suspend(who)
    sign_in(client, owner)
    for path in (f"/lowongan/{job.public_id}/pelamar", page):
        text = client.get(path).text
        assert "Akun ini sedang ditutup" in text and "Zubaedah" not in text and "Pesan rahasia" not in text
    assert send_bare(client, f"{page}/nomor").status_code == 422
    assert phone not in client.get(page).text


@pytest.mark.parametrize(("state", "suspended"), [("waiting", True), ("accepted", True), ("withdrawn", False)])
def test_a_mentor_reads_no_message_that_is_gone(app: Flask, client: Inspector, state: str, suspended: bool) -> None:
    who, owner = make_account(call_name="Zubaedah"), make_account()
    request = make_request(make_mentor(owner), who, message="Pesan rahasia panjang sekali", state=state)
    if suspended:
        _suspend(who)
    sign_in(client, owner)
    text = client.get(f"/mentor/permintaan/{request.public_id}").text
    assert "Pesan rahasia" not in text and ("Zubaedah" in text) is not suspended


def test_what_a_suspended_owner_offers_is_gone_at_once(app: Flask, client: Inspector) -> None:
    owner = make_account(intents=["usaha"], call_name="Zubaedah")
    shop = make_employer(owner, name="Tipu Jaya")
    job = make_job(shop, title="Kasir Tipu")
    paths = ("/usaha", "/lowongan")
    assert all("Tipu" in client.get(path).text for path in paths)
    _suspend(owner)
    assert not any("Tipu" in client.get(path).text for path in paths)
    assert client.get(f"/usaha/{shop.public_id}").status_code == 404
    assert client.get(f"/lowongan/{job.public_id}").status_code == 404
    admin, owner_id = acting(city_admin()), owner.id
    with unit():
        services.restore_account(owner_id, actor=admin)
    assert all("Tipu" in client.get(path).text for path in paths)
