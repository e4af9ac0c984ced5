"""How a buyer reaches a seller: by the way the owner chose, written down where she reads it, and never too often."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.accounts.models import Account, AuditEntry
from community.businesses import queries, services
from community.businesses.models import Business, BusinessStatus, ContactWay
from community.businesses.services import contact
from community.foundation.database import db
from community.foundation.errors import Refused, TooMany
from tests.businesses.factories import make_business
from tests.factories import make_account
from tests.personas import acting, sign_in, umkm_owner
from tests.support import send_bare, unit

WHATSAPP = {"contact_way": ContactWay.WHATSAPP}


def shop_of(owner: Account, **fields: object) -> Business:
    return make_business(owner, name="Nasi Uduk Bu Yanti", **fields)


def looks() -> int:
    db.session.rollback()
    entries = select(func.count()).where(AuditEntry.action == contact.PHONE_OPENED)
    return db.session.scalar(entries) or 0


def test_a_buyer_writes_to_the_seller(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop = shop_of(owner, **WHATSAPP)
    sign_in(client, make_account())
    address = f"/usaha/{shop.public_id}"
    assert "wa.me/62" not in client.page(address).text
    assert client.fill(address, "/nomor").location == f"{address}#hubungi"
    page = client.page(address)
    (link,) = [one.get("href") for one in page.every("a") if str(one.get("href")).startswith("https://wa.me/62")]
    assert owner.phone is not None
    assert link.startswith(f"https://wa.me/{owner.phone.removeprefix('+')}?text=Halo%20Bu%20Yanti%2C%20saya%20lihat")
    assert looks() == 1
    send_bare(client, f"{address}/nomor")
    assert looks() == 1
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == contact.PHONE_OPENED)).one()
    assert entry.details == {"business": shop.public_id}, "its name does not outlive the owner's account"


def test_the_owner_alone_opens_her_number(client: FlaskClient) -> None:
    owner, staff = umkm_owner(), make_account()
    shop = shop_of(owner, staff=(staff,))
    basics = {"kind": shop.kind, "name": "Uduk Kita", "region_code": shop.region_code, "landmark": ""}
    with pytest.raises(Refused), unit():
        services.save_basics(shop, actor=acting(staff), **basics, **WHATSAPP)
    sign_in(client, staff)
    page = f"/usaha/{shop.public_id}/ubah/pokok"
    assert 'name="contact_way"' not in client.get(page).text
    assert client.fill(page, "/ubah/pokok", name="Uduk Kita").status_code == 303
    sent = send_bare(client, page, **{**basics, "kind": "sme", "name": "Uduk Kami"}, contact_way="whatsapp")
    assert sent.status_code == 303
    db.session.rollback()
    shop = db.session.get_one(Business, shop.id)
    assert (shop.name, shop.contact_way) == ("Uduk Kami", ContactWay.NONE)


def test_a_guest_is_led_to_sign_in_and_back(client: FlaskClient) -> None:
    shop = shop_of(umkm_owner(), **WHATSAPP)
    address = f"/usaha/{shop.public_id}"
    page = client.page(address)
    assert f"/masuk?kembali={address}" in {link.get("href") for link in page.every("a")}
    assert shop.public_id and "/nomor" not in page.text


def test_the_owner_reads_who_looked(client: FlaskClient) -> None:
    owner, buyer = umkm_owner(), make_account(call_name="Pak Joko")
    shop = shop_of(owner, **WHATSAPP)
    with unit():
        services.open_phone(shop, actor=acting(buyer))
    sign_in(client, owner)
    page = client.page("/akun/jejak").text
    assert "Nomor HP dilihat pembeli lewat halaman usaha" in page


@pytest.mark.parametrize("status", [BusinessStatus.HIDDEN, BusinessStatus.CLOSED])
def test_a_page_out_of_sight_tells_nobody(client: FlaskClient, status: BusinessStatus) -> None:
    shop = shop_of(umkm_owner(), status=status, **WHATSAPP)
    sign_in(client, make_account())
    assert send_bare(client, f"/usaha/{shop.public_id}/nomor").status_code == 404
    assert looks() == 0


def test_an_owner_who_has_not_chosen_is_left_in_peace(client: FlaskClient) -> None:
    shop = shop_of(umkm_owner())
    sign_in(client, make_account())
    assert "/nomor" not in client.page(f"/usaha/{shop.public_id}").text
    assert send_bare(client, f"/usaha/{shop.public_id}/nomor").status_code == 403


def test_a_number_that_was_opened_is_gone_when_the_owner_changes_her_mind(app: Flask) -> None:
    shop, buyer = shop_of(umkm_owner(), **WHATSAPP), acting(make_account())
    with unit():
        services.open_phone(shop, actor=buyer)
    assert services.opened_phone(shop, queries.standing(shop, buyer), actor=buyer)
    with unit():
        shop.contact_way = ContactWay.NONE
    assert services.opened_phone(shop, queries.standing(shop, buyer), actor=buyer) is None


def test_numbers_are_not_collected(app: Flask) -> None:
    buyer = acting(make_account())
    for _number in range(contact.LOOKS.most):
        with unit():
            services.open_phone(make_business(make_account(), **WHATSAPP), actor=buyer)
    last = make_business(make_account(), **WHATSAPP)
    with pytest.raises(TooMany), unit():
        services.open_phone(last, actor=buyer)


def test_the_owner_chooses_while_registering_and_changes_it_later(client: FlaskClient) -> None:
    actor = sign_in(client, umkm_owner())
    client.fill("/usaha/daftar", None, name="Uduk", trade="jual nasi uduk", contact_way="whatsapp")
    shop = db.session.scalars(select(Business).where(Business.owner_id == actor.account_id)).one()
    assert shop.contact_way == ContactWay.WHATSAPP
    client.fill(f"/usaha/{shop.public_id}/ubah/pokok", "/ubah/pokok", contact_way="none")
    db.session.rollback()
    db.session.expire_all()
    assert db.session.get_one(Business, shop.id).contact_way == ContactWay.NONE
