"""The quick way for one person is the way for many: same numbers to the last bit, same lists."""

import random

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from matching import TwoSidedMatcher, ranking
from matching.blocks import Columns, SetBlock
from matching.veto import veto
from tests.matching.world import FAR, HOME, NEXT_DOOR, WORDS, crowd_of_people, make_offer, make_person

SLOTS, SKILLS = ["pagi", "siang", "malam"], ["menjahit", "las_listrik", "masak", "kasir", "membuat_pola"]


def told(draw, side):
    """Features of which any may be missing."""
    features = {
        "level": draw.randint(0, 5),
        "latitude": -6.2 - draw.random() / 5,
        "longitude": 106.9 + draw.random() / 5,
        "schedule": set(draw.sample(SLOTS, 2)),
        "sector": draw.choice(["56101", "56290", "14111"]),
        "needs": {draw.choice(["modal", "foto"])},
        "offers": {draw.choice(["modal", "foto"])},
        "licences": set(draw.sample(["sim_a", "sim_c"], 1 + (side == "person"))),
        **(
            {"pay_min": draw.randint(2, 6) * 999_999} if side == "person" else {"pay_max": draw.randint(3, 8) * 777_777}
        ),
        **({"areas": {NEXT_DOOR}, "max_distance_km": 15} if side == "person" else {"online": draw.random() < 0.1}),
        **({} if side == "person" else {"owner_id": f"u{draw.randint(0, 60)}"}),
    }
    return {key: value for key, value in features.items() if draw.random() < 0.6}


def offers_of_all_sorts(count=260, seed=11):
    draw = random.Random(seed)
    return [
        make_offer(
            f"o{number:03}",
            draw.choice(["job", "mentor", "event"]),
            " ".join(draw.choices(WORDS, k=draw.randint(0, 9))),
            skills=set(draw.sample(SKILLS, draw.randint(0, 3))),
            capacity=draw.choice([None, 0, 2, 9]),
            region=draw.choice([None, HOME, NEXT_DOOR, FAR]),
            features=told(draw, "offer"),
        )
        for number in range(count)
    ]


def people_of_all_sorts(count=40, seed=12):
    draw = random.Random(seed)
    return [
        make_person(
            f"p{number:03}",
            " ".join(draw.choices(WORDS, k=draw.randint(0, 6))),
            skills=set(draw.sample(SKILLS, draw.randint(0, 3))),
            wants=set(draw.sample(SKILLS, draw.randint(0, 2))),
            region=draw.choice([None, HOME, FAR]),
            features=told(draw, "person"),
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def city():
    return TwoSidedMatcher(n_topics=16).fit(crowd_of_people(60), offers_of_all_sorts())


def test_one_row_by_columns_is_the_product_of_matrices():
    draw = np.random.default_rng(3)
    dense = (draw.random((50, 20)) < 0.3) * draw.integers(1, 256, (50, 20)) / 256
    queries = (draw.random((6, 24)) < 0.4) * draw.integers(1, 256, (6, 24)) / 256
    queries[5] = 0
    columns = Columns(csr_matrix(dense.astype(np.float32)))
    many = columns.product(csr_matrix(queries.astype(np.float32)))
    assert many.tolist() == (queries[:, :20] @ dense.T).tolist()
    for row, query in enumerate(queries):
        assert columns.product(csr_matrix(query[None].astype(np.float32)))[0].tolist() == many[row].tolist()


def test_sums_of_many_weights_are_exact_in_any_order():
    words = [f"w{number}" for number in range(60)]
    draw = random.Random(5)
    weights = {word: draw.choice([0.25, 0.32, 0.4, 0.6, 0.8, 1.0]) for word in words}
    block = SetBlock.encode({}, [weights, {}])
    orders = [dict(draw.sample(sorted(weights.items()), len(weights))) for _ in range(50)]
    one, many = block.overlap([weights]), block.overlap([weights, {}])
    assert {block.overlap([order])[0, 0] for order in orders} == {one[0, 0]} == {many[0, 0]}
    assert not many[1].any() and not one[0, 1]
    assert one[0, 0] == pytest.approx(sum(value * value for value in weights.values()), abs=0.1)


def test_one_by_one_as_in_bulk_to_the_last_bit(city):
    people = people_of_all_sorts()
    batch = city.encode(people)
    parts = city.scorer_.parts(batch, city.catalogue_)
    together = city.scorer_.score(parts)
    for row, person in enumerate(people):
        single = city.scorer_.parts(city.encode([person]), city.catalogue_)
        for part, values in single.items():
            assert np.broadcast_to(values[0], 260).tolist() == np.broadcast_to(parts[part][row], 260).tolist(), part
        assert city.scorer_.score(single)[0].tolist() == together[row].tolist()
    assert city.recommend_many(people) == [city.recommend(person) for person in people]


@pytest.mark.slow
@pytest.mark.parametrize("use_prices", [True, False])
def test_lists_are_what_score_and_prices_rank_first(city, use_prices):
    assert city.prices_
    for person in people_of_all_sorts():
        scores = dict(zip(city.offer_ids_, city.score(person).tolist(), strict=True))
        price = city.prices_ if use_prices else {}
        found = city.recommend(person, k=260, use_prices=use_prices)
        assert {match.offer_id: match.score for match in found} == {
            offer_id: scores[offer_id] for offer_id in (match.offer_id for match in found)
        }
        vetoes = veto(city.encode([person]), city.catalogue_, city.refusals_)[0]
        free = np.asarray(city.offer_ids_)[vetoes == 0].tolist()
        expected = sorted(free, key=lambda o: (price.get(o, 0.0) - scores[o], o))
        assert [match.offer_id for match in found] == expected
        short = [m.offer_id for m in city.recommend(person, k=10, use_prices=use_prices)]
        owners = [city.catalogue_.offers[city.catalogue_.row(o)].features.get("owner_id") for o in short]
        crowded = {owner for owner in owners if owner and owners.count(owner) == 2}
        owner_of = {offer.id: offer.features.get("owner_id") for offer in city.catalogue_.offers}
        passed_over = expected[: expected.index(short[-1]) + 1]
        assert [o for o in passed_over if o in short] == short
        assert all(owner_of[o] in crowded for o in passed_over if o not in short)


def test_a_few_are_put_in_order_as_many_are(city, monkeypatch):
    people = people_of_all_sorts()
    lists = city.recommend_many(people)
    monkeypatch.setattr(ranking, "_FEW", 0)
    assert city.recommend_many(people) == lists


def test_prices_are_those_asked_for(city):
    catalogue = city.catalogue_
    first, second = {"o003": 0.5}, {"o003": 0.25, "gone": 1.0}
    for prices, row in ((first, [0, 0.5]), (second, [0, 0.25]), (first, [0, 0.5]), ({}, [0, 0])):
        assert catalogue.priced(prices)[2:4].tolist() == row


def test_an_owner_who_came_later_does_not_see_her_own():
    matcher = TwoSidedMatcher().fit(offers=offers_of_all_sorts(30))
    matcher.partial_fit(offers=[make_offer("hers", text="las", features={"owner_id": "newcomer"})])
    for person_id, sees in (("newcomer", False), ("other", True)):
        found = {match.offer_id for match in matcher.recommend(make_person(person_id, "las"), k=40)}
        assert ("hers" in found) == sees
