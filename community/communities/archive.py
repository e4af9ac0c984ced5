"""Everything communities keep of one person: for her own copy of her data, and for forgetting her."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from community.communities.models import Comment, Community, Membership, Post
from community.foundation.database import db


def posts_by(account_id: int) -> Sequence[Post]:
    """Everything a person wrote as posts, hidden ones too (for her own copy of her data)."""
    return db.session.scalars(select(Post).where(Post.author_id == account_id).order_by(Post.id)).all()


def comments_by(account_id: int) -> Sequence[Comment]:
    """Everything a person wrote as comments, hidden ones too (for her own copy of her data)."""
    return db.session.scalars(select(Comment).where(Comment.author_id == account_id).order_by(Comment.id)).all()


def stays_of(account_id: int) -> list[Any]:
    """(Membership, community name) of every stay, ended ones too, oldest first."""
    statement = (
        select(Membership, Community.name)
        .join(Community, Community.id == Membership.community_id)
        .where(Membership.account_id == account_id)
        .order_by(Membership.id)
    )
    return list(db.session.execute(statement))


def data_of(account_id: int) -> dict[str, Any]:
    """Her stays, posts and comments, for herself to take away."""
    return {
        "keanggotaan": [
            {"komunitas": name, "status": stay.state, "sejak": stay.asked_at, "sampai": stay.ended_at}
            for stay, name in stays_of(account_id)
        ],
        "tulisan": [{"judul": post.title, "isi": post.body, "pada": post.created_at} for post in posts_by(account_id)],
        "tanggapan": [{"isi": answer.body, "pada": answer.created_at} for answer in comments_by(account_id)],
    }
