"""Profiles as pages, lists, search and matching read them; nothing here changes anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus, Purpose
from community.accounts.queries import consenting
from community.foundation.cards import card_columns
from community.foundation.database import db, parts_of, rows
from community.foundation.documents import Document
from community.members.models import Audience, Experience, MemberProfile, MemberSkill, SkillDirection
from community.members.policies import Field, audience_for, can_open_phone
from community.members.records import Applicant, Face, PersonFacts, VisibleProfile, empty_profile, visible, words_of
from community.members.reveals import chosen as _chosen
from community.members.reveals import keeps_phone, may_open_phone, name_for, phones_open_to, public_name
from community.members.steps import answered, answered_steps
from community.regions.info import RegionInfo
from community.regions.models import Level
from community.regions.queries import region_condition

__all__ = [
    "Applicant", "answered", "answered_steps", "keeps_phone", "may_open_phone", "name_for", "phones_open_to",
    "public_name",
]  # fmt: skip

APPLIED = {Audience.PUBLIC, Audience.MEMBERS, Audience.APPLICATION}

OF_ACCOUNT = MemberProfile.account_id == Account.id
Conditions = tuple[ColumnElement[bool], ...]


def _shown_to(field: Field, audiences: Iterable[Audience]) -> ColumnElement[bool]:
    return _chosen(field).in_([audience.value for audience in audiences])


def _listed(audiences: Collection[Audience]) -> Conditions:
    """Listed people of open accounts; where only the public looks, those whose name is public."""
    conditions: Conditions = (MemberProfile.is_listed.is_(True), Account.status == AccountStatus.ACTIVE)
    return conditions if Audience.MEMBERS in audiences else (*conditions, _shown_to(Field.NAME, audiences))


def cards(*, to_members: bool = False) -> Select[Any]:
    """Cards of listed people whose name is public; with `to_members`, of all listed people."""
    audiences = {Audience.PUBLIC, Audience.MEMBERS} if to_members else {Audience.PUBLIC}
    columns = card_columns(
        "member",
        id=Account.id,
        public_id=Account.public_id,
        title=Account.call_name,
        region_code=Account.home_code,
    )
    return select(*columns).join(MemberProfile, OF_ACCOUNT).where(*_listed(audiences))


def documents(ids: Sequence[int] | None) -> Iterable[Document]:
    """Listed people with what each may be found by.

    `features["audience"]` is "public" or "members" and says who may be shown the document at all; its text
    holds only fields of that audience.
    """
    for part in parts_of(Account.id, ids):
        yield from _documents(part)


def _documents(account_ids: Sequence[int]) -> Iterator[Document]:
    statement = (
        select(Account, MemberProfile)
        .join(MemberProfile, OF_ACCOUNT)
        .where(Account.id.in_(account_ids), *_listed({Audience.PUBLIC, Audience.MEMBERS}))
        .order_by(Account.id)
    )
    skills, experiences = _by_person(_skills(account_ids)), _by_person(_experiences(account_ids))
    for account, profile in db.session.execute(statement):
        public = audience_for(Field.NAME, profile.audiences) == Audience.PUBLIC
        circle = {Audience.PUBLIC} if public else {Audience.PUBLIC, Audience.MEMBERS}
        shown = visible(account, profile, skills[account.id], experiences[account.id], circle)
        yield Document(
            kind="member",
            id=account.id,
            title=shown.call_name,
            text=words_of(shown),
            region_code=shown.home_code,
            skills=tuple(skill for skill, _level in shown.skills),
            owner_key=f"account:{account.id}",
            features={"audience": "public" if public else "members", "needs": shown.wants},
        )


def profile_of(account_id: int) -> MemberProfile | None:
    """The stored profile, if the person has begun one."""
    return db.session.get(MemberProfile, account_id)


def own_profile(account_id: int) -> MemberProfile:
    """The stored profile, or an empty one that is not stored, for showing a form."""
    return profile_of(account_id) or empty_profile(account_id)


def _by_person(statement: Select[Any]) -> defaultdict[int, list[Any]]:
    """Plain rows, for lists are made of some hundred thousand."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows(statement):
        found[row.account_id].append(row)
    return found


def _skills(account_ids: Iterable[int]) -> Select[MemberSkill]:
    chosen = select(MemberSkill).where(MemberSkill.account_id.in_(list(account_ids)))
    return chosen.order_by(MemberSkill.level.desc(), MemberSkill.id)


def skills_of(account_id: int, direction: SkillDirection) -> list[MemberSkill]:
    """What a person can (highest level first) or wants to learn."""
    return list(db.session.scalars(_skills([account_id]).where(MemberSkill.direction == direction)))


def _experiences(account_ids: Iterable[int]) -> Select[Experience]:
    return select(Experience).where(Experience.account_id.in_(list(account_ids))).order_by(Experience.id.desc())


def experiences_of(account_id: int) -> list[Experience]:
    """The work a person has done, last added first."""
    return list(db.session.scalars(_experiences([account_id])))


def visible_profile(account_id: int, audiences: Collection[Audience]) -> VisibleProfile | None:
    """What these audiences see of a person; None when her account is not open or her name is not theirs."""
    row = db.session.execute(_with_profiles([account_id])).first()
    return _seen_by(row[0], row[1] or empty_profile(account_id), audiences) if row else None


def _seen_by(account: Account, profile: MemberProfile, audiences: Collection[Audience]) -> VisibleProfile | None:
    """What these audiences see of an open account that was read already; None when her name is not theirs."""
    if audience_for(Field.NAME, profile.audiences) not in audiences:
        return None
    skills, experiences = (list(rows(told([account.id]))) for told in (_skills, _experiences))
    return visible(account, profile, skills, experiences, audiences)


def _with_profiles(account_ids: Collection[int]) -> Select[Any, Any]:
    """(Account, MemberProfile or None) of those accounts that are open."""
    return (
        select(Account, MemberProfile)
        .outerjoin(MemberProfile, OF_ACCOUNT)
        .where(Account.id.in_(account_ids), Account.status == AccountStatus.ACTIVE)
    )


def application_profile(account_id: int) -> VisibleProfile | None:
    """What somebody sees whom the person applied to: her public, member and application fields."""
    return visible_profile(account_id, APPLIED)


def applicant(account_id: int, viewer: Actor) -> Applicant | None:
    """Somebody who applied to what the viewer offers, as she sees her; None once that account is not open."""
    row = db.session.execute(_with_profiles([account_id])).first()
    if row is None:
        return None
    account, profile = row[0], row[1] or empty_profile(account_id)
    opens = can_open_phone(viewer, account_id, account.home_code, profile.audiences)
    return Applicant(account, _seen_by(account, profile, APPLIED), bool(opens))


def faces(account_ids: Collection[int], *, to_members: bool = True) -> dict[int, Face]:
    """Names and photos by account id, as members see them; guests get only names that are public."""
    circle = {Audience.PUBLIC, Audience.MEMBERS} if to_members else {Audience.PUBLIC}
    found: dict[int, Face] = {}
    for account, profile in db.session.execute(_with_profiles(account_ids)):
        chosen = profile.audiences if profile else {}
        if audience_for(Field.NAME, chosen) not in circle:
            continue
        photo = profile.photo if profile and audience_for(Field.PHOTO, chosen) in circle else None
        found[account.id] = Face(account.id, account.public_id, account.call_name, account.home_code, photo)
    return found


def listed(region: RegionInfo, skill_ids: Sequence[str] = ()) -> Select[Any]:
    """(account_id, public_id, call_name, home_code, photo) of people members may see in a list.

    With `skill_ids`, those who can one of them and let members see it. Order and page it by account_id.
    """
    circle = {Audience.PUBLIC, Audience.MEMBERS}
    photo = db.case((_shown_to(Field.PHOTO, circle), MemberProfile.photo))
    statement = (
        select(
            MemberProfile.account_id,
            Account.public_id,
            Account.call_name,
            Account.home_code,
            photo.label("photo"),
        )
        .join(Account, Account.id == MemberProfile.account_id)
        .where(*_listed(circle))
    )
    if region.level != Level.CITY:
        statement = statement.where(region_condition(Account.home_code, region.code))
    if skill_ids:
        able = select(MemberSkill.account_id).where(
            MemberSkill.skill_id.in_(skill_ids), MemberSkill.direction == SkillDirection.HAVE
        )
        statement = statement.where(MemberProfile.account_id.in_(able), _shown_to(Field.SKILLS, circle))
    return statement


def shown_skills(account_ids: Collection[int], most: int = 4) -> dict[int, list[str]]:
    """The best skills of each person that members may see, by account id."""
    circle = {Audience.PUBLIC, Audience.MEMBERS}
    statement = (
        select(MemberSkill.account_id, MemberSkill.skill_id)
        .join(MemberProfile, MemberProfile.account_id == MemberSkill.account_id)
        .where(
            MemberSkill.account_id.in_(account_ids),
            MemberSkill.direction == SkillDirection.HAVE,
            _shown_to(Field.SKILLS, circle),
        )
        .order_by(MemberSkill.level.desc(), MemberSkill.id)
    )
    found: dict[int, list[str]] = {}
    for account_id, skill_id in db.session.execute(statement):
        mine = found.setdefault(account_id, [])
        if len(mine) < most:
            mine.append(skill_id)
    return found


def people(ids: Sequence[int] | None = None) -> Iterable[PersonFacts]:
    """The facts of people who agree to matching now, with or without a profile; all of them for None."""
    for part in parts_of(Account.id, ids):
        yield from _facts(part, set(Audience))


def introducible_people(ids: Sequence[int]) -> Iterable[PersonFacts]:
    """What members may see of people who agree to be introduced now.

    Where somebody is willing to go is among it whoever may see it: it keeps her out of lists and is never told.
    """
    for part in parts_of(Account.id, ids):
        for facts, profile in _pairs(part, {Audience.PUBLIC, Audience.MEMBERS}, Purpose.INTRODUCTIONS):
            yield replace(facts, travel_km=profile.travel_km, areas=tuple(profile.areas))


def _facts(account_ids: Sequence[int], circle: Collection[Audience]) -> Iterator[PersonFacts]:
    return (facts for facts, _profile in _pairs(account_ids, circle))


def _pairs(
    account_ids: Sequence[int], circle: Collection[Audience], *purposes: Purpose
) -> Iterator[tuple[PersonFacts, MemberProfile]]:
    statement = _with_profiles(account_ids).order_by(Account.id)
    for purpose in (Purpose.MATCHING, *purposes):
        statement = statement.where(Account.id.in_(consenting(purpose)))
    skills, experiences = _by_person(_skills(account_ids)), _by_person(_experiences(account_ids))
    for account, stored in db.session.execute(statement):
        profile = stored or empty_profile(account.id)
        everything = visible(account, profile, skills[account.id], experiences[account.id], circle)
        facts = PersonFacts(
            account_id=account.id,
            home_code=account.home_code,
            intents=tuple(account.intents),
            education=everything.education,
            major=everything.major,
            skills=dict(everything.skills),
            wants=everything.wants,
            availability=everything.availability,
            licences=everything.licences,
            travel_km=everything.travel_km,
            areas=everything.areas,
            wished_pay=everything.wished_pay,
            text=words_of(everything),
        )
        yield facts, profile


def home_codes() -> Select[Any]:
    """The kelurahan of every open account, listed or not: for counting alone."""
    return select(Account.home_code).where(Account.status == AccountStatus.ACTIVE)
