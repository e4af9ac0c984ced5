import pytest

from matching import TwoSidedMatcher, Vocabulary
from tests.matching.world import bekasi, crowd_of_offers, crowd_of_people, vocabulary_at


@pytest.fixture
def vocabulary(tmp_path) -> Vocabulary:
    return vocabulary_at(tmp_path)


@pytest.fixture
def matcher(vocabulary) -> TwoSidedMatcher:
    return TwoSidedMatcher(vocabulary=vocabulary).fit(offers=bekasi())


@pytest.fixture(scope="module")
def crowd() -> TwoSidedMatcher:
    """With topics and prices; tests must not change it."""
    return TwoSidedMatcher(n_topics=8).fit(crowd_of_people(120), crowd_of_offers(200))
