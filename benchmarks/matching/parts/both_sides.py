"""Who will say yes to each other? Two models joined, beside one of her wishes alone and one of the outcome."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, Result, best, neat
from benchmarks.matching.market import Market, make_market
from matching import TwoSidedMatcher, Vocabulary
from matching.content import PARTS as EVERY
from matching.evaluation import auc, calibration_error
from matching.reciprocal import CalibratedYes, ReciprocalModel

TITLE = "Interest on both sides"
PEOPLE, JOBS = 1_000, 400
ASKED, ANSWERED, TESTED = 12_000, 4_000, 8_000
SEED = 3
PARTS = ("words", "topic", "skills", "wants", "place")
Floats = NDArray[np.floating]
Integers = NDArray[np.int64]


def features(market: Market, rows: Integers, columns: Integers) -> tuple[Floats, Floats]:
    """(seen by the person, seen by the employer): the parts of the match, and what each side tells of itself."""
    parts = np.stack([_part(market, part)[rows, columns] for part in PARTS], axis=1)
    hers = [float(str(market.people[row].features.get("level", 2.0))) for row in rows]
    theirs = [float(str(market.offers[column].features["level"])) for column in columns]
    told = [float(len(market.people[row].skills)) for row in rows]
    seen = np.column_stack([parts, hers, theirs])
    return seen, np.column_stack([seen, told])


def _part(market: Market, part: str) -> Floats:
    """(n_people, n_offers) of one part of the match, as a matcher says that weighs nothing else."""
    weights = {name: float(name == part) for name in EVERY}
    matcher = TwoSidedMatcher(0, Vocabulary.load(), weights).fit(offers=market.offers)
    return np.stack([matcher.score(person) for person in market.people])


def measure(_folder: Path) -> Result:
    """AUC of a mutual yes on pairs never seen."""
    random = np.random.default_rng(SEED)
    market = make_market(PEOPLE, JOBS, None, "job", SEED)
    # Pairs that met: half of them suggested to her, half come by chance.
    rows = random.integers(PEOPLE, size=ASKED + TESTED)
    near = np.argsort(-market.wish, axis=1)[:, : JOBS // 10]
    columns = np.where(
        random.random(rows.size) < 0.5,
        near[rows, random.integers(near.shape[1], size=rows.size)],
        random.integers(JOBS, size=rows.size),
    )
    hers, theirs = features(market, rows, columns)
    said = random.random(rows.size) < market.wish[rows, columns]
    answered = random.random(rows.size) < market.take[rows, columns]
    known, tested = slice(0, ASKED), slice(ASKED, None)
    # Employers answer fewer than ask: only of those is the outcome known.
    told = slice(0, ANSWERED)
    both = np.hstack([hers, theirs])
    model = ReciprocalModel(0).fit(hers[known], said[known], theirs[told], answered[told])
    mutual = (said & answered)[tested].astype(int)
    outcome = CalibratedYes(0).fit(both[told], (said & answered)[told]).predict(both[tested])
    beside = {
        "her wish alone": neat(auc(model.to_offer.predict(hers[tested]), mutual)),
        "one model of the outcome": neat(auc(outcome, mutual)),
        "the truth itself": neat(auc(market.mutual[rows, columns][tested], mutual)),
    }
    ours = auc(model.predict_mutual(hers[tested], theirs[tested]), mutual)
    target = best({name: value for name, value in beside.items() if name != "the truth itself"})
    off = calibration_error(model.to_offer.predict(hers[tested]), said[tested].astype(int))
    return Result(
        [
            Figure("AUC of a mutual yes: at least the best model beside it", ours, "", target, True, beside=beside),
            Figure("how far a said chance of her yes is off, on average", 100 * off, "points"),
        ]
    )
