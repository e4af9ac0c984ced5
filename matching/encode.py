"""ProfileEncoder: profiles -> words, topics, skills and structured sets."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from matching.blocks import SetBlock, prefixes
from matching.catalogue import BLOCKS, Catalogue, People, facts_of, text_of, words_of
from matching.hubs import References
from matching.lexicon import Floats32, Lexicon, learn_topics, topic_vectors
from matching.profiles import Offer, Person
from matching.text import terms
from matching.vocabulary import Vocabulary

# Kinds whose `skills` are given to the person; of every other kind they are asked of her.
GIVING_KINDS = frozenset({"mentor", "training", "course", "community", "event"})
RELATED = 0.4
IMPLIED_BY_PERSON = 0.8
IMPLIED_BY_OFFER = 0.6
_READ_CHARACTERS = 20_000
# A list reads each of them: above 50,000 offers fewer topics keep it quick.
_TOPIC_CELLS = 6_400_000
_REGION_PARTS = {5: 0.25, 8: 0.35, 13: 0.4}
SECTOR_PARTS = {2: 0.4, 3: 0.3, 5: 0.3}

Terms = list[tuple[str, str]]


def _sector(profile: Person | Offer) -> dict[str, float]:
    return prefixes(text_of(profile, "sector"), SECTOR_PARTS)


def region_parts(region: str | None) -> dict[str, float]:
    """City, kecamatan and kelurahan of a Kemendagri code, weighted so that the same kelurahan sums to 1."""
    return prefixes(region or "", _REGION_PARTS)


def query_sets(people: Sequence[Person], block: str) -> list[dict[str, float]]:
    """What of these people a block of offers is compared with."""
    if block == "region":
        return [region_parts(person.region) for person in people]
    if block == "sector":
        return [_sector(person) for person in people]
    key = {"needs": "offers", "offers": "needs", "audience": "roles"}.get(block, block)
    return [dict.fromkeys(words_of(person, key), 1.0) for person in people]


class ProfileEncoder:
    """fit(offers) learns words and topics; encode_* turn profiles into rows. Keeps nothing of people."""

    def __init__(self, vocabulary: Vocabulary | None, n_topics: int, min_documents: int, random_state: int) -> None:
        self.vocabulary = vocabulary
        self.n_topics = n_topics
        self.min_documents = min_documents
        self.random_state = random_state
        self.lexicon = Lexicon()
        self.directions: Floats32 = np.zeros((0, 0), dtype=np.float32)
        self.references = References.none()
        self.columns: dict[str, dict[str, int]] = {name: {} for name in BLOCKS}
        self.owners: dict[str, int] = {}

    def fit_offers(self, offers: Sequence[Offer]) -> Catalogue:
        """Learn from all offers and encode them. Topics need `min_documents` offers."""
        # Each word once in memory, however often it stands in all the texts.
        once: dict[tuple[str, str], tuple[str, str]] = {}
        documents = [[once.setdefault(pair, pair) for pair in self._offer_terms(offer)] for offer in offers]
        self.lexicon.fit(documents)
        rows = self.lexicon.rows(documents)
        # Topics also need more words than topics; the sorted order keeps them the same for any input order.
        n_topics = min(self.n_topics, rows.shape[1] // 2, rows.shape[0] // 4, _TOPIC_CELLS // max(len(offers), 1))
        if len(offers) < self.min_documents or n_topics < 2:
            self.directions, self.references = np.zeros((rows.shape[1], 0), dtype=np.float32), References.none()
            return self._catalogue(offers, documents, rows, topic_vectors(rows, self.directions))
        by_id = sorted(range(len(offers)), key=lambda row: offers[row].id)
        self.directions = learn_topics(rows[by_id], n_topics, self.random_state)
        topics = topic_vectors(rows, self.directions)
        self.references = References.drawn(rows[by_id], topics[by_id], self.random_state)
        return self._catalogue(offers, documents, rows, topics)

    def encode_offers(self, offers: Sequence[Offer]) -> Catalogue:
        """Encode new or changed offers with what was learned; unseen words get a column each."""
        documents = [self._offer_terms(offer) for offer in offers]
        self.lexicon.grow(documents)
        rows = self.lexicon.rows(documents)
        return self._catalogue(offers, documents, rows, topic_vectors(rows, self.directions))

    def encode_people(self, people: Sequence[Person]) -> People:
        """Encode people, seen before or not."""
        documents = [self._person_terms(person) for person in people]
        columns = self.lexicon.columns
        surfaces = [
            {columns[root]: word for word, root in reversed(document) if root in columns} for document in documents
        ]
        words = self.lexicon.rows(documents)
        skills = [
            self._with_related(person.skills, self._implied(document))
            for person, document in zip(people, documents, strict=True)
        ]
        wants = [self._with_related(person.wants, set()) for person in people]
        return People(people, words, topic_vectors(words, self.directions), skills, wants, surfaces)

    def related(self, skill: str) -> frozenset[str]:
        """Ids that go with a skill, none for one the vocabulary does not know."""
        if self.vocabulary is None or skill not in self.vocabulary:
            return frozenset()
        return self.vocabulary.related(skill)

    def catalogue(self, offers: Sequence[Offer], words: csr_matrix, topics: Floats32) -> Catalogue:
        """Offers whose words and topics are at hand already (a saved model)."""
        return self._catalogue(offers, [self._offer_terms(offer) for offer in offers], words, topics)

    def _catalogue(
        self, offers: Sequence[Offer], documents: Sequence[Terms], words: csr_matrix, topics: Floats32
    ) -> Catalogue:
        implied = [self._implied(document) for document in documents]
        crowds = np.stack(self.references.crowding(words, topics))
        blocks, facts = self._blocks(offers, implied), facts_of(offers, self.owners)
        return Catalogue(tuple(offers), words, topics, crowds, blocks, facts, self.owners)

    def _blocks(self, offers: Sequence[Offer], implied: Sequence[set[str]]) -> dict[str, SetBlock]:
        sets = {name: [dict.fromkeys(words_of(offer, name), 1.0) for offer in offers] for name in BLOCKS}
        sets["skills"] = [self._asked(offer, named) for offer, named in zip(offers, implied, strict=True)]
        sets["given"] = [self._given(offer, named) for offer, named in zip(offers, implied, strict=True)]
        sets["region"] = [dict.fromkeys(region_parts(offer.region), 1.0) for offer in offers]
        sets["sector"] = [dict.fromkeys(_sector(offer), 1.0) for offer in offers]
        return {name: SetBlock.encode(self.columns[name], rows) for name, rows in sets.items()}

    def _offer_terms(self, offer: Offer) -> Terms:
        return self._terms(offer.text, text_of(offer, "education_major"), offer.skills | words_of(offer, "teaches"))

    def _person_terms(self, person: Person) -> Terms:
        return self._terms(person.text, text_of(person, "education_major"), person.skills | person.wants)

    def _terms(self, text: str, major: str, skills: Iterable[str]) -> Terms:
        """A skill the vocabulary does not know still counts as text."""
        unknown = sorted(skill for skill in skills if self.vocabulary is None or skill not in self.vocabulary)
        return terms(" \n ".join([text[:_READ_CHARACTERS], major, *unknown]).replace("_", " "))

    def _implied(self, document: Terms) -> set[str]:
        return self.vocabulary.skills_in_roots([root for _, root in document]) if self.vocabulary else set()

    def _with_related(self, skills: Iterable[str], implied: Iterable[str]) -> dict[str, float]:
        weights: dict[str, float] = {}
        for given, worth in ((skills, 1.0), (implied, IMPLIED_BY_PERSON)):
            for skill in given:
                weights[skill] = max(weights.get(skill, 0.0), worth)
                for other in self.related(skill):
                    weights[other] = max(weights.get(other, 0.0), worth * RELATED)
        return weights

    @staticmethod
    def _asked(offer: Offer, implied: set[str]) -> dict[str, float]:
        """Skills listed outright speak alone; only without a list does the text decide."""
        return dict.fromkeys(offer.skills, 1.0) or dict.fromkeys(implied, IMPLIED_BY_OFFER)

    @staticmethod
    def _given(offer: Offer, implied: set[str]) -> dict[str, float]:
        listed = 1.0 if offer.kind in GIVING_KINDS else IMPLIED_BY_OFFER
        return {
            **dict.fromkeys(implied, RELATED),
            **dict.fromkeys(offer.skills, listed),
            **dict.fromkeys(words_of(offer, "teaches"), 1.0),
        }
