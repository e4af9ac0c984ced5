"""Communities, stays, posts and comments for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from community.accounts.models import Account
from community.communities.models import (
    Comment,
    Community,
    CommunityKind,
    Membership,
    MembershipState,
    Post,
)
from community.foundation.database import db
from tests.factories import JATIRASA
from tests.support import unit

_numbers = count(1)


def make_community(**fields: Any) -> Community:
    """The community of Kelurahan Jatirasa, open to all."""
    number = next(_numbers)
    values = {
        "slug": f"komunitas-{number}",
        "kind": CommunityKind.REGION,
        "region_code": JATIRASA,
        "name": f"Komunitas {number}",
        "about": "Saling kenal dan saling bantu.",
        "topics": [],
    }
    with unit():
        community = Community(**{**values, **fields})
        db.session.add(community)
    return community


def make_theme(**fields: Any) -> Community:
    """A themed community of the city, open to all."""
    return make_community(**{"kind": CommunityKind.THEME, "region_code": "32.75", **fields})


def make_stay(community: Community, account: Account, **fields: Any) -> Membership:
    """A confirmed member, counted."""
    values = {"community_id": community.id, "account_id": account.id, "state": MembershipState.CONFIRMED}
    with unit():
        stay = Membership(**{**values, **fields})
        db.session.add(stay)
        if stay.state == MembershipState.CONFIRMED:
            db.session.get_one(Community, community.id).member_count += 1
    return stay


def make_post(community: Community, author: Account, **fields: Any) -> Post:
    """A post that everybody may read."""
    number = next(_numbers)
    values = {
        "community_id": community.id,
        "author_id": author.id,
        "title": f"Kabar {number}",
        "body": "Ada yang tahu tempat fotokopi?",
    }
    with unit():
        post = Post(**{**values, **fields})
        db.session.add(post)
    return post


def make_comment(post: Post, author: Account, **fields: Any) -> Comment:
    """An answer, counted."""
    with unit():
        answer = Comment(**{"post_id": post.id, "author_id": author.id, "body": "Di depan gang.", **fields})
        db.session.add(answer)
        db.session.get_one(Post, post.id).comment_count += 1
    return answer
