"""R25: a suspended person stayed in lists, search and suggestions, and her session lived on."""

from __future__ import annotations

from flask import Flask

from community.accounts import services
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor
from tests.personas import acting, city_admin, sign_in
from tests.recommendations.factories import work
from tests.regressions.support import browser
from tests.support import unit

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
