"""What is long to read can be listened to, where the browser can; without JavaScript no dead button shows."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.businesses.factories import make_business
from tests.events.factories import make_event
from tests.jobs.factories import make_job
from tests.learning.factories import make_training
from tests.mentoring.factories import make_mentor
from tests.personas import job_seeker, sign_in
from tests.programmes.factories import make_programme


def test_every_page_of_one_thing_has_the_button(client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    things = {
        "lowongan": make_job(), "acara": make_event(), "usaha": make_business(), "pelatihan": make_training(),
        "mentor": make_mentor(), "program": make_programme(),
    }  # fmt: skip
    paths = [f"/{place}/{thing.public_id}" for place, thing in things.items()]
    for path in (*paths, "/akun/persetujuan", "/privasi"):
        page = client.page(path)
        [button] = [one for one in page.every("button") if one.get("data-behaviour") == "listen"]
        assert "hidden" in button.attributes, path
        assert [one for one in page.every() if one.get("id") == button.get("data-target")], path
