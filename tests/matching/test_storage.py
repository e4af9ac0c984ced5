import pytest

from matching import Decision, TwoSidedMatcher
from matching.errors import (
    DamagedModelError,
    ForeignModelError,
    ModelFileError,
    ModelVersionError,
    NotFittedError,
    VocabularyMismatchError,
)
from tests.matching.world import bekasi, crowd_of_offers, crowd_of_people, make_offer, make_person


@pytest.fixture
def saved(tmp_path, crowd):
    path = tmp_path / "model"
    crowd.save(path)
    return path


def test_a_saved_model_answers_alike(saved, crowd):
    loaded = TwoSidedMatcher.load(saved)
    people = crowd_of_people(30)
    assert loaded.recommend_many(people) == crowd.recommend_many(people)
    assert loaded.explain(people[0], "o0001") == crowd.explain(people[0], "o0001")
    assert loaded.prices_ == crowd.prices_
    assert not list(saved.parent.glob("*.draft"))


def test_a_loaded_model_goes_on_learning(tmp_path, vocabulary):
    no = Decision("p", "j-las", positive=False)
    matcher = TwoSidedMatcher(vocabulary=vocabulary, weights={"place": 0.3}).fit(offers=bekasi(), decisions=[no])
    matcher.partial_fit(offers=[make_offer("new", text="sepuh emas", features={"schedule": {"pagi"}})])
    matcher.save(tmp_path / "model")
    loaded = TwoSidedMatcher.load(tmp_path / "model", vocabulary)
    for model in (matcher, loaded):
        model.partial_fit(offers=[make_offer("newer", text="tambal ban emas")])
    person = make_person(text="emas las", features={"schedule": {"pagi"}})
    assert loaded.recommend(person) == matcher.recommend(person)
    assert "j-las" not in {match.offer_id for match in loaded.recommend(person)}


def test_nothing_of_people_is_written(saved):
    assert b"p0001" not in saved.read_bytes()
    loaded = TwoSidedMatcher.load(saved)
    assert not any("p0001" in repr(value) for value in vars(loaded).values())


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99])
def test_a_cut_file_is_refused(saved, cut):
    content = saved.read_bytes()
    saved.write_bytes(content[: int(len(content) * cut)])
    with pytest.raises(DamagedModelError, match="checksum"):
        TwoSidedMatcher.load(saved)


def test_a_flipped_byte_is_refused(saved):
    content = bytearray(saved.read_bytes())
    content[len(content) // 2] ^= 1
    saved.write_bytes(bytes(content))
    with pytest.raises(DamagedModelError):
        TwoSidedMatcher.load(saved)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 something", b"\x80\x04K\x01.", b"matching-model\n"])
def test_a_foreign_file_is_refused(tmp_path, content):
    path = tmp_path / "model"
    path.write_bytes(content)
    with pytest.raises(ForeignModelError, match="model"):
        TwoSidedMatcher.load(path)


def test_another_version_is_refused(saved):
    saved.write_bytes(saved.read_bytes().replace(b"matching-model 3 ", b"matching-model 9 ", 1))
    with pytest.raises(ModelVersionError, match="version 9"):
        TwoSidedMatcher.load(saved)


def test_another_vocabulary_is_refused(saved, vocabulary):
    with pytest.raises(VocabularyMismatchError):
        TwoSidedMatcher.load(saved, vocabulary)


def test_errors_of_model_files_share_a_base_and_an_empty_matcher_is_not_saved(tmp_path):
    errors = (DamagedModelError, ForeignModelError, ModelVersionError, VocabularyMismatchError)
    assert all(issubclass(error, ModelFileError) for error in errors)
    with pytest.raises(NotFittedError):
        TwoSidedMatcher().save(tmp_path / "model")


def test_fits_are_repeatable(crowd):
    again = TwoSidedMatcher(n_topics=8).fit(crowd_of_people(120), crowd_of_offers(200))
    assert again.recommend_many(crowd_of_people(20)) == crowd.recommend_many(crowd_of_people(20))
