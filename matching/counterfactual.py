"""What one more skill or licence would bring, each tried by scoring again."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.catalogue import Catalogue, words_of
from matching.explain import Counterfactual, Explainer, missing_licences
from matching.profiles import Person
from matching.veto import veto

if TYPE_CHECKING:
    from matching.matcher import TwoSidedMatcher

_CANDIDATES = 5


def counterfactual(
    matcher: "TwoSidedMatcher", person: Person, single: Catalogue, explainer: Explainer, score: float
) -> Counterfactual | None:
    """The missing skill or licence with the largest gain for the one offer of `single`."""
    offer = single.offers[0]
    tries = [("skill", skill, _with_skill(person, skill)) for skill in explainer.missing_skills(0, 0)[:_CANDIDATES]]
    if "licences" in person.features:
        tries += [("licence", lack, _with_licence(person, lack)) for lack in missing_licences(person, offer)]
    if not tries:
        return None
    scores = np.asarray([matcher.score(changed, [offer.id])[0] for _, _, changed in tries])
    best = int(scores.argmax())
    if scores[best] <= score:
        return None
    kind, added, changed = tries[best]
    opens = len(_fully_met(matcher, changed, offer.kind, added) - _fully_met(matcher, person, offer.kind, added))
    return Counterfactual(kind, added, score, float(scores[best]), opens)


def _fully_met(matcher: "TwoSidedMatcher", person: Person, kind: str, asking: str) -> set[str]:
    """Ids of open offers of a kind that ask for something and of which the person lacks nothing."""
    of_kind = matcher.catalogue_.of_kinds([kind])
    rows = [row for row, o in enumerate(of_kind.offers) if asking in o.skills or asking in words_of(o, "licences")]
    asked = of_kind.take(np.asarray(rows, dtype=np.int64))
    batch = matcher.encode([person])
    explainer = Explainer(matcher.encoder_, matcher.scorer_, batch, asked)
    free = veto(batch, asked, matcher.refusals_)[0] == 0
    return {
        offer.id
        for row, offer in enumerate(asked.offers)
        if free[row] and not explainer.missing_skills(0, row) and not missing_licences(person, offer)
    }


def _with_skill(person: Person, skill: str) -> Person:
    return replace(person, skills=person.skills | {skill})


def _with_licence(person: Person, licence: str) -> Person:
    features: dict[str, Any] = {**person.features, "licences": words_of(person, "licences") | {licence}}
    return replace(person, features=features)
