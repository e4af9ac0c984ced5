"""TwoSidedMatcher: what fits whom, why, and who gets the places."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.blend import Blend
from matching.capacity import Assignment, Mode, assign_matrix
from matching.catalogue import Catalogue, People, check_unique
from matching.content import ContentScorer, cells
from matching.counterfactual import counterfactual
from matching.crowd import best_people
from matching.encode import ProfileEncoder
from matching.errors import InvalidCapacityError, InvalidParameterError, NotFittedError
from matching.explain import Explainer, Explanation, Match, PersonMatch, veto_reasons
from matching.lexicon import Floats32
from matching.pricing import learn_prices
from matching.profiles import Decision, Offer, Person
from matching.ranking import best_rows
from matching.state import restore, snapshot
from matching.storage import read_model, write_model
from matching.veto import Refusals, Vetoes, veto
from matching.vocabulary import Vocabulary
from matching.weights import PARTS, checked_weights

Floats = NDArray[np.float64]
_BATCH_CELLS = 200_000


class TwoSidedMatcher:
    """Matching by content and by decisions, with vetoes, prices for crowded offers and exact explanations.

    vocabulary: relates skills and finds them in texts; without it skills match by id and as words.
    weights: of the parts in `matching.weights.PARTS`, the rest as by default. n_topics, min_documents:
    the most topics learned (fewer from few offers and above 50,000) and the number of offers they need.
    Nothing of people is kept but decisions.
    """

    def __init__(
        self,
        random_state: int = 0,
        vocabulary: Vocabulary | None = None,
        weights: Mapping[str, float] | None = None,
        n_topics: int = 128,
        min_documents: int = 100,
    ) -> None:
        self.random_state = random_state
        self.vocabulary = vocabulary
        self.weights = weights
        self.n_topics = n_topics
        self.min_documents = min_documents

    def fit(
        self, people: Iterable[Person] = (), offers: Iterable[Offer] = (), decisions: Iterable[Decision] = ()
    ) -> "TwoSidedMatcher":
        """Learn words and topics from the offers, prices from the people, and from the decisions what each side wants.

        Decisions of people who are not among `people` still count as histories and refusals. DuplicateIdError.
        """
        people, offers, decisions = list(people), list(offers), list(decisions)
        check_unique((person.id for person in people), "person")
        check_unique((offer.id for offer in offers), "offer")
        weights = checked_weights(self.weights)
        self.encoder_ = ProfileEncoder(self.vocabulary, self.n_topics, self.min_documents, self.random_state)
        self.catalogue_ = self.encoder_.fit_offers(offers)
        self.scorer_ = ContentScorer(weights, with_topics=self.encoder_.directions.shape[1] > 0)
        self.refusals_ = Refusals()
        self.refusals_.note(decisions)
        self.blend_ = Blend()
        if decisions:
            self.blend_ = Blend.learn(
                people, self.catalogue_, decisions, self.refusals_, self.encoder_, self.scorer_, self.random_state
            )
        self.prices_: dict[str, float] = {}
        if people:
            self.prices_ = learn_prices(people, self.catalogue_, self._utilities, self.random_state)
        return self

    def partial_fit(
        self,
        offers: Iterable[Offer] = (),
        remove: Iterable[str] = (),
        decisions: Iterable[Decision] = (),
        anew: Iterable[str] = (),
    ) -> "TwoSidedMatcher":
        """Put new or changed offers in, take ids out (unknown ones are ignored), note decisions. Cheap.

        `anew`: people of whom `decisions` tell everything; what they decided before no longer counts. A yes or a no
        works at once; what it teaches about others, at the next fit.
        """
        catalogue, offers = self._fitted(), list(offers)
        check_unique((offer.id for offer in offers), "offer")
        gone = {*remove, *(offer.id for offer in offers)}
        if (leaving := catalogue.rows_of(gone)).size:
            catalogue = catalogue.take(np.delete(np.arange(len(catalogue)), leaving))
        if offers:
            catalogue = catalogue.joined(self.encoder_.encode_offers(offers))
        self.refusals_.drop(anew)
        self.refusals_.note(decisions)
        self.catalogue_ = catalogue
        return self

    def forget(self, person_ids: Iterable[str]) -> "TwoSidedMatcher":
        """Drop whatever these people decided, also out of what was learned of who chose what together."""
        self._fitted()
        if self.refusals_.drop(person_ids):
            self.blend_ = self.blend_.without(self.refusals_)
        return self

    @property
    def offer_ids_(self) -> tuple[str, ...]:
        """Ids in the order of `score`."""
        return self._fitted().ids

    def recommend(
        self,
        person: Person,
        k: int = 10,
        kinds: Iterable[str] | None = None,
        exclude: Iterable[str] = (),
        use_prices: bool = True,
    ) -> list[Match]:
        """The best k offers free of vetoes, ordered by score minus price; ties by id.

        Leaves out `exclude` and whatever the person already said yes or no to.
        """
        return self.recommend_many([person], k, kinds, {person.id: list(exclude)}, use_prices)[0]

    def recommend_many(
        self,
        people: Sequence[Person],
        k: int = 10,
        kinds: Iterable[str] | None = None,
        exclude: Mapping[str, Collection[str]] | None = None,
        use_prices: bool = True,
        among: Collection[str] | None = None,
    ) -> list[list[Match]]:
        """`recommend` for each, in bulk; `exclude`: person id -> offer ids; `among`: these offers alone."""
        if isinstance(k, bool) or not isinstance(k, int) or k < 1:
            raise InvalidParameterError(f"k must be a whole number ≥ 1, not {k!r}")
        catalogue, excluded = self._fitted().of_kinds(kinds), exclude or {}
        if among is not None:
            catalogue = catalogue.take(catalogue.rows_of(among))
        if not len(catalogue):
            return [[] for _person in people]
        prices = catalogue.priced(self.prices_ if use_prices else {})
        lists: list[list[Match]] = []
        for batch, parts, scores, added, vetoes in self._batches(people, catalogue):
            explainer = self._explainer(batch, catalogue, added)
            for row, person in enumerate(batch.people):
                allowed = vetoes[row] == 0
                done = self.refusals_.accepted.get(person.id, set())
                allowed[catalogue.rows_of({*excluded.get(person.id, ()), *done})] = False
                found = best_rows(scores[row] - prices, allowed, catalogue, k)
                told = zip(found, cells(parts, row, found), scores[row, found].tolist(), strict=True)
                lists.append([explainer.match(row, at, pair, score) for at, pair, score in told])
        return lists

    def of_kind(self, kind: str) -> Catalogue:
        """The offers of one kind."""
        return self._fitted().of_kinds([kind])

    def encode(self, people: Sequence[Person]) -> People:
        """People as `recommend_people` reads them; good until the next fit."""
        self._fitted()
        return self.encoder_.encode_people(people)

    def recommend_people(
        self,
        offer_ids: Iterable[str],
        people: People,
        k: int = 20,
        exclude: Mapping[str, Collection[str]] | None = None,
    ) -> dict[str, list[PersonMatch]]:
        """The other direction: for each known offer the best k of `people` free of vetoes, ties by id.

        By score alone, as prices are for places, not for people, and without what she chose elsewhere, which is no
        business of those behind an offer. `exclude`: offer id -> person ids.
        """
        catalogue = self._fitted()
        asked = catalogue.take(catalogue.rows_of(offer_ids))
        return best_people(asked, people, self.encoder_, self.scorer_, self.blend_, self.refusals_, k, exclude or {})

    def score(self, person: Person, offer_ids: Sequence[str] | None = None) -> Floats:
        """(n,) in [0, 1], 0 where vetoed, in the order of `offer_ids` or `offer_ids_`. UnknownOfferError."""
        catalogue = self._fitted()
        if offer_ids is not None:
            catalogue = catalogue.take(np.asarray([catalogue.row(offer_id) for offer_id in offer_ids], dtype=np.int64))
        return np.asarray(np.nan_to_num(self._utilities([person], catalogue)[0]))

    def explain(self, person: Person, offer_id: str) -> Explanation:
        """All contributions and reasons of one pair, and what one more skill or licence would bring."""
        catalogue = self._fitted()
        single = catalogue.take(np.asarray([catalogue.row(offer_id)], dtype=np.int64))
        [(batch, parts, scores, added, vetoes)] = self._batches([person], single)
        [pair], score, offer = cells(parts, 0, [0]), float(scores[0, 0]), single.offers[0]
        contributions = {part: self.scorer_.weights[part] * pair[part] for part in PARTS}
        contributions |= {name: float(values[0, 0]) for name, values in added.items()}
        against = veto_reasons(int(vetoes[0, 0]), person, offer)
        if against:
            contributions["veto"], score = -sum(contributions.values()), 0.0
        explainer = self._explainer(batch, single, added)
        known = {"missing_licence" if reason.code == "licence" else reason.code for reason in against}
        against += [reason for reason in explainer.reasons_against(0, 0) if reason.code not in known]
        return Explanation(
            offer_id,
            score,
            contributions,
            tuple(explainer.reasons_for(0, 0, pair)),
            tuple(against),
            counterfactual(self, person, single, explainer, score),
        )

    def assign(
        self,
        people: Iterable[Person],
        capacities: Mapping[str, int] | None = None,
        mode: Mode = "utility",
        kinds: Iterable[str] | None = None,
    ) -> Assignment:
        """One offer for each person, no offer above its capacity; `capacities` go before the offers' own."""
        people, catalogue = list(people), self._fitted().of_kinds(kinds)
        check_unique((person.id for person in people), "person")
        places = [len(people) if offer.capacity is None else offer.capacity for offer in catalogue.offers]
        for offer_id, capacity in (capacities or {}).items():
            if isinstance(capacity, bool) or not isinstance(capacity, int) or capacity < 0:
                raise InvalidCapacityError(f"capacity of {offer_id!r} must be a whole number ≥ 0, not {capacity!r}")
            places[catalogue.row(offer_id)] = capacity
        found = assign_matrix(self._utilities(people, catalogue), places, mode)
        return Assignment(
            tuple((people[row].id, catalogue.ids[column]) for row, column in found.pairs),
            dict(zip(catalogue.ids, found.prices.tolist(), strict=True)),
            dict(zip(catalogue.ids, found.filled.tolist(), strict=True)),
            found.utility,
        )

    def save(self, path: str | Path) -> None:
        """Write the model: versioned, checksummed, without pickle."""
        self._fitted()
        write_model(path, *snapshot(self))

    @classmethod
    def load(cls, path: str | Path, vocabulary: Vocabulary | None = None) -> "TwoSidedMatcher":
        """Read a saved model; give the vocabulary it was fitted with. ModelFileError."""
        return restore(cls, *read_model(path), vocabulary)

    def _fitted(self) -> Catalogue:
        if not hasattr(self, "catalogue_"):
            raise NotFittedError("this matcher has learned nothing yet; call fit or load first")
        return self.catalogue_

    def _batches(
        self, people: Sequence[Person], catalogue: Catalogue
    ) -> Iterator[tuple[People, dict[str, Floats32], Floats, dict[str, Floats], Vetoes]]:
        """Encoded people with (b, n_offers) parts, scores, what decisions add to content, and vetoes; in batches."""
        step = max(1, _BATCH_CELLS // max(len(catalogue), 1))
        for start in range(0, len(people), step):
            batch = self.encoder_.encode_people(people[start : start + step])
            parts = self.scorer_.parts(batch, catalogue)
            scores = self.scorer_.score(parts)
            added = self.blend_.added(batch, parts, scores, catalogue, self.refusals_)
            for contribution in added.values():
                scores += contribution
            yield batch, parts, scores, added, veto(batch, catalogue, self.refusals_)

    def _explainer(self, batch: People, catalogue: Catalogue, added: Mapping[str, Floats]) -> Explainer:
        """With what others chose as one more reason, where it lifts an offer."""
        histories = [self.refusals_.accepted.get(person.id, set()) for person in batch.people]
        return Explainer(self.encoder_, self.scorer_, batch, catalogue, self.blend_.told(added, histories))

    def _utilities(self, people: Sequence[Person], catalogue: Catalogue) -> Floats:
        """(n_people, n_offers) scores, NaN where vetoed."""
        values = np.empty((len(people), len(catalogue)))
        start = 0
        for batch, _, scores, _, vetoes in self._batches(people, catalogue):
            values[start : start + len(batch)] = np.where(vetoes == 0, scores, np.nan)
            start += len(batch)
        return values
