"""How often what is offered stands in lists, what never does, and how crowded the crowded are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

from sqlalchemy import Select, func, select

from community.foundation.database import db
from community.jobs.models import Application, ApplicationState, Job
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState
from community.recommendations.kinds import KINDS, SOURCES
from community.recommendations.measures.hiding import rounded
from matching.evaluation import exposure, gini
from matching.fairness import ALARM_BELOW, SMALLEST_TOLD
from matching.profiles import Offer

# So many ids of each kind are kept; a page shows a few.
MOST_NAMED = 200
CROWDED = 3
# Below this many list places an area's offers may be left out by chance.
ENOUGH_EXPECTED = 10
Lists = Sequence[Mapping[str, Sequence[tuple[str, float]]]]


def shown_by_kind(offers: Iterable[Offer], lists: Lists) -> tuple[list[dict[str, Any]], Counter[str], list[str]]:
    """(a row for each kind, how often each offer stands in a list, the offers that stand in none).

    lists: for each person, by kind, her first ten; offers without a free place are left out.
    """
    open_ = [offer for offer in offers if not offer.features.get("full") and offer.capacity != 0]
    shown: Counter[str] = Counter({offer.id: 0 for offer in open_})
    rows: list[dict[str, Any]] = []
    never: list[str] = []
    for kind in KINDS:
        places = {offer.id: offer.capacity for offer in open_ if offer.kind == kind}
        if not places:
            continue
        found = exposure(([offer for offer, _score in one.get(kind, ())] for one in lists), places)
        shown.update(found.shown)
        never += found.never
        row = {"kind": kind, "open": len(places), "never": len(found.never), "gini": round(found.gini, 3)}
        rows.append({**row, "top": top_share(found.shown.values())})
    return rows, shown, never


def top_share(numbers: Iterable[float]) -> float:
    """What the most shown 1 % (one at least) take of all places in lists."""
    ordered = sorted(numbers, reverse=True)
    total = sum(ordered)
    return round(sum(ordered[: ceil(len(ordered) / 100)]) / total, 3) if total else 0.0


def named(never: Iterable[str]) -> dict[str, list[int]]:
    """Ids by kind, as they are stored."""
    found: dict[str, list[int]] = {}
    for offer_id in never:
        kind, _colon, number = offer_id.partition(":")
        if len(found.setdefault(kind, [])) < MOST_NAMED:
            found[kind].append(int(number))
    return found


def by_area(offers: Iterable[Offer], shown: Mapping[str, int]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(a row for each kelurahan with offers, alarms); a share of 1 is what offers of their kinds get elsewhere."""
    known = [offer for offer in offers if offer.id in shown]
    usual = _usual(known, shown)
    numbers: Counter[str] = Counter()
    got: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for offer in known:
        if offer.region and offer.region.count(".") == 3:
            numbers[offer.region] += 1
            got[offer.region] += shown[offer.id]
            expected[offer.region] += usual[offer.kind]  # type: ignore[assignment]
    rows, alarms = [], []
    for code in sorted(numbers):
        share = got[code] / expected[code] if expected[code] else None
        rows.append({"group": code, "offers": numbers[code], "share": None if share is None else round(share, 3)})
        enough = numbers[code] >= SMALLEST_TOLD and expected[code] >= ENOUGH_EXPECTED
        if share is not None and share < ALARM_BELOW and enough:
            alarms.append({"region": code, "what": ["offers"]})
    return rows, alarms


def _usual(offers: Sequence[Offer], shown: Mapping[str, int]) -> dict[str, float]:
    """How often an offer of each kind is shown on average."""
    number = Counter(offer.kind for offer in offers)
    total: Counter[str] = Counter()
    for offer in offers:
        total[offer.kind] += shown[offer.id]
    return {kind: total[kind] / number[kind] for kind in number}


def _asked(kind: str) -> Select[int, Any]:
    """(places, how many asked) of every open offer of a kind."""
    model: Any
    if kind == "job":
        model, places, of, request = Job, Job.places, Application.job_id, Application.id
        counts = Application.state != ApplicationState.WITHDRAWN
    elif kind == "mentor":
        model, places, of, request = Mentor, Mentor.capacity, MentoringRequest.mentor_id, MentoringRequest.id
        counts = MentoringRequest.state.in_((RequestState.WAITING, RequestState.ACCEPTED))
    else:
        model, places, of = Programme, Programme.places, ProgrammeApplication.programme_id
        request = ProgrammeApplication.id
        counts = ProgrammeApplication.state != ProgrammeApplicationState.WITHDRAWN
    numbers = select(of.label("of"), func.count(request).label("asked")).where(counts).group_by(of).subquery()
    open_ = SOURCES[kind].cards().subquery()
    return (
        select(places.label("places"), func.coalesce(numbers.c.asked, 0).label("asked"))
        .select_from(model)
        .join(open_, open_.c.id == model.id)
        .outerjoin(numbers, numbers.c.of == model.id)
    )


def asked_over_places() -> list[dict[str, Any]]:
    """How many ask for how many places, of vacancies, mentors and programmes; one query each."""
    rows = []
    for kind in ("job", "mentor", "programme"):
        found = [(row.places, row.asked) for row in db.session.execute(_asked(kind))]
        if found:
            rows.append(
                {
                    "kind": kind,
                    "places": sum(places for places, _asked in found),
                    "asked": rounded(sum(asked for _places, asked in found)),
                    "crowded": sum(asked > CROWDED * places for places, asked in found),
                    "unasked": sum(not asked for _places, asked in found),
                    "offers": len(found),
                }
            )
    return rows


def overall(offers: Iterable[Offer], shown: Mapping[str, int]) -> dict[str, float]:
    """Over all kinds together: how unequal, and what the most shown take.

    Each offer is counted against what its kind gets on average, for there are few communities and many vacancies.
    """
    known = [offer for offer in offers if offer.id in shown]
    usual = _usual(known, shown)
    shares = [shown[offer.id] / usual[offer.kind] for offer in known if usual[offer.kind]]
    return {"gini": round(gini(shares), 3), "top": top_share(shares)}
