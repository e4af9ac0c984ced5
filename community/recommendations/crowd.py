"""Everybody who agrees to be introduced, as the worker's matcher reads them: encoded once, renewed by facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import select

from community.accounts.models import Consent, Purpose
from community.accounts.queries import consenting
from community.foundation import clock
from community.foundation.database import db
from community.members import queries as members
from community.members.records import PersonFacts
from community.recommendations.introductions import SIZE, kept_out
from community.recommendations.models import HiddenPerson
from community.recommendations.profiles import closed_to, to_person, trades_of
from matching.explain import PersonMatch
from matching.matcher import TwoSidedMatcher
from matching.profiles import Person

CHUNK = 1_000
# Enough for a city; who agreed last comes first where there are more.
MOST_PEOPLE = 10_000


def _everybody() -> list[int]:
    newest = consenting(Purpose.INTRODUCTIONS).order_by(Consent.id.desc()).limit(MOST_PEOPLE)
    return sorted(db.session.scalars(newest))


class Crowd:
    """Encoded people by account, with when each profile was read."""

    def __init__(self, matcher: TwoSidedMatcher) -> None:
        self.matcher = matcher
        self.facts: dict[str, PersonFacts] = {}
        self.told_at: dict[str, datetime] = {}
        self.encoded = matcher.encode(self._read(_everybody()))

    def _read(self, account_ids: Sequence[int]) -> list[Person]:
        people = []
        for start in range(0, len(account_ids), CHUNK):
            read_at, part = clock.now(), account_ids[start : start + CHUNK]
            trades = trades_of(part)
            for facts in members.introducible_people(part):
                person = to_person(facts, trades.get(facts.account_id))
                self.facts[person.id], self.told_at[person.id] = facts, read_at
                people.append(person)
        return people

    def renew(self, account_ids: Collection[int]) -> None:
        """Read these people again; who does not agree any more is gone."""
        gone = {f"account:{account_id}" for account_id in account_ids}
        kept = [row for row, person in enumerate(self.encoded.people) if person.id not in gone]
        for name in gone:
            self.facts.pop(name, None)
            self.told_at.pop(name, None)
        fresh = self.matcher.encode(self._read(sorted(set(account_ids))))
        self.encoded = self.encoded.take(np.asarray(kept, dtype=np.int64)).joined(fresh)

    def offers_of(self, account_ids: Iterable[int], kinds: Collection[str], most: int) -> set[str]:
        """The offers that fit these people best, by which lists she may have to be added to."""
        names = {f"account:{account_id}" for account_id in account_ids}
        people = [person for person in self.encoded.people if person.id in names]
        found = [self.matcher.recommend_many(people, most, [kind], use_prices=False) for kind in kinds]
        return {match.offer_id for lists in found for matches in lists for match in matches}

    def best_for(
        self, offer_ids: Sequence[str], conditions: Mapping[str, dict[str, Any]]
    ) -> dict[str, list[PersonMatch]]:
        """People for each offer, some more than a list holds, without those who are kept out.

        Everybody is looked at once for all the offers, which takes hardly longer than for one.
        """
        out = {offer_id: self._kept_out(offer_id, conditions) for offer_id in offer_ids}
        return self.matcher.recommend_people(offer_ids, self.encoded, SIZE * 4, out)

    def _kept_out(self, offer_id: str, conditions: Mapping[str, dict[str, Any]]) -> set[str]:
        kind, _colon, number = offer_id.partition(":")
        aside = select(HiddenPerson.account_id).where(HiddenPerson.kind == kind, HiddenPerson.offer_id == int(number))
        out = {f"account:{one}" for ids in (kept_out(kind, int(number)), aside) for one in db.session.scalars(ids)}
        if offer_id in conditions:
            asked = [(offer_id, conditions[offer_id])]
            out |= {name for name, facts in self.facts.items() if closed_to(facts, asked)}
        return out
