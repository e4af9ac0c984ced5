"""R13: anybody signed in could accept or refuse other people's requests.

Every deciding verb of communities and events, called by people without the right: refused, and nothing changed.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from community.communities.models import Joining, Membership, MembershipState, Post
from community.events.models import Event, EventStatus, SignUp
from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import OutboxMessage
from tests.communities.factories import make_community, make_post, make_stay
from tests.events.factories import make_event, make_sign_up
from tests.factories import make_account, make_officer
from tests.personas import sign_in
from tests.support import send_bare


def _strangers():
    return {
        "member": lambda: make_account(),
        "coordinator elsewhere": lambda: make_officer(region_code="32.75.01"),
    }


@pytest.mark.parametrize("who", _strangers())
def test_no_stranger_decides_about_members_or_posts(client, who):
    community = make_community(joining=Joining.CONFIRMED)
    stay = make_stay(community, make_account(), state=MembershipState.WAITING)
    post = make_post(community, make_account())
    here = f"/komunitas/{community.slug}"
    sign_in(client, _strangers()[who]())
    for path in (
        f"{here}/anggota/{stay.public_id}/terima",
        f"{here}/anggota/{stay.public_id}/tolak",
        f"{here}/kabar/{post.public_id}/sembunyikan",
        f"{here}/ubah",
        f"{here}/tulis?jenis=pengumuman",
    ):
        sent = {"reason": "karena saya mau", "title": "x", "body": "x", "about": "x", "joining": "open"}
        assert send_bare(client, path, **sent).status_code == 403, path
    db.session.expire_all()
    assert db.session.get_one(Membership, stay.id).state == MembershipState.WAITING
    assert db.session.scalars(select(Post)).one().hidden_at is None
    assert db.session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize("who", _strangers())
@pytest.mark.parametrize("status", list(EventStatus))
def test_no_stranger_moves_an_event_or_checks_in(client, who, status):
    event = make_event(status=status, starts_at=clock.now())
    own = make_sign_up(event, make_account())
    code = own.code
    here = f"/acara/{event.public_id}"
    sign_in(client, _strangers()[who]())
    for path in (
        f"{here}/buka",
        f"{here}/batalkan",
        f"{here}/hapus",
        f"{here}/ubah",
        f"{here}/peserta",
        f"{here}/peserta/{own.public_id}/hadir",
        f"{here}/peserta/{own.public_id}/belum-hadir",
        f"{here}/peserta/{own.public_id}/nomor",
    ):
        answer = send_bare(client, path, reason="karena saya mau", code=code)
        assert answer.status_code in {403, 404}, path
    db.session.expire_all()
    assert db.session.get_one(Event, event.id).status == status
    assert db.session.get_one(SignUp, own.id).checked_in_at is None
    assert db.session.scalars(select(OutboxMessage)).all() == []


def test_nobody_gives_back_the_place_of_another(client):
    event, owner = make_event(), make_account()
    own = make_sign_up(event, owner)
    sign_in(client, make_account())
    send_bare(client, f"/acara/{event.public_id}/batal")
    db.session.expire_all()
    assert db.session.get_one(SignUp, own.id).state.value == "confirmed"
