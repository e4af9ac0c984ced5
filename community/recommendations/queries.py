"""Lists as pages read them: joined with consent, choice and what is open right now; nothing is changed here."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    not_,
    select,
)

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus, Consent, Purpose
from community.accounts.queries import consenting
from community.foundation.cache import kept_statement
from community.foundation.cards import Card, cards_with_ids, load_cards, read_cards, united
from community.foundation.database import db, rows
from community.recommendations.kinds import KINDS, OWNERS, SOURCES, kinds_for, mixed
from community.recommendations.models import HiddenOffer, RankingChoice, RecommendationList
from community.recommendations.news import is_new, with_something_new
from community.regions import queries as regions

SIZE = 12
MOST_OF_ONE_OWNER = 2
_NEAR_KM = 5.0
# What the statements that are kept leave open: who asks, and where she lives.
ME = bindparam("me", type_=BigInteger())
NEAR: BindParameter[Any] = bindparam("near", expanding=True)
_SHOWN_HIDDEN = 100


class Order(enum.StrEnum):
    """How a list came about."""

    FITTING = "fitting"
    FRESH = "fresh"  # agreed to, but not worked out yet: near and new
    PLAIN = "plain"  # chosen: without the profile
    WITHOUT_CONSENT = "without_consent"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An open offer with why it fits; each reason is {"code", "for", …parameters}."""

    card: Card
    reasons: tuple[dict[str, Any], ...] = ()
    owner: str = ""
    since: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it was opened within a week of this moment."""
        return is_new(self.since)


@dataclass(frozen=True, slots=True)
class Lists:
    """A person's suggestions by kind, best first."""

    order: Order
    by_kind: dict[str, list[Suggestion]] = field(default_factory=dict)

    def mixed(self, intents: Iterable[str], limit: int) -> list[Suggestion]:
        """The first of all kinds in turn."""
        everything = chain.from_iterable(self.by_kind.values())
        return with_something_new(mixed(self.by_kind, intents, limit), everything, limit)


_AGREES = and_(Consent.account_id == Account.id, Consent.purpose == Purpose.MATCHING, Consent.withdrawn_at.is_(None))
_STATE = (
    select(RecommendationList.items, RankingChoice.without_profile_since, Consent.id)
    .select_from(Account)
    .outerjoin(RecommendationList, RecommendationList.account_id == Account.id)
    .outerjoin(RankingChoice, RankingChoice.account_id == Account.id)
    .outerjoin(Consent, _AGREES)
    .where(Account.id == ME)
)


def _state(account_id: int) -> tuple[Order, list[dict[str, Any]]]:
    """How this person's lists are ordered now, and the stored list where it may be read: one query."""
    row = next(iter(rows(_STATE, {"me": account_id})), None)
    if row is None or row.id is None:
        return Order.WITHOUT_CONSENT, []
    if row.without_profile_since is not None:
        return Order.PLAIN, []
    return (Order.FITTING, row.items) if row.items is not None else (Order.FRESH, [])


def _cards(kind: str) -> Select[Any]:
    cards: Select[Any] = SOURCES[kind].cards()
    return cards


def _not_hidden(cards: Select[Any]) -> Select[Any]:
    offer = cards.selected_columns
    mine = (HiddenOffer.account_id == ME, HiddenOffer.kind == offer.kind, HiddenOffer.offer_id == offer.id)
    return cards.where(not_(exists().where(*mine)))


def _has_room(card: Card) -> bool:
    return card.places is None or card.taken is None or card.taken < card.places


def for_person(actor: Actor, kinds: Sequence[str] = KINDS, limit: int = SIZE) -> Lists:
    """What fits the actor and is open, free and not hidden at this moment, `limit` a kind: two queries."""
    if actor.account_id is None:
        return Lists(Order.WITHOUT_CONSENT)
    order, items = _state(actor.account_id)
    wanted = [item for item in items if item["kind"] in kinds]
    if order != Order.FITTING:
        found = _near_and_new(actor, [kind for kind in kinds_for(actor.intents) if kind in kinds], limit)
    else:
        found = _stored(actor.account_id, wanted)
    return Lists(order, _by_kind(found, limit))


def first_of_all(actor: Actor, limit: int) -> tuple[Order, list[Suggestion]]:
    """The first `limit` of all kinds in turn, for a page that shows no more: two queries as a rule."""
    if actor.account_id is None:
        return Order.WITHOUT_CONSENT, []
    order, items = _state(actor.account_id)
    if order != Order.FITTING:
        near = _near_and_new(actor, kinds_for(actor.intents), limit // 2)
        return order, mixed(_by_kind(near, limit), actor.intents, limit)
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        by_kind.setdefault(item["kind"], []).append(item)
    # Most of what is stored is still open, so a few to spare do; only where they do not, all are read.
    for some in (mixed(by_kind, actor.intents, limit * 2), items):
        found = mixed(_by_kind(_stored(actor.account_id, some), limit), actor.intents, limit)
        if len(found) == limit:
            break
    return order, found


def _stored(account_id: int, items: list[dict[str, Any]]) -> list[Suggestion]:
    ids: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for item in items:
        ids[item["kind"]].append(item["id"])
    cards = cards_with_ids("suggested", _cards, ids, _not_hidden, me=account_id)
    by_key = {card.key: card for card in cards}
    return [
        Suggestion(by_key[key], tuple(item["reasons"]), item.get("owner", ""), item.get("since", ""))
        for item in items
        if (key := f"{item['kind']}:{item['id']}") in by_key
    ]


def _by_kind(found: Iterable[Suggestion], limit: int) -> dict[str, list[Suggestion]]:
    """Lists by kind without what is full, at most two of one owner in all of them together, each with something new."""
    lists: dict[str, list[Suggestion]] = {}
    spare: dict[str, Suggestion] = {}
    owners: dict[str, int] = {}
    for suggestion in found:
        chosen, owner = lists.setdefault(suggestion.card.kind, []), suggestion.owner
        crowded = bool(owner) and owners.get(owner, 0) >= MOST_OF_ONE_OWNER
        if crowded or not _has_room(suggestion.card):
            continue
        if len(chosen) < limit:
            owners[owner] = owners.get(owner, 0) + 1
            chosen.append(suggestion)
        elif suggestion.is_new:
            spare.setdefault(suggestion.card.kind, suggestion)
    return {
        kind: with_something_new(chosen, [spare[kind]] if kind in spare else (), limit)
        for kind, chosen in lists.items()
        if chosen
    }


def _near_and_new(actor: Actor, kinds: Sequence[str], limit: int) -> list[Suggestion]:
    """The newest of the actor's kecamatan, then of the city; without anything she told but her kelurahan."""
    district = regions.directory().district_of(actor.region_code)
    codes = regions.codes_under(district.code) if district else ()
    statement = kept_statement(("newest cards", tuple(kinds), limit), lambda: _newest(kinds, limit * 2))
    cards = {card.key: card for card in read_cards(statement, me=actor.account_id, near=codes)}.values()
    ordered = sorted(cards, key=lambda card: (_remoteness(actor.region_code, card.region_code), -card.id))
    return [Suggestion(card, _place_reasons(actor.region_code, card)) for card in ordered]


def _newest(kinds: Sequence[str], limit: int) -> Select[Any]:
    """The newest of each kind near by, and the newest anywhere."""
    statements = []
    for kind in kinds:
        statement = _not_hidden(_cards(kind))
        if kind in OWNERS:
            statement = statement.where(OWNERS[kind] != ME)
        columns = statement.selected_columns
        for part in (statement.where(columns.region_code.in_(NEAR)), statement):
            newest = part.order_by(columns.id.desc()).limit(limit).subquery()
            statements.append(select(*newest.c))
    return united(statements)


def _remoteness(home: str | None, code: str | None) -> int:
    """0 in the same kelurahan, 1 in the same kecamatan, 2 elsewhere."""
    if home and code == home:
        return 0
    return 1 if home and code and code[:8] == home[:8] else 2


def _place_reasons(home: str | None, card: Card) -> tuple[dict[str, Any], ...]:
    if card.online:
        return ({"code": "online", "for": True},)
    code = card.region_code
    step = _remoteness(home, code)
    if step < 2 and home and code and len(code) >= (13 if step == 0 else 8):
        level, length = (("kelurahan", 13), ("kecamatan", 8))[step]
        return ({"code": "same_region", "for": True, "level": level, "region": home[:length]},)
    km = regions.distance_km(home, code) if code and code.count(".") == 3 else None
    if km is not None and km <= _NEAR_KM:
        return ({"code": "distance", "for": True, "km": round(km, 1)},)
    return ({"code": "new", "for": True},)


def reasons_for(actor: Actor, kind: str, offer_id: int) -> tuple[dict[str, Any], ...]:
    """Why one offer stands in the actor's list; empty when it does not: one query, none for guests."""
    if actor.account_id is None:
        return ()
    _order, items = _state(actor.account_id)
    found = (item for item in items if item["kind"] == kind and item["id"] == offer_id)
    return tuple(next(found, {"reasons": ()})["reasons"])


def offer(kind: str, public_id: str) -> Card | None:
    """The open offer at an address."""
    if kind not in SOURCES:
        return None
    statement = SOURCES[kind].cards()
    cards = load_cards([statement.where(statement.selected_columns.public_id == public_id)])
    return cards[0] if cards else None


def open_offer(kind: str, offer_id: int) -> Card | None:
    """The offer with this id while it is open."""
    cards = cards_with_ids("one offer", _cards, {kind: [offer_id]})
    return cards[0] if cards else None


def agreeing() -> tuple[ColumnElement[bool], ...]:
    """SQL: an open account that agrees to matching and to being introduced at this moment."""
    purposes = (Purpose.MATCHING, Purpose.INTRODUCTIONS)
    return (Account.status == AccountStatus.ACTIVE, *(Account.id.in_(consenting(purpose)) for purpose in purposes))


def hidden_by(account_id: int) -> list[tuple[HiddenOffer, Card | None]]:
    """What a person hid, last first, with its card while it is open: two queries."""
    mine = (
        select(HiddenOffer)
        .where(HiddenOffer.account_id == account_id)
        .order_by(HiddenOffer.id.desc())
        .limit(_SHOWN_HIDDEN)
    )
    hidden = db.session.scalars(mine).all()
    statements = []
    for kind in {one.kind for one in hidden if one.kind in SOURCES}:
        statement = SOURCES[kind].cards()
        ids = [one.offer_id for one in hidden if one.kind == kind]
        statements.append(statement.where(statement.selected_columns.id.in_(ids)))
    cards = {card.key: card for card in load_cards(statements)}
    return [(one, cards.get(f"{one.kind}:{one.offer_id}")) for one in hidden]


def data_of(account_id: int) -> dict[str, Any]:
    """Everything kept here about a person, for her own copy."""
    stored = db.session.get(RecommendationList, account_id)
    choice = db.session.get(RankingChoice, account_id)
    hidden = db.session.scalars(select(HiddenOffer).where(HiddenOffer.account_id == account_id))
    return {
        "list": stored.items if stored else [],
        "computed_at": stored.computed_at if stored else None,
        "without_profile_since": choice.without_profile_since if choice else None,
        "hidden": [
            {"kind": one.kind, "offer": one.offer_id, "reason": one.reason, "at": one.hidden_at} for one in hidden.all()
        ],
    }
