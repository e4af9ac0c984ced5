"""What one more skill would bring: how many offers a person would then lack nothing for."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from matching.encode import GIVING_KINDS
from matching.explain import HELD, missing_licences
from matching.profiles import Person
from matching.veto import veto

if TYPE_CHECKING:
    from matching.matcher import TwoSidedMatcher


def opened_by_skills(matcher: "TwoSidedMatcher", people: Sequence[Person], kind: str) -> list[dict[str, int]]:
    """For each person: skill -> the number of open offers of a kind of which it is all that she lacks.

    The numbers that a counterfactual of `explain` counts by scoring again, for all skills at once. NotFittedError.
    """
    encoded, catalogue = matcher.encode(people), matcher.of_kind(kind)
    if kind in GIVING_KINDS or not len(catalogue):
        return [{} for _person in people]
    free = veto(encoded, catalogue, matcher.refusals_) == 0
    opened = []
    for row, person in enumerate(people):
        held = {skill for skill, weight in encoded.skills[row].items() if weight >= HELD}
        found: Counter[str] = Counter()
        for offer, is_free in zip(catalogue.offers, free[row].tolist(), strict=True):
            lacking = offer.skills - held if is_free else ()
            if len(lacking) == 1 and not missing_licences(person, offer):
                found.update(lacking)
        opened.append(dict(found))
    return opened
