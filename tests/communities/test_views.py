"""The pages of communities, opened and filled in as people do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from community.communities import queries, services
from community.communities.models import Joining, Membership, MembershipState, Post, PostKind
from community.foundation import clock
from community.foundation.database import db
from tests.communities.factories import make_comment, make_community, make_post, make_stay, make_theme
from tests.factories import ARENJAYA, make_account, make_officer
from tests.personas import city_admin, coordinator, job_seeker, sign_in
from tests.support import count_queries, unit

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt:alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "[klik](vbscript:msgbox)",
    "![x](https://jahat.example/pelacak.png)",
    "<a href='x' onclick='alert(1)'>x</a>",
    "<svg/onload=alert(1)>",
    "<iframe src=//jahat.example></iframe>",
    "<style>body{display:none}</style>",
    "[x](<javascript:alert(1)>)",
    '[x](https://a.example "onmouseover=alert(1)")',
    "`<script>`",
    "<form action=//jahat.example><input name=pin></form>",
    "</div></article><script>1</script>",
    "\u202ekebalik <b onmouseover=alert(1)>b</b>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<math><mtext></mtext><script>1</script></math>",
    "&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;",
]


def test_guest_finds_communities_by_word_and_place(client):
    with unit():
        services.ensure_region_communities()
        services.ensure_themes()
    assert "Komunitas" in client.page("/komunitas").text
    for typed in ("jati asih", "Jatiasih", "jatasih"):
        assert "Komunitas Jatiasih" in client.page(f"/komunitas?kata={typed}").text
    assert "Jahit dan Konveksi" in client.page("/komunitas?kata=penjahit").text
    nothing = client.page("/komunitas?kata=zzzzqq").text
    assert "Tidak ada komunitas" in nothing


def test_list_shows_mine_first_and_pages(client):
    with unit():
        services.ensure_region_communities()
        services.ensure_themes()
    me = job_seeker()
    make_stay(queries.by_slug("jahit-dan-konveksi"), me)
    sign_in(client, me)
    with count_queries() as statements:
        text = client.page("/komunitas").text
    assert len(statements) <= 8
    assert text.index("Komunitas saya") < text.index("Jahit dan Konveksi") < text.index("Menurut minat")
    first = client.page("/komunitas?wilayah=kota-bekasi")
    older = next(link.get("href") for link in first.every("a") if link.get("rel") == "next")
    assert "Komunitas" in client.page(older).text


def test_member_joins_writes_answers_and_leaves(client):
    community = make_community()
    sign_in(client, job_seeker())
    here = f"/komunitas/{community.slug}"
    assert client.fill(here, "gabung").status_code == 303
    sent = client.fill(f"{here}/tulis", title="Fotokopi murah", body="Di mana **ya**?")
    assert sent.status_code == 303
    page = client.page(sent.location)
    assert "Fotokopi murah" in page.text
    assert [node.text for node in page.every("strong")] == ["ya"]
    assert client.fill(sent.location, "tanggapan", body="Depan gang").status_code == 303
    assert "1 tanggapan" in client.page(here).text
    assert client.fill(here, "keluar").status_code == 303
    db.session.expire_all()
    assert queries.by_slug(community.slug).member_count == 0


def test_empty_answer_says_so_beside_the_field(client):
    community, me = make_community(), job_seeker()
    make_stay(community, me)
    post = make_post(community, me)
    sign_in(client, me)
    answer = client.fill(f"/komunitas/{community.slug}/kabar/{post.public_id}", "tanggapan", body="  ")
    assert answer.status_code == 422
    assert "Tulis dulu tanggapan Anda" in answer.get_data(as_text=True)


@pytest.mark.whole_site
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_stays_words(client, text):
    community, author = make_community(), job_seeker()
    post = make_post(community, author, title=text.replace("\n", " ")[:120], body=text)
    make_comment(post, author, body=text)
    for path in (f"/komunitas/{community.slug}", f"/komunitas/{community.slug}/kabar/{post.public_id}"):
        page = client.page(path)
        assert not list(page.every("iframe", "style", "math"))
        assert all("alert" not in node.text for node in page.every("script"))
        assert not [node for node in page.every("img") if "jahat" in node.get("src") or node.get("src") == "x"]
        assert not [name for node in page.every() for name in node.attributes if name.startswith("on")]
        for link in page.every("a"):
            assert not link.get("href").casefold().startswith(("javascript:", "data:", "vbscript:"))
        assert all("jahat" not in form.get("action") for form in page.every("form"))


def test_guest_reads_but_is_sent_to_sign_in_to_write(client):
    community = make_community()
    make_post(community, job_seeker(), title="Halo tetangga")
    assert "Halo tetangga" in client.page(f"/komunitas/{community.slug}").text
    assert client.get(f"/komunitas/{community.slug}/tulis").status_code == 303
    assert client.get(f"/komunitas/{community.slug}/anggota").status_code == 303


def test_closed_theme_shows_its_talk_to_members_alone(client):
    community = make_theme(joining=Joining.CONFIRMED)
    author = make_account()
    make_stay(community, author)
    post = make_post(community, author, title="Rahasia dapur")
    here = f"/komunitas/{community.slug}"
    assert "Rahasia dapur" not in client.page(here).text
    sign_in(client, job_seeker())
    assert "Rahasia dapur" not in client.page(here).text
    assert client.get(f"{here}/kabar/{post.public_id}").status_code == 403
    sign_in(client, author)
    assert "Rahasia dapur" in client.page(here).text


def test_coordinator_confirms_from_the_list(client):
    community = make_community(joining=Joining.CONFIRMED)
    asking = make_account(call_name="Bu Ningsih")
    make_stay(community, asking, state=MembershipState.WAITING)
    sign_in(client, coordinator())
    here = f"/komunitas/{community.slug}"
    assert "1 orang ingin bergabung" in client.page(here).text
    assert client.fill(f"{here}/anggota", "terima").status_code == 303
    assert "Menunggu jawaban" not in client.page(f"{here}/anggota").text
    [(joined, state)] = queries.mine(asking.id)
    assert (joined.id, state) == (community.id, MembershipState.CONFIRMED)


def test_members_see_call_names_only(client):
    community, me = make_community(), job_seeker()
    make_stay(community, me)
    make_stay(community, make_account(call_name="Pak Tono", phone="+6281298765432"))
    sign_in(client, me)
    html = client.get(f"/komunitas/{community.slug}/anggota").get_data(as_text=True)
    assert "Pak Tono" in html
    assert "98765432" not in html and "9876-5432" not in html


def test_phone_is_shown_after_a_written_look_only(client):
    community = make_community(contact_name="Bu Lurah", contact_phone="+6281311112222")
    here = f"/komunitas/{community.slug}"
    assert "0813-1111-2222" not in client.page(f"{here}?nomor=1").text
    sign_in(client, job_seeker())
    assert "0813-1111-2222" not in client.page(f"{here}?nomor=1").text
    shown = client.fill(here, "nomor")
    assert shown.status_code == 303
    assert "0813-1111-2222" in client.page(shown.location.split("#")[0]).text
    sign_in(client, make_account())
    assert "0813-1111-2222" not in client.page(f"{here}?nomor=1").text


def test_coordinator_edits_and_what_was_typed_stays(client):
    community = make_community(name="Komunitas Jatirasa")
    sign_in(client, coordinator())
    path = f"/komunitas/{community.slug}/ubah"
    wrong = client.fill(path, about="Baru", contact_name="Bu Lurah", contact_phone="123")
    assert wrong.status_code == 422
    assert "Tulis nomor HP yang diawali 08" in wrong.get_data(as_text=True) and "123" in wrong.get_data(as_text=True)
    done = client.fill(path, about="Baru", contact_name="Bu Lurah", contact_phone="0812 3456 7890")
    assert done.status_code == 303
    db.session.expire_all()
    assert queries.by_slug(community.slug).contact_phone == "+6281234567890"


def test_admin_opens_a_theme_and_others_cannot(client):
    sign_in(client, coordinator())
    assert client.get("/komunitas/baru").status_code == 403
    sign_in(client, city_admin())
    done = client.fill("/komunitas/baru", name="Pencinta Ikan Hias", about="Bibit dan pakan.")
    assert done.location.endswith("/komunitas/pencinta-ikan-hias")
    again = client.fill("/komunitas/baru", name="Pencinta Ikan Hias", about="Lagi.")
    assert again.status_code == 422


def test_hidden_post_is_gone_from_lists_and_counts(client):
    community, author = make_community(), job_seeker()
    make_stay(community, author)
    post = make_post(community, author, title="Jual akun murah")
    make_comment(post, author, body="minat kak")
    officer = coordinator()
    sign_in(client, officer)
    path = f"/komunitas/{community.slug}/kabar/{post.public_id}"
    assert client.fill(f"{path}/sembunyikan", reason="").status_code == 422
    assert client.fill(f"{path}/sembunyikan", reason="Menawarkan barang terlarang").status_code == 303
    assert "Menawarkan barang terlarang" in client.page(path).text
    sign_in(client, author)
    assert "Menawarkan barang terlarang" in client.page(path).text
    assert "minat kak" not in client.page(path).text
    with client.session_transaction() as session:
        session.clear()
    assert client.get(path).status_code == 404
    html = client.get(f"/komunitas/{community.slug}").get_data(as_text=True)
    assert "Jual akun murah" not in html and "1 tanggapan" not in html


def test_community_page_costs_few_queries_however_much_is_said(client):
    community, me = make_community(), coordinator()
    make_stay(community, me)
    costs, path = [], f"/komunitas/{community.slug}"
    for number in (3, 30):
        for _ in range(number):
            post = make_post(community, make_account())
            make_comment(post, make_account())
        make_post(community, me, kind=PostKind.ANNOUNCEMENT)
        sign_in(client, me)
        with count_queries() as statements:
            client.page(path)
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 8


def test_talk_is_paged_without_gaps(client):
    community, author = make_community(), job_seeker()
    for number in range(23):
        make_post(community, author, title=f"Nomor-{number:02d}-")
    seen, path = set(), f"/komunitas/{community.slug}"
    while path:
        page = client.page(path)
        seen |= {number for number in range(23) if f"Nomor-{number:02d}-" in page.text}
        path = next((link.get("href") for link in page.every("a") if link.get("rel") == "next"), None)
    assert seen == set(range(23))


@pytest.mark.parametrize(
    "path",
    [
        "/komunitas/tidak-ada",
        "/komunitas/" + "a" * 5000,
        "/komunitas/tidak-ada/kabar/xyz",
        "/komunitas/tidak-ada/anggota",
    ],
)
def test_unknown_addresses_are_404(client, path):
    sign_in(client, job_seeker())
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["setelah=%FF", "setelah=W10", "kata=%25%25__", "wilayah=../x", "jenis=x"])
def test_odd_parameters_do_no_harm(client, query):
    community = make_community()
    assert client.get(f"/komunitas?{query}").status_code == 200
    assert client.get(f"/komunitas/{community.slug}?{query}").status_code == 200


def test_form_sets_only_what_it_shows(client):
    """Mass assignment: columns that are no field of the form keep their values."""
    community, me = make_community(), coordinator()
    sign_in(client, me)
    address, sent = client.find_form(f"/komunitas/{community.slug}/ubah")
    extra = {"member_count": "999", "slug": "curian", "region_code": ARENJAYA, "name": "Curian", "kind": "theme"}
    assert client.post(address, data={**sent, **extra}).status_code == 303
    db.session.expire_all()
    same = queries.by_slug(community.slug)
    assert (same.member_count, same.region_code, same.name) == (0, community.region_code, community.name)


def test_foreign_coordinator_gets_no_desk(client):
    community = make_community()
    sign_in(client, make_officer(region_code="32.75.01"))
    assert client.get(f"/komunitas/{community.slug}/ubah").status_code == 403
    assert client.get(f"/komunitas/{community.slug}/anggota").status_code == 403


def test_ended_stay_loses_the_list(client):
    community, me = make_community(), job_seeker()
    make_stay(community, me, state=MembershipState.LEFT, ended_at=clock.now())
    sign_in(client, me)
    assert client.get(f"/komunitas/{community.slug}/anggota").status_code == 403
    assert db.session.query(Membership).count() == 1 and db.session.query(Post).count() == 0


def test_posts_stand_newest_first_by_their_hour(client):
    community, author = make_community(), make_account()
    for title, days in (("Kemarin", 1), ("Pekan lalu", 7), ("Hari ini", 0)):
        make_post(community, author, title=f"Kabar {title}", created_at=clock.now() - timedelta(days=days))
    text = client.page(f"/komunitas/{community.slug}").text
    order = [text.index(f"Kabar {title}") for title in ("Hari ini", "Kemarin", "Pekan lalu")]
    assert order == sorted(order)
