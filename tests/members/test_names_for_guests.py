"""A name that is kept for members is told to no guest, wherever it stands."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from community.accounts.models import Account
from tests.businesses.factories import make_business
from tests.communities.factories import make_comment, make_community, make_post
from tests.members.factories import make_member
from tests.personas import job_seeker, sign_in
from tests.recommendations.factories import work
from tests.regressions.support import browser


def _paths(who: Account) -> list[str]:
    community = make_community(name="Warga Jatirasa Rukun")
    post = make_post(community, who, title="Kabar dapur")
    make_comment(post, who)
    shop = make_business(who, name="Warung Nasi")
    work()
    return [
        f"/komunitas/{community.slug}",
        f"/komunitas/{community.slug}/kabar/{post.public_id}",
        f"/usaha/{shop.public_id}",
        "/usaha?wilayah=jatirasa",
        "/wilayah/jatirasa",
        "/cari?q=warung+nasi",
    ]


@pytest.mark.parametrize(("audience", "named"), [("members", False), ("public", True)])
def test_guests_read_a_name_only_where_it_is_public(app: Flask, audience: str, named: bool) -> None:
    who = make_member(account={"call_name": "Zubaedah"}, audiences={"name": audience})
    guest, paths = browser(app), _paths(who)
    pages = [re.sub("</?mark>", "", guest.get(path).text) for path in paths]
    assert all("Kabar dapur" in page for page in pages[:2]) and all("Warung Nasi" in page for page in pages[2:])
    assert ["Zubaedah" in page for page in pages] == [named] * len(paths)


def test_members_read_it_all_the_same(app: Flask) -> None:
    who = make_member(account={"call_name": "Zubaedah"}, audiences={"name": "members"})
    paths, member = _paths(who), browser(app)
    sign_in(member, job_seeker())
    assert all("Zubaedah" in member.get(path).text for path in paths[:4])
