"""What lists, search and matching are told of businesses."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.businesses import archive, queries
from community.businesses.models import Business, BusinessKind, BusinessStatus, Scale, TeamRole
from community.businesses.queries import Filters
from community.foundation import clock
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.regions.queries import directory
from tests.businesses.factories import make_business, make_product
from tests.factories import ARENJAYA, DISTRICT_JATIASIH, JATIRASA, make_account
from tests.inspector import Inspector
from tests.members.factories import make_member
from tests.personas import sign_in
from tests.support import count_queries

HIDDEN, CLOSED = BusinessStatus.HIDDEN, BusinessStatus.CLOSED


def found(filters: Filters = Filters(), code: str = "32.75") -> set[int]:  # noqa: B008 - frozen
    region = directory().by_code(code)
    assert region is not None
    return {row[0].id for row in db.session.execute(queries.open_in(region, filters))}


@pytest.mark.parametrize("status", [HIDDEN, CLOSED])
def test_what_is_not_active_is_in_no_list(app: Flask, status: BusinessStatus) -> None:
    owner = make_account()
    business = make_business(owner, status=status)
    assert found() == set()
    assert load_cards([queries.cards()]) == []
    assert list(queries.documents(None)) == []
    assert list(db.session.scalars(queries.region_codes())) == []
    assert not queries.may_act_for(owner.id, business.id)


def test_a_card_says_who_and_what(app: Flask) -> None:
    business = make_business(make_member(account={"call_name": "Bu Yanti"}, audiences={"name": "public"}))
    (card,) = load_cards([queries.cards()])
    assert (card.kind, card.id, card.public_id) == ("business", business.id, business.public_id)
    assert (card.title, card.by, card.region_code, card.note) == (
        business.name, "Bu Yanti", JATIRASA, "Jual nasi uduk",
    )  # fmt: skip


def test_a_document_holds_words_and_facts_but_no_nib(app: Flask) -> None:
    business = make_business(
        nib="1234567890123", about="Buka jam 5 pagi.", needs=["foto_produk"], offers=["katering", "kuno"],
        need_note="Ingin jual daring.", offer_note="Terima pesanan.",
    )  # fmt: skip
    make_product(business, name="Lontong sayur")
    (document,) = queries.documents([business.id])
    for words in ("Jual nasi uduk", "Makanan gerobak", "Buka jam 5", "Lontong", "jual daring", "Terima"):
        assert words in document.text
    assert "1234567890123" not in repr(document)
    assert document.skills == ("katering",)
    assert document.owner_key == f"business:{business.id}"
    assert document.features["needs"] == ("foto_produk",)
    assert document.features["sector"] == "56102"
    assert document.features["audience"] == ("usaha",)


def test_a_title_that_is_all_somebody_says_stands_once_in_her_document(app: Flask) -> None:
    title = queries.trade_title("56102")
    business = make_business(trade=title, kbli_code="56102", about="Buka jam 5 pagi.")
    (document,) = queries.documents([business.id])
    assert document.text.count(title) == 1


def test_places_widen_from_kelurahan_to_city(app: Flask) -> None:
    here, there = make_business().id, make_business(region_code=ARENJAYA).id
    assert found(code=JATIRASA) == {here}
    assert found(code=DISTRICT_JATIASIH) == {here}
    assert found() == {here, there}


@pytest.mark.parametrize(
    ("fields", "filters"),
    [
        ({"kind": BusinessKind.STARTUP}, Filters(kind=BusinessKind.STARTUP)),
        ({"kbli_code": "96100", "name": "Bersih"}, Filters(words="laundry kiloan")),
        ({"name": "Londo Jaya 100%"}, Filters(words="jaya 100%")),
        ({"needs": ["foto_produk", "halal"]}, Filters(needs=("halal",))),
        ({"needs": ["halal"]}, Filters(needs=("foto_produk", "halal"))),
        ({"offers": ["katering"]}, Filters(offers=("katering",))),
    ],
)
def test_each_filter_finds_its_own(app: Flask, fields: dict[str, Any], filters: Filters) -> None:
    make_business(needs=["katering"], offers=["halal_lain"])
    wanted = make_business(**fields)
    assert found(filters) == {wanted.id}


@pytest.mark.parametrize("words", ["%", "_", "100_", "' OR 1=1 --", "\U0001f35c"])
def test_signs_of_sql_are_plain_words(app: Flask, words: str) -> None:
    make_business(name="Warung Biasa")
    assert found(Filters(words=words)) == set()


def test_mine_are_those_i_own_or_work_for(app: Flask) -> None:
    owner, staff, other = (make_account() for _person in range(3))
    first = make_business(owner, staff=(staff,))
    second = make_business(staff, status=CLOSED)
    make_business(other)
    assert [one.id for one in queries.businesses_of(owner.id)] == [first.id]
    assert [one.id for one in queries.businesses_of(staff.id)] == [first.id]
    assert [one.id for one in queries.businesses_of(staff.id, closed=True)] == [first.id, second.id]
    assert queries.may_act_for(owner.id, first.id)
    assert queries.may_act_for(staff.id, first.id)
    assert not queries.may_act_for(other.id, first.id)
    assert not queries.may_act_for(staff.id, second.id)
    assert [(one.account_id, one.role) for one in queries.team_of(first)] == [
        (owner.id, TeamRole.OWNER),
        (staff.id, TeamRole.STAFF),
    ]
    assert queries.team_ids(first.id) == sorted([owner.id, staff.id])
    assert queries.role_in(first, other.id) is None
    assert queries.role_in(first, None) is None


def test_scale_and_trade_in_words(app: Flask) -> None:
    this_year = clock.today().year
    business = make_business(trade="", sales_band=2, capital_band=1, started_year=this_year - 3)
    assert queries.scale_today(business) == Scale.SMALL
    assert queries.trade_words(business) == "Makanan gerobak dan tenda"
    assert queries.scale_today(make_business()) is None
    assert queries.trade_words(make_business(trade="", kbli_code=None)) == ""


def test_names_and_products_come_at_once(app: Flask) -> None:
    shops = [make_business() for _number in range(5)]
    for shop in shops:
        make_product(shop)
    ids = [shop.id for shop in shops]
    with count_queries() as statements:
        assert set(queries.names_of(ids)) == set(ids)
        assert set(queries.products_of(ids)) == set(ids)
        assert len(list(queries.documents(ids))) == 5
    assert len(statements) == 4
    assert queries.names_of([]) == {}


def test_the_download_holds_everything(app: Flask) -> None:
    owner = make_account()
    business = make_business(owner, nib="1234567890123")
    make_product(business)
    (told,) = archive.data_of(owner.id)
    assert {column.key for column in Business.__table__.columns} <= told.keys()
    assert told["products"] == [("Nasi uduk", 12_000, "porsi")]


def test_a_teammate_takes_only_the_name_away(app: Flask, client: Inspector) -> None:
    staff = make_account()
    make_business(name="Warung Bu Tini", staff=(staff,), nib="1234567890123", sales_band=2)
    own = make_business(staff)
    sign_in(client, staff)
    told = client.get("/akun/data.json").get_json()
    assert told["tim_usaha"] == ["Warung Bu Tini"]
    assert [one["id"] for one in told["usaha"]] == [own.id]
    assert "1234567890123" not in str(told)
