"""The owner's desk, and what officers do."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.businesses import queries
from community.businesses.models import BusinessStatus, Product
from community.businesses.views.parts import PARTS
from community.foundation.database import db
from tests.businesses.factories import make_business, make_product
from tests.businesses.test_views import stored
from tests.factories import ARENJAYA, make_account, make_officer
from tests.personas import coordinator, sign_in, umkm_owner


@pytest.mark.parametrize("place", ["kelola", "produk", "tim", "tutup", *(f"ubah/{part}" for part in PARTS)])
def test_the_desk_is_for_the_team(client: FlaskClient, place: str) -> None:
    shop = make_business()
    address = f"/usaha/{shop.public_id}/{place}"
    assert client.get(address).location.startswith("/masuk")
    sign_in(client, make_account())
    assert client.get(address).status_code == 403
    sign_in(client, coordinator())
    assert client.get(address).status_code == 403


def test_products_are_added_changed_and_removed(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop = make_business(owner)
    sign_in(client, owner)
    address = f"/usaha/{shop.public_id}/produk"
    assert client.fill(address, None, name="Nasi uduk", price="12rb", unit="porsi").location == address
    (product,) = queries.products_of([shop.id])[shop.id]
    one = f"{address}/{product.public_id}"
    assert (product.price, product.unit) == (12_000, "porsi")
    assert client.fill(one, None, price="13.500").location == address
    assert "Rp13.500" in client.page(f"/usaha/{shop.public_id}").text
    assert client.fill(address, "/hapus").location == address
    assert db.session.scalar(select(func.count()).select_from(Product)) == 0
    assert client.get(one).status_code == 404


def test_a_product_of_another_business_is_out_of_reach(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop, foreign = make_business(owner), make_product(make_business())
    sign_in(client, owner)
    assert client.get(f"/usaha/{shop.public_id}/produk/{foreign.public_id}").status_code == 404


def test_somebody_is_asked_joins_the_team_and_leaves(client: FlaskClient) -> None:
    owner, helper = umkm_owner(), make_account(call_name="Rini")
    shop = make_business(owner)
    address, asked = f"/usaha/{shop.public_id}/tim", f"/usaha/{shop.public_id}/undangan"
    sign_in(client, owner)
    assert client.fill(address, None, code="salahsalah12").status_code == 422
    assert client.fill(address, None, code=helper.public_id).location == address
    assert "Rini" in client.page(address).text
    assert "Rini" not in client.page(f"/usaha/{shop.public_id}").text
    sign_in(client, make_account())
    assert client.get(asked).status_code == 404
    sign_in(client, helper)
    assert shop.name in client.page("/usaha/saya").text
    assert client.get(f"/usaha/{shop.public_id}/kelola").status_code == 403
    assert client.fill(asked, "/terima").location == f"/usaha/{shop.public_id}/kelola"
    assert client.get(f"/usaha/{shop.public_id}/kelola").status_code == 200
    assert client.get(asked).location == f"/usaha/{shop.public_id}/kelola"
    assert client.fill(address, "/keluarkan").location == "/usaha/saya"
    assert client.get(address).status_code == 403


def test_an_invitation_is_declined_or_taken_back(client: FlaskClient) -> None:
    owner, helper = umkm_owner(), make_account(call_name="Rini")
    shop = make_business(owner)
    address, asked = f"/usaha/{shop.public_id}/tim", f"/usaha/{shop.public_id}/undangan"
    sign_in(client, owner)
    client.fill(address, None, code=helper.public_id)
    assert client.fill(address, "/batalkan").location == address
    sign_in(client, helper)
    assert client.get(asked).status_code == 404
    sign_in(client, owner)
    client.fill(address, None, code=helper.public_id)
    sign_in(client, helper)
    assert client.fill(asked, "/tolak").location == "/usaha/saya"
    assert client.get(asked).status_code == 404


def test_the_owner_closes_and_opens(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop = make_business(owner)
    sign_in(client, owner)
    base = f"/usaha/{shop.public_id}"
    assert client.fill(f"{base}/tutup").location == f"{base}/kelola"
    assert stored(shop).status == BusinessStatus.CLOSED
    assert client.get("/usaha").status_code == 200
    assert shop.name not in client.page("/usaha?wilayah=kota-bekasi").text
    assert client.get(f"{base}/ubah/pokok").status_code == 403
    assert client.fill(f"{base}/kelola", "/buka").location == f"{base}/kelola"
    assert stored(shop).status == BusinessStatus.ACTIVE


def test_an_officer_hides_and_the_owner_reads_why(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop = make_business(owner)
    base = f"/usaha/{shop.public_id}"
    sign_in(client, coordinator())
    assert client.fill(f"{base}/sembunyikan", None, reason="").status_code == 422
    assert client.fill(f"{base}/sembunyikan", None, reason="Foto tidak pantas").location == base
    sign_in(client, owner)
    assert "Foto tidak pantas" in client.page(f"{base}/kelola").text
    assert client.get(f"{base}/sembunyikan").status_code == 403
    sign_in(client, make_officer(region_code=ARENJAYA))
    assert client.get(f"{base}/sembunyikan").status_code == 404
    sign_in(client, coordinator())
    assert client.fill(base, "/tampilkan").location == base
    assert stored(shop).status == BusinessStatus.ACTIVE
