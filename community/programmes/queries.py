"""Reads of programmes and applications; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus, Role
from community.businesses.models import Business, BusinessKind, BusinessStatus, TeamMember
from community.businesses.queries import active_of
from community.foundation import clock
from community.foundation.cards import card_columns
from community.foundation.database import constant, db
from community.foundation.documents import Document
from community.foundation.errors import NotFound
from community.members.models import MemberProfile, MemberSkill, SkillDirection
from community.programmes.eligibility import Person
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState, ProgrammeStatus
from community.regions import queries as regions
from community.regions.info import RegionInfo

SHOWN = 200
IS_RUNNING = ProgrammeApplication.state != constant(ProgrammeApplicationState.WITHDRAWN)
Rows = Select[*tuple[Any, ...]]


def is_open() -> ColumnElement[bool]:
    """SQL: open to applications today, of a startup that is not hidden."""
    return and_(
        Programme.status == ProgrammeStatus.OPEN,
        Programme.closes_on >= clock.today(),
        Business.status == BusinessStatus.ACTIVE,
    )


def _open(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(Programme).join(Business, Business.id == Programme.business_id).where(is_open())


def cards() -> Select[Any]:
    """Open programmes as cards; `note` is the place."""
    columns = card_columns(
        "programme",
        id=Programme.id,
        public_id=Programme.public_id,
        title=Programme.title,
        by=Business.name,
        region_code=Programme.region_code,
        online=Programme.online,
        closes_on=Programme.closes_on,
        places=Programme.places,
        taken=Programme.taken,
        note=Programme.place,
    )
    return _open(*columns)


def open_region_codes() -> Select[tuple[str]]:
    """The region of each open programme, for counting."""
    return _open(Programme.region_code)


def documents(ids: Sequence[int] | None = None) -> Iterable[Document]:
    """Open programmes as words and facts; with `ids`, those of them that are open."""
    statement = _open(Programme, Business.name.label("business_name")).order_by(Programme.id)
    if ids is not None:
        statement = statement.where(Programme.id.in_(ids))
    for programme, business_name in db.session.execute(statement):
        parts = (business_name, programme.aim, programme.audience, programme.benefits)
        yield Document(
            kind="programme",
            id=programme.id,
            title=programme.title,
            text="\n".join(part for part in parts if part),
            region_code=programme.region_code,
            skills=tuple(programme.topics),
            owner_key=f"business:{programme.business_id}",
            since=clock.local(programme.published_at).date() if programme.published_at else None,
            until=programme.closes_on,
            features={
                "offers": tuple(programme.topics),
                "online": programme.online,
                "capacity": programme.places - programme.taken,
                "audience": ("business_owner",) if programme.eligibility.get("owns_business") else (),
                "eligibility": dict(programme.eligibility),
            },
        )


def open_programmes(region: RegionInfo) -> Select[Any]:
    """(Programme, business_name) open to a region: held in it or for a wider one; page by closes_on and id."""
    around = [step.code for step in regions.directory().path(region.code)[1:]]
    here = regions.region_condition(Programme.region_code, region.code)
    return _open(Programme, Business.name.label("business_name")).where(
        or_(here, Programme.region_code.in_(around)) if around else here
    )


def open_of_business(business_id: int, limit: int = 5) -> Sequence[Programme]:
    """The open programmes of a startup, the next to close first."""
    statement = _open(Programme).where(Programme.business_id == business_id).order_by(Programme.closes_on)
    return db.session.scalars(statement.limit(limit)).all()


def get_programme(public_id: str) -> tuple[Programme, Business]:
    """A programme with its startup; NotFound when there is none at this address."""
    statement = select(Programme, Business).join(Business, Business.id == Programme.business_id)
    row = db.session.execute(statement.where(Programme.public_id == public_id)).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def accepts(programme: Programme, business: Business) -> bool:
    """Whether a loaded programme is open today: the same rule as `is_open`."""
    return (
        programme.status == ProgrammeStatus.OPEN
        and programme.closes_on >= clock.today()
        and business.status == BusinessStatus.ACTIVE
    )


def startups_of(account_id: int) -> list[Business]:
    """The active startups in whose name a person may write."""
    return [business for business in active_of(account_id) if business.kind == BusinessKind.STARTUP]


def of_team(account_id: Any) -> Select[int]:
    """The businesses a person owns or works for, shown or not; takes a bound parameter too."""
    in_team = select(TeamMember.business_id).where(TeamMember.account_id == account_id)
    return select(Business.id).where(or_(Business.owner_id == account_id, Business.id.in_(in_team)))


def person_of(actor: Actor) -> Person | None:
    """What the conditions ask of a signed-in person, by one query."""
    if actor.account_id is None:
        return None
    owns = of_team(actor.account_id).where(Business.status == BusinessStatus.ACTIVE).exists()
    able = and_(MemberSkill.account_id == Account.id, MemberSkill.direction == SkillDirection.HAVE)
    statement = (
        select(MemberProfile.education, owns.label("owns"), MemberSkill.skill_id)
        .select_from(Account)
        .outerjoin(MemberProfile, MemberProfile.account_id == Account.id)
        .outerjoin(MemberSkill, able)
        .where(Account.id == actor.account_id)
    )
    rows = db.session.execute(statement).all()
    skills = frozenset(row.skill_id for row in rows if row.skill_id)
    return Person(actor.region_code, rows[0].education, bool(rows[0].owns), skills) if rows else None


@dataclass(frozen=True, slots=True)
class Managed:
    """A programme of mine, how many applied, and how many wait for an answer."""

    programme: Programme
    business_name: str
    total: int
    waiting: int


def managed_by(account_id: int) -> list[Managed]:
    """The programmes of a person's active businesses, which she may manage; newest first."""
    mine = {business.id: business.name for business in active_of(account_id)}
    application = ProgrammeApplication
    total = func.count(application.id)
    waiting = func.count(application.id).filter(application.state == ProgrammeApplicationState.SENT)
    statement = (
        select(Programme, total, waiting)
        .outerjoin(application, and_(application.programme_id == Programme.id, IS_RUNNING))
        .where(Programme.business_id.in_(mine))
        .group_by(Programme.id)
        .order_by(Programme.id.desc())
        .limit(SHOWN)
    )
    return [
        Managed(programme, mine[programme.business_id], number, sent)
        for programme, number, sent in db.session.execute(statement)
    ]


def _in_review(actor: Actor) -> ColumnElement[bool] | None:
    if not actor.is_admin:
        return None
    here = accounts.covered(actor, Programme.region_code, Role.ADMIN)
    # Who is in the team of a startup leaves the review to another admin.
    others = Programme.business_id.not_in(of_team(actor.account_id))
    return and_(Programme.status == ProgrammeStatus.REVIEW, others, here)


def waiting_for_review(actor: Actor) -> Sequence[Any]:
    """(Programme, business_name) that the actor may open or return, oldest first (200 at most)."""
    condition = _in_review(actor)
    if condition is None:
        return ()
    named = select(Programme, Business.name.label("business_name"))
    statement = named.join(Business, Business.id == Programme.business_id).where(condition)
    return db.session.execute(statement.order_by(Programme.id).limit(SHOWN)).all()


def has_applied(programme_id: int, account_id: int | None) -> bool:
    """Whether a person ever applied to a programme."""
    mine = select(ProgrammeApplication.id).filter_by(programme_id=programme_id, account_id=account_id).limit(1)
    return account_id is not None and db.session.scalar(mine) is not None


def running_application(programme_id: int, account_id: int | None) -> ProgrammeApplication | None:
    """A person's application to a programme, unless she withdrew it."""
    if account_id is None:
        return None
    mine = select(ProgrammeApplication).filter_by(programme_id=programme_id, account_id=account_id)
    return db.session.scalar(mine.where(IS_RUNNING))


def applied_ids(account_id: int | None) -> set[int]:
    """The programmes to which a person's application runs or was answered."""
    if account_id is None:
        return set()
    statement = select(ProgrammeApplication.programme_id).where(
        ProgrammeApplication.account_id == account_id,
        IS_RUNNING,
    )
    return set(db.session.scalars(statement))


def applications_to(programme_id: int, state: ProgrammeApplicationState | None = None) -> Rows:
    """(id, public_id, state, motivation, sent_at, call_name, home_code) without the withdrawn; page it by id."""
    application = ProgrammeApplication
    statement = (
        select(
            application.id,
            application.public_id,
            application.state,
            application.motivation,
            application.sent_at,
            Account.call_name,
            Account.home_code,
        )
        .join(Account, Account.id == application.account_id)
        .where(
            application.programme_id == programme_id,
            IS_RUNNING,
            Account.status == AccountStatus.ACTIVE,
        )
    )
    return statement.where(application.state == state) if state else statement


def count_by_state(programme_id: int) -> dict[ProgrammeApplicationState, int]:
    """How many applications there are in each state."""
    statement = (
        select(ProgrammeApplication.state, func.count())
        .join(Account, Account.id == ProgrammeApplication.account_id)
        .where(ProgrammeApplication.programme_id == programme_id, Account.status == AccountStatus.ACTIVE)
        .group_by(ProgrammeApplication.state)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def get_application(public_id: str) -> tuple[ProgrammeApplication, Programme, Business]:
    """An application with its programme and startup; NotFound when there is none at this address."""
    statement = (
        select(ProgrammeApplication, Programme, Business)
        .join(Programme, Programme.id == ProgrammeApplication.programme_id)
        .join(Business, Business.id == Programme.business_id)
    )
    row = db.session.execute(statement.where(ProgrammeApplication.public_id == public_id)).first()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


def applications_of(account_id: int, limit: int | None = SHOWN) -> Sequence[Any]:
    """(ProgrammeApplication, Programme, business_name) of a person, newest first; all of them with None."""
    statement = (
        select(ProgrammeApplication, Programme, Business.name.label("business_name"))
        .join(Programme, Programme.id == ProgrammeApplication.programme_id)
        .join(Business, Business.id == Programme.business_id)
        .where(ProgrammeApplication.account_id == account_id)
        .order_by(ProgrammeApplication.id.desc())
        .limit(limit)
    )
    return db.session.execute(statement).all()
