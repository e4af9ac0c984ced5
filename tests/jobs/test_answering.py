"""Each answer to an applicant is a choice of its own; a refusal needs its reason."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from community.foundation.database import db
from community.jobs.models import Application, ApplicationState
from tests.factories import make_account
from tests.jobs.factories import make_application, make_employer, make_job
from tests.personas import sign_in, umkm_owner
from tests.support import unit


def _choices(client: FlaskClient, path: str) -> list[str]:
    return [str(one.get("value")) for one in client.page(path).every("button") if one.get("name") == "to"]


def _names(client: FlaskClient, path: str) -> list[str]:
    links = [link for link in client.page(path).every("a") if link.get("href").startswith("/lamaran/")]
    return [link.text.split()[0] for link in links]


def test_the_answer_comes_before_the_profile_with_one_form_each(client: FlaskClient) -> None:
    owner = umkm_owner()
    application = make_application(make_job(make_employer(owner)))
    sign_in(client, owner)
    path = f"/lamaran/{application.public_id}"
    assert _choices(client, path) == ["interview", "offered", "declined"]
    page = client.page(path)
    notes = [str(one.get("id")) for one in page.every("textarea")]
    assert notes == ["note-interview", "note-offered", "note-declined"]
    assert page.text.index("Jawab pelamar") < page.text.index("Profil") < page.text.index("Perjalanan lamaran")


def test_a_refusal_without_reason_is_shown_again_with_its_error(client: FlaskClient) -> None:
    owner = umkm_owner()
    application = make_application(make_job(make_employer(owner)))
    sign_in(client, owner)
    path = f"/lamaran/{application.public_id}"
    sent = client.fill(path, "/jawab", to="declined", note="")
    assert sent.status_code == 422
    assert 'id="note-declined-salah"' in sent.text and 'id="note-interview-salah"' not in sent.text
    assert client.fill(path, "/jawab", to="declined", note="Sudah terisi.").location == path
    db.session.expire_all()
    assert db.session.get_one(Application, application.id).state == ApplicationState.DECLINED


def test_who_waits_for_an_answer_stands_first_and_the_refused_last(client: FlaskClient) -> None:
    owner = umkm_owner()
    job = make_job(make_employer(owner))
    states = {"Ani": "declined", "Budi": "interview", "Cici": "read", "Dedi": "declined", "Eka": "sent"}
    for name, state in states.items():
        make_application(job, make_account(call_name=name), state=ApplicationState(state))
    make_application(job, make_account(call_name="Fitri"), state=ApplicationState.WITHDRAWN)
    sign_in(client, owner)
    path = f"/lowongan/{job.public_id}/pelamar"
    assert _names(client, path) == ["Cici", "Eka"]
    assert _names(client, f"{path}?keadaan=semua") == ["Cici", "Eka", "Budi", "Ani", "Dedi"]
    assert _names(client, f"{path}?keadaan=declined") == ["Ani", "Dedi"]
    sides = [link for link in client.page(path).every("a") if "keadaan=" in link.get("href")]
    assert [link.text for link in sides if link.get("aria-current")] == ["Menunggu jawaban 2"]
    with unit():
        for application in db.session.scalars(select(Application).where(Application.job_id == job.id)):
            application.state = ApplicationState.DECLINED
    assert len(_names(client, path)) == 6  # nobody waits: all


def test_pages_of_all_applicants_go_on_where_the_turn_was(client: FlaskClient) -> None:
    owner = umkm_owner()
    job = make_job(make_employer(owner))
    for number in range(24):
        state = ApplicationState.DECLINED if number % 2 else ApplicationState.SENT
        make_application(job, make_account(call_name=f"Orang{number:02}"), state=state)
    sign_in(client, owner)
    path = f"/lowongan/{job.public_id}/pelamar?keadaan=semua"
    first = client.page(path)
    [older] = [link.get("href") for link in first.every("a") if link.get("rel") == "next"]
    seen = _names(client, path) + _names(client, older)
    assert seen == [f"Orang{number:02}" for number in (*range(0, 24, 2), *range(1, 24, 2))]


def test_the_list_says_who_waits(client: FlaskClient) -> None:
    owner = umkm_owner()
    job = make_job(make_employer(owner))
    for state in (ApplicationState.SENT, ApplicationState.READ, ApplicationState.INTERVIEW):
        make_application(job, state=state)
    sign_in(client, owner)
    assert "3 pelamar · 2 menunggu Anda" in client.page("/lowongan/kelola").text
