import pytest

from matching import Decision, Offer, Person
from matching.errors import (
    InvalidCapacityError,
    InvalidFeatureError,
    InvalidProfileError,
    SensitiveFeatureError,
)


@pytest.mark.parametrize("key", ["sex", "Age", "agama", "ethnicity", "disability", "jenis_kelamin", "umur"])
def test_sensitive_attributes_are_refused(key):
    with pytest.raises(SensitiveFeatureError, match=key):
        Person("p", features={key: "x"})
    with pytest.raises(SensitiveFeatureError, match=key):
        Offer("o", "job", features={key: "x"})


@pytest.mark.parametrize(
    "features",
    [
        {"latitude": float("nan")},
        {"latitude": 91},
        {"pay_min": -1},
        {"pay_min": "5000000"},
        {"level": True},
        {"schedule": "pagi"},
        {"schedule": {1}},
        {"sector": 56},
    ],
)
def test_a_wrong_feature_is_named(features):
    with pytest.raises(InvalidFeatureError, match=f"person 'p'.*{next(iter(features))}"):
        Person("p", features=features)


def test_a_flag_must_be_a_flag():
    with pytest.raises(InvalidFeatureError, match="closed"):
        Offer("o", "job", features={"closed": "no"})


@pytest.mark.parametrize("capacity", [-1, 1.5, float("nan"), True])
def test_a_wrong_capacity_is_named(capacity):
    with pytest.raises(InvalidCapacityError, match="offer 'o'"):
        Offer("o", "job", capacity=capacity)


@pytest.mark.parametrize("fields", [{"skills": "menjahit"}, {"text": None}, {"region": 3275}, {"wants": {1}}])
def test_a_wrong_field_is_named(fields):
    with pytest.raises(InvalidProfileError, match="person 'p'"):
        Person("p", **fields)


def test_profiles_are_frozen_hashable_and_forgiving():
    person = Person("p", skills={"a"}, features={"pay_min": None, "schedule": ["pagi"], "other": 1})
    assert person.skills == frozenset({"a"})
    assert person.features == {"schedule": frozenset({"pagi"}), "other": 1}
    assert hash(person) == hash(Person("p", skills={"a"}))
    with pytest.raises(AttributeError):
        person.text = "x"


def test_a_decision_has_two_sides():
    with pytest.raises(InvalidProfileError, match="side"):
        Decision("p", "o", side="owner")
