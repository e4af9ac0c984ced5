"""Joining, leaving and deciding; a membership is ended and begun anew, never overwritten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from community.accounts import audit
from community.accounts.actor import Actor
from community.communities import policies, queries
from community.communities.models import Community, Joining, Membership, MembershipState
from community.communities.signals import MembershipAsked, MembershipDecided, MembershipEnded
from community.foundation import clock, limits
from community.foundation.database import db
from community.foundation.errors import NotFound
from community.foundation.outbox import record
from community.foundation.policies import enforce

JOINING = limits.Limit("communities.join", 30, timedelta(days=1))


def _lock(community_id: int) -> None:
    # Everybody who changes the memberships of a community queues here, so counts and memberships move together.
    db.session.execute(select(Community.id).where(Community.id == community_id).with_for_update())


def _count(community: Community, change: int) -> None:
    db.session.execute(
        update(Community)
        .where(Community.id == community.id)
        .values(member_count=Community.member_count + change)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(community, ["member_count"])


def join(community: Community, *, actor: Actor) -> Membership:
    """Come in (open) or ask to (confirmed); who is in or waits already keeps that stay."""
    enforce(policies.can_join(actor, None))
    assert actor.account_id is not None
    _lock(community.id)
    running = queries.membership_of(community.id, actor.account_id)
    if running is not None:
        return running
    limits.use(JOINING, f"account:{actor.account_id}")
    db.session.refresh(community, ["joining"])
    is_open = community.joining == Joining.OPEN
    stay = Membership(
        community_id=community.id,
        account_id=actor.account_id,
        state=MembershipState.CONFIRMED if is_open else MembershipState.WAITING,
        decided_at=clock.now() if is_open else None,
    )
    db.session.add(stay)
    db.session.flush()
    if is_open:
        _count(community, 1)
        record(MembershipDecided(stay.id, confirmed=True))
    else:
        record(MembershipAsked(stay.id))
    return stay


def _end(stay: Membership, state: MembershipState) -> None:
    stay.state = state
    stay.ended_at = clock.now()


def leave(community: Community, *, actor: Actor) -> Membership | None:
    """End the actor's own stay, or take back her question; None when there was none."""
    _lock(community.id)
    stay = queries.membership_of(community.id, actor.account_id)
    if stay is None:
        return None
    return _leave(community, stay)


def _leave(community: Community, stay: Membership) -> Membership:
    if stay.state == MembershipState.CONFIRMED:
        _count(community, -1)
    _end(stay, MembershipState.LEFT)
    db.session.flush()
    record(MembershipEnded(stay.id))
    return stay


def _decidable(community: Community, public_id: str, actor: Actor) -> Membership:
    enforce(policies.can_decide(actor, community))
    _lock(community.id)
    stay = db.session.scalar(
        select(Membership)
        .where(Membership.community_id == community.id, Membership.public_id == public_id)
        .execution_options(populate_existing=True)
    )
    if stay is None:
        raise NotFound
    return stay


def confirm(community: Community, public_id: str, *, actor: Actor) -> Membership:
    """Let a waiting person in; a second tap, or one who took the question back, changes nothing."""
    stay = _decidable(community, public_id, actor)
    if stay.state != MembershipState.WAITING or stay.ended_at is not None:
        return stay
    stay.state = MembershipState.CONFIRMED
    stay.decided_by_id, stay.decided_at = actor.account_id, clock.now()
    _count(community, 1)
    _note("communities.confirmed", community, stay, actor)
    record(MembershipDecided(stay.id, confirmed=True))
    return stay


def decline(community: Community, public_id: str, *, actor: Actor) -> Membership:
    """Turn a waiting person down; she may ask again. A second tap changes nothing."""
    stay = _decidable(community, public_id, actor)
    if stay.state != MembershipState.WAITING or stay.ended_at is not None:
        return stay
    _end(stay, MembershipState.DECLINED)
    stay.decided_by_id, stay.decided_at = actor.account_id, clock.now()
    _note("communities.declined", community, stay, actor)
    record(MembershipDecided(stay.id, confirmed=False))
    return stay


def _note(action: str, community: Community, stay: Membership, actor: Actor) -> None:
    db.session.flush()
    audit.note(
        action,
        f"account:{stay.account_id}",
        actor=actor,
        region_code=community.region_code,
        community=community.slug,
    )


def end_all_of(account_id: int) -> None:
    """End every stay of an account that was closed."""
    running = select(Membership.community_id).where(Membership.account_id == account_id, Membership.ended_at.is_(None))
    for community_id in db.session.scalars(running.order_by(Membership.community_id)).all():
        _lock(community_id)
        community = db.session.get_one(Community, community_id)
        stay = queries.membership_of(community_id, account_id)
        if stay is not None:
            _leave(community, stay)
