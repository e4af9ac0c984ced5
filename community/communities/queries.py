"""Reads: communities, stays, posts and comments; hidden and suspended people's words are never among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from community.accounts.models import Account, AccountStatus
from community.communities.models import (
    Comment,
    Community,
    CommunityKind,
    Membership,
    MembershipState,
    Post,
    PostKind,
)
from community.foundation.cards import card_columns
from community.foundation.database import db
from community.foundation.documents import Document
from community.members.queries import name_for
from community.regions import queries as regions

Found = Any  # a row with the named columns
Rows = Select[*tuple[Any, ...]]


def cards() -> Select[Any]:
    """Every community as a card of mixed lists; its slug stands for the public id."""
    return select(
        *card_columns(
            "community",
            id=Community.id,
            public_id=Community.slug,
            title=Community.name,
            region_code=Community.region_code,
            note=Community.about,
        )
    )


def documents(ids: Sequence[int] | None = None) -> Iterator[Document]:
    """Communities as words and facts; posts are not among them."""
    statement = select(Community).order_by(Community.id)
    if ids is not None:
        statement = statement.where(Community.id.in_(ids))
    for community in db.session.scalars(statement):
        yield Document(
            kind="community",
            id=community.id,
            title=community.name,
            text=community.about,
            region_code=community.region_code,
            skills=tuple(community.topics),
            owner_key=f"community:{community.id}",
            features={
                "topics": list(community.topics),
                "is_region": community.kind == CommunityKind.REGION,
                "members": community.member_count,
            },
        )


def by_slug(slug: str) -> Community | None:
    """The community at this address."""
    return db.session.scalar(select(Community).where(Community.slug == slug[:120]))


def with_stay(slug: str, account_id: int | None) -> tuple[Community, Membership | None] | None:
    """The community at this address and a person's running stay in it, in one query."""
    if account_id is None:
        # Asked for nobody's stay, SQLite looks through all members there are.
        community = by_slug(slug)
        return (community, None) if community else None
    running = and_(
        Membership.community_id == Community.id,
        Membership.account_id == account_id,
        Membership.ended_at.is_(None),
    )
    statement = select(Community, Membership).outerjoin(Membership, running)
    row = db.session.execute(statement.where(Community.slug == slug[:120])).one_or_none()
    return (row[0], row[1]) if row else None


def by_id(community_id: int) -> Community | None:
    """The community with this id."""
    return db.session.get(Community, community_id)


def of_region(code: str) -> Community | None:
    """The community of a kelurahan or kecamatan."""
    return db.session.scalar(
        select(Community).where(Community.region_code == code, Community.kind == CommunityKind.REGION)
    )


def themed() -> Select[Community]:
    """The communities of the whole city; order and page them by name and id."""
    return select(Community).where(Community.kind == CommunityKind.THEME)


def theme_choices() -> list[tuple[str, str]]:
    """(slug, name) of the themed communities, by name."""
    rows = db.session.execute(
        select(Community.slug, Community.name).where(Community.kind == CommunityKind.THEME).order_by(Community.name)
    )
    return [(row.slug, row.name) for row in rows]


def of_regions(codes: Iterable[str]) -> Select[Community]:
    """The communities of several kelurahan and kecamatan; order and page them by name and id."""
    return select(Community).where(Community.kind == CommunityKind.REGION, Community.region_code.in_(list(codes)))


def found_by(text: str) -> Select[Community]:
    """Communities whose name, purpose or region a typed word may mean; order and page by name and id."""
    named: ColumnElement[bool] = false()
    codes = [region.code for region in regions.find(text)]
    if codes:
        named = and_(Community.kind == CommunityKind.REGION, Community.region_code.in_(codes))
    fields = (Community.name, Community.about)
    words = [or_(*(field.icontains(word, autoescape=True) for field in fields)) for word in text.split()[:6]]
    return select(Community).where(or_(named, and_(*words)) if words else named)


def _running(account_id: int) -> list[ColumnElement[bool]]:
    return [Membership.account_id == account_id, Membership.ended_at.is_(None)]


def mine(account_id: int, limit: int = 40) -> list[Found]:
    """(Community, state) of the communities a person is in or waits for, by name."""
    statement = (
        select(Community, Membership.state)
        .join(Membership, Membership.community_id == Community.id)
        .where(*_running(account_id))
        .order_by(Community.name, Community.id)
        .limit(limit)
    )
    return list(db.session.execute(statement))


def membership_of(community_id: int, account_id: int | None) -> Membership | None:
    """The stay that runs now, waiting or confirmed."""
    if account_id is None:
        return None
    return db.session.scalar(select(Membership).where(Membership.community_id == community_id, *_running(account_id)))


def _people(community_id: int, state: MembershipState) -> Rows:
    return (
        select(
            Membership.id,
            Membership.public_id,
            Membership.account_id,
            Membership.asked_at,
            Membership.decided_at,
            Account.call_name,
            Account.home_code,
        )
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.community_id == community_id,
            Membership.state == state,
            Membership.ended_at.is_(None),
            Account.status == AccountStatus.ACTIVE,
        )
    )


def members_of(community_id: int, text: str = "") -> Rows:
    """Confirmed members (id, public_id, account_id, call_name, home_code …); page them by id."""
    statement = _people(community_id, MembershipState.CONFIRMED)
    return statement.where(Account.call_name.icontains(text, autoescape=True)) if text else statement


def waiting_in(community_id: int, limit: int = 100) -> list[Found]:
    """Who asked to join and waits for the coordinator, first come first."""
    waiting = _people(community_id, MembershipState.WAITING).order_by(Membership.asked_at, Membership.id)
    return list(db.session.execute(waiting.limit(limit)))


def posts_of(community_id: int, kind: PostKind | None = None, *, to_members: bool) -> Rows:
    """What may be read in a community with its authors' names (guests: public ones); page it by created_at and id."""
    statement = (
        select(
            Post.id,
            Post.public_id,
            Post.kind,
            Post.title,
            Post.body,
            Post.comment_count,
            Post.created_at,
            Post.author_id,
            name_for(to_members=to_members),
        )
        .join(Account, Account.id == Post.author_id)
        .where(
            Post.community_id == community_id,
            Post.hidden_at.is_(None),
            Account.status == AccountStatus.ACTIVE,
        )
    )
    return statement.where(Post.kind == kind) if kind else statement


def announcements_of(community_id: int, limit: int = 2, *, to_members: bool) -> list[Found]:
    """The newest announcements."""
    statement = posts_of(community_id, PostKind.ANNOUNCEMENT, to_members=to_members)
    return list(db.session.execute(statement.order_by(Post.created_at.desc(), Post.id.desc()).limit(limit)))


def post_in(community_id: int, public_id: str, *, to_members: bool) -> Found | None:
    """(Post, call_name) of a post in this community, hidden ones too; suspended people's never."""
    return db.session.execute(
        select(Post, name_for(to_members=to_members))
        .join(Account, Account.id == Post.author_id)
        .where(
            Post.community_id == community_id,
            Post.public_id == public_id,
            Account.status == AccountStatus.ACTIVE,
        )
    ).one_or_none()


def comments_of(post_id: int, *, to_members: bool) -> Rows:
    """What may be read below a post with its authors' names; page it by id."""
    return (
        select(
            Comment.id,
            Comment.public_id,
            Comment.body,
            Comment.created_at,
            Comment.author_id,
            name_for(to_members=to_members),
        )
        .join(Account, Account.id == Comment.author_id)
        .where(
            Comment.post_id == post_id,
            Comment.hidden_at.is_(None),
            Account.status == AccountStatus.ACTIVE,
        )
    )


def comment_in(post_id: int, public_id: str) -> Comment | None:
    """A comment below this post that is not hidden."""
    return db.session.scalar(
        select(Comment).where(Comment.post_id == post_id, Comment.public_id == public_id, Comment.hidden_at.is_(None))
    )


def region_codes() -> Select[str]:
    """The region of each community, for counting."""
    return select(Community.region_code)
