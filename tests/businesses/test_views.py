"""The screens of businesses, walked without script by everybody they are for."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.accounts.models import Account
from community.businesses import archive, queries
from community.businesses.models import Business, BusinessKind, BusinessStatus
from community.businesses.views.parts import PARTS, WALK
from community.foundation.database import db
from tests.businesses.factories import make_business, make_product, stored
from tests.factories import ARENJAYA, JATIRASA, make_account, make_officer
from tests.members.test_services import picture
from tests.personas import coordinator, sign_in, umkm_owner
from tests.support import count_queries

NIB = "1234567890123"


def test_a_business_is_registered_in_five_steps(client: FlaskClient) -> None:
    actor = sign_in(client, umkm_owner())
    sent = client.fill("/usaha/daftar", None, name="Uduk Bu Yanti", trade="jual nasi uduk", landmark="Depan gapura")
    (shop,) = queries.businesses_of(actor.account_id or 0)
    base = f"/usaha/{shop.public_id}"
    assert sent.location == f"{base}/ubah/jenis?daftar=1"
    choices = client.page(sent.location).text
    assert "Rumah makan dan warung nasi" in choices and "Makanan gerobak dan tenda" in choices
    answers: list[dict[str, Any]] = [
        {"code": "56102"},
        {"started_year": "2019", "sales_band": "1", "capital_band": "1", "nib": "1234 5678 90123"},
        {"about": "Buka jam 5 pagi.", "photo": (picture(), "uduk.jpg")},
        {"suggested": ["foto_produk"], "typed": "pajak umkm", "note": "Ingin jual daring."},
    ]
    at = sent.location
    for part, answer in zip(WALK, answers, strict=True):
        assert f"/ubah/{part}" in at
        at = client.fill(at, f"/ubah/{part}", **answer).location
    assert at == base
    kept = stored(shop)
    assert (kept.kbli_code, kept.kbli_version, kept.nib, kept.started_year) == ("56102", "2025", NIB, 2019)
    assert kept.needs == ["foto_produk", "pajak_umkm"]
    assert kept.region_code == ARENJAYA
    page = client.page(base).text
    for words in ("Uduk Bu Yanti", "jual nasi uduk", "Bu Yanti", "Depan gapura", "Usaha mikro", "Foto produk"):
        assert words in page


@pytest.mark.parametrize("part", WALK)
def test_every_step_may_be_passed_over_or_sent_empty(client: FlaskClient, part: str) -> None:
    owner = umkm_owner()
    shop = make_business(owner, trade="Jahit")
    sign_in(client, owner)
    base = f"/usaha/{shop.public_id}"
    place = WALK.index(part) + 1
    onward = base if place == len(WALK) else f"{base}/ubah/{WALK[place]}?daftar=1"
    address = f"{base}/ubah/{part}?daftar=1"
    assert onward in {link.get("href") for link in client.page(address).every("a")}
    assert client.fill(address).location == onward


@pytest.mark.parametrize("part", list(PARTS))
def test_saving_untouched_loses_nothing(client: FlaskClient, part: str) -> None:
    owner = umkm_owner()
    shop = make_business(
        owner, nib=NIB, sales_band=2, capital_band=1, started_year=2015, about="Cerita", needs=["halal"],
        need_note="Tolong", offers=["katering"], offer_note="Bisa", landmark="Depan pasar", kbli_code="14120",
    )  # fmt: skip
    sign_in(client, owner)
    before = archive.data_of(owner.id)
    sent = client.fill(f"/usaha/{shop.public_id}/ubah/{part}", f"/ubah/{part}")
    assert sent.location == f"/usaha/{shop.public_id}/kelola"
    db.session.rollback()
    db.session.expire_all()
    assert archive.data_of(owner.id) == before


def test_wrong_answers_stand_beside_their_field_and_stay(client: FlaskClient) -> None:
    owner = umkm_owner()
    shop = make_business(owner)
    sign_in(client, owner)
    shown = client.fill(f"/usaha/{shop.public_id}/ubah/ukuran", None, nib="12345", started_year="2020")
    assert shown.status_code == 422
    text = shown.get_data(as_text=True)
    assert "NIB terdiri dari 13 angka; yang Anda tulis 5" in text
    assert 'value="12345"' in text and 'value="2020"' in text
    assert stored(shop).started_year is None
    shown = client.fill(f"/usaha/{shop.public_id}/ubah/kebutuhan", None, typed="halal, zzzqqq", note="Tolong")
    assert shown.status_code == 422
    assert "halal, zzzqqq" in shown.get_data(as_text=True)
    assert stored(shop).needs == []


def test_registering_needs_name_trade_and_place(client: FlaskClient) -> None:
    sign_in(client, umkm_owner())
    shown = client.fill("/usaha/daftar", None, name="", trade="", region_code="")
    assert shown.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Business)) == 0


def test_a_double_tap_registers_one_business(client: FlaskClient) -> None:
    sign_in(client, umkm_owner())
    address, sent = client.find_form("/usaha/daftar")
    data = {**sent, "name": "Uduk", "trade": "jual nasi uduk"}
    first, second = (client.post(address, data=data) for _tap in range(2))
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Business)) == 1


def test_only_shown_fields_can_be_set(client: FlaskClient) -> None:
    owner, other = umkm_owner(), make_account()
    shop = make_business(owner)
    sign_in(client, owner)
    address, sent = client.find_form(f"/usaha/{shop.public_id}/ubah/cerita", "/ubah/cerita")
    extra = {"owner_id": str(other.id), "status": "closed", "nib": NIB, "region_code": ARENJAYA, "name": "Curi"}
    assert client.post(address, data={**sent, "about": "Baru", **extra}).status_code == 303
    kept = stored(shop)
    assert (kept.about, kept.owner_id, kept.status, kept.nib) == ("Baru", owner.id, BusinessStatus.ACTIVE, None)
    assert (kept.region_code, kept.name) == (JATIRASA, shop.name)


HOSTILE = ["\x00", "'; DROP TABLE businesses; --", "<script>alert(1)</script>", "9" * 400, "-1", "x" * 5000]


@pytest.mark.whole_site
@pytest.mark.parametrize("place", ["daftar", "produk", "tim", *(f"ubah/{part}" for part in PARTS)])
def test_hostile_answers_never_break_a_page(client: FlaskClient, place: str) -> None:
    owner = umkm_owner()
    shop = make_business(owner)
    sign_in(client, owner)
    address = "/usaha/daftar" if place == "daftar" else f"/usaha/{shop.public_id}/{place}"
    _action, sent = client.find_form(address, place)
    names = {"kind", "name", "trade", "region_code", "landmark", "code", "started_year", "sales_band", "nib"}
    names |= {"capital_band", "about", "photo", "typed", "note", "kept", "suggested", "price", "unit"}
    for number, text in enumerate(HOSTILE):
        own_key = {"idempotency_key": f"hostile-{number}"}
        answer = client.post(address, data={**sent, **{name: [text, text] for name in names}, **own_key})
        assert answer.status_code in {303, 400, 422}, text
        assert "<script>alert" not in answer.get_data(as_text=True)
        assert client.get(f"/usaha/{shop.public_id}").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["wilayah=x", "setelah=xxx", "jenis=apa", "kata=%25", "butuh=zzz", "tawar=halal&butuh=halal", "kata=a&kata=b"],
)
def test_the_list_takes_any_query(client: FlaskClient, query: str) -> None:
    make_business()
    assert client.get(f"/usaha?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/usaha/tidakada", "/usaha/" + "x" * 400, "/usaha/%F0%9F%98%80"])
def test_unknown_addresses_are_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nul_is_refused(client: FlaskClient) -> None:
    assert client.get("/usaha?kata=%00").status_code == 400
    assert client.get("/usaha/jenis.json?q=%00").status_code == 400


def viewers() -> dict[str, Account | None]:
    """Everybody who may come by, except the team."""
    return {
        "guest": None,
        "member": make_account(),
        "coordinator": coordinator(),
        "elsewhere": make_officer(region_code=ARENJAYA),
    }


@pytest.mark.parametrize(
    ("viewer", "active", "hidden", "closed", "sees_nib"),
    [
        ("guest", 200, 404, 404, False),
        ("member", 200, 404, 404, False),
        ("coordinator", 200, 200, 404, True),
        ("elsewhere", 200, 404, 404, False),
        ("staff", 200, 200, 200, True),
        ("owner", 200, 200, 200, True),
    ],
)
def test_who_sees_a_business_and_its_nib(
    client: FlaskClient, viewer: str, active: int, hidden: int, closed: int, sees_nib: bool
) -> None:
    owner, staff = make_account(), make_account()
    account = {**viewers(), "owner": owner, "staff": staff}[viewer]
    if account is not None:
        sign_in(client, account)
    for status, expected in zip(BusinessStatus, (active, hidden, closed), strict=True):
        shop = make_business(owner, staff=(staff,), status=status, nib=NIB)
        answer = client.get(f"/usaha/{shop.public_id}")
        assert answer.status_code == expected, status
        assert (NIB in answer.get_data(as_text=True)) is (sees_nib and expected == 200)


def test_staff_names_are_for_members(client: FlaskClient) -> None:
    shop = make_business(staff=(make_account(call_name="Rahasia Nama"),))
    assert "Rahasia Nama" not in client.page(f"/usaha/{shop.public_id}").text
    assert "1 orang lain" in client.page(f"/usaha/{shop.public_id}").text
    sign_in(client, make_account())
    assert "Rahasia Nama" in client.page(f"/usaha/{shop.public_id}").text


def test_the_list_starts_at_home_and_widens_by_itself(client: FlaskClient) -> None:
    far = make_business(region_code=ARENJAYA, name="Toko Jauh")
    sign_in(client, make_account())
    page = client.page("/usaha")
    assert "Usaha di Kota Bekasi" in page.text and far.name in page.text
    assert far.name not in client.page("/usaha?wilayah=jatirasa").text
    near = make_business(name="Toko Dekat", kind=BusinessKind.STARTUP)
    page = client.page("/usaha")
    assert near.name in page.text and far.name not in page.text
    assert far.name not in client.page("/usaha?wilayah=kota-bekasi&jenis=startup").text


def test_lists_go_on(client: FlaskClient) -> None:
    names = {make_business().name for _number in range(25)}
    first = client.page("/usaha?wilayah=jatirasa")
    older = next(link.get("href") for link in first.every("a") if link.get("rel") == "next")
    second = client.page(older)
    seen = [node.text for page in (first, second) for node in page.every("h2") if node.text in names]
    assert sorted(seen) == sorted(names)


def test_suggestions_as_json(client: FlaskClient) -> None:
    found = client.get("/usaha/jenis.json?q=jual+nasi+uduk").get_json()
    assert [row["code"] for row in found][:2] == ["56101", "56102"]
    assert set(found[0]) == {"code", "text", "hint"}
    assert client.get("/usaha/jenis.json").get_json() == []


def test_pages_cost_few_queries(client: FlaskClient) -> None:
    owner = umkm_owner()
    shops = [make_business(owner) for _number in range(25)]
    make_product(shops[0])
    sign_in(client, owner)
    base = f"/usaha/{shops[0].public_id}"
    for path in ("/usaha?wilayah=jatirasa", base, f"{base}/kelola", "/usaha/saya"):
        with count_queries() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= 8, path


def test_what_people_write_is_shown_as_they_wrote_it(client: FlaskClient) -> None:
    shop = make_business(name="<b>Toko</b>", about="<img src=x onerror=alert(1)>", trade='"><svg/onload=1>')
    page = client.get(f"/usaha/{shop.public_id}").get_data(as_text=True)
    assert "<b>Toko</b>" not in page and "<img src=x" not in page and "<svg/onload" not in page


def test_a_startup_is_chosen_already_where_one_is_asked_for(client):
    sign_in(client, make_account(intents=["usaha"]))
    for path, kind in (("/usaha/daftar?jenis=startup", "startup"), ("/usaha/daftar?jenis=x", "sme")):
        chosen = [node.get("value") for node in client.page(path).every("input") if "checked" in node.attributes]
        assert chosen == [kind, "none"]


def test_the_page_names_what_its_team_does_next(client):
    owner = make_account(intents=["usaha"])
    here = f"/usaha/{make_business(owner, kind=BusinessKind.STARTUP).public_id}"
    assert "Tulis program" not in client.page(here).text
    sign_in(client, owner)
    for path in (here, f"{here}/kelola"):
        links = {node.text: node.get("href") for node in client.page(path).every("a")}
        assert links["Tulis program"] == "/program/baru" and links["Pasang lowongan"] == "/lowongan/baru"
