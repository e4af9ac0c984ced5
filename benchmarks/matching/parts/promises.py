"""What must hold without exception: equal treatment, exact explanations, stable pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure, Result, neat
from benchmarks.matching.market import Market, make_market
from benchmarks.matching.simulate import blocking_pairs
from benchmarks.measure import tell
from matching import Explanation, Match, Person, TwoSidedMatcher, Vocabulary
from matching.capacity import assign_matrix
from matching.errors import SensitiveFeatureError
from matching.fairness import ALARM_BELOW, group_shares
from matching.features import SENSITIVE_FEATURES

TITLE = "Promises"
PEOPLE, MENTORS, PLACES = 6_000, 400, 5
SEEKERS, JOBS = 300, 400
DRAWS = 200
TWINS = 300
EXACT = 1e-6
SEED = 4


def measure(_folder: Path) -> Result:
    """Everything on one market."""
    market = make_market(PEOPLE, MENTORS, PLACES, seed=SEED)
    matcher = TwoSidedMatcher(0, Vocabulary.load()).fit(market.people, market.offers)
    tell("groups")
    rows = _groups(market, matcher)
    tell("twins, explanations, stable pairs")
    jobs = make_market(SEEKERS, JOBS, None, "job", SEED)
    explained = TwoSidedMatcher(0, Vocabulary.load()).fit(offers=jobs.offers)
    return Result([*rows, *_twins(market, matcher), *_explanations(jobs, explained), *_stable(market, matcher)])


def _groups(market: Market, matcher: TwoSidedMatcher) -> list[Figure]:
    """Who gets suggestions and places, by what matching never learns."""
    lists = dict(zip([one.id for one in market.people], matcher.recommend_many(market.people), strict=True))
    scored = {person: [(match.offer_id, match.score) for match in one] for person, one in lists.items()}
    served = {person for person, _offer in matcher.assign(market.people).pairs}
    rows = []
    for name, groups in market.groups.items():
        found = group_shares(scored, groups, served)
        lowest = min(found, key=lambda one: one.served_share if one.served_share is not None else np.inf)
        what = f"places by {name}: the group that gets least ({lowest.group}), of an equal share"
        chance = {"places given out by lot": neat(_by_lot(groups, len(served)))}
        rows.append(Figure(what, lowest.served_share, "", ALARM_BELOW, least=True, beside=chance))
        least = min(one.listed_share for one in found if one.listed_share is not None)
        rows.append(Figure(f"suggestions by {name}: the least of an equal share", least, "", ALARM_BELOW, least=True))
    return rows


def _by_lot(groups: Mapping[str, str], number: int) -> float:
    """What the group that gets least would get if places were drawn by lot, on average."""
    random, people = np.random.default_rng(SEED), sorted(groups)
    drawn = [{people[at] for at in random.choice(len(people), number, replace=False)} for _draw in range(DRAWS)]
    return float(np.mean([min(one.served_share or 0.0 for one in group_shares({}, groups, got)) for got in drawn]))


def _same(first: Sequence[Match], second: Sequence[Match]) -> bool:
    return [(one.offer_id, one.score, one.reasons) for one in first] == [
        (one.offer_id, one.score, one.reasons) for one in second
    ]


def _twins(market: Market, matcher: TwoSidedMatcher) -> list[Figure]:
    """The same profile under another id, asked alone and in a crowd: the caller's groups differ, lists may not."""
    people = market.people[:TWINS]
    twins = [replace(person, id=f"twin-of-{person.id}") for person in people]
    together = matcher.recommend_many([*people, *twins])
    alike = [_same(matcher.recommend(twin), together[row]) for row, twin in enumerate(twins)]
    alike += [_same(together[row], together[TWINS + row]) for row in range(TWINS)]
    refused = sum(_refused(name) for name in SENSITIVE_FEATURES)
    return [
        Figure("twins with identical lists", 100 * float(np.mean(alike)), "%", 100, least=True),
        Figure("sensitive attributes refused as input", 100 * refused / len(SENSITIVE_FEATURES), "%", 100, least=True),
    ]


def _refused(name: str) -> bool:
    try:
        Person("p", features={name: "x"})
    except SensitiveFeatureError:
        return True
    return False


def _explanations(market: Market, matcher: TwoSidedMatcher) -> list[Figure]:
    """Sums, reasons, and what one more skill would bring, scored again from outside."""
    exact, reasons, verified = [], [], []
    for person in market.people:
        matches = matcher.recommend(person, 3)
        reasons += [bool(match.reasons) for match in matches]
        for offer_id in [*(match.offer_id for match in matches), market.offers[0].id]:
            told = matcher.explain(person, offer_id)
            [score] = matcher.score(person, [offer_id])
            exact.append(
                abs(sum(told.contributions.values()) - told.score) <= EXACT and abs(told.score - score) <= EXACT
            )
            if told.counterfactual is not None and told.counterfactual.kind == "skill":
                verified.append(_verified(matcher, person, told))
    figures: Mapping[str, list[bool]] = {
        "explanations that sum to the score within 1e-6": exact,
        "suggestions with a reason": reasons,
        "told gains of one more skill that scoring again confirms": verified,
    }
    return [
        Figure(
            what, 100 * float(np.mean(held)) if held else None, "%", 100, least=True, why="" if held else "none told"
        )
        for what, held in figures.items()
    ]


def _verified(matcher: TwoSidedMatcher, person: Person, told: Explanation) -> bool:
    assert told.counterfactual is not None
    more = replace(person, skills=person.skills | {told.counterfactual.add})
    [score] = matcher.score(more, [told.offer_id])
    return bool(abs(score - told.counterfactual.score_after) <= EXACT)


def _stable(market: Market, matcher: TwoSidedMatcher) -> list[Figure]:
    """Both through the matcher and on random markets with vetoes, checked by a program of our own."""
    ids = [offer.id for offer in market.offers]
    worth = np.stack([matcher.score(person, ids) for person in market.people])
    row = {person.id: at for at, person in enumerate(market.people)}
    column = {offer_id: at for at, offer_id in enumerate(ids)}
    pairs = [(row[person], column[offer]) for person, offer in matcher.assign(market.people, mode="stable").pairs]
    found = blocking_pairs(worth, [PLACES] * MENTORS, pairs)
    random = np.random.default_rng(SEED)
    for _market in range(20):
        worth = random.random((200, 30))
        worth[random.random(worth.shape) < 0.2] = np.nan
        places = random.integers(0, 8, size=30)
        found += blocking_pairs(worth, places.tolist(), list(assign_matrix(worth, places, "stable").pairs))
    return [Figure("stable mode: blocking pairs in 21 markets", found, "", 0)]
