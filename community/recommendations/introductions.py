"""Whom the makers of an offer may like to meet, as pages read it: joined with both consents at every reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, literal, or_, select, union_all

from community.accounts.actor import Actor
from community.accounts.models import Account
from community.businesses.models import TeamMember
from community.foundation.database import db
from community.jobs.models import Application, Job
from community.members.models import Audience, MemberProfile
from community.members.policies import Field, audience_for
from community.mentoring.models import Mentor, MentoringRequest
from community.programmes.models import Programme, ProgrammeApplication
from community.programmes.queries import of_team
from community.recommendations.kinds import SOURCES
from community.recommendations.models import (
    HiddenOffer,
    HiddenPerson,
    Invitation,
    PeopleList,
    PeopleRequest,
    SuggestedPerson,
)
from community.recommendations.queries import agreeing

SIZE = 20
DISTRUST = "tidak_percaya"
MEMBERS = {Audience.PUBLIC, Audience.MEMBERS}
_MOST_ROWS = 100
# The fields of a profile that a reason quotes; what it says of homes and businesses is every member's to see.
_QUOTED: Mapping[str, tuple[Field, ...]] = {
    **dict.fromkeys(("skills", "related_skill", "missing_skill", "wants"), (Field.SKILLS,)),
    **dict.fromkeys(("schedule", "missing_licence", "licence"), (Field.SCHEDULE,)),
    "chosen_area": (Field.TRAVEL,),
    "pay": (Field.PAY,),
    "level": (Field.EXPERIENCE,),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer whose makers may be shown people; `mine`: the actor is among them."""

    kind: str
    id: int
    public_id: str
    title: str
    region_code: str
    business_id: int | None
    mine: bool
    is_open: bool
    computed_at: datetime | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person as the makers of an offer see her; `set_aside` is their reason, None while she is in the list."""

    account_id: int
    public_id: str
    call_name: str
    home_code: str
    words: str
    reasons: tuple[dict[str, Any], ...]
    invited_at: datetime | None
    set_aside: str | None


def _offers(kind: str, account_id: int) -> Select[Any]:
    """(id, public_id, title, region_code, business_id, mine) of the offers of a kind."""
    if kind == "mentor":
        mine = (Mentor.account_id == account_id).label("mine")
        return select(
            Mentor.id, Mentor.public_id, Mentor.headline.label("title"), Mentor.region_code,
            db.cast(literal(None), Job.business_id.type).label("business_id"), mine,
        )  # fmt: skip
    model: Any = Job if kind == "job" else Programme
    in_team = select(TeamMember.business_id).where(TeamMember.account_id == account_id)
    team = in_team if kind == "job" else of_team(account_id)
    mine = model.business_id.in_(team).label("mine")
    return select(model.id, model.public_id, model.title, model.region_code, model.business_id, mine)


def offered(actor: Actor, kind: str, public_id: str) -> Offered | None:
    """The offer at an address with what its list stands at; one query."""
    if actor.account_id is None:
        return None
    offer = _offers(kind, actor.account_id)
    offer = offer.where(offer.selected_columns.public_id == public_id)
    found = offer.subquery()
    of_list = and_(PeopleList.kind == kind, PeopleList.offer_id == found.c.id)
    waiting = exists().where(PeopleRequest.kind == kind, PeopleRequest.offer_id == found.c.id)
    still = SOURCES[kind].cards().subquery()
    is_open = found.c.id.in_(select(still.c.id).where(still.c.public_id == public_id))
    statement = select(found, is_open.label("is_open"), PeopleList.computed_at, waiting.label("is_waiting"))
    row = db.session.execute(statement.select_from(found).outerjoin(PeopleList, of_list)).first()
    return Offered(kind, *row) if row else None


def _distrusting(offer: Any) -> Select[Any]:
    """Who hid anything of this business because she does not trust it."""
    of_business = [
        and_(HiddenOffer.kind == kind, HiddenOffer.offer_id.in_(select(model.id).where(model.business_id == offer)))
        for kind, model in (("job", Job), ("programme", Programme))
    ]
    itself = and_(HiddenOffer.kind == "business", HiddenOffer.offer_id == offer)
    return select(HiddenOffer.account_id).where(HiddenOffer.reason == DISTRUST, or_(itself, *of_business))


def kept_out(kind: str, offer_id: int) -> Select[Any]:
    """Ids of people who never stand in the list of an offer: its makers, who hid it, who came to it by herself.

    An answer once given, by either side, stays the last word.
    """
    parts: list[Select[Any]] = [
        select(HiddenOffer.account_id).where(HiddenOffer.kind == kind, HiddenOffer.offer_id == offer_id)
    ]
    if kind == "mentor":
        parts += [
            select(Mentor.account_id).where(Mentor.id == offer_id),
            select(MentoringRequest.mentee_id).where(MentoringRequest.mentor_id == offer_id),
        ]
    else:
        model: Any = Job if kind == "job" else Programme
        business = select(model.business_id).where(model.id == offer_id).scalar_subquery()
        applied = (
            select(Application.account_id).where(Application.job_id == offer_id)
            if kind == "job"
            else select(ProgrammeApplication.account_id).where(ProgrammeApplication.programme_id == offer_id)
        )
        team = select(TeamMember.account_id).where(TeamMember.business_id == business)
        parts += [applied, team, _distrusting(business)]
    return select(union_all(*parts).subquery().c[0])


def people_for(offer: Offered) -> list[Introduced]:
    """Who may fit an offer, best first, and after them who was set aside; one query."""
    suggested, aside, invited = (
        and_(table.kind == offer.kind, table.offer_id == offer.id)
        for table in (SuggestedPerson, HiddenPerson, Invitation)
    )
    named = union_all(select(SuggestedPerson.account_id).where(suggested), select(HiddenPerson.account_id).where(aside))
    statement = (
        select(
            Account.id, Account.public_id, Account.call_name, Account.home_code,
            MemberProfile.looking_for, MemberProfile.audiences, SuggestedPerson.reasons,
            Invitation.invited_at, HiddenPerson.reason,
        )
        .select_from(Account)
        .outerjoin(MemberProfile, MemberProfile.account_id == Account.id)
        .outerjoin(SuggestedPerson, and_(suggested, SuggestedPerson.account_id == Account.id))
        .outerjoin(HiddenPerson, and_(aside, HiddenPerson.account_id == Account.id))
        .outerjoin(Invitation, and_(invited, Invitation.account_id == Account.id))
        .where(
            Account.id.in_(select(named.subquery().c[0])),
            *agreeing(),
            Account.id.not_in(kept_out(offer.kind, offer.id)),
            _told_anew() if offer.is_open else false(),
        )
        .order_by(HiddenPerson.reason.is_not(None), SuggestedPerson.position, Account.id)
        .limit(_MOST_ROWS)
    )  # fmt: skip
    return [_introduced(row) for row in db.session.execute(statement)]


def _told_anew() -> ColumnElement[bool]:
    """SQL: what is stored quotes her profile as it is now."""
    unchanged = or_(MemberProfile.changed_at.is_(None), MemberProfile.changed_at <= SuggestedPerson.told_at)
    return or_(HiddenPerson.account_id.is_not(None), unchanged)


def _introduced(row: Any) -> Introduced:
    chosen = row.audiences or {}
    reasons = tuple(reason for reason in row.reasons or () if _may_be_quoted(reason, chosen))
    words = row.looking_for or "" if audience_for(Field.WISHES, chosen) in MEMBERS else ""
    return Introduced(row.id, row.public_id, row.call_name, row.home_code, words, reasons, row.invited_at, row.reason)


def _may_be_quoted(reason: Mapping[str, Any], chosen: Mapping[str, str]) -> bool:
    return all(audience_for(field, chosen) in MEMBERS for field in _QUOTED.get(reason["code"], ()))


def may_be_told(invitation: Invitation) -> bool:
    """Whether it may reach her now: she agrees, and neither hid the offer nor came to it by herself since."""
    out = kept_out(invitation.kind, invitation.offer_id)
    mine = (Account.id == invitation.account_id, *agreeing(), Account.id.not_in(out))
    return db.session.scalar(select(Account.id).where(*mine)) is not None


def offers_naming(account_ids: Iterable[int]) -> list[tuple[str, int]]:
    """The offers in whose lists these people stand."""
    named = select(SuggestedPerson.kind, SuggestedPerson.offer_id).where(
        SuggestedPerson.account_id.in_(list(account_ids))
    )
    return [(row.kind, row.offer_id) for row in db.session.execute(named.distinct())]


def data_of(account_id: int) -> dict[str, Any]:
    """Where a person was shown, set aside and invited, for her own copy."""

    def of(table: Any, **more: Any) -> list[dict[str, Any]]:
        found = db.session.scalars(select(table).where(table.account_id == account_id)).all()
        return [
            {"kind": one.kind, "offer": one.offer_id, **{name: getattr(one, field) for name, field in more.items()}}
            for one in found
        ]

    return {
        "shown_to": of(SuggestedPerson, reasons="reasons"),
        "set_aside_by": of(HiddenPerson, reason="reason", at="hidden_at"),
        "invitations": of(Invitation, at="invited_at"),
    }
