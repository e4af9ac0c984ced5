"""Why an offer is in a list, without words of any language: the platform turns codes into sentences.

Codes for: skills {skills}, related_skill {have, asked}, wants {skills}, needs {topics}, offers {topics},
words {words}, topic {words}, same_region {level, region}, chosen_area {region}, distance {km}, online {},
pay {offered, wished}, schedule {schedule}, level {asked, yours}, sector {sector}, available {capacity},
others {offer}: one of her own; at least five people chose both.
Codes against: missing_skill {skill}, missing_licence {licence}, pay, distance, schedule {schedule}, level,
and of a vetoed pair: hidden, declined, closed, full, own, blocked, audience {audience}, licence {licences}.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from matching.catalogue import Catalogue, People, text_of, words_of
from matching.content import NEUTRAL, ContentScorer
from matching.encode import GIVING_KINDS, SECTOR_PARTS, ProfileEncoder
from matching.place import chosen_area, distance_km
from matching.profiles import Offer, Person
from matching.veto import codes
from matching.weights import PARTS

if TYPE_CHECKING:
    from matching.blend import Told

# A contribution below this is no reason to name; one common word in a long text is none either.
_NOTICED = dict.fromkeys(PARTS, 0.005) | {"words": 0.03, "topic": 0.04, "level": 0.002, "others": 0.01}
# From here on a skill counts as hers; below it is only related to one of hers.
HELD = 0.5
_NEAR_KM = 5.0
_FAR_KM = 8.0
_SHOWN = 3
_KECAMATAN, _KELURAHAN = 8, 13
# These are for what she can; of all others what she wants to learn is the better reason.
_WORK_KINDS = frozenset({"job", "business"})
# Online is one of their ways: whoever lives near may meet them as well.
_ALSO_IN_PERSON = frozenset({"mentor"})


@dataclass(frozen=True)
class Reason:
    """One reason: a code and its parameters (ids, numbers, words as typed)."""

    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Match:
    """An offer for a person: score in [0, 1], up to three reasons for, at most one against."""

    offer_id: str
    score: float
    reasons: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class PersonMatch:
    """A person for an offer, as `Match` is an offer for a person."""

    person_id: str
    score: float
    reasons: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Counterfactual:
    """What one more skill or licence would bring, found by scoring again.

    `opens`: offers of this kind of which she then meets every asked skill and licence, and did not before.
    """

    kind: str
    add: str
    score_before: float
    score_after: float
    opens: int

    @property
    def gain(self) -> float:
        """score_after - score_before."""
        return self.score_after - self.score_before


@dataclass(frozen=True)
class Explanation:
    """`contributions` add up to `score` within 1e-6; a vetoed pair scores 0 by its contribution "veto"."""

    offer_id: str
    score: float
    contributions: Mapping[str, float]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    counterfactual: Counterfactual | None = None


class Explainer:
    """Reasons of one encoded batch of people against one catalogue."""

    def __init__(
        self,
        encoder: ProfileEncoder,
        scorer: ContentScorer,
        people: People,
        catalogue: Catalogue,
        chosen: "Told | None" = None,
    ) -> None:
        self.encoder, self.scorer, self.people, self.catalogue = encoder, scorer, people, catalogue
        self.chosen = chosen
        self._told: dict[int, dict[int, float]] = {}

    def reasons_for(
        self, person_row: int, row: int, parts: Mapping[str, float], most: int = len(PARTS)
    ) -> list[Reason]:
        """Strongest first; never empty. Words she typed herself make a topic superfluous."""
        weights = self.scorer.weights
        gains = {part: weights[part] * (parts[part] - NEUTRAL[part]) for part in PARTS if parts[part] > NEUTRAL[part]}
        if self.chosen is not None:
            gains["others"] = float(self.chosen.added[person_row, row])
        noticed = [part for part, gain in gains.items() if gain > _NOTICED[part]]
        if "words" in noticed and "topic" in noticed:
            noticed.remove("topic")
        told: dict[str, list[Reason]] = {}
        if "skills" in noticed and "wants" in noticed:
            kind = self.catalogue.offers[row].kind
            told = _each_once(self._skills(person_row, row), self._wants(person_row, row), kind)
            # Whichever speaks for both stands where the stronger would.
            gains["skills"] = gains["wants"] = max(gains["skills"], gains["wants"])
        found: list[Reason] = []
        for part in sorted(noticed, key=lambda part: -gains[part]):
            if len(found) < most:
                found.extend(told[part] if part in told else getattr(self, f"_{part}")(person_row, row))
        return found[:most] or [Reason("available", {"capacity": self.catalogue.offers[row].capacity})]

    def reasons_against(self, person_row: int, row: int) -> list[Reason]:
        """What speaks against or is missing, gravest first."""
        person, offer = self.people.people[person_row], self.catalogue.offers[row]
        found = [Reason("missing_licence", {"licence": licence}) for licence in missing_licences(person, offer)]
        found += [Reason("missing_skill", {"skill": skill}) for skill in self.missing_skills(person_row, row)]
        wished, offered = _number(person, "pay_min"), _number(offer, "pay_max")
        if wished is not None and offered is not None and offered < wished:
            found.append(Reason("pay", {"offered": offered, "wished": wished}))
        kilometres = distance_km(person, offer)
        if kilometres > _FAR_KM and not offer.features.get("online") and not chosen_area(person, offer):
            found.append(Reason("distance", {"km": round(kilometres, 1)}))
        slots, hers = words_of(offer, "schedule"), words_of(person, "schedule")
        if hers and slots - hers:
            found.append(Reason("schedule", {"schedule": sorted(slots - hers)}))
        asked, level = _number(offer, "level"), _number(person, "level")
        if asked is not None and level is not None and level < asked:
            found.append(Reason("level", {"asked": asked, "yours": level}))
        return found

    def match(self, person_row: int, row: int, parts: Mapping[str, float], score: float) -> Match:
        """The short form for lists."""
        against = self.reasons_against(person_row, row)[:1]
        reasons = self.reasons_for(person_row, row, parts, _SHOWN)
        return Match(self.catalogue.ids[row], score, tuple(reasons), tuple(against))

    def missing_skills(self, person_row: int, row: int) -> list[str]:
        """Asked outright, neither listed nor told in her text; kinds that give skills ask for none."""
        offer, weights = self.catalogue.offers[row], self.people.skills[person_row]
        if offer.kind in GIVING_KINDS:
            return []
        lacking = [skill for skill in offer.skills if weights.get(skill, 0.0) < HELD]
        return sorted(lacking, key=lambda skill: (weights.get(skill, 0.0), skill))

    def _skills(self, person_row: int, row: int) -> list[Reason]:
        weights, asked = self.people.skills[person_row], self.catalogue.blocks["skills"].words_at(row)
        shared = [skill for skill in asked if weights.get(skill, 0.0) >= HELD]
        if shared:
            return [Reason("skills", {"skills": sorted(shared, key=lambda skill: (-weights[skill], skill))})]
        skill = min(asked & weights.keys(), key=lambda skill: (-weights[skill], skill))
        held = {other for other in weights if weights[other] >= HELD}
        return [Reason("related_skill", {"have": min(held & self.encoder.related(skill)), "asked": skill})]

    def _wants(self, person_row: int, row: int) -> list[Reason]:
        weights, given = self.people.wants[person_row], self.catalogue.blocks["given"].words_at(row)
        shared = sorted(given & weights.keys(), key=lambda skill: (-weights[skill], skill))
        exact = [skill for skill in shared if weights[skill] >= HELD]
        # What only goes with her wishes is no news to whoever can it already.
        held = self.people.skills[person_row]
        near = [skill for skill in shared if held.get(skill, 0.0) < HELD]
        return [Reason("wants", {"skills": exact or near})] if exact or near else []

    def _needs(self, person_row: int, row: int) -> list[Reason]:
        person, offer = self.people.people[person_row], self.catalogue.offers[row]
        met = sorted(words_of(person, "needs") & words_of(offer, "offers"))
        given = sorted(words_of(person, "offers") & words_of(offer, "needs"))
        found = [Reason("needs", {"topics": met})] if met else []
        return found + ([Reason("offers", {"topics": given})] if given else [])

    def _words(self, person_row: int, row: int) -> list[Reason]:
        surfaces = self.people.surfaces[person_row]
        if person_row not in self._told:
            self._told[person_row] = _row(self.people.words, person_row)
        hers = self._told[person_row]
        shares = {c: value * hers[c] for c, value in _row(self.catalogue.words, row).items() if c in hers}
        return [Reason("words", {"words": _strongest(shares, surfaces)})]

    def _topic(self, person_row: int, row: int) -> list[Reason]:
        directions, typed = self.encoder.directions, self.encoder.lexicon.surfaces
        told = {column: v for column, v in _row(self.catalogue.words, row).items() if column < len(directions)}
        pull = (directions[list(told)] @ self.people.topics[person_row]).tolist()
        shares = {column: told[column] * of for column, of in zip(told, pull, strict=True) if of > 0}
        words = _strongest(shares, typed)
        return [Reason("topic", {"words": words})] if words else []

    def _place(self, person_row: int, row: int) -> list[Reason]:
        person, offer = self.people.people[person_row], self.catalogue.offers[row]
        mine, theirs = person.region or "", offer.region or ""
        if offer.features.get("online") and offer.kind not in _ALSO_IN_PERSON:
            return [Reason("online")]
        if len(mine) >= _KELURAHAN and mine[:_KELURAHAN] == theirs[:_KELURAHAN]:
            return [Reason("same_region", {"level": "kelurahan", "region": mine[:_KELURAHAN]})]
        if area := chosen_area(person, offer):
            return [Reason("chosen_area", {"region": area})]
        if len(mine) >= _KECAMATAN and mine[:_KECAMATAN] == theirs[:_KECAMATAN]:
            return [Reason("same_region", {"level": "kecamatan", "region": mine[:_KECAMATAN]})]
        kilometres = distance_km(person, offer)
        if kilometres <= _NEAR_KM:
            return [Reason("distance", {"km": round(kilometres, 1)})]
        return [Reason("online")] if offer.features.get("online") else []

    def _pay(self, person_row: int, row: int) -> list[Reason]:
        person, offer = self.people.people[person_row], self.catalogue.offers[row]
        wished, offered = _number(person, "pay_min"), _number(offer, "pay_max")
        return [Reason("pay", {"offered": offered, "wished": wished})] if (offered or 0) >= (wished or 0) else []

    def _schedule(self, person_row: int, row: int) -> list[Reason]:
        person, offer = self.people.people[person_row], self.catalogue.offers[row]
        return [Reason("schedule", {"schedule": sorted(words_of(person, "schedule") & words_of(offer, "schedule"))})]

    def _level(self, person_row: int, row: int) -> list[Reason]:
        asked, yours = (
            _number(self.catalogue.offers[row], "level"),
            _number(self.people.people[person_row], "level"),
        )
        return [Reason("level", {"asked": asked, "yours": yours})] if (yours or 0) >= (asked or 0) else []

    def _others(self, person_row: int, row: int) -> list[Reason]:
        told = cast("Told", self.chosen)
        return [Reason("others", {"offer": told.speaker(person_row, self.catalogue.ids[row])})]

    def _sector(self, person_row: int, row: int) -> list[Reason]:
        mine = text_of(self.people.people[person_row], "sector")
        theirs = text_of(self.catalogue.offers[row], "sector")
        shared = max(length for length in SECTOR_PARTS if mine[:length] == theirs[:length] and len(mine) >= length)
        return [Reason("sector", {"sector": mine[:shared]})]


def _each_once(skills: list[Reason], wants: list[Reason], kind: str) -> dict[str, list[Reason]]:
    """Each skill in one reason alone, the one that suits this kind of offer; by part."""
    if kind in _WORK_KINDS:
        return {"skills": skills, "wants": _without(wants, skills)}
    return {"skills": _without(skills, wants), "wants": wants}


def _without(reasons: list[Reason], better: list[Reason]) -> list[Reason]:
    told = {skill for one in better for skill in _named(one)}
    left = [(one, [skill for skill in _named(one) if skill not in told]) for one in reasons]
    return [one if rest == _named(one) else Reason(one.code, {"skills": rest}) for one, rest in left if rest]


def _named(reason: Reason) -> list[str]:
    return reason.parameters.get("skills") or [reason.parameters["asked"]]


def missing_licences(person: Person, offer: Offer) -> list[str]:
    """Required licences she did not name."""
    return sorted(words_of(offer, "licences") - words_of(person, "licences"))


def veto_reasons(bits: int, person: Person, offer: Offer) -> list[Reason]:
    """Why a pair is vetoed, gravest first; none where it is not."""
    parameters: dict[str, dict[str, Any]] = {
        "audience": {"audience": sorted(words_of(offer, "audience"))},
        "licence": {"licences": missing_licences(person, offer)},
        "schedule": {"schedule": sorted(words_of(offer, "schedule"))},
        "distance": {"km": round(distance_km(person, offer), 1)},
    }
    return [Reason(code, parameters.get(code, {})) for code in codes(bits)]


def _number(profile: Person | Offer, key: str) -> float | None:
    value: Any = profile.features.get(key)
    return None if value is None else float(value)


def _row(matrix: Any, row: int) -> dict[int, float]:
    start, end = matrix.indptr[row], matrix.indptr[row + 1]
    return dict(zip(matrix.indices[start:end].tolist(), matrix.data[start:end].tolist(), strict=True))


def _strongest(shares: Mapping[int, float], names: Mapping[int, str] | Sequence[str]) -> list[str]:
    """Up to three different words, strongest first."""
    ranked = sorted((-round(share, 6), names[column]) for column, share in shares.items())
    return list(dict.fromkeys(name for _, name in ranked))[:_SHOWN]
