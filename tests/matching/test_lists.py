"""Lists without reasons are those that people get, and trying weights out changes nothing."""

import pytest

from matching import TwoSidedMatcher
from matching.fairness import chance_of_so_few
from matching.lists import ranked_lists, reweighed
from matching.weights import DEFAULT_WEIGHTS, PARTS, checked_weights
from tests.matching.decided import elsewhere, together, yes
from tests.matching.world import crowd_of_offers, crowd_of_people

KINDS, OFFERS = ("job", "mentor"), crowd_of_offers(120)


@pytest.fixture(scope="module")
def people():
    return crowd_of_people(30)


@pytest.fixture(scope="module")
def matcher(people):
    return TwoSidedMatcher(n_topics=8).fit(people=people, offers=OFFERS)


@pytest.mark.parametrize("use_prices", [True, False])
def test_they_are_what_recommend_finds(matcher, people, use_prices):
    gone = {people[0].id: [matcher.recommend(people[0], 1, ["job"])[0].offer_id]}
    found = ranked_lists(matcher, people, 5, KINDS, gone, use_prices)
    for kind in KINDS:
        asked = matcher.recommend_many(people, 5, [kind], gone, use_prices)
        assert [[(one.offer_id, one.score) for one in matches] for matches in asked] == [one[kind] for one in found]
    assert any(one["job"] for one in found)


def test_what_others_chose_counts_in_them_too(people):
    pair = [offer.id for offer in OFFERS if offer.kind == "job"][:2]
    decisions = [*together(*pair), *elsewhere(), *yes(people[9].id, pair[0])]
    matcher = TwoSidedMatcher(n_topics=8).fit(people=people, offers=OFFERS, decisions=decisions)
    [found] = ranked_lists(matcher, [people[9]], 20, ["job"])
    assert found["job"] == [(one.offer_id, one.score) for one in matcher.recommend(people[9], 20, ["job"])]
    content = matcher.scorer_.score(matcher.scorer_.parts(matcher.encode([people[9]]), matcher.of_kind("job")))[0]
    assert dict(found["job"])[pair[1]] > content[matcher.of_kind("job").row(pair[1])]


def test_the_same_weights_change_nothing_and_others_do(matcher, people):
    before = ranked_lists(matcher, people, 5, KINDS)
    same = reweighed(matcher, DEFAULT_WEIGHTS, people)
    assert same.prices_ == matcher.prices_
    assert ranked_lists(same, people, 5, KINDS) == before
    near = reweighed(matcher, dict.fromkeys(PARTS, 0.0) | {"place": 1.0}, people)
    assert ranked_lists(near, people, 5, KINDS) != before
    assert ranked_lists(matcher, people, 5, KINDS) == before
    fitted = TwoSidedMatcher(n_topics=8, weights=near.weights).fit(people=people, offers=OFFERS)
    assert ranked_lists(fitted, people, 5, KINDS) == ranked_lists(near, people, 5, KINDS)


def test_weights_are_scaled():
    assert sum(checked_weights({"words": 3.0}).values()) == pytest.approx(1)
    assert checked_weights(None) == pytest.approx(DEFAULT_WEIGHTS)


def test_a_few_less_is_chance_and_many_less_is_not():
    assert chance_of_so_few(0, 6, 0.5) == pytest.approx(0.5**6)
    assert chance_of_so_few(4, 10, 0.5) == pytest.approx(386 / 1024)
    assert chance_of_so_few(10, 10, 0.5) == chance_of_so_few(0, 10, 0.0) == 1.0
    assert chance_of_so_few(100, 5_000, 0.04) < 1e-10
