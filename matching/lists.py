"""Lists without reasons, for looking at many at once, and the same matcher with other weights, for trying them out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy

import numpy as np

from matching.content import ContentScorer
from matching.matcher import TwoSidedMatcher
from matching.pricing import learn_prices
from matching.profiles import Person
from matching.ranking import best_rows
from matching.veto import veto
from matching.weights import checked_weights

Ranked = list[tuple[str, float]]
_CELLS = 200_000


def ranked_lists(
    matcher: TwoSidedMatcher,
    people: Sequence[Person],
    k: int,
    kinds: Iterable[str],
    exclude: Mapping[str, Collection[str]] | None = None,
    use_prices: bool = True,
) -> list[dict[str, Ranked]]:
    """For each person, by kind, what `recommend_many` finds: (offer id, score) best first, and nothing else."""
    everything, prices, excluded = matcher.catalogue_, matcher.prices_ if use_prices else {}, exclude or {}
    encoded = matcher.encode(people)
    found: list[dict[str, Ranked]] = [{} for _person in people]
    for kind in kinds:
        catalogue = everything.of_kinds([kind])
        price = catalogue.priced(prices)
        step = max(1, _CELLS // max(len(catalogue), 1))
        for start in range(0, len(encoded), step):
            batch = encoded.take(np.arange(start, min(start + step, len(encoded))))
            parts = matcher.scorer_.parts(batch, catalogue)
            scores = matcher.scorer_.score(parts)
            for added in matcher.blend_.added(batch, parts, scores, catalogue, matcher.refusals_).values():
                scores += added
            vetoes = veto(batch, catalogue, matcher.refusals_)
            for row, person in enumerate(batch.people):
                allowed = vetoes[row] == 0
                done = matcher.refusals_.accepted.get(person.id, set())
                allowed[catalogue.rows_of({*excluded.get(person.id, ()), *done})] = False
                best = best_rows(scores[row] - price, allowed, catalogue, k)
                found[start + row][kind] = [(catalogue.ids[at], float(scores[row, at])) for at in best]
    return found


def reweighed(matcher: TwoSidedMatcher, weights: Mapping[str, float], people: Sequence[Person]) -> TwoSidedMatcher:
    """The matcher as it would be with these weights, its prices learned anew from these people.

    What was learned of words and topics is shared, and the given matcher is left as it is.
    """
    other = copy(matcher)
    other.weights = dict(weights)
    other.scorer_ = ContentScorer(checked_weights(weights), with_topics=matcher.encoder_.directions.shape[1] > 0)
    other.prices_ = {}
    if people:
        other.prices_ = learn_prices(people, other.catalogue_, other._utilities, other.random_state)
    return other
