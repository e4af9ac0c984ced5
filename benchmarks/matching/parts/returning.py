"""People who said yes five times: lists that know of it, and of the answers of both sides, beside content alone.

Weights were chosen on the market of seed 11; the figures are of two others.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure, Result, neat
from benchmarks.matching.market import Market, make_market
from benchmarks.measure import tell
from matching import Decision, TwoSidedMatcher, Vocabulary
from matching.blend import Blend
from matching.evaluation import ndcg

TITLE = "People with five decisions"
KNOWN, RETURNING, JOBS = 3_000, 500, 300
LOOKED_AT, YESES = 12, 5
K, BEST = 10, 20
SEEDS = (12, 13)


def history(market: Market, known: int, seed: int) -> tuple[list[Decision], dict[int, set[str]]]:
    """What people said of vacancies, what those behind them answered, and by row what was looked at.

    The first `known` look at twelve each; the others until they have said yes five times.
    """
    random = np.random.default_rng(seed)
    ids, appeal = [offer.id for offer in market.offers], market.wish.mean(axis=0)
    found: list[Decision] = []
    looked: dict[int, set[str]] = {}
    for row, person in enumerate(market.people):
        chance = 0.5 * appeal / appeal.sum() + 0.5 * market.wish[row] / market.wish[row].sum()
        most = LOOKED_AT if row < known else len(ids) // 2
        seen, yeses = random.choice(len(ids), most, replace=False, p=chance / chance.sum()), 0
        looked[row] = set()
        for at in seen:
            if row >= known and yeses == YESES:
                break
            yes = bool(random.random() < market.wish[row, at])
            yeses += yes
            looked[row].add(ids[at])
            found.append(Decision(person.id, ids[at], "person", yes))
            if yes:
                found.append(Decision(person.id, ids[at], "offer", bool(random.random() < market.take[row, at])))
    return found, looked


def quality(market: Market, matcher: TwoSidedMatcher, looked: dict[int, set[str]], rows: Sequence[int]) -> float:
    """nDCG@10 against the truth of what each has not looked at yet."""
    people = [market.people[row] for row in rows]
    exclude = {market.people[row].id: looked[row] for row in rows}
    lists = matcher.recommend_many(people, K, None, exclude)
    values = []
    for row, matches in zip(rows, lists, strict=True):
        best = market.best_offers(row, BEST + len(looked[row]))
        open_ones = dict([pair for pair in best.items() if pair[0] not in looked[row]][:BEST])
        values.append(ndcg([match.offer_id for match in matches], open_ones, K))
    return float(np.mean(values))


def measure(_folder: Path) -> Result:
    """For each seed: everything, beside each half of it and content alone."""
    rows = []
    for seed in SEEDS:
        tell(f"{KNOWN} people, {RETURNING} with {YESES} yeses, {JOBS} vacancies, seed {seed}")
        market = make_market(KNOWN + RETURNING, JOBS, None, "job", seed)
        decisions, looked = history(market, KNOWN, seed)
        matcher = TwoSidedMatcher(0, Vocabulary.load()).fit(market.people, market.offers, decisions)
        learned, asked = matcher.blend_, range(KNOWN, KNOWN + RETURNING)
        found = {}
        for name, blend in {
            "content and both sides": Blend(kinds=learned.kinds),
            "content and what others chose": Blend(others=learned.others),
            "content alone": Blend(),
            "all": learned,
        }.items():
            matcher.blend_ = blend
            found[name] = quality(market, matcher, looked, asked)
        ours = found.pop("all")
        beside = {name: neat(value) for name, value in found.items()}
        what = f"nDCG@10 of people with five decisions, seed {seed}: at least content alone"
        rows.append(Figure(what, ours, "", found["content alone"], True, beside=beside))
    return Result(rows)
