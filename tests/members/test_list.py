"""The list of people: where it looks, and the ways wider."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.factories import ARENJAYA, make_account
from tests.members.factories import make_member
from tests.personas import sign_in


def test_the_list_starts_at_home_and_widens_by_itself(client: FlaskClient) -> None:
    make_member(account={"home_code": ARENJAYA, "call_name": "Yanti"})
    sign_in(client, make_account())
    page = client.page("/warga")
    assert "Warga di Kota Bekasi" in page.text
    assert "Yanti" in page.text
    assert "Yanti" not in client.page("/warga?wilayah=jatirasa").text
    near = make_member(account={"call_name": "Rini"})
    assert "Rini" in client.page("/warga").text
    assert "Rini" in client.page("/warga?wilayah=kota-bekasi&bisa=kasir").text
    assert near.public_id in client.get("/warga").get_data(as_text=True)


def test_the_way_back_to_my_kelurahan_stays_open(client: FlaskClient) -> None:
    make_member(account={"home_code": ARENJAYA, "call_name": "Yanti"})
    sign_in(client, make_account())
    page = client.page("/warga?wilayah=kecamatan-jatiasih&bisa=kasir")
    (home,) = (link for link in page.every("a") if link.text == "Kel. Jatirasa")
    assert home.get("href") == "/warga?wilayah=jatirasa&bisa=kasir"
    assert "Yanti" in client.page("/warga?wilayah=tidakada").text
