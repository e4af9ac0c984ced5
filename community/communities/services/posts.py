"""Posts, announcements and comments: published, hidden with a reason, never edited in silence."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import update

from community.accounts import audit
from community.accounts.actor import Actor
from community.communities import archive, policies, queries
from community.communities.models import Comment, Community, Post, PostKind
from community.communities.signals import CommentPublished, PostHidden, PostPublished
from community.foundation import clock, limits
from community.foundation.database import db, rows_changed
from community.foundation.errors import DomainError, NotFound
from community.foundation.outbox import record
from community.foundation.policies import enforce

POSTING = limits.Limit("communities.post", 15, timedelta(hours=1))
COMMENTING = limits.Limit("communities.comment", 60, timedelta(hours=1))


def publish(community: Community, *, title: str, body: str, actor: Actor, kind: PostKind = PostKind.POST) -> Post:
    """Tell the community something (Markdown)."""
    if kind == PostKind.ANNOUNCEMENT:
        enforce(policies.can_announce(actor, community))
    else:
        enforce(policies.can_post(queries.membership_of(community.id, actor.account_id)))
    assert actor.account_id is not None
    limits.use(POSTING, f"account:{actor.account_id}")
    post = Post(community_id=community.id, author_id=actor.account_id, kind=kind, title=title, body=body)
    db.session.add(post)
    db.session.flush()
    record(PostPublished(post.id))
    return post


def comment(community: Community, post: Post, *, body: str, actor: Actor) -> Comment:
    """Answer a post (Markdown)."""
    stay = queries.membership_of(community.id, actor.account_id)
    enforce(policies.can_comment(actor, community, stay, post))
    assert actor.account_id is not None
    limits.use(COMMENTING, f"account:{actor.account_id}")
    _count_comments(post, 1)
    answer = Comment(post_id=post.id, author_id=actor.account_id, body=body)
    db.session.add(answer)
    db.session.flush()
    record(CommentPublished(answer.id))
    return answer


def _count_comments(post: Post, change: int) -> None:
    # Asking for a post that is not hidden in the same statement keeps answers out while it is being hidden.
    counted = (
        update(Post)
        .where(Post.id == post.id, Post.hidden_at.is_(None) if change > 0 else Post.id == post.id)
        .values(comment_count=Post.comment_count + change)
    )
    if not rows_changed(counted, refresh=False):
        raise NotFound
    db.session.refresh(post, ["comment_count"])


def _check_reason(author_id: int, reason: str, actor: Actor) -> None:
    if actor.account_id != author_id and len(reason) < 5:
        raise DomainError(_("Tulis alasannya dengan singkat, supaya penulisnya mengerti."), field="reason")


def hide_post(community: Community, post: Post, *, reason: str, actor: Actor) -> None:
    """Take a post out of every list; the coordinator says why, the author need not."""
    enforce(policies.can_hide(actor, community, post.author_id))
    _check_reason(post.author_id, reason, actor)
    if not _hide(Post, post.id, actor.account_id):
        return
    db.session.refresh(post, ["hidden_at", "hidden_by_id"])
    audit.note(
        "communities.post_hidden",
        f"post:{post.id}",
        actor=actor,
        region_code=community.region_code,
        reason=reason,
    )
    record(PostHidden(post.id, reason if actor.account_id != post.author_id else ""))


def hide_comment(community: Community, post: Post, answer: Comment, *, reason: str, actor: Actor) -> None:
    """Take a comment out; the coordinator says why, the author need not."""
    enforce(policies.can_hide(actor, community, answer.author_id))
    _check_reason(answer.author_id, reason, actor)
    if answer.post_id != post.id or not _hide(Comment, answer.id, actor.account_id):
        return
    _count_comments(post, -1)
    audit.note(
        "communities.comment_hidden",
        f"comment:{answer.id}",
        actor=actor,
        region_code=community.region_code,
        reason=reason,
    )


def _hide(kind: type[Post] | type[Comment], row_id: int, by_id: int | None) -> bool:
    """Whether it was this call that hid it."""
    shown = update(kind).where(kind.id == row_id, kind.hidden_at.is_(None))
    return bool(rows_changed(shown.values(hidden_at=clock.now(), hidden_by_id=by_id), refresh=False))


def withdraw_all_of(account_id: int) -> None:
    """Remove the words of an account that was closed; the rows stay, empty and hidden."""
    for answer in archive.comments_by(account_id):
        if _hide(Comment, answer.id, account_id):
            _count_comments(db.session.get_one(Post, answer.post_id), -1)
        answer.body = ""
    for post in archive.posts_by(account_id):
        if _hide(Post, post.id, account_id):
            record(PostHidden(post.id))
        post.title = post.body = ""
    db.session.flush()
