"""What each visitor is shown of a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from community.accounts.models import Account
from community.members.policies import RULES, Field
from tests.factories import ARENJAYA, make_account, make_officer
from tests.members.factories import all_fields, make_member
from tests.members.test_views import SECRETS
from tests.personas import coordinator, sign_in


def void(_value: object) -> None:
    """Forget what signing in returned."""


def opened(client: FlaskClient, owner: Account) -> None:
    """A coordinator of the owner's area who opened what is kept for her."""
    sign_in(client, coordinator())
    assert client.fill(f"/warga/{owner.public_id}", "/buka").status_code == 303


Viewer = Callable[[FlaskClient, Account], None]


VIEWERS: dict[str, tuple[Viewer, set[str]]] = {
    "guest": (lambda client, owner: None, {"public"}),
    "member": (lambda client, owner: void(sign_in(client, make_account())), {"public", "members"}),
    "coordinator elsewhere": (
        lambda client, owner: void(sign_in(client, make_officer(region_code=ARENJAYA))),
        {"public", "members"},
    ),
    "coordinator before opening": (
        lambda client, owner: void(sign_in(client, coordinator())),
        {"public", "members"},
    ),
    "coordinator after opening": (
        lambda client, owner: opened(client, owner),
        {"public", "members", "coordinator"},
    ),
    "owner": (
        lambda client, owner: void(sign_in(client, owner)),
        {"public", "members", "coordinator", "application"},
    ),
}


@pytest.mark.parametrize("viewer", list(VIEWERS))
@pytest.mark.parametrize("audience", ["public", "members", "coordinator", "application"])
def test_the_page_shows_each_field_to_its_audience(client: FlaskClient, audience: str, viewer: str) -> None:
    enter, circles = VIEWERS[viewer]
    keeping = {Field.PHONE.value: "coordinator"}
    owner = make_member(audiences=all_fields(audience, name="public", **keeping))
    enter(client, owner)
    text = client.page(f"/warga/{owner.public_id}").text
    for field, secret in SECRETS.items():
        stored = audience if audience in {one.value for one in RULES[field].choices} else RULES[field].default
        assert (secret in text) is (stored in circles), field


def test_a_number_is_shown_after_a_look_that_is_written(client: FlaskClient) -> None:
    owner = make_member(audiences={"phone": "coordinator"}, account={"phone": "+6281299990001"})
    opened(client, owner)
    before = client.page(f"/warga/{owner.public_id}").text
    assert "0812-9999-0001" not in before
    assert client.fill(f"/warga/{owner.public_id}", "/nomor").status_code == 303
    assert "0812-9999-0001" in client.page(f"/warga/{owner.public_id}").text
    sign_in(client, owner)
    trail = client.page("/profil").text
    assert "Pak Rahmat" in trail and "Nomor HP dilihat" in trail


@pytest.mark.parametrize(
    ("listed", "name", "status"), [(True, "public", 200), (False, "public", 404), (True, "members", 404)]
)
def test_guests_find_only_who_wants_it(client: FlaskClient, listed: bool, name: str, status: int) -> None:
    owner = make_member(is_listed=listed, audiences=all_fields("public", name=name))
    assert client.get(f"/warga/{owner.public_id}").status_code == status


def test_members_may_open_the_page_of_somebody_unlisted(client: FlaskClient) -> None:
    owner = make_member(is_listed=False)
    sign_in(client, make_account())
    assert client.get(f"/warga/{owner.public_id}").status_code == 200
    assert owner.public_id not in client.page("/warga").text
