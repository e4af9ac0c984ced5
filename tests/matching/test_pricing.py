"""Prices spread lists over what is offered, also where only a sample of the people was asked."""

import numpy as np
import pytest

from matching import pricing
from matching.encode import ProfileEncoder
from tests.matching.world import make_offer, make_person

PEOPLE, OFFERS, FIRST = 400, 40, 5


def shown(prices: dict[str, float], values: np.ndarray, ids: tuple[str, ...]) -> int:
    """How many offers stand among somebody's first five."""
    asked = values - np.asarray([prices.get(offer_id, 0.0) for offer_id in ids])
    return len(set(np.argsort(-asked, axis=1)[:, :FIRST].ravel().tolist()))


@pytest.mark.parametrize("asked", [PEOPLE, 200, 60])
def test_what_a_sample_left_no_place_is_not_for_nothing(monkeypatch, asked):
    random = np.random.default_rng(4)
    values = random.random((PEOPLE, OFFERS)) * 0.5 + random.random(OFFERS) * 0.3
    catalogue = ProfileEncoder(None, 8, 100, 0).fit_offers(
        [make_offer(f"m{number:02}", "mentor", capacity=1) for number in range(OFFERS)]
    )
    rows = {f"p{number:03}": number for number in range(PEOPLE)}
    monkeypatch.setattr(pricing, "_CELLS", asked * OFFERS)
    people = [make_person(name) for name in rows]
    prices = pricing.learn_prices(people, catalogue, lambda some, _all: values[[rows[one.id] for one in some]], 0)
    assert shown({}, values, catalogue.ids) < OFFERS
    assert shown(prices, values, catalogue.ids) == OFFERS
