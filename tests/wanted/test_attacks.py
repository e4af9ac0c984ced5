"""Signed-in people with a script: others' searches and requests, many taps at once, and rights that ended meanwhile."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts.models import Account
from community.accounts.queries import grants_of
from community.accounts.services import end_role
from community.foundation.database import db
from community.search import services as search
from community.wanted.models import HelpRequest, HelpState, SavedSearch
from community.wanted.policies import MOST_OPEN, MOST_SAVED
from tests.factories import ARENJAYA, make_account, make_officer
from tests.inspector import Inspector
from tests.jobs.factories import make_job
from tests.personas import acting, city_admin, coordinator, job_seeker, sign_in
from tests.regressions.support import browser
from tests.support import send_bare, side_by_side, unit
from tests.wanted.factories import make_help_request, make_saved_search
from tests.wanted.telling import number_of

TOO_MANY_AT_ONCE = 50


def as_(app: Flask, account: Account) -> Inspector:
    """A browser of somebody."""
    client = browser(app)
    sign_in(client, account)
    return client


def states() -> list[HelpState]:
    db.session.rollback()
    return list(db.session.scalars(select(HelpRequest.state)))


@pytest.mark.parametrize("who", ["stranger", "far"])
def test_others_reach_nothing_by_any_verb(app: Flask, who: str) -> None:
    kept, asked = make_saved_search(), make_help_request()
    seen = kept.seen_at
    client = as_(app, make_account() if who == "stranger" else make_officer(region_code=ARENJAYA))
    # The answer to HEAD is a page without a body.
    client.inspecting = False
    paths = (
        f"/cari/simpanan/{kept.public_id}", f"/cari/simpanan/{kept.public_id}/lihat",
        f"/cari/simpanan/{kept.public_id}/hentikan", f"/cari/simpanan/{kept.id}", f"/dicarikan/{asked.public_id}",
        f"/dicarikan/{asked.public_id}/tarik", f"/dicarikan/{asked.public_id}/jawab",
        f"/dicarikan/{asked.public_id}/tutup", f"/dicarikan/{asked.id}",
    )  # fmt: skip
    values = {"answer": "Ini saya.", "reason": "Ini saya.", "q": "kasir", "wish": "kasir"}
    for path in paths:
        for verb in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
            answer = client.open(path, method=verb)
            assert answer.status_code in ({400, 404, 405} if verb != "OPTIONS" else {200, 404}), (verb, path)
            assert b"kursus jahit" not in answer.data and b"Sari" not in answer.data
        assert send_bare(client, path, **values).status_code in {403, 404, 405}, path
    assert states() == [HelpState.OPEN] and number_of(SavedSearch) == 1
    assert db.session.scalars(select(SavedSearch.seen_at)).one() == seen


def test_a_form_without_its_guard_changes_nothing(app: Flask) -> None:
    sari = job_seeker()
    kept, asked = make_saved_search(sari), make_help_request(sari)
    client, rahmat = as_(app, sari), as_(app, coordinator())
    attempts = (
        (client, "/cari/simpan", {"q": "kasir"}), (client, f"/cari/simpanan/{kept.public_id}/hentikan", {}),
        (client, f"/cari/simpanan/{kept.public_id}/lihat", {}), (client, "/dicarikan/baru", {"wish": "las"}),
        (client, f"/dicarikan/{asked.public_id}/tarik", {}),
        (rahmat, f"/dicarikan/{asked.public_id}/jawab", {"answer": "Ya."}),
        (rahmat, f"/dicarikan/{asked.public_id}/tutup", {"reason": "Ya."}),
    )  # fmt: skip
    for who, path, values in attempts:
        for token in ({}, {"csrf_token": "palsu"}):
            assert who.post(path, data={**values, **token}).status_code == 400, path
    assert states() == [HelpState.OPEN] and number_of(SavedSearch) == 1


def test_many_different_forms_at_once_pass_no_bound(app: Flask) -> None:
    make_job(title="Kasir")
    search.rebuild()
    sari = job_seeker()
    clients = [as_(app, sari) for _number in range(TOO_MANY_AT_ONCE)]

    def submit(number: int) -> tuple[int, int]:
        word = f"kata{'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}"
        kept = send_bare(clients[number], "/cari/simpan", q=word)
        return kept.status_code, send_bare(clients[number], "/dicarikan/baru", wish=word).status_code

    answers = side_by_side(app, [partial(submit, number) for number in range(TOO_MANY_AT_ONCE)])
    assert not [one for one in answers if isinstance(one, Exception)]
    codes = [one for one in answers if not isinstance(one, Exception)]
    assert Counter(kept for kept, _asked in codes) == {303: MOST_SAVED, 422: TOO_MANY_AT_ONCE - MOST_SAVED}
    assert Counter(asked for _kept, asked in codes) == {303: MOST_OPEN, 422: TOO_MANY_AT_ONCE - MOST_OPEN}
    assert number_of(SavedSearch) == MOST_SAVED and len(states()) == MOST_OPEN


def test_answering_closing_and_taking_back_at_once_settle_it_once(app: Flask) -> None:
    sari = job_seeker()
    asked = make_help_request(sari).public_id
    hers, his = as_(app, sari), as_(app, coordinator())
    second = as_(app, coordinator())

    def tap(client: Inspector, verb: str) -> int:
        return send_bare(client, f"/dicarikan/{asked}/{verb}", answer="Coba Bu Tini.", reason="Tidak ada.").status_code

    taps = [partial(tap, client, verb) for client, verb in
            ((hers, "tarik"), (his, "jawab"), (second, "tutup"), (second, "jawab"), (his, "tutup"))]  # fmt: skip
    codes = side_by_side(app, taps)
    assert codes.count(303) == 1 and set(codes) <= {303, 403}
    assert len(states()) == 1 and states() != [HelpState.OPEN]


def test_whose_office_ended_between_page_and_button_answers_nothing(app: Flask) -> None:
    asked = make_help_request()
    officer = make_officer(region_code=asked.region_code)
    client = as_(app, officer)
    admin, page = acting(city_admin()), f"/dicarikan/{asked.public_id}"
    path, values = client.find_form(page, f"{page}/jawab")
    with unit():
        end_role(grants_of(officer.id)[0], actor=admin, reason="Pindah tugas.")
    assert client.post(path, data={**values, "answer": "Datang ke rumah saya."}).status_code in {403, 404}
    assert client.get(page).status_code == 404 and client.get("/dicarikan/petugas").status_code == 403
    assert states() == [HelpState.OPEN]
