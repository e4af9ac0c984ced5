"""What lists hold, and what they leave out."""

from __future__ import annotations

from datetime import timedelta

from community.accounts.models import AccountStatus
from community.communities import archive, queries
from community.communities.models import MembershipState
from community.foundation import clock, concerns
from community.foundation.cards import load_cards
from community.foundation.database import db
from tests.communities.factories import make_comment, make_community, make_post, make_stay, make_theme
from tests.factories import ARENJAYA, DISTRICT_JATIASIH, make_account, make_officer
from tests.personas import acting, coordinator, job_seeker
from tests.support import count_queries, unit


def test_cards_lead_to_the_community(app):
    community = make_theme(name="Kebun Kota", about="Bibit dibagi.")
    with count_queries() as statements:
        cards = load_cards([queries.cards()])
    assert len(statements) == 1
    assert [(card.key, card.title, card.public_id, card.note) for card in cards] == [
        (f"community:{community.id}", "Kebun Kota", community.slug, "Bibit dibagi.")
    ]
    with app.test_request_context():
        assert cards[0].url == f"/komunitas/{community.slug}"


def test_documents_tell_of_the_community_but_not_of_its_talk(app):
    community = make_community(topics=["harga_jual"])
    make_post(community, job_seeker(), body="rahasia tetangga")
    make_theme()
    (document,) = queries.documents([community.id])
    assert document.skills == ("harga_jual",) and "rahasia" not in document.text
    assert len(list(queries.documents())) == 2 and list(queries.documents([0])) == []


def test_suspended_people_vanish_from_lists(app):
    community, gone = make_community(), job_seeker()
    make_stay(community, gone)
    post, other = make_post(community, gone), make_post(community, make_account())
    make_comment(other, gone)
    with unit():
        db.session.merge(gone).status = AccountStatus.SUSPENDED
    assert db.session.execute(queries.members_of(community.id)).all() == []
    assert [row.id for row in db.session.execute(queries.posts_of(community.id, to_members=True))] == [other.id]
    assert db.session.execute(queries.comments_of(other.id, to_members=True)).all() == []
    assert queries.post_in(community.id, post.public_id, to_members=True) is None


def test_mine_holds_running_stays_only(app):
    me = job_seeker()
    here, asked, left = make_community(), make_theme(name="Zebra"), make_theme()
    make_stay(here, me)
    make_stay(asked, me, state=MembershipState.WAITING)
    make_stay(left, me, state=MembershipState.LEFT, ended_at=clock.now())
    assert [community.id for community, _state in queries.mine(me.id)] == [here.id, asked.id]


def test_an_officer_is_told_who_waits_in_her_region(app):
    here, there = make_community(), make_community(region_code=ARENJAYA)
    for community in (here, there):
        make_stay(community, make_account(), state=MembershipState.WAITING)
    rows = concerns.of(acting(coordinator()), "newcomers")
    assert [(row.key, row.number) for row in rows] == [(here.slug, 1)]
    assert concerns.of(acting(job_seeker()), "newcomers") == []
    everywhere = concerns.of(acting(make_officer(region_code="32.75")), "newcomers")
    assert {row.key for row in everywhere} == {here.slug, there.slug}


def test_who_asked_first_waits_on_top(app):
    here, now = make_community(), clock.now()
    for name, days in (("Kemarin", 1), ("Pekan lalu", 7), ("Dua hari", 2)):
        asked_at = now - timedelta(days=days)
        make_stay(here, make_account(call_name=name), state=MembershipState.WAITING, asked_at=asked_at)
    assert [row.call_name for row in queries.waiting_in(here.id)] == ["Pekan lalu", "Dua hari", "Kemarin"]


def test_found_by_knows_spellings_of_places_and_words(app):
    here = make_community(name="Komunitas Jatirasa")
    district = make_community(name="Komunitas Kecamatan Jatiasih", region_code=DISTRICT_JATIASIH)
    theme = make_theme(name="Jahit", about="Penjahit rumahan")

    def found(text: str) -> set[int]:
        return {community.id for community in db.session.scalars(queries.found_by(text))}

    assert here.id in found("jati rasa")
    assert district.id in found("jatiasih")
    assert found("penjahit") == {theme.id}
    assert found("%") == set() and found("_") == set()


def test_her_own_copy_holds_everything_she_wrote(app):
    community, me = make_community(name="Komunitas Jatirasa"), job_seeker()
    make_stay(community, me)
    post = make_post(community, me, title="Halo")
    make_comment(post, me, body="Ya")
    make_comment(post, make_account(), body="Bukan saya")
    data = archive.data_of(me.id)
    assert [stay["komunitas"] for stay in data["keanggotaan"]] == ["Komunitas Jatirasa"]
    assert [text["judul"] for text in data["tulisan"]] == ["Halo"]
    assert [text["isi"] for text in data["tanggapan"]] == ["Ya"]


def test_for_a_guest_no_member_is_looked_at(app):
    community, member = make_community(), make_account()
    stay = make_stay(community, member)
    assert queries.with_stay(community.slug, member.id) == (community, stay)
    with count_queries() as statements:
        assert queries.with_stay(community.slug, None) == (community, None)
    assert len(statements) == 1 and "memberships" not in statements[0]
    assert queries.with_stay("tidak-ada", None) is None
