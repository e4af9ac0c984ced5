"""Which entry of the menus a page marks as where one is."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.factories import make_account
from tests.personas import sign_in

BINTARA = "32.75.02.1001"


def marked(client: FlaskClient, path: str) -> list[tuple[str, str]]:
    """(menu, address) of every link that the page says it stands on."""
    links = [link for link in client.page(path).every("a") if link.get("aria-current") == "page"]
    return [(menu.get("aria-label") if (menu := link.inside("nav")) else "", link.get("href")) for link in links]


def test_a_kelurahan_whose_name_begins_like_ones_own_is_not_ones_own(client: FlaskClient) -> None:
    sign_in(client, make_account(home_code=BINTARA))
    assert marked(client, "/wilayah/bintara") == [("Menu cepat", "/wilayah/bintara")]
    assert marked(client, "/wilayah/bintarajaya") == []
