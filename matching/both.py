"""Whether both sides will say yes, learned from the answers of people and of those behind offers.

For each kind of offers with enough answers two logistic regressions on the parts of the content, joined by the
harmonic mean. No part may count against a pair: people hide what was suggested to them, so their noes come from what
fits, and a free line would turn away from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matching.catalogue import Catalogue
from matching.content import ContentScorer
from matching.encode import ProfileEncoder
from matching.lexicon import Floats32
from matching.profiles import Decision, Person
from matching.weights import PARTS

Floats = NDArray[np.float64]
# So many yeses and noes of each side of a kind, or content alone decides.
FEWEST = 30
# Weight of the models: MOST · n / (n + HALFWAY), n = how often the rarest of the four answers was given.
MOST = 0.5
HALFWAY = 200.0
_MOST_PAIRS = 3_000
_PEOPLE_AT_ONCE = 64
Pair = tuple[str, str]
SIDES = ("person", "offer")


@dataclass(frozen=True)
class Line:
    """The chance of a yes: 1 / (1 + exp(-(start + Σ slopesᵢ · partᵢ)))."""

    start: float
    slopes: tuple[float, ...]

    def odds_against(self, parts: Mapping[str, Floats32]) -> Floats:
        """(b, n_offers) (1 - chance) / chance."""
        total = np.full(parts["words"].shape, -self.start)
        for part, slope in zip(PARTS, self.slopes, strict=True):
            if slope:
                total -= np.multiply(parts[part], slope, dtype=np.float64)
        return np.asarray(np.exp(total, out=total))


@dataclass(frozen=True)
class Kind:
    """What was learned of one kind of offers; `weight` is what it counts beside content."""

    weight: float
    person: Line
    offer: Line

    def added(self, parts: Mapping[str, Floats32], content: Floats) -> Floats:
        """(b, n_offers): what it adds to scores by content, which may be less than nothing."""
        # The harmonic mean of 1/(1 + a) and 1/(1 + b).
        mutual = 2.0 / (2.0 + self.person.odds_against(parts) + self.offer.odds_against(parts))
        return np.asarray(self.weight * (mutual - content))


def learn_kinds(
    people: Sequence[Person],
    catalogue: Catalogue,
    decisions: Iterable[Decision],
    encoder: ProfileEncoder,
    scorer: ContentScorer,
    random_state: int,
) -> dict[str, Kind]:
    """Kind -> what its answers teach, for kinds with enough of them by people and about offers that are known."""
    by_id, kind_of = {person.id: person for person in people}, {offer.id: offer.kind for offer in catalogue.offers}
    answers: dict[str, dict[str, dict[Pair, bool]]] = {}
    for one in decisions:
        if one.person_id in by_id and one.offer_id in kind_of:
            sides = answers.setdefault(kind_of[one.offer_id], {side: {} for side in SIDES})
            sides[one.side][one.person_id, one.offer_id] = one.positive
    found: dict[str, Kind] = {}
    for kind in sorted(answers):
        rarest = min(_rarest(answers[kind][side]) for side in SIDES)
        if rarest < FEWEST:
            continue
        chosen = {side: _some(answers[kind][side], random_state) for side in SIDES}
        seen = dict(_features({*chosen["person"], *chosen["offer"]}, by_id, catalogue, encoder, scorer))
        lines = [
            _line(np.asarray([seen[pair] for pair in pairs]), np.asarray([answers[kind][side][pair] for pair in pairs]))
            for side, pairs in chosen.items()
        ]
        found[kind] = Kind(MOST * rarest / (rarest + HALFWAY), *lines)
    return found


def _rarest(answers: Mapping[Pair, bool]) -> int:
    yes = sum(answers.values())
    return min(yes, len(answers) - yes)


def _some(answers: Mapping[Pair, bool], random_state: int) -> list[Pair]:
    """At most so many pairs, the same whatever order they came in."""
    pairs = sorted(answers)
    if len(pairs) <= _MOST_PAIRS:
        return pairs
    rows = np.random.default_rng(random_state).choice(len(pairs), _MOST_PAIRS, replace=False)  # nosec B311
    return [pairs[row] for row in np.sort(rows)]


def _features(
    pairs: Iterable[Pair],
    by_id: Mapping[str, Person],
    catalogue: Catalogue,
    encoder: ProfileEncoder,
    scorer: ContentScorer,
) -> Iterator[tuple[Pair, list[float]]]:
    """The parts of each pair, some people with the offers of all of them at a time."""
    of_person: dict[str, list[str]] = {}
    for person_id, offer_id in sorted(pairs):
        of_person.setdefault(person_id, []).append(offer_id)
    names = list(of_person)
    for start in range(0, len(names), _PEOPLE_AT_ONCE):
        some = names[start : start + _PEOPLE_AT_ONCE]
        theirs = sorted({offer_id for name in some for offer_id in of_person[name]})
        column = {offer_id: at for at, offer_id in enumerate(theirs)}
        batch = encoder.encode_people([by_id[name] for name in some])
        parts = scorer.parts(batch, catalogue.take(catalogue.rows_of(theirs)))
        table = np.stack([np.broadcast_to(parts[part], (len(some), len(theirs))) for part in PARTS], axis=2)
        for row, name in enumerate(some):
            for offer_id in of_person[name]:
                yield (name, offer_id), table[row, column[offer_id]].tolist()


def _line(features: Floats, answers: NDArray[np.bool_]) -> Line:
    """Likelihood with a ridge on the slopes, none below 0; a logistic regression comes out calibrated."""
    signs = np.where(answers, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = signs * (weights[0] + features @ weights[1:])
        pull = -signs / (1.0 + np.exp(np.clip(margins, -500, 500)))
        ridge = np.concatenate([[0.0], weights[1:]])
        slope = np.concatenate([[pull.sum()], pull @ features]) + ridge
        return float(np.logaddexp(0.0, -margins).sum() + 0.5 * ridge @ ridge), slope

    bounds = [(None, None), *[(0.0, None)] * features.shape[1]]
    found = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds).x.tolist()
    return Line(found[0], tuple(found[1:]))
