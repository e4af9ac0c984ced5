"""What owners, staff and officers do with a business."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.accounts.actor import GUEST, Actor
from community.businesses import queries, services
from community.businesses.models import Business, BusinessKind, BusinessStatus, Product
from community.businesses.services import details
from community.businesses.services.products import MOST_PRODUCTS
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused, TooMany
from community.foundation.outbox import OutboxMessage
from tests.businesses.factories import make_business, make_product
from tests.factories import DISTRICT_JATIASIH, JATIRASA, make_account
from tests.members.test_services import read
from tests.personas import acting, coordinator
from tests.support import unit

Change = Callable[[Business, Actor], Any]
EDITS: list[Change] = [
    lambda shop, actor: services.save_basics(
        shop, actor=actor, kind=BusinessKind.SME, name="Baru", region_code=JATIRASA, landmark=""
    ),
    lambda shop, actor: services.save_trade(shop, actor=actor, trade="Jahit", code="14120"),
    lambda shop, actor: services.save_size(shop, actor=actor, started_year=2020, capital_band=1, sales_band=1, nib=""),
    lambda shop, actor: services.save_story(shop, actor=actor, about="Cerita", photo=read()),
    lambda shop, actor: services.remove_photo(shop, actor=actor),
    lambda shop, actor: services.save_needs(shop, actor=actor, topics=["halal"], note=""),
    lambda shop, actor: services.save_offers(shop, actor=actor, topics=["katering"], note=""),
    lambda shop, actor: services.add_product(shop, actor=actor, name="Kopi", price=5000, unit="gelas"),
    lambda shop, actor: services.remove_product(shop, "x", actor=actor),
]


def told(kind: str) -> int:
    """How many facts of a kind were recorded."""
    counted = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.kind == f"businesses.{kind}")
    return db.session.scalar(counted) or 0


def fresh(business: Business) -> Business:
    """The business as it is stored now."""
    db.session.rollback()
    db.session.expire_all()
    stored = queries.by_id(business.id)
    assert stored is not None
    return stored


@pytest.mark.parametrize("change", EDITS)
def test_the_team_changes_and_nobody_else(app: Flask, change: Change) -> None:
    owner, staff = make_account(), make_account()
    shop = make_business(owner, staff=(staff,))
    for actor in (acting(owner), acting(staff)):
        with unit():
            change(shop, actor)
    assert told("BusinessChanged") == 2
    for actor in (GUEST, acting(make_account()), acting(coordinator())):
        with pytest.raises(Refused), unit():
            change(shop, actor)
    assert told("BusinessChanged") == 2


@pytest.mark.parametrize("change", EDITS)
def test_a_closed_business_is_not_changed(app: Flask, change: Change) -> None:
    owner = make_account()
    shop = make_business(owner, status=BusinessStatus.CLOSED)
    with pytest.raises(Refused), unit():
        change(shop, acting(owner))


def register(actor: Actor, **fields: Any) -> Business:
    values = {"kind": BusinessKind.SME, "name": "Uduk Bu Yanti", "trade": "jual nasi uduk", "region_code": JATIRASA}
    with unit():
        return services.register(actor=actor, **{**values, **fields})


def test_a_registered_business_has_its_owner_and_tells_of_itself(app: Flask) -> None:
    actor = acting(make_account())
    shop = register(actor)
    assert shop.owner_id == actor.account_id
    assert [one.account_id for one in queries.team_of(shop)] == [actor.account_id]
    assert told("BusinessRegistered") == 1
    assert queries.may_act_for(actor.account_id or 0, shop.id)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"region_code": DISTRICT_JATIASIH}, "region_code"),
        ({"region_code": "31.71.01.1001"}, "region_code"),
        ({"region_code": "x"}, "region_code"),
    ],
)
def test_what_cannot_be_registered(app: Flask, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        register(acting(make_account()), **fields)
    assert refused.value.field == field
    assert db.session.scalar(select(func.count()).select_from(Business)) == 0


def test_guests_register_nothing_and_nobody_hundreds(app: Flask) -> None:
    with pytest.raises(Refused):
        register(GUEST)
    actor = acting(make_account())
    for _number in range(details.REGISTRATIONS.most):
        register(actor)
    with pytest.raises(TooMany):
        register(actor)


@pytest.mark.parametrize(
    ("nib", "kept"),
    [
        ("", None),
        ("1234567890123", "1234567890123"),
        ("1234 5678 9012 3", "1234567890123"),
        ("1234-567.890123", "1234567890123"),
    ],
)
def test_a_nib_of_thirteen_digits_or_none(app: Flask, nib: str, kept: str | None) -> None:
    owner = make_account()
    shop = make_business(owner)
    with unit():
        services.save_size(shop, actor=acting(owner), started_year=None, capital_band=0, sales_band=0, nib=nib)
    assert fresh(shop).nib == kept


SIZE: dict[str, Any] = {"started_year": 2020, "capital_band": 1, "sales_band": 1, "nib": ""}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"nib": "123456789012"}, "nib"),
        ({"nib": "12345678901234"}, "nib"),
        ({"nib": "123456789012x"}, "nib"),
        ({"nib": "١٢٣٤٥٦٧٨٩٠١٢٣"}, "nib"),
        ({"started_year": 1899}, "started_year"),
        ({"started_year": 9999}, "started_year"),
        ({"capital_band": 5}, "capital_band"),
        ({"sales_band": -1}, "sales_band"),
    ],
)
def test_a_size_that_cannot_be_is_refused_beside_its_field(app: Flask, fields: dict[str, Any], field: str) -> None:
    owner = make_account()
    shop = make_business(owner)
    with pytest.raises(DomainError) as refused, unit():
        services.save_size(shop, actor=acting(owner), **{**SIZE, **fields})
    assert refused.value.field == field
    assert fresh(shop).sales_band == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda shop, actor: services.save_trade(shop, actor=actor, trade="x", code="99999"),
        lambda shop, actor: services.save_needs(shop, actor=actor, topics=["terbang"], note=""),
        lambda shop, actor: services.save_offers(shop, actor=actor, topics=["kasir"] * 3 + MANY, note=""),
        lambda shop, actor: services.add_product(shop, actor=actor, name="", price=1, unit=""),
        lambda shop, actor: services.invite_teammate(shop, actor=actor, code="tidakadaxxxx"),
        lambda shop, actor: services.invite_teammate(shop, actor=actor, code=""),
    ],
)
def test_other_things_that_cannot_be(app: Flask, change: Change) -> None:
    owner = make_account()
    shop = make_business(owner)
    with pytest.raises(DomainError), unit():
        change(shop, acting(owner))


MANY = [
    "barista", "foto", "katering", "kue_kering", "halal", "izin_nib", "izin_pirt", "python", "java", "seo", "gim",
]  # fmt: skip


def test_the_list_of_products_ends(app: Flask) -> None:
    owner = make_account()
    shop = make_business(owner)
    for _number in range(MOST_PRODUCTS):
        make_product(shop)
    with pytest.raises(DomainError), unit():
        services.add_product(shop, actor=acting(owner), name="Satu lagi", price=None, unit="")


def test_products_are_changed_and_removed_within_their_business(app: Flask) -> None:
    owner = make_account()
    shop, other = make_business(owner), make_business()
    own, foreign = make_product(shop), make_product(other)
    actor = acting(owner)
    with unit():
        services.change_product(shop, own.public_id, actor=actor, name="Uduk", price=None, unit="")
    with pytest.raises(NotFound), unit():
        services.change_product(shop, foreign.public_id, actor=actor, name="Curi", price=1, unit="")
    with unit():
        services.remove_product(shop, foreign.public_id, actor=actor)
        services.remove_product(shop, own.public_id, actor=actor)
        services.remove_product(shop, own.public_id, actor=actor)
    assert list(db.session.scalars(select(Product.id))) == [foreign.id]


def test_a_new_photo_takes_the_place_of_the_old(app: Flask) -> None:
    owner = make_account()
    shop, actor = make_business(owner), acting(owner)
    folder = Path(app.config["UPLOAD_PATH"])
    with unit():
        services.save_story(shop, actor=actor, about="", photo=read())
    first = fresh(shop).photo
    with unit():
        services.save_story(shop, actor=actor, about="Tanpa foto baru")
    assert fresh(shop).photo == first
    with unit():
        services.save_story(shop, actor=actor, about="", photo=read())
    assert list(folder.glob(f"{first}-*")) == []
    assert len(list(folder.glob(f"{fresh(shop).photo}-*"))) == 2
