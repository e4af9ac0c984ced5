import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import InvalidFeaturesError, NotFittedError
from matching.evaluation import auc, calibration_error
from matching.reciprocal import CalibratedYes, ReciprocalModel, harmonic_mean

pytestmark = pytest.mark.slow

CHANCES = st.floats(0, 1)


def answers(number, seed=0):
    """(features, chance of a yes, yes or no) of pairs whose first feature decides and whose second says nothing."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(number, 2))
    chance = 1 / (1 + np.exp(-2 * features[:, 0]))
    return features, chance, (random.random(number) < chance).astype(int)


@given(CHANCES, CHANCES)
def test_the_harmonic_mean_lies_between_and_near_the_lower(first, second):
    found = float(harmonic_mean(first, second))
    assert min(first, second) - 1e-12 <= found <= max(first, second) + 1e-12
    assert found <= 2 * min(first, second) + 1e-12


@pytest.mark.parametrize("number", [300, 3000])
def test_chances_are_what_comes_of_them(number):
    features, _chance, said = answers(number)
    held_out, _chance, came = answers(4000, seed=1)
    found = CalibratedYes().fit(features, said).predict(held_out)
    assert auc(found, came) > 0.8 and calibration_error(found, came) < 0.06


def test_both_must_want_it():
    features, _chance, said = answers(2000)
    other, _chance, replied = answers(2000, seed=5)
    model = ReciprocalModel().fit(features, said, other, replied)
    both, one, none = model.predict_mutual([[2, 0], [2, 0], [-2, 0]], [[2, 0], [-2, 0], [-2, 0]])
    assert both > 0.8 > 0.4 > one > none


def test_too_few_answers_give_how_often_yes_was_said():
    assert CalibratedYes().fit(np.zeros((2, 3)), [1, 1]).predict(np.ones((2, 3))).tolist() == [0.75, 0.75]
    assert CalibratedYes().fit(np.zeros((0, 3)), []).predict(np.ones((1, 3))).tolist() == [0.5]


def test_bad_input_is_named():
    with pytest.raises(NotFittedError):
        CalibratedYes().predict([[1.0]])
    with pytest.raises(InvalidFeaturesError, match=r"\[1, 0\]"):
        CalibratedYes().fit([[1.0], [float("nan")]], [0, 1])
    with pytest.raises(InvalidFeaturesError, match="0 and 1"):
        CalibratedYes().fit([[1.0]], [2])
    with pytest.raises(InvalidFeaturesError, match="2 rows"):
        CalibratedYes().fit([[1.0], [2.0]], [1])
    model = ReciprocalModel().fit([[1.0]], [1], [[1.0, 2.0]], [0])
    with pytest.raises(InvalidFeaturesError, match="columns"):
        model.predict_mutual([[1.0]], [[1.0]])
    with pytest.raises(InvalidFeaturesError, match="other"):
        model.predict_mutual([[1.0]], [[1.0, 2.0], [1.0, 2.0]])
