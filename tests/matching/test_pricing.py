"""Prices are the same wherever the people are scored."""

import threading

import joblib

from matching import TwoSidedMatcher, pricing
from matching.pricing import learn_prices
from tests.matching.world import crowd_of_offers, crowd_of_people

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
