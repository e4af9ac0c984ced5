"""What other weights would change: for a sample of people in averages, and for a few made-up ones by name of offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from community.accounts.models import Intent
from community.foundation.cards import cards_with_ids, in_order
from community.foundation.database import db
from community.members import queries as members
from community.members.records import PersonFacts
from community.recommendations.engine import Engine, some_people
from community.recommendations.kinds import KINDS, SOURCES
from community.recommendations.measures.hiding import rounded
from community.recommendations.measures.lists import ByKind, as_seen, made_lists, sampled
from community.recommendations.measures.people import counted
from community.recommendations.profiles import to_person
from community.regions import queries as regions
from matching.evaluation import gini
from matching.fairness import SMALLEST_TOLD
from matching.lists import Ranked, ranked_lists, reweighed
from matching.matcher import TwoSidedMatcher

SAMPLE, SHOWN = 200, 5
# Nobody real is shown: these three are made up, and live in the first kelurahan of the city.
EXAMPLES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("cook", "job", {
        "intents": (Intent.WORK,), "text": "Lulusan SMK Tata Boga, ingin kerja di dapur atau toko roti",
        "skills": {"masakan_nusantara": 2}, "wants": ("kue_dan_roti",), "availability": ("pagi", "siang"),
    }),
    ("shop", "programme", {
        "intents": (Intent.BUSINESS,), "text": "Punya warung nasi uduk, ingin jualan lewat HP dan mencatat uang",
        "skills": {"masakan_nusantara": 3}, "wants": ("komputer_dasar",),
    }),
    ("learner", "training", {
        "intents": (Intent.LEARNING,), "text": "Ingin belajar komputer, desain, dan bahasa Inggris",
        "wants": ("komputer_dasar",),
    }),
)  # fmt: skip


def tried(engine: Engine, weights: Mapping[str, int]) -> dict[str, Any]:
    """Lists with the weights in force beside lists with others; reads alone."""
    people = [to_person(facts) for facts in members.people(some_people())]
    db.session.rollback()
    other = reweighed(engine.matcher, {part: float(weight) for part, weight in weights.items()}, people)
    rows = sampled(counted(), SAMPLE)
    ids = [row.id for row in rows]
    before, after = made_lists(engine, ids), made_lists(engine, ids, other)
    asked = [row for row in rows if row.id in before and row.id in after]
    if len(asked) < SMALLEST_TOLD:
        # An average of so few would tell of each: how far she lives from what she is shown.
        asked = []
    pairs = [(as_seen(before[row.id], row.intents), as_seen(after[row.id], row.intents)) for row in asked]
    homes = [row.home_code for row in asked]
    return {
        "people": rounded(len(asked)),
        **_compared(pairs),
        "km": [_distance(engine.matcher, homes, [pair[side] for pair in pairs]) for side in (0, 1)],
        "kinds": [_of_kind(kind, [before[row.id] for row in asked], [after[row.id] for row in asked])
                  for kind in KINDS],
        "examples": _examples(engine.matcher, other),
    }  # fmt: skip


def _compared(pairs: Sequence[tuple[Ranked, Ranked]]) -> dict[str, Any]:
    """Of lists of ten: how many offers stay on average, and which part of lists stays as it is."""
    filled = [(set(dict(old)), set(dict(new))) for old, new in pairs if old]
    same = sum(len(old & new) for old, new in filled) / max(len(filled), 1)
    unchanged = sum(old == new for old, new in pairs) / max(len(pairs), 1)
    length = sum(len(old) for old, _new in filled) / max(len(filled), 1)
    return {"same": round(same, 2), "length": round(length, 2), "unchanged": round(unchanged, 3)}


def _distance(matcher: TwoSidedMatcher, homes: Sequence[str], lists: Sequence[Ranked]) -> float | None:
    """Mean kilometres from home to what stands in the lists, where both places are known."""
    catalogue = matcher.catalogue_
    known = [
        km
        for home, ranked in zip(homes, lists, strict=True)
        for offer, _score in ranked
        if offer in catalogue.rows
        and (km := regions.distance_km(home, catalogue.offers[catalogue.rows[offer]].region)) is not None
    ]
    return round(sum(known) / len(known), 2) if known else None


def _of_kind(kind: str, before: Iterable[ByKind], after: Iterable[ByKind]) -> dict[str, Any]:
    sides = [[one.get(kind, []) for one in lists] for lists in (before, after)]
    same = [len(set(dict(old)) & set(dict(new))) / len(old) for old, new in zip(*sides, strict=True) if old]
    return {
        "kind": kind,
        "same": round(sum(same) / len(same), 3) if same else None,
        "gini": [_inequality(side) for side in sides],
        "shown": [len({offer for ranked in side for offer, _score in ranked}) for side in sides],
    }


def _inequality(lists: Iterable[Ranked]) -> float:
    return round(gini(list(Counter(offer for ranked in lists for offer, _score in ranked).values())), 3)


def _examples(now: TwoSidedMatcher, other: TwoSidedMatcher) -> list[dict[str, Any]]:
    """The first five of each made-up person, before and after: {"title", "url"}."""
    village = regions.directory().villages[0]
    found = []
    for name, kind, told in EXAMPLES:
        person = to_person(PersonFacts(account_id=0, home_code=village.code, **told))
        sides = [ranked_lists(matcher, [person], SHOWN, [kind])[0][kind] for matcher in (now, other)]
        keys = [[offer for offer, _score in ranked] for ranked in sides]
        ids = sorted({int(key.partition(":")[2]) for side in keys for key in side})
        cards = cards_with_ids("one offer", lambda each: SOURCES[each].cards(), {kind: ids})
        told_of = [[{"title": card.title, "url": card.url} for card in in_order(cards, side)] for side in keys]
        found.append({"who": name, "kind": kind, "home": village.code, "before": told_of[0], "after": told_of[1]})
    return found
