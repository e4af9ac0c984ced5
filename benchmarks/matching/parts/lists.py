"""Lists in a market with few places: how good, how evenly shown, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, Result, neat
from benchmarks.matching.market import Market, make_market
from benchmarks.matching.profile_texts import texts_of
from benchmarks.matching.simulate import optimum, places_taken, total
from benchmarks.matching.textual import usual
from benchmarks.measure import tell
from matching import TwoSidedMatcher, Vocabulary
from matching.evaluation import Exposure, exposure, ndcg

TITLE = "Lists in a crowded market"
PEOPLE, MENTORS, PLACES = 10_000, 300, 5
SMALL_PEOPLE, SMALL_MENTORS = 1_000, 40
CAPACITIES = (1, 2, 5, 10, 20, 40)
STRENGTHS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
K = 10
Rows = list[list[int]]
Floats = NDArray[np.floating]


def all_scores(matcher: TwoSidedMatcher, market: Market) -> Floats:
    """(n_people, n_offers) in the order of the market's offers."""
    ids = [offer.id for offer in market.offers]
    return np.stack([matcher.score(person, ids) for person in market.people]).astype(np.float32)


def lists_of(matcher: TwoSidedMatcher, market: Market, use_prices: bool = True) -> Rows:
    """What everybody is shown, as columns of the market."""
    at = {offer.id: column for column, offer in enumerate(market.offers)}
    found = matcher.recommend_many(market.people, K, use_prices=use_prices)
    return [[at[match.offer_id] for match in one] for one in found]


def top(scores: Floats) -> Rows:
    """The ten highest of each row."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :K].tolist()


def shown(lists: Rows, market: Market) -> Exposure:
    """How the lists spread over the offers."""
    ids = [offer.id for offer in market.offers]
    places = {offer.id: offer.capacity for offer in market.offers}
    return exposure([[ids[column] for column in one] for one in lists], places)


def mean_score(lists: Rows, scores: Floats) -> float:
    """Of all that is shown."""
    return float(np.mean([scores[row, one].mean() for row, one in enumerate(lists) if one]))


def mean_ndcg(lists: Rows, market: Market) -> float:
    """Against the truth."""
    ids = [offer.id for offer in market.offers]
    return float(
        np.mean([ndcg([ids[column] for column in one], market.best_offers(row)) for row, one in enumerate(lists)])
    )


def _places(market: Market) -> list[int]:
    return [offer.capacity or 0 for offer in market.offers]


def _fitted(market: Market) -> TwoSidedMatcher:
    return TwoSidedMatcher(0, Vocabulary.load()).fit(market.people, market.offers)


def measure(_folder: Path) -> Result:
    """The full market for the table, a smaller one for the curves."""
    tell(f"a market of {PEOPLE} people and {MENTORS} mentors with {PLACES} places each")
    market = make_market(PEOPLE, MENTORS, PLACES, seed=0)
    matcher = _fitted(market)
    scores = all_scores(matcher, market)
    with_prices, plain = lists_of(matcher, market), lists_of(matcher, market, use_prices=False)
    rows = _rows(market, scores, with_prices, plain)
    tell("the curves")
    small = make_market(SMALL_PEOPLE, SMALL_MENTORS, PLACES, seed=1)
    return Result(rows, {"exposure": _by_strength(small), "capacity": [_at(capacity) for capacity in CAPACITIES]})


def _rows(market: Market, scores: Floats, with_prices: Rows, plain: Rows) -> list[Figure]:
    places = _places(market)
    most, room = optimum(scores, places), sum(places)
    ours, theirs = (places_taken(lists, scores, places) for lists in (with_prices, plain))
    even, flooded = shown(with_prices, market), shown(plain, market)
    beside = {"the same without prices": None}

    def row(what: str, value: float, other: float, unit: str, target: float | None, least: bool = False) -> Figure:
        return Figure(what, value, unit, target, least, beside=dict.fromkeys(beside, neat(other)))

    truth = [total(market.mutual, pairs) for pairs in (ours, theirs)]
    loss = 1 - mean_score(with_prices, scores) / mean_score(plain, scores)
    return [
        row(
            "share of the optimum",
            100 * total(scores, ours) / most,
            100 * total(scores, theirs) / most,
            "%",
            97.5,
            True,
        ),
        row("places filled", 100 * len(ours) / room, 100 * len(theirs) / room, "%", None),
        row("Gini of exposure", even.gini, flooded.gini, "", 0.25),
        row("mentors never shown", len(even.never), len(flooded.never), "", 0),
        row("most people a place is shown to", even.crowd, flooded.crowd, "", None),
        row("mean score of a list lost to prices", 100 * loss, 0.0, "%", 3.0),
        row("places that both sides want in truth (expected)", truth[0], truth[1], "", None),
        row("nDCG@10 against the truth", mean_ndcg(with_prices, market), mean_ndcg(plain, market), "", None),
    ]


def _by_strength(market: Market) -> dict[str, list[dict[str, float | str]]]:
    """Quality against exposure: prices from none to double, and the usual ways without any."""
    matcher = _fitted(market)
    learned = dict(matcher.prices_)
    curve = []
    for strength in STRENGTHS:
        matcher.prices_ = {offer_id: strength * price for offer_id, price in learned.items()}
        curve.append(_point(lists_of(matcher, market), market, f"{strength:g}"))
    documents, queries = texts_of(market.offers), texts_of(market.people)
    others = [_point(top(scores), market, name) for name, scores in usual(documents, queries).items()]
    return {"ours": curve, "others": others}


def _point(lists: Rows, market: Market, name: str) -> dict[str, float | str]:
    return {"name": name, "gini": shown(lists, market).gini, "ndcg": mean_ndcg(lists, market)}


def _at(capacity: int) -> dict[str, float]:
    """Utility of the places got through lists, of the best possible, at one capacity."""
    market = make_market(SMALL_PEOPLE, SMALL_MENTORS, capacity, seed=1)
    matcher, places = _fitted(market), _places(market)
    scores = all_scores(matcher, market)
    most = optimum(scores, places)
    found = {
        name: 100 * total(scores, places_taken(lists, scores, places)) / most
        for name, lists in (("with prices", lists_of(matcher, market)), ("plain", lists_of(matcher, market, False)))
    }
    return {"places": float(capacity), **found}
