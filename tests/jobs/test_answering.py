"""Each answer to an applicant is a choice of its own; a refusal needs its reason."""

from __future__ import annotations

from flask.testing import FlaskClient

from community.foundation.database import db
from community.jobs.models import Application, ApplicationState
from tests.jobs.factories import make_application, make_employer, make_job
from tests.personas import sign_in, umkm_owner


def _choices(client: FlaskClient, path: str) -> list[str]:
    return [str(one.get("value")) for one in client.page(path).every("button") if one.get("name") == "to"]


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


def test_the_list_says_who_waits(client: FlaskClient) -> None:
    owner = umkm_owner()
    job = make_job(make_employer(owner))
    for state in (ApplicationState.SENT, ApplicationState.READ, ApplicationState.INTERVIEW):
        make_application(job, state=state)
    sign_in(client, owner)
    assert "3 pelamar · 2 menunggu Anda" in client.page("/lowongan/kelola").text
