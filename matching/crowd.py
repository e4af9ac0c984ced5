"""Who of many people fits an offer: the same scores read from the other side."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from matching.blend import Blend
from matching.catalogue import Catalogue, People
from matching.content import ContentScorer, cells
from matching.encode import ProfileEncoder
from matching.explain import Explainer, PersonMatch
from matching.veto import Refusals, veto

Floats = NDArray[np.float64]
_CELLS = 200_000


def best_people(
    offers: Catalogue,
    people: People,
    encoder: ProfileEncoder,
    scorer: ContentScorer,
    blend: Blend,
    refusals: Refusals,
    k: int,
    exclude: Mapping[str, Collection[str]],
) -> dict[str, list[PersonMatch]]:
    """Offer id -> up to k people, best first; who already said yes or no to it is left out."""
    values = _values(offers, people, scorer, blend, refusals)
    ids = np.asarray([person.id for person in people.people], dtype=object)
    by_id = np.argsort(np.argsort(ids)) if len(ids) else np.zeros(0, dtype=np.int64)
    accepted = refusals.accepted
    found: dict[str, list[PersonMatch]] = {}
    for column, offer_id in enumerate(offers.ids):
        gone = exclude.get(offer_id, ())
        order = np.lexsort((by_id, -values[:, column]))
        rows = [
            row
            for row in order[: k + len(gone) + len(accepted)].tolist()
            if np.isfinite(values[row, column]) and ids[row] not in gone and offer_id not in accepted.get(ids[row], ())
        ]
        found[offer_id] = _explained(offers, column, people, rows[:k], values[rows[:k], column], encoder, scorer)
    return found


def _values(offers: Catalogue, people: People, scorer: ContentScorer, blend: Blend, refusals: Refusals) -> Floats:
    """(n_people, n_offers) scores, -inf where vetoed; made a bounded number of cells at a time."""
    values = np.empty((len(people), len(offers)))
    step = max(1, _CELLS // max(len(offers), 1))
    for start in range(0, len(people), step):
        rows = np.arange(start, min(start + step, len(people)))
        batch = people.take(rows)
        free = veto(batch, offers, refusals) == 0
        parts = scorer.parts(batch, offers)
        scores = scorer.score(parts)
        both = blend.mutual(parts, scores, offers)
        values[rows] = np.where(free, scores if both is None else scores + both, -np.inf)
    return values


def _explained(
    offers: Catalogue,
    column: int,
    people: People,
    rows: list[int],
    scores: Floats,
    encoder: ProfileEncoder,
    scorer: ContentScorer,
) -> list[PersonMatch]:
    batch, offer = people.take(np.asarray(rows, dtype=np.int64)), offers.take(np.asarray([column], dtype=np.int64))
    if not rows:
        return []
    parts = scorer.parts(batch, offer)
    explainer = Explainer(encoder, scorer, batch, offer)
    found = []
    for row, person in enumerate(batch.people):
        [pair] = cells(parts, row, [0])
        score = float(scores[row])
        told = explainer.match(row, 0, pair, score)
        found.append(PersonMatch(person.id, score, told.reasons, told.against))
    return found
