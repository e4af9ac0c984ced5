"""How old what is found is, and the latest of it first, without JavaScript."""

from __future__ import annotations

from datetime import timedelta

from community.foundation import clock
from community.foundation.languages import format_date
from community.search import services
from tests.businesses.factories import make_business
from tests.factories import ARENJAYA, JATIRASA
from tests.inspector import Inspector
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.pages import Node
from tests.personas import job_seeker, sign_in
from tests.search.factories import HIDDEN, delete_community, hide
from tests.search.test_views import NAME, make_all, titles


def make_aged(*ages: int, **fields: object) -> None:
    business = make_employer()
    for age in ages:
        make_job(
            business, title=f"Toko roti kasir umur {age}", published_at=clock.now() - timedelta(days=age), **fields
        )


def orders(page: Node) -> dict[str, str]:
    switch = [nav for nav in page.every("nav") if nav.get("aria-label") == "Urutan"]
    return {link.text: link.get("href") for nav in switch for link in nav.every("a")}


def test_a_vacancy_says_how_many_days_ago_it_was_put_up(client: Inspector) -> None:
    make_aged(0, 1, 3, 30, 31)
    make_business(name="Kasir jaya")
    services.rebuild()
    text = client.page("/cari?q=kasir").text
    for age in ("hari ini", "kemarin", "3 hari lalu", "30 hari lalu", format_date(clock.today() - timedelta(days=31))):
        assert f"Lowongan {age} Dipasang" in text
    assert text.count("Dipasang") == 5, "of a business it is told where the order makes it worth knowing"
    assert client.page("/cari?q=kasir&urut=terbaru").text.count("Dipasang") == 6


def test_the_latest_first_is_one_tap_away_and_stays_on_the_next_page_and_with_filters(client: Inspector) -> None:
    make_aged(*range(24, 0, -1), region_code=JATIRASA)
    make_aged(40, region_code=ARENJAYA)
    make_job(title="Kasir toko", published_at=clock.now() - timedelta(days=50), region_code=JATIRASA)
    services.rebuild()
    first = client.page("/cari?q=kasir+toko&wilayah=jatirasa&jenis=job")
    assert titles(first)[0] == "Kasir toko"
    by_day = orders(first)["Terbaru"]
    newest = client.page(by_day)
    assert titles(newest) == [f"Toko roti kasir umur {age}" for age in range(1, 21)]
    older = next(link.get("href") for link in newest.every("a") if link.get("rel") == "next")
    rest = client.page(older)
    assert titles(rest) == [f"Toko roti kasir umur {age}" for age in range(21, 25)] + ["Kasir toko"]
    for page in (newest, rest):
        kept = {(field.get("name"), field.get("value")) for field in page.every("input")}
        assert {("urut", "terbaru"), ("jenis", "job")} <= kept
        assert "setelah" not in orders(page)["Paling cocok"]
        chips = [link.get("href") for link in page.every("a") if link.get("class") == "chip"]
        assert chips == ["/cari?q=kasir+toko&jenis=job&urut=terbaru"]
    assert titles(client.page(orders(rest)["Paling cocok"])) == titles(first)


def test_the_order_is_asked_only_where_there_is_one(client: Inspector) -> None:
    make_all()
    sign_in(client, job_seeker())
    make_member(account={"call_name": NAME})
    services.rebuild()
    assert list(orders(client.page("/cari?q=zamrud"))) == ["Paling cocok", "Terbaru"]
    for address in ("jenis=job", "jenis=member", "jenis=community", "wilayah=jatirasa&waktu=sampai-7&jenis=mentor"):
        assert orders(client.page(f"/cari?q=zamrud&{address}")) == {}, address
    assert orders(client.page("/cari?q=zamrud&urut=entah"))["Terbaru"] == "/cari?q=zamrud&urut=terbaru"


def test_what_was_just_hidden_is_not_shown_in_any_order(client: Inspector) -> None:
    ids = make_all()
    sign_in(client, job_seeker())
    for kind, number in ids.items():
        if kind in HIDDEN:
            hide(kind, number)
    delete_community(ids["community"])
    assert titles(client.page("/cari?q=zamrud&urut=terbaru")) == []
