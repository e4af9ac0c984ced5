"""Prices are the same wherever the people are scored."""

import threading
from dataclasses import replace

import joblib
import numpy as np
import pytest

from matching import TwoSidedMatcher, pricing
from matching.evaluation import exposure
from matching.pricing import learn_prices
from tests.matching.world import crowd_of_offers, crowd_of_people, make_offer, make_person

pytestmark = pytest.mark.slow

NAN = float("nan")
PEOPLE, OFFERS = crowd_of_people(120), crowd_of_offers(200)


def test_prices_do_not_depend_on_blocks_or_workers(monkeypatch, crowd):
    monkeypatch.setattr(pricing, "_BLOCK_CELLS", 1_000)
    assert TwoSidedMatcher(n_topics=8).fit(PEOPLE, OFFERS).prices_ == crowd.prices_
    with joblib.parallel_config("loky", n_jobs=2):
        assert TwoSidedMatcher(n_topics=8).fit(PEOPLE, OFFERS).prices_ == crowd.prices_
    assert crowd.prices_


def test_people_are_scored_by_the_workers_joblib_is_told_to_use(monkeypatch, crowd):
    monkeypatch.setattr(pricing, "_BLOCK_CELLS", 1_000)
    scored, by = [], set()

    def score(people, catalogue):
        scored.extend(person.id for person in people)
        by.add(threading.get_ident())
        return crowd._utilities(people, catalogue)

    with joblib.parallel_config("threading", n_jobs=2):
        prices = learn_prices(PEOPLE, crowd.catalogue_, score, random_state=0)
    assert prices == crowd.prices_
    assert set(scored) == {person.id for person in PEOPLE}
    assert threading.get_ident() not in by


def crowded_market(n_people=400, n_offers=40):
    """Scores in which all like a few offers most, for a tenth as many places as people."""
    random = np.random.default_rng(3)
    scores = 0.5 + 0.1 * random.normal(size=(n_people, n_offers)) + 0.1 * random.normal(size=n_offers)
    scores[::5, ::7] = NAN
    people = [make_person(f"p{number:03}") for number in range(n_people)]
    offers = [make_offer(f"o{number:02}", "mentor", capacity=1) for number in range(n_offers)]
    return people, offers, scores


def lists(scores, offers, prices):
    values = np.nan_to_num(scores, nan=-1.0) - [prices.get(offer.id, 0.0) for offer in offers]
    return np.argsort(-values, axis=1, kind="stable")[:, :10]


def priced(people, offers, scores):
    catalogue = TwoSidedMatcher().fit(offers=offers).catalogue_
    row = {person.id: at for at, person in enumerate(people)}
    return learn_prices(people, catalogue, lambda some, _all: scores[[row[one.id] for one in some]], 0)


def test_where_places_are_few_everything_is_shown_at_little_cost():
    people, offers, scores = crowded_market()
    before, after = (lists(scores, offers, prices) for prices in ({}, priced(people, offers, scores)))
    places = {offer.id: offer.capacity for offer in offers}
    flooded, even = (exposure([[offers[at].id for at in one] for one in found], places) for found in (before, after))
    assert even.gini < flooded.gini / 2
    assert even.crowd < flooded.crowd / 1.5
    assert not even.never
    kept = [np.take_along_axis(scores, found, axis=1).mean() for found in (before, after)]
    assert kept[1] > 0.95 * kept[0]


def test_prices_of_few_places_do_not_depend_on_the_order_of_offers():
    people, offers, scores = crowded_market()
    scores[:, 1] = scores[:, 0]
    order = np.random.default_rng(0).permutation(len(offers))
    assert priced(people, [offers[at] for at in order], scores[:, order]) == priced(people, offers, scores)


@pytest.mark.parametrize("asked", [400, 200, 60])
def test_what_a_sample_left_no_place_is_not_for_nothing(monkeypatch, asked):
    people, offers, scores = crowded_market()
    places = [25 if number % 2 else 1 for number in range(len(offers))]
    offers = [replace(offer, capacity=number) for offer, number in zip(offers, places, strict=True)]
    monkeypatch.setattr(pricing, "_CELLS", asked * len(offers))
    found = lists(scores, offers, priced(people, offers, scores))[:, :5]
    small = np.bincount(found.ravel(), minlength=len(offers))[::2]
    assert small.max() < len(people) / 2
