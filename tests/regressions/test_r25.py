"""R25: a suspended person stayed in lists, search and suggestions, and her session lived on."""

from __future__ import annotations

from flask import Flask

from community.accounts import services
from community.businesses import services as businesses
from community.foundation.database import db
from tests.factories import make_account
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor
from tests.personas import acting, city_admin, sign_in
from tests.recommendations.factories import work
from tests.regressions.support import browser
from tests.support import send_bare, unit

PLACES = ("/warga", "/mentor", "/cari?q=Zubae", "/cari.json?q=Zubae", "/hari-ini", "/cocok")


def _seen(client, name: str) -> list[str]:
    return [path for path in PLACES if name in client.get(path).get_data(as_text=True)]


def test_a_suspended_person_is_gone_at_once_and_comes_back(app: Flask) -> None:
    gone = make_member(account={"call_name": "Zubaedah"}, audiences={"name": "public"})
    make_mentor(gone)
    hers, others = browser(app), browser(app)
    hers.inspecting = others.inspecting = False
    sign_in(hers, gone)
    sign_in(others, make_member())
    admin = acting(city_admin())
    work()
    assert {"/warga", "/mentor"} <= set(_seen(others, "Zubaedah"))
    with unit():
        services.suspend_account(gone.id, reason="Menipu orang.", actor=admin)
    assert hers.get("/akun").status_code == 303
    assert others.get(f"/warga/{gone.public_id}").status_code == 404
    assert _seen(others, "Zubaedah") == []
    with unit():
        services.restore_account(gone.id, actor=admin)
    assert {"/warga", "/mentor"} <= set(_seen(others, "Zubaedah"))


def test_her_businesses_and_vacancies_go_and_come_back_with_her(app: Flask) -> None:
    gone, admin = make_account(), acting(city_admin())
    business, scam = make_employer(gone, name="Warung Zubaedah"), make_employer(gone, name="Tipu Zubaedah")
    job = make_job(business, title="Kasir Zubaedah")
    with unit():
        businesses.hide(db.session.merge(scam), actor=admin, reason="Menipu pelamar.")
        services.suspend_account(gone.id, reason="Menipu orang.", actor=admin)
    work()
    others = browser(app)
    others.inspecting = False
    sign_in(others, make_account())
    lists = ("/usaha?kata=Zubaedah", "/lowongan?kata=Zubaedah", "/cari?q=Zubaedah")
    # What was searched for is repeated on the page; what is found is a link.
    found = [path for path in lists for name in ("Warung", "Kasir") if f"{name} Zubaedah" in others.get(path).text]
    assert found == []
    send_bare(others, f"/lowongan/{job.public_id}/lamar", idempotency_key="a-first-tap")
    assert others.get("/lamaran").text.count("Kasir Zubaedah") == 0
    with unit():
        services.restore_account(gone.id, actor=admin)
    work()
    assert "Warung Zubaedah" in others.get("/usaha?kata=Zubaedah").text
    assert "Kasir Zubaedah" in others.get("/lowongan?kata=Zubaedah").text
    assert "Tipu Zubaedah" not in others.get("/usaha?kata=Zubaedah").text
