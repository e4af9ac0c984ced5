"""R17: what was said of hidden posts stayed visible: counters and lists respect what may be seen."""

from __future__ import annotations

import re

from community.communities import queries as communities
from community.communities.models import MembershipState
from community.events import queries as events
from community.events.models import EventStatus, SignUpState
from community.foundation import clock
from community.foundation.cards import load_cards
from tests.communities.factories import make_comment, make_community, make_post, make_stay
from tests.events.factories import make_event, make_sign_up
from tests.factories import make_account
from tests.personas import sign_in
from tests.support import send_bare


def test_hidden_post_leaves_no_trace_for_others(client):
    community, author = make_community(), make_account(call_name="Si Penulis")
    post = make_post(community, author, title="Yang disembunyikan", hidden_at=clock.now())
    make_comment(post, make_account(call_name="Si Penjawab"), body="Saya lihat")
    here = f"/komunitas/{community.slug}"
    for reader in (None, make_account()):
        if reader:
            make_stay(community, reader)
            sign_in(client, reader)
        for path in (f"/komunitas/{community.slug}", f"/komunitas/{community.slug}?jenis=pengumuman", "/komunitas"):
            html = client.get(path).get_data(as_text=True)
            for trace in ("Yang disembunyikan", "Si Penulis", "Si Penjawab", "Saya lihat", "1 tanggapan"):
                assert trace not in html
        assert client.get(f"/komunitas/{community.slug}/kabar/{post.public_id}").status_code == 404
        assert send_bare(client, f"{here}/kabar/{post.public_id}/tanggapan").status_code in {303, 404}
    assert "disembunyikan" not in str(list(communities.documents()))


def test_waiting_people_are_no_members_in_any_number(client):
    community = make_community()
    make_stay(community, make_account())
    make_stay(community, make_account(), state=MembershipState.WAITING)
    for path in ("/komunitas", f"/komunitas/{community.slug}"):
        text = client.page(path).text
        assert re.search(r"Anggota 1\b|\b1 anggota", text) and not re.search(r"Anggota 2\b|\b2 anggota", text)
    cards = load_cards([communities.cards()])
    assert [card.id for card in cards] == [community.id] and not any(card.taken for card in cards)


def test_numbers_of_a_draft_are_nowhere(client):
    draft = make_event(status=EventStatus.DRAFT, title="Belum jadi")
    make_sign_up(draft, make_account())
    assert load_cards([events.cards()]) == [] and list(events.documents()) == []
    assert "Belum jadi" not in client.page("/acara").text


def test_the_waiting_list_shows_its_length_but_nobody_on_it(client):
    event = make_event(places=1)
    make_sign_up(event, make_account(call_name="Bu Ningsih"))
    make_sign_up(event, make_account(call_name="Pak Tono"), state=SignUpState.WAITING)
    text = client.page(f"/acara/{event.public_id}").text
    assert "(1 orang menunggu)" in text and "Ningsih" not in text and "Tono" not in text
