"""Rows of what is said in communities, and who belongs to them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from community.communities.models import (
    Comment,
    Community,
    CommunityKind,
    Joining,
    Membership,
    MembershipState,
    Post,
    PostKind,
)
from community.demo.bulk import Bulk
from community.demo.corpus.communities import make_announcement, make_post
from community.demo.corpus.names import make_name
from community.demo.corpus.phones import demo_phone
from community.demo.corpus.places import KelurahanLike
from community.demo.offers import organiser_of
from community.demo.people import Resident
from community.foundation import clock
from community.foundation.database import db

DISTRICT_CODE = len("32.75.09")
FIRST_CONTACT = 9_000_000  # beyond the numbers of the residents


def stored_communities() -> tuple[dict[str, int], list[int]]:
    """(community by region code, ids of the themed ones)."""
    rows = db.session.execute(select(Community.id, Community.kind, Community.region_code).order_by(Community.id)).all()
    by_region = {row.region_code: row.id for row in rows if row.kind == CommunityKind.REGION}
    return by_region, [row.id for row in rows if row.kind == CommunityKind.THEME]


def add_memberships(
    bulk: Bulk, residents: list[Resident], by_region: dict[str, int], themed: list[int]
) -> dict[int, list[Resident]]:
    """Six in ten belong to their kelurahan's community, one in five to a themed one; returns who is where."""
    members: dict[int, list[Resident]] = {}
    asking = {community_id for code, community_id in by_region.items() if len(code) == DISTRICT_CODE}
    for resident in residents:
        wished = []
        if bulk.rng.random() < 0.6:
            wished.append(by_region[resident.region_code])
        if bulk.rng.random() < 0.12:
            wished.append(by_region[resident.region_code[:8]])
        if themed and bulk.rng.random() < 0.2:
            wished.append(themed[bulk.rng.randrange(len(themed))])
        for community_id in wished:
            if community_id in asking and bulk.rng.random() < 0.04:
                add_waiting(bulk, community_id, resident)
                continue
            members.setdefault(community_id, []).append(resident)
            joined = bulk.now - timedelta(days=bulk.rng.randrange(1, 200))
            bulk.add(
                Membership, community_id=community_id, account_id=resident.account_id,
                state=MembershipState.CONFIRMED, asked_at=joined, decided_at=joined,
            )  # fmt: skip
        bulk.relieve()
    return members


def add_waiting(bulk: Bulk, community_id: int, resident: Resident) -> None:
    """Somebody who asked to join and waits for the coordinator."""
    asked = bulk.now - timedelta(days=bulk.rng.randrange(1, 6), minutes=bulk.rng.randrange(900))
    bulk.add(
        Membership, community_id=community_id, account_id=resident.account_id,
        state=MembershipState.WAITING, asked_at=asked, decided_at=None,
    )  # fmt: skip


def open_doors(bulk: Bulk, villages: list[KelurahanLike], themed: list[int]) -> None:
    """Every community gets a contact with hours; the coordinators of the kecamatan confirm who joins."""
    rows = db.session.execute(select(Community.id, Community.region_code).order_by(Community.id)).all()
    for turn, row in enumerate(rows):
        inside = [one for one in villages if (one.code + ".").startswith(row.region_code + ".")]
        joining = Joining.CONFIRMED if len(row.region_code) == DISTRICT_CODE else Joining.OPEN
        values = {
            "contact_name": make_name(bulk.rng, grown=True).call_name,
            "contact_phone": demo_phone(FIRST_CONTACT + turn),
            "office_hours": bulk.letters.office_hours(inside[turn % len(inside)], themed=row.id in themed),
            "joining": joining,
        }
        db.session.execute(update(Community).where(Community.id == row.id).values(**values))


def count_members(members: dict[int, list[Resident]]) -> None:
    """Bring the stored counts of members in line."""
    counted = Counter({community_id: len(people) for community_id, people in members.items()})
    for community_id, number in counted.items():
        db.session.execute(update(Community).where(Community.id == community_id).values(member_count=number))


def _waking_hour(bulk: Bulk, days_ago: int) -> datetime:
    """A moment between 6 in the morning and 9 in the evening, yesterday at the latest."""
    day = clock.local(bulk.now).date() - timedelta(days=max(1, days_ago))
    return datetime.combine(day, time(bulk.rng.randrange(6, 21), bulk.rng.randrange(60)), clock.WIB)


def add_posts(
    bulk: Bulk, villages: list[KelurahanLike], by_region: dict[str, int], members: dict[int, list[Resident]],
    organisers: dict[str, Resident],
) -> None:  # fmt: skip
    """Posts with answers in every kelurahan, and an announcement of its coordinator."""
    index = 0
    for village in villages:
        community_id = by_region[village.code]
        people = members.get(community_id, [])
        if not people:
            continue
        for _turn in range(min(6, 1 + len(people) // 20)):
            _add_post(bulk, index, village, community_id, people)
            index += 1
        text = make_announcement(bulk.rng, index, village)
        bulk.add(
            Post, community_id=community_id, author_id=organiser_of(organisers, village).account_id,
            kind=PostKind.ANNOUNCEMENT,
            title=text.title[:120], body=f"{text.body} {bulk.letters.notice(village)}", comment_count=0,
            created_at=_waking_hour(bulk, text.days_ago),
        )  # fmt: skip


def _add_post(bulk: Bulk, index: int, village: KelurahanLike, community_id: int, people: list[Resident]) -> None:
    text = make_post(bulk.rng, index, village)
    written = _waking_hour(bulk, text.days_ago)
    post_id = bulk.add(
        Post, community_id=community_id, author_id=bulk.rng.choice(people).account_id, kind=PostKind.POST,
        title=text.title[:120], body=f"{text.body} {bulk.letters.last_words(village)}",
        comment_count=len(text.comments), created_at=written,
    )  # fmt: skip
    for turn, words in enumerate(text.comments, start=1):
        bulk.add(
            Comment, post_id=post_id, author_id=bulk.rng.choice(people).account_id,
            body=bulk.letters.comment(village, words),
            created_at=written + timedelta(minutes=11 * turn),
        )  # fmt: skip
