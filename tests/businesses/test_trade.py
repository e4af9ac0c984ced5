"""The step in which a business gets its KBLI code."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.businesses.factories import make_business, stored
from tests.personas import sign_in, umkm_owner


def test_the_trade_is_searched_without_script(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop = make_business(owner, kbli_code=None)
    sign_in(client, owner)
    address = f"/usaha/{shop.public_id}/ubah/jenis?kata=laundry+kiloan"
    assert "Laundry" in client.page(address).text
    assert client.fill(address, "/ubah/jenis").status_code == 303
    assert (stored(shop).kbli_code, stored(shop).trade) == ("96100", "laundry kiloan")
    none = client.fill(f"/usaha/{shop.public_id}/ubah/jenis?kata=zzzqqq", None, code="")
    assert none.status_code == 303
    assert stored(shop).kbli_code is None


def test_words_that_nobody_knows_take_no_code_away(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop = make_business(owner, trade="jual gorengan", kbli_code="56102")
    sign_in(client, owner)
    assert client.fill(f"/usaha/{shop.public_id}/ubah/jenis?kata=zzzqqq", "/ubah/jenis").status_code == 303
    assert stored(shop).kbli_code == "56102"


@pytest.mark.parametrize(("trade", "code"), [("jual gorengan", "56102"), ("jual nasi uduk", None)])
@pytest.mark.parametrize("walking", ["", "?daftar=1"], ids=["correcting", "registering"])
def test_who_is_in_a_hurry_gets_the_code_that_is_clear(
    client: FlaskClient, trade: str, code: str | None, walking: str
) -> None:
    owner = umkm_owner()
    shop = make_business(owner, trade=trade, kbli_code=None)
    sign_in(client, owner)
    address = f"/usaha/{shop.public_id}/ubah/jenis{walking}"
    assert client.fill(address, "/ubah/jenis").status_code == 303
    assert stored(shop).kbli_code == code
    assert client.fill(address, "/ubah/jenis", code="").status_code == 303
    assert stored(shop).kbli_code is None
