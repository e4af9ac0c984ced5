import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from matching.behaviour import Ease, RP3Beta
from matching.errors import InvalidInteractionsError, InvalidParameterError, NotFittedError

# Two circles of taste: the first three people like items 0 to 2, the others 3 to 5; the third has not met item 2 yet.
WORLD = np.array(
    [
        [1, 1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [1, 1, 0, 0, 0, 0],
        [0, 0, 0, 1, 1, 1],
        [0, 0, 0, 1, 1, 1],
    ]
)
MODELS = [lambda: Ease(regularisation=1.0), RP3Beta]


@pytest.mark.parametrize("make", MODELS)
def test_what_ones_like_liked_comes_first(make):
    model = make().fit(csr_matrix(WORLD))
    assert model.recommend(2, k=1).tolist() == [2]
    assert set(model.recommend(3, k=10).tolist()) == {0, 1, 2}


@pytest.mark.parametrize("make", MODELS)
def test_somebody_who_came_later_needs_no_fit(make):
    model = make().fit(WORLD)
    assert model.recommend([0, 0, 0, 1, 0, 1], k=1).tolist() == [4]
    assert np.allclose(model.scores([0] * 6), 0)


@pytest.mark.parametrize("make", MODELS)
@settings(deadline=None, max_examples=25)
@given(order=st.permutations(range(5)))
def test_the_order_of_people_changes_nothing(make, order):
    plain, mixed = make().fit(WORLD), make().fit(WORLD[order])
    assert np.allclose(plain.scores([1, 0, 0, 0, 0, 0]), mixed.scores([1, 0, 0, 0, 0, 0]))


@pytest.mark.parametrize("make", MODELS)
def test_cells_given_twice_and_empty_sides(make):
    twice = csr_matrix(([1, 1, 2], ([0, 0, 1], [0, 0, 1])), shape=(2, 2))
    assert make().fit(twice).interactions_[0, 0] == 2
    assert make().fit(csr_matrix((0, 3))).recommend([1, 0, 0]).tolist() == [1, 2]
    assert make().fit(csr_matrix((2, 0))).recommend(0).tolist() == []


@pytest.mark.parametrize("make", MODELS)
@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -1.0])
def test_what_is_no_number_of_times_is_refused_by_its_cell(make, wrong):
    world = WORLD.astype(float)
    world[3, 4] = wrong
    with pytest.raises(InvalidInteractionsError, match=r"\[3, 4\]"):
        make().fit(world)


@pytest.mark.parametrize("make", MODELS)
def test_questions_that_have_no_answer(make):
    with pytest.raises(NotFittedError):
        make().recommend(0)
    model = make().fit(WORLD)
    for row, k in ((5, 1), (-1, 1), (0, 0), (0, True)):
        with pytest.raises(InvalidParameterError):
            model.recommend(row, k)
    with pytest.raises(InvalidInteractionsError, match="shape"):
        model.recommend([1, 0])


def test_no_item_speaks_for_itself():
    assert not np.diag(Ease(regularisation=1.0).fit(WORLD).items_).any()


def test_settings_that_mean_nothing():
    with pytest.raises(InvalidParameterError):
        Ease(regularisation=0)
    with pytest.raises(InvalidParameterError):
        RP3Beta(neighbours=0)


def test_only_the_nearest_neighbours_are_kept():
    assert RP3Beta(neighbours=1).fit(WORLD).items_.getnnz(axis=1).max() == 1
