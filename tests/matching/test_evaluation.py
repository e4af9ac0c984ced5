import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import InvalidParameterError
from matching.evaluation import auc, calibration, calibration_error, exposure, gini, ndcg, recall, reciprocal_rank
from matching.fairness import group_shares


def test_ranking_measures_of_a_known_list():
    gains = {"a": 3.0, "b": 1.0}
    assert ndcg(["a", "b"], gains) == 1
    assert ndcg(["x", "a", "b"], gains) == pytest.approx((3 / np.log2(3) + 1 / 2) / (3 + 1 / np.log2(3)))
    assert ndcg(["a"], {}) == 0
    assert recall(["x", "a"], {"a", "b"}, k=2) == 0.5
    assert recall(["a", "b"], {"a", "b"}, k=1) == 1
    assert reciprocal_rank(["x", "a"], {"a", "b"}) == 0.5
    assert reciprocal_rank(["x", "a"], {"a"}, k=1) == 0


@given(st.permutations(["a", "b", "c", "d"]))
def test_no_order_beats_the_best(order):
    gains = {"a": 4.0, "b": 3.0, "c": 2.0}
    assert 0 < ndcg(order, gains) <= ndcg(["a", "b", "c", "d"], gains) == 1


def test_auc_of_one_kind_is_a_half():
    assert auc([0.1, 0.9], [0, 1]) == 1 and auc([0.1, 0.9], [1, 1]) == 0.5


def test_calibration():
    [low, high] = sorted(calibration([0.1, 0.1, 0.9], [0, 1, 1]), key=lambda one: one.said)
    assert (low.number, low.came, high.came) == (2, 0.5, 1)
    assert calibration_error([0.1, 0.1, 0.9], [0, 1, 1]) == pytest.approx((2 * 0.4 + 0.1) / 3)
    assert calibration_error([], []) == 0
    with pytest.raises(InvalidParameterError):
        calibration([1.2], [1])


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_gini_lies_between_nothing_and_one_and_knows_no_order(amounts):
    assert 0 <= gini(amounts) < 1 and gini(amounts) == pytest.approx(gini(amounts[::-1]))


def test_gini_of_known_amounts():
    assert gini([4, 4, 4]) == pytest.approx(0) and gini([0, 0, 0, 8]) == pytest.approx(0.75) and gini([]) == 0


def test_exposure_counts_against_the_places_there_are():
    found = exposure([["a", "b"], ["a"], ["a"]], {"a": 1, "b": None, "c": 2, "full": 0})
    assert found.shown == {"a": 3, "b": 1, "c": 0}
    assert found.never == ("c",) and found.crowd == 3 and found.gini > 0


def test_each_group_against_its_share():
    groups = {f"r{n}": "Jatirasa" for n in range(5)} | {f"k{n}": "Kayuringin" for n in range(5)} | {"x": "Few"}
    lists = {person: [("a", 0.5), ("b", 0.7)] for person in groups if person[0] == "r"} | {"k0": [("a", 0.1)]}
    found = {one.group: one for one in group_shares(lists, groups, served={"r0", "r1", "k0"})}
    assert found.keys() == {"Jatirasa", "Kayuringin"}
    assert found["Jatirasa"].listed == 2 and found["Jatirasa"].score == pytest.approx(0.6)
    assert found["Kayuringin"].alarm and not found["Jatirasa"].alarm
    assert found["Kayuringin"].served == 0.2 and found["Kayuringin"].served_share == pytest.approx(0.2 / (3 / 11))


def test_nobody_listed_raises_no_alarm():
    [only] = group_shares({}, {f"p{n}": "Jatirasa" for n in range(5)})
    assert only.listed_share is None and only.served_share is None and not only.alarm
    with pytest.raises(InvalidParameterError):
        group_shares({}, {}, smallest=0)
