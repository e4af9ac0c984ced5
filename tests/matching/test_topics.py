"""What words weigh, and that an offer near everything is not shown to everybody."""

import random

import numpy as np
import pytest

from matching import TwoSidedMatcher, encode, hubs
from matching.content import PARTS
from matching.lexicon import Lexicon
from matching.text import terms
from tests.matching.world import WORDS, crowd_of_offers, crowd_of_people, make_offer, make_person


def documents(*texts):
    return [terms(text) for text in texts]


def test_a_word_spread_evenly_weighs_least_and_one_of_a_single_offer_most():
    lexicon = Lexicon().fit(documents("las pagar", "las roti", "las roti roti roti roti roti", "las kue"))
    weights = {root: lexicon.weights[column] for root, column in lexicon.columns.items()}
    assert 0 < weights["las"] < weights["roti"] < weights["kue"] == weights["pagar"] == 1


def test_weights_do_not_depend_on_the_order_of_the_offers():
    texts = [offer.text for offer in crowd_of_offers(150)]
    straight = Lexicon().fit(documents(*texts))
    random.Random(3).shuffle(texts)
    shuffled = Lexicon().fit(documents(*texts))
    assert shuffled.weights == straight.weights and shuffled.columns == straight.columns


def brute_force(vectors):
    """Half the mean of the five largest cosines to rows that are not the same."""
    cosines = vectors @ vectors.T
    cosines[cosines >= 0.99] = 0
    return np.sort(cosines, axis=1)[:, -5:].sum(axis=1) / 10


def test_crowding_is_half_the_mean_cosine_to_the_five_nearest(crowd, monkeypatch):
    monkeypatch.setattr(hubs, "_BATCH", 64)
    catalogue = TwoSidedMatcher(n_topics=8).fit(offers=crowd_of_offers(200)).catalogue_
    assert catalogue.crowds.tolist() == crowd.catalogue_.crowds.tolist()
    assert catalogue.crowds[0] == pytest.approx(brute_force(catalogue.words.toarray().astype(float)))
    assert catalogue.crowds[1] == pytest.approx(brute_force(catalogue.topics.astype(float)))
    assert (catalogue.crowds > 0).all()


@pytest.mark.parametrize("part", ["words", "topic"])
def test_what_an_offer_is_near_of_anyway_is_taken_off(part):
    """Of two offers as near to her, the one with fewer neighbours stands first."""
    alone = dict.fromkeys(PARTS, 0.0) | {part: 1.0}
    matcher = TwoSidedMatcher(n_topics=8, weights=alone).fit(offers=crowd_of_offers(200))
    person = make_person(text="jahit kemeja las")
    hers, offers = matcher.encode([person]), matcher.catalogue_
    by_words = (offers.words @ hers.words.T).toarray()[:, 0], offers.crowds[0]
    by_topic = offers.topics @ hers.topics[0], offers.crowds[1]
    cosine, crowd = by_words if part == "words" else by_topic
    left = (cosine - crowd).clip(0)
    assert matcher.score(person) == pytest.approx(left * 1.5 / (left + 0.5))
    best = {match.offer_id for match in matcher.recommend(person, k=20)}
    assert best != {offers.ids[row] for row in np.argsort(-cosine)[:20]}


def test_an_offer_put_in_later_scores_as_one_there_from_the_start():
    offers = crowd_of_offers(150)
    matcher = TwoSidedMatcher(n_topics=8).fit(offers=offers)
    twin = make_offer("twin", offers[7].kind, offers[7].text, skills=offers[7].skills, region=offers[7].region)
    matcher.partial_fit(offers=[twin])
    matcher.partial_fit(offers=[make_offer("stranger", text="kapal selam")])
    catalogue = matcher.catalogue_
    assert catalogue.crowds[:, catalogue.rows["twin"]].tolist() == catalogue.crowds[:, 7].tolist()
    assert catalogue.crowds[:, 7].all() and not catalogue.crowds[:, catalogue.rows["stranger"]].any()
    for person in crowd_of_people(10):
        parts = [matcher.explain(person, name).contributions for name in ("twin", offers[7].id)]
        assert [parts[0][part] for part in ("words", "topic")] == [parts[1][part] for part in ("words", "topic")]


def test_of_many_offers_a_sample_stands_for_all_whatever_their_order(monkeypatch):
    monkeypatch.setattr(hubs, "_MOST", 50)
    offers = crowd_of_offers(200)
    straight = TwoSidedMatcher(n_topics=8).fit(offers=offers)
    assert straight.encoder_.references.words.shape[0] == len(straight.encoder_.references.topics) == 50
    shuffled = TwoSidedMatcher(n_topics=8).fit(offers=random.Random(6).sample(offers, len(offers)))
    for person in crowd_of_people(20):
        assert shuffled.recommend(person) == straight.recommend(person)


def test_of_very_many_offers_fewer_topics_are_learned(monkeypatch):
    monkeypatch.setattr(encode, "_TOPIC_CELLS", 1_000)
    assert TwoSidedMatcher(n_topics=8).fit(offers=crowd_of_offers(200)).catalogue_.topics.shape == (200, 5)


def test_few_offers_are_never_called_crowded():
    matcher = TwoSidedMatcher().fit(offers=crowd_of_offers(40))
    assert not matcher.catalogue_.crowds.any()


def test_text_parts_keep_to_their_range_and_silence_earns_nothing(crowd):
    for text in ("", "zzz", WORDS[0], " ".join(WORDS), crowd.catalogue_.offers[5].text):
        parts = crowd.scorer_.parts(crowd.encode([make_person(text=text)]), crowd.catalogue_)
        for part in ("words", "topic"):
            assert (parts[part] >= 0).all() and (parts[part] <= 1).all()
            assert parts[part].any() == (text not in ("", "zzz"))
