"""Businesses as pages, lists, search and matching read them; nothing here changes anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, func, or_, select

from community.accounts.actor import Actor
from community.accounts.models import Account, Intent
from community.businesses import kbli, policies
from community.businesses.models import (
    Business,
    BusinessKind,
    BusinessStatus,
    Product,
    Scale,
    TeamMember,
    TeamRole,
)
from community.businesses.scale import scale_of
from community.businesses.teams import Teammate, invitations_of, invited_to, is_invited, team_ids, team_of
from community.foundation import clock
from community.foundation.cards import card_columns
from community.foundation.database import db, parts_of
from community.foundation.documents import Document
from community.foundation.pictures import Sight
from community.members.queries import public_name
from community.regions.info import RegionInfo
from community.regions.models import Level
from community.regions.queries import region_condition
from community.skills.queries import known

__all__ = ["Teammate", "invitations_of", "invited_to", "is_invited", "team_ids", "team_of"]

# The intents of people for whom businesses are partners, suppliers and customers.
FOR_INTENTS = (Intent.BUSINESS.value,)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of businesses is narrowed to; empty means all. Needs and offers are ids of skills."""

    kind: BusinessKind | None = None
    words: str = ""
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


def cards() -> Select[Any]:
    """Cards of active businesses; `by` is the owner's name where it is public, `note` the trade in everyday words."""
    columns = card_columns(
        "business",
        id=Business.id,
        public_id=Business.public_id,
        title=Business.name,
        by=public_name(),
        region_code=Business.region_code,
        note=Business.trade,
    )
    joined = select(*columns).join(Account, Account.id == Business.owner_id)
    return joined.where(Business.status == BusinessStatus.ACTIVE)


def documents(ids: Sequence[int] | None) -> Iterable[Document]:
    """Active businesses as words and facts: what they do and sell, what they need and offer."""
    for part in parts_of(Business.id, ids):
        statement = select(Business).where(Business.id.in_(part), Business.status == BusinessStatus.ACTIVE)
        products = products_of(part)
        for business in db.session.scalars(statement.order_by(Business.id)):
            yield _document(business, products.get(business.id, []))


def _document(business: Business, products: Iterable[Product]) -> Document:
    parts = [business.trade, trade_title(business.kbli_code), business.about]
    parts += [*(product.name for product in products), business.need_note, business.offer_note]
    return Document(
        kind="business",
        id=business.id,
        title=business.name,
        # Who does not say it in her own words has the title of her trade twice.
        text="\n".join(part for part in dict.fromkeys(parts) if part),
        region_code=business.region_code,
        skills=tuple(skill for skill in business.offers if known(skill)),
        owner_key=f"business:{business.id}",
        since=clock.local(business.created_at).date(),
        features={
            "needs": tuple(business.needs),
            "offers": tuple(business.offers),
            "sector": business.kbli_code or "",
            "audience": FOR_INTENTS,
            "type": business.kind.value,
        },
    )


def by_public_id(public_id: str) -> Business | None:
    """The business at this address, whatever its state."""
    return db.session.scalar(select(Business).where(Business.public_id == public_id))


def with_standing(public_id: str, actor: Actor) -> tuple[Business, policies.Standing] | None:
    """The business at this address, whatever its state, and the actor's standing; one query."""
    mine = and_(TeamMember.business_id == Business.id, TeamMember.account_id == actor.account_id)
    statement = select(Business, TeamMember.role).outerjoin(TeamMember, mine).where(Business.public_id == public_id)
    row = db.session.execute(statement).first()
    if row is None:
        return None
    business, role = row
    owns = actor.account_id is not None and business.owner_id == actor.account_id
    return business, policies.standing_of(business, TeamRole.OWNER if owns else role)


def by_id(business_id: int) -> Business | None:
    """The business, whatever its state."""
    return db.session.get(Business, business_id)


def names_of(business_ids: Collection[int]) -> dict[int, str]:
    """Names by id, in one query."""
    if not business_ids:
        return {}
    rows = db.session.execute(select(Business.id, Business.name).where(Business.id.in_(business_ids)))
    return {row.id: row.name for row in rows}


def _topic(column: Any, skill_ids: Iterable[str]) -> ColumnElement[bool]:
    stored = db.cast(column, String)
    return or_(*(stored.contains(f'"{skill}"', autoescape=True) for skill in skill_ids))


def _word_condition(words: str) -> ColumnElement[bool]:
    codes = [trade.code for trade in kbli.find_trades(words)]
    typed = func.lower(Business.name).contains(words.casefold(), autoescape=True)
    return or_(Business.kbli_code.in_(codes), typed) if codes else typed


def open_in(region: RegionInfo, filters: Filters = Filters(), *, to_members: bool = False) -> Select[*tuple[Any, ...]]:
    """Active businesses of a region as (Business, owner's name, if it may be told); order them by Business.id."""
    statement = (
        select(Business, (Account.call_name if to_members else public_name()).label("owner"))
        .join(Account, Account.id == Business.owner_id)
        .where(Business.status == BusinessStatus.ACTIVE)
    )
    if region.level != Level.CITY:
        statement = statement.where(region_condition(Business.region_code, region.code))
    if filters.kind:
        statement = statement.where(Business.kind == filters.kind)
    if filters.words:
        statement = statement.where(_word_condition(filters.words))
    if filters.needs:
        statement = statement.where(_topic(Business.needs, filters.needs))
    if filters.offers:
        statement = statement.where(_topic(Business.offers, filters.offers))
    return statement


def newest_in(region: RegionInfo, most: int) -> list[tuple[Business, str | None]]:
    """The newest active businesses of a region with the owner's name where it is public."""
    statement = open_in(region).order_by(Business.id.desc()).limit(most)
    return [(row[0], row.owner) for row in db.session.execute(statement)]


def _of_account(account_id: int) -> ColumnElement[bool]:
    in_team = select(TeamMember.business_id).where(TeamMember.account_id == account_id)
    return or_(Business.owner_id == account_id, Business.id.in_(in_team))


def businesses_of(account_id: int, *, closed: bool = False) -> Sequence[Business]:
    """The businesses a person owns or works for, oldest first; closed ones only when asked for."""
    statement = select(Business).where(_of_account(account_id)).order_by(Business.id)
    if not closed:
        statement = statement.where(Business.status != BusinessStatus.CLOSED)
    return db.session.scalars(statement).all()


def active_of(account_id: int) -> list[Business]:
    """The active businesses in whose name a person may write."""
    return [business for business in businesses_of(account_id) if business.status == BusinessStatus.ACTIVE]


def role_in(business: Business, account_id: int | None) -> TeamRole | None:
    """The person's place in the team."""
    if account_id is None:
        return None
    if business.owner_id == account_id:
        return TeamRole.OWNER
    return db.session.scalar(
        select(TeamMember.role).where(TeamMember.business_id == business.id, TeamMember.account_id == account_id)
    )


def standing(business: Business, actor: Actor) -> policies.Standing:
    """What the policies need to know of a business for this actor."""
    return policies.standing_of(business, role_in(business, actor.account_id))


def sight_of_photo(name: str, viewer: Actor) -> Sight | None:
    """Whether the viewer may see this photo of a business now; None when it is no business's photo."""
    business = db.session.scalar(select(Business).where(Business.photo == name))
    if business is None:
        return None
    if business.status == BusinessStatus.ACTIVE:
        return Sight.FOR_ALL
    return Sight.FOR_NOW if policies.can_see(viewer, standing(business, viewer)) else Sight.NONE


def shows_offers(business: Business | None, actor: Actor) -> bool:
    """Whether the actor may read what the business offers: whoever may read its own page; True without one."""
    if business is None or business.status == BusinessStatus.ACTIVE:
        return True
    return bool(policies.can_see(actor, standing(business, actor)))


def may_act_for(account_id: int, business_id: int) -> bool:
    """Whether the person may post vacancies and programmes in the name of the business."""
    statement = select(Business.id).where(
        Business.id == business_id, Business.status == BusinessStatus.ACTIVE, _of_account(account_id)
    )
    return db.session.scalar(statement) is not None


def is_of_team(account_id: int | None, business_id: int) -> bool:
    """Whether the person owns the business or works for it, shown or not."""
    if account_id is None:
        return False
    return db.session.scalar(select(Business.id).where(Business.id == business_id, _of_account(account_id))) is not None


def products_of(business_ids: Collection[int]) -> dict[int, list[Product]]:
    """The products of several businesses by business id, in the order they were added."""
    found: defaultdict[int, list[Product]] = defaultdict(list)
    statement = select(Product).where(Product.business_id.in_(business_ids)).order_by(Product.id)
    for product in db.session.scalars(statement):
        found[product.business_id].append(product)
    return found


def product_of(business_id: int, public_id: str) -> Product | None:
    """One product of one business."""
    return db.session.scalar(select(Product).where(Product.business_id == business_id, Product.public_id == public_id))


def scale_today(business: Business) -> Scale | None:
    """The scale of a business by what it told, None while it told nothing."""
    return scale_of(business.capital_band, business.sales_band, business.started_year, clock.today().year)


def trade_title(code: str | None) -> str:
    """What the activity of a KBLI code is called; "" for none."""
    trade = kbli.trade(code)
    return trade.title if trade else ""


def trade_words(business: Business) -> str:
    """What the business does in everyday words: the owner's own, else the title of its KBLI code."""
    return business.trade or trade_title(business.kbli_code)


def region_codes() -> Select[Any]:
    """The kelurahan of every active business: for counting."""
    return select(Business.region_code).where(Business.status == BusinessStatus.ACTIVE)
