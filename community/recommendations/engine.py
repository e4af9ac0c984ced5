"""The matcher and the lists it makes: loaded by the worker alone, for it needs numpy (see refresh.py).

What changed since it was fitted is put in before the next lists are worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from community.accounts.models import Consent, Purpose
from community.accounts.queries import consenting
from community.foundation import clock
from community.foundation.database import db
from community.foundation.documents import Document
from community.members import queries as members
from community.recommendations import choices, weights
from community.recommendations.crowd import Crowd
from community.recommendations.introductions import SIZE as MOST_SHOWN
from community.recommendations.kinds import INTRODUCED, KINDS, SOURCES
from community.recommendations.news import PLACES, opened_lately
from community.recommendations.profiles import closed_to, taken_by, to_offer, to_person, trades_of
from community.recommendations.queries import SIZE
from community.regions import queries as regions
from community.skills.queries import vocabulary
from matching.explain import PersonMatch
from matching.gains import opened_by_skills
from matching.matcher import TwoSidedMatcher
from matching.profiles import Person

# Prices of crowded offers need a sample only; reading everybody would stop the worker for long.
MOST_PEOPLE = 5_000
ENOUGH_REASONS = 2
# Kinds that ask for skills, whose number one more skill would open.
OPENED_BY_SKILLS = frozenset({"job"})
# Somebody is shown for what she told; where she lives alone is no reason.
_OF_HERSELF = frozenset({"skills", "related_skill", "wants", "needs", "offers", "words", "topic", "sector"})
# Whoever can it already is not the one a mentor helps.
_TO_BE_HELPED = _OF_HERSELF - {"skills", "related_skill", "sector"}
# Words of many titles and many profiles, which say nothing about either.
_SAY_NOTHING = frozenset(
    "baru bekasi belajar bisa cari dasar dicari gratis hari ingin kerja kota lulus lulusan mulai orang tahun untuk"
    " usaha warga".split()
)


def _tells(word: str, title: frozenset[str]) -> bool:
    """Names of places are told by the reason for the place."""
    if word in _SAY_NOTHING:
        return False
    if word in title:
        return not regions.find(word, 1)
    return bool(vocabulary().skills_in(word))


def telling(reasons: list[dict[str, Any]], title: frozenset[str]) -> list[dict[str, Any]]:
    """Reasons without shared words that tell a reader nothing: those kept name a skill or stand in the title.

    Never empty: where nothing else speaks for an offer, its longer words stay.
    """
    kept = []
    for reason in reasons:
        words = reason.get("words")
        if words is not None:
            words = [word for word in words if _tells(word, title)]
        if words is None or words:
            kept.append(reason if words is None else {**reason, "words": words})
    told = [reason for reason in kept if "words" not in reason]
    if len(told) < ENOUGH_REASONS:
        # What she can and where it is convinces more than a word that both happen to use.
        told += [reason for reason in kept if "words" in reason]
    return told or [
        {**reason, "words": [word for word in reason["words"] if len(word) > 3] or reason["words"]}
        for reason in reasons[:1]
    ]


def has_told(person: Any) -> bool:
    """Whether there is more to go by than a home: prices are in units of scores that words and skills make.

    Taken off the small scores of somebody new, they would lead her to what nobody else wants.
    """
    return bool(person.text.strip() or person.skills or person.wants)


def some_people() -> list[int]:
    """Ids of people who agree to matching, at most a sample of them that is the same every night."""
    everybody = list(db.session.scalars(consenting(Purpose.MATCHING).order_by(Consent.account_id)))
    if len(everybody) <= MOST_PEOPLE:
        return everybody
    return Random(0).sample(everybody, MOST_PEOPLE)  # noqa: S311  # nosec B311


def _with_gain(reason: dict[str, Any], opens: Mapping[str, int]) -> dict[str, Any]:
    """What is missing, with how many offers it would open."""
    number = opens.get(reason.get("skill", "")) if reason["code"] == "missing_skill" else None
    return {**reason, "opens": number} if number else reason


class Engine:
    """A fitted matcher with what changed since."""

    def __init__(self) -> None:
        self.fitted_on: date = clock.today()
        self.fitted_at: datetime = clock.now()
        self.has_other_places = False
        self.reweighed_at: datetime | None = None
        self.changed: set[tuple[str, int]] = set()
        self.owners: dict[str, str] = {}
        self.titles: dict[str, frozenset[str]] = {}
        self.conditions: dict[str, dict[str, Any]] = {}
        offers = [self._known(document) for kind in KINDS for document in SOURCES[kind].documents(None)]
        self.weights = weights.in_force()
        # Without a set in force the matcher keeps its own, to the last bit.
        chosen = self.weights.weights if self.weights.id else None
        self.matcher = TwoSidedMatcher(random_state=0, vocabulary=vocabulary(), weights=chosen)
        people = [to_person(facts) for facts in members.people(some_people())]
        self.matcher.fit(people=people, offers=offers, decisions=choices.of_everybody())
        self.crowd = Crowd(self.matcher)

    def _known(self, document: Document) -> Any:
        offer = to_offer(document)
        self.owners[offer.id] = document.owner_key
        self.titles[offer.id] = frozenset(document.title.casefold().split())
        if eligibility := document.features.get("eligibility"):
            self.conditions[offer.id] = eligibility
        return offer

    def catch_up(self) -> None:
        """Put in what changed, take out what is no longer open."""
        changed, self.changed = self.changed, set()
        if not changed:
            return
        for offer_id in (f"{kind}:{number}" for kind, number in changed):
            self.conditions.pop(offer_id, None)
        found: list[Any] = []
        for kind in {kind for kind, _number in changed}:
            ids = [number for other, number in changed if other == kind]
            found += [self._known(document) for document in SOURCES[kind].documents(ids)]
        gone = {f"{kind}:{number}" for kind, number in changed} - {offer.id for offer in found}
        places = {offer.id: offer.capacity for offer in found} | dict.fromkeys(gone)
        self.has_other_places |= any(self._capacity(offer_id) != number for offer_id, number in places.items())
        self.matcher.partial_fit(offers=found, remove=gone)

    def _capacity(self, offer_id: str) -> int | None:
        """The places of an offer as the matcher knows them; None without a bound or the offer."""
        catalogue = self.matcher.catalogue_
        row = catalogue.rows.get(offer_id)
        return None if row is None else catalogue.offers[row].capacity

    def forget(self, account_ids: Iterable[int]) -> None:
        """Drop what these people decided: nothing that is learned or worked out from now on uses it."""
        self.matcher.forget(f"account:{account_id}" for account_id in sorted(account_ids))

    def asking(self, account_ids: Sequence[int]) -> tuple[list[int], list[Person], dict[str, set[str]]]:
        """Those among these people who agree to matching: ids, profiles, and what stands in the list of none of them.

        Another thread may ask while this one puts in what changed.
        """
        told: list[members.PersonFacts] = list(members.people(account_ids))
        ids = [facts.account_id for facts in told]
        trades, taken = trades_of(ids), taken_by(ids)
        people = [to_person(facts, trades.get(facts.account_id)) for facts in told]
        conditions = list(self.conditions.items())
        exclude = {
            person.id: taken.get(facts.account_id, set()) | closed_to(facts, conditions)
            for person, facts in zip(people, told, strict=True)
        }
        return ids, people, exclude

    def lists_for(self, account_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        """New lists of those among these people who agree to matching, as they are stored."""
        ids, people, exclude = self.asking(account_ids)
        # Read again each time: what she chose, hid or brought back counts now, and nothing of whoever withdrew.
        anew = [f"account:{account_id}" for account_id in account_ids]
        self.matcher.partial_fit(anew=anew, decisions=choices.of(ids))
        lists: dict[int, list[dict[str, Any]]] = {account_id: [] for account_id in ids}
        by_account = list(zip(ids, people, strict=True))
        new = opened_lately()
        for known in (True, False):
            group = [(account_id, person) for account_id, person in by_account if has_told(person) is known]
            people_of = [person for _id, person in group]
            no_more: list[dict[str, int]] = [{} for _person in group]
            for kind in KINDS if group else ():
                found = self.matcher.recommend_many(people_of, SIZE, [kind], exclude, known)
                opened = opened_by_skills(self.matcher, people_of, kind) if kind in OPENED_BY_SKILLS else no_more
                newest = self.matcher.recommend_many(people_of, 1, [kind], exclude, known, among=new)
                for (account_id, _person), matches, one, opens in zip(group, found, newest, opened, strict=True):
                    stored = [self._stored(match, new, opens) for match in matches]
                    if not any("since" in item for item in stored[:PLACES]):
                        stored += [self._news(match, new) for match in one if match not in matches]
                    lists[account_id] += stored
        return choices.named(lists)

    def _news(self, match: Any, new: Mapping[str, datetime]) -> dict[str, Any]:
        """What comes for being new, and says so."""
        stored = self._stored(match, new)
        return {**stored, "reasons": [*stored["reasons"], {"code": "new", "for": True}]}

    def renew_people(self, account_ids: Sequence[int]) -> set[tuple[str, int]]:
        """Read these people again as others see them; returns the offers in whose lists they may now belong."""
        self.crowd.renew(account_ids)
        found = self.crowd.offers_of(account_ids, list(INTRODUCED.values()), SIZE)
        return {(kind, int(number)) for kind, _colon, number in (name.partition(":") for name in found)}

    def people_for(self, offers: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[dict[str, Any]]]:
        """Who may fit each of these offers that is open, as it is stored."""
        asked = {(kind, number): f"{kind}:{number}" for kind, number in offers}
        known = {key: offer_id for key, offer_id in asked.items() if offer_id in self.matcher.catalogue_.rows}
        best = self.crowd.best_for(list(known.values()), self.conditions)
        return {key: self._people(offer_id, best[offer_id]) for key, offer_id in known.items()}

    def _people(self, offer_id: str, matches: Iterable[PersonMatch]) -> list[dict[str, Any]]:
        found, telling_codes = [], _TO_BE_HELPED if offer_id.startswith("mentor:") else _OF_HERSELF
        for match in matches:
            reasons = self._told(match, offer_id)
            if any(reason["code"] in telling_codes for reason in reasons if reason["for"]):
                # What decides comes first: the rest keeps its order.
                reasons.sort(key=lambda reason: not reason["for"] or reason["code"] not in telling_codes)
                told_at = self.crowd.told_at[match.person_id]
                account_id = int(match.person_id.partition(":")[2])
                found.append({"account_id": account_id, "reasons": reasons, "told_at": told_at})
        return found[:MOST_SHOWN]

    def _told(self, match: Any, offer_id: str) -> list[dict[str, Any]]:
        reasons = [{"code": reason.code, "for": True, **reason.parameters} for reason in match.reasons]
        lacks = [{"code": reason.code, "for": False, **reason.parameters} for reason in match.against]
        return telling(reasons, self.titles.get(offer_id, frozenset())) + lacks

    def _stored(
        self, match: Any, new: Mapping[str, datetime], opens: Mapping[str, int] | None = None
    ) -> dict[str, Any]:
        kind, _colon, number = match.offer_id.partition(":")
        opened = new.get(match.offer_id)
        return {
            **({"since": opened.isoformat()} if opened else {}),
            "kind": kind,
            "id": int(number),
            "owner": self.owners.get(match.offer_id, ""),
            "score": round(match.score, 4),
            "reasons": [_with_gain(reason, opens or {}) for reason in self._told(match, match.offer_id)],
        }
