"""Who fits an offer: the same numbers and the same limits as what fits whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matching import Decision, Offer, Person, TwoSidedMatcher

JATIRASA, ARENJAYA = "32.75.09.1004", "32.75.01.1004"
CASHIER = Offer("job:1", "job", "Kasir toko sembako", frozenset({"kasir"}), region=JATIRASA)
COOK = Offer("job:2", "job", "Juru masak warung", frozenset({"masak"}), region=JATIRASA)
PEOPLE = [
    Person("account:1", "Pernah jadi kasir minimarket", frozenset({"kasir"}), region=JATIRASA),
    Person("account:2", "Suka memasak", frozenset({"masak"}), region=JATIRASA),
    Person("account:3", "", frozenset({"kasir"}), region=ARENJAYA),
]


@pytest.fixture
def matcher() -> TwoSidedMatcher:
    return TwoSidedMatcher().fit(offers=[CASHIER, COOK])


def names(matcher: TwoSidedMatcher, offer: str = "job:1", people: list[Person] = PEOPLE, **more: object) -> list[str]:
    found = matcher.recommend_people([offer], matcher.encode(people), **more)  # type: ignore[arg-type]
    return [one.person_id for one in found[offer]]


def test_the_score_is_the_one_the_person_sees(matcher: TwoSidedMatcher) -> None:
    found = matcher.recommend_people(["job:1", "job:2"], matcher.encode(PEOPLE))
    by_id = {person.id: person for person in PEOPLE}
    for offer_id, matches in found.items():
        assert {one.person_id for one in matches} == set(by_id)
        assert [one.score for one in matches] == sorted((one.score for one in matches), reverse=True)
        for one in matches:
            assert one.score == pytest.approx(matcher.score(by_id[one.person_id], [offer_id])[0])
            explained = matcher.explain(by_id[one.person_id], offer_id)
            assert one.reasons == explained.reasons_for[: len(one.reasons)]
            assert one.against == explained.reasons_against[:1]
    assert found["job:1"][0].person_id == "account:1" and found["job:2"][0].person_id == "account:2"


def test_vetoes_exclusions_and_answers_hold(matcher: TwoSidedMatcher) -> None:
    assert names(matcher, k=1) == ["account:1"]
    assert names(matcher, k=2, exclude={"job:1": {"account:1"}}) == ["account:3", "account:2"]
    matcher.partial_fit(
        decisions=[Decision("account:1", "job:1", positive=False), Decision("account:3", "job:1", "person", True)]
    )
    assert names(matcher) == ["account:2"]
    matcher.partial_fit(offers=[replace(CASHIER, features={"licences": {"sim_a"}})])
    told = [replace(person, features={"licences": set()}) for person in PEOPLE]
    assert names(matcher, people=told) == []


def test_equal_people_stand_by_id_and_unknown_offers_are_left_out(matcher: TwoSidedMatcher) -> None:
    twins = [replace(PEOPLE[0], id=f"account:{number}") for number in (9, 7, 8)]
    assert names(matcher, people=twins, k=2) == ["account:7", "account:8"]
    assert matcher.recommend_people(["job:404"], matcher.encode(PEOPLE)) == {}
    assert names(matcher, people=[]) == []


def test_people_encoded_before_meet_offers_put_in_later(matcher: TwoSidedMatcher) -> None:
    crowd = matcher.encode(PEOPLE[:2])
    matcher.partial_fit(offers=[Offer("job:3", "job", "Kasir barista kedai", frozenset({"kasir"}), region=JATIRASA)])
    assert matcher.recommend_people(["job:3"], crowd)["job:3"][0].person_id == "account:1"
    crowd = crowd.joined(matcher.encode(PEOPLE[2:]))
    assert matcher.recommend_people(["job:3"], crowd)["job:3"][0].person_id == "account:1"
