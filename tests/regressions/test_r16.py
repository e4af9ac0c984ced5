"""R16: a moderator could act on what he could not read: hiding needs the right to read."""

from __future__ import annotations

from community.communities.models import Joining, Post
from community.foundation.database import db
from tests.communities.factories import make_comment, make_post, make_stay, make_theme
from tests.factories import make_account
from tests.personas import coordinator, sign_in
from tests.support import send_bare


def test_coordinator_of_a_kecamatan_neither_reads_nor_hides_in_a_closed_theme(client):
    community = make_theme(joining=Joining.CONFIRMED)
    author = make_account()
    make_stay(community, author)
    post = make_post(community, author, title="Hanya kita")
    answer = make_comment(post, author)
    sign_in(client, coordinator())
    path = f"/komunitas/{community.slug}/kabar/{post.public_id}"
    for address in (
        f"{path}/sembunyikan",
        f"{path}/tanggapan/{answer.public_id}/sembunyikan",
        f"{path}/tanggapan",
    ):
        sent = send_bare(client, address, reason="Tidak pantas", body="x")
        assert sent.status_code == 403
        assert "Hanya kita" not in sent.get_data(as_text=True)
    assert client.get(path).status_code == 403
    db.session.expire_all()
    assert db.session.get_one(Post, post.id).hidden_at is None
