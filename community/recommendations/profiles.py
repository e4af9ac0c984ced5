"""From what the domains know to what matching reads; nothing sensitive is among it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from community.accounts.models import Intent
from community.businesses.models import Business, BusinessStatus, TeamMember
from community.communities.models import Membership
from community.events.models import SignUp
from community.events.queries import IS_RUNNING
from community.foundation.database import db
from community.foundation.documents import Document
from community.jobs.models import Application, ApplicationState
from community.learning.models import TrainingSignUp, TrainingSignUpState
from community.members.models import Education
from community.members.queries import PersonFacts
from community.mentoring.models import MentoringRequest, RequestState
from community.programmes.models import ProgrammeApplication, ProgrammeApplicationState
from community.recommendations.models import HiddenOffer
from community.regions import queries as regions
from matching.profiles import Offer, Person

_ROLES: dict[str, tuple[str, ...]] = {Intent.WORK: ("job_seeker",), Intent.BUSINESS: ("business_owner",)}
_OFFER_FEATURES = ("needs", "offers", "schedule", "licences", "pay_max", "online", "full", "audience", "teaches")
# What these are about is not asked of the person.
_ABOUT_KINDS = ("programme", "business")


@dataclass(slots=True)
class Trade:
    """What a person's businesses add to her profile."""

    owners: set[str] = field(default_factory=set)
    needs: set[str] = field(default_factory=set)
    offers: set[str] = field(default_factory=set)
    sector: str = ""


def trades_of(account_ids: Collection[int]) -> dict[int, Trade]:
    """The active businesses a person owns or works for, by account id; one query."""
    chosen = (Business.id, Business.needs, Business.offers, Business.kbli_code)
    active = Business.status == BusinessStatus.ACTIVE
    in_team = (
        select(TeamMember.account_id.label("account_id"), *chosen)
        .join(Business, Business.id == TeamMember.business_id)
        .where(TeamMember.account_id.in_(account_ids), active)
    )
    found: dict[int, Trade] = {}
    for row in db.session.execute(in_team.order_by(Business.id)):
        trade = found.setdefault(row.account_id, Trade())
        trade.owners.add(f"business:{row.id}")
        trade.needs.update(row.needs)
        trade.offers.update(row.offers)
        trade.sector = trade.sector or row.kbli_code or ""
    return found


def taken_by(account_ids: Collection[int]) -> dict[int, set[str]]:
    """What each person hid or takes part in already ("job:17"), by account id; one query."""
    running = (RequestState.WAITING, RequestState.ACCEPTED)
    parts = [
        _taken("job", Application.job_id, Application.account_id, account_ids).where(
            Application.state != ApplicationState.WITHDRAWN
        ),
        _taken("training", TrainingSignUp.training_id, TrainingSignUp.account_id, account_ids).where(
            TrainingSignUp.state == TrainingSignUpState.CONFIRMED
        ),
        _taken("programme", ProgrammeApplication.programme_id, ProgrammeApplication.account_id, account_ids).where(
            ProgrammeApplication.state != ProgrammeApplicationState.WITHDRAWN
        ),
        _taken("mentor", MentoringRequest.mentor_id, MentoringRequest.mentee_id, account_ids).where(
            MentoringRequest.state.in_(running)
        ),
        _taken("event", SignUp.event_id, SignUp.account_id, account_ids).where(IS_RUNNING),
        _taken("community", Membership.community_id, Membership.account_id, account_ids).where(
            Membership.ended_at.is_(None)
        ),
        select(HiddenOffer.kind, HiddenOffer.offer_id, HiddenOffer.account_id).where(
            HiddenOffer.account_id.in_(account_ids)
        ),
    ]
    found: dict[int, set[str]] = {}
    for kind, offer_id, account_id in db.session.execute(union_all(*parts)):
        found.setdefault(account_id, set()).add(f"{kind}:{offer_id}")
    return found


def _taken(kind: str, offer_id: Any, whose: Any, account_ids: Collection[int]) -> Select[Any]:
    return select(literal(kind), offer_id, whose).where(whose.in_(account_ids))


def _place(code: str | None) -> dict[str, float]:
    """The middle of a kelurahan or kecamatan; a whole city is nowhere in particular."""
    region = regions.directory().by_code(code) if code and code.count(".") >= 2 else None
    if region is None or region.latitude is None or region.longitude is None:
        return {}
    return {"latitude": region.latitude, "longitude": region.longitude}


def to_offer(document: Document) -> Offer:
    """An offer of the catalogue, named "job:17"."""
    features = {name: document.features[name] for name in _OFFER_FEATURES if document.features.get(name)}
    if sector := document.features.get("sector"):
        features["sector"] = sector
    about = document.kind in _ABOUT_KINDS
    if about and "offers" not in features:
        features["offers"] = document.skills
    if document.kind == "programme":
        features["teaches"] = document.skills
    return Offer(
        id=f"{document.kind}:{document.id}",
        kind=document.kind,
        text=f"{document.title}\n{document.text}",
        skills=frozenset() if about else frozenset(document.skills),
        capacity=document.features.get("capacity"),
        region=document.region_code,
        features={**features, **_place(document.region_code), "owner_id": document.owner_key},
    )


def to_person(facts: PersonFacts, trade: Trade | None = None) -> Person:
    """A person as matching sees her; what she did not tell is unknown, not "none"."""
    trade = trade or Trade()
    roles = {*facts.intents, *(role for intent in facts.intents for role in _ROLES.get(intent, ()))}
    if trade.owners:
        roles |= {Intent.BUSINESS.value, *_ROLES[Intent.BUSINESS]}
    told: dict[str, Any] = {
        "max_distance_km": facts.travel_km,
        "areas": frozenset(facts.areas),
        "pay_min": facts.wished_pay,
        "schedule": frozenset(facts.availability),
        "licences": frozenset(facts.licences),
        "education_major": facts.major,
        "roles": roles,
        "needs": trade.needs,
        "offers": trade.offers,
        "sector": trade.sector,
    }
    return Person(
        id=f"account:{facts.account_id}",
        text=facts.text,
        skills=frozenset(facts.skills),
        wants=frozenset(facts.wants),
        region=facts.home_code,
        features={
            **{name: value for name, value in told.items() if value},
            **_place(facts.home_code),
            "owns": trade.owners | {f"account:{facts.account_id}"},
        },
    )


def closed_to(facts: PersonFacts, conditions: Iterable[tuple[str, dict[str, Any]]]) -> set[str]:
    """The programmes whose conditions on home or schooling somebody does not meet."""
    return {offer_id for offer_id, eligibility in conditions if not _admits(facts, eligibility)}


def _admits(facts: PersonFacts, eligibility: dict[str, Any]) -> bool:
    districts: Sequence[str] = eligibility.get("district") or ()
    if districts and not any((facts.home_code + ".").startswith(code + ".") for code in districts):
        return False
    asked = eligibility.get("education")
    if not asked or facts.education is None or asked not in set(Education):
        return True
    return Education(facts.education).rank >= Education(asked).rank
