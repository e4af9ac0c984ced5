"""Contract: the small world's right answers, and what must hold in any world."""

import random

import numpy as np
import pytest

from matching import Decision, Person, TwoSidedMatcher
from matching.errors import (
    DuplicateIdError,
    InvalidCapacityError,
    InvalidParameterError,
    NotFittedError,
    UnknownOfferError,
)
from tests.matching.world import FAR, HOME, bekasi, crowd_of_offers, crowd_of_people, make_offer, make_person


def ids(matches):
    return [match.offer_id for match in matches]


def test_known_answers(matcher):
    seamstress = make_person(text="Saya bisa menjahit", skills={"menjahit"}, wants={"membuat_pola"}, region=HOME)
    assert ids(matcher.recommend(seamstress, k=3)) == ["j-jahit", "j-jahit-jauh", "m-pola"]
    assert ids(matcher.recommend(seamstress, kinds=["mentor"])) == ["m-pola"]
    cook = make_person(wants={"masak"})
    assert ids(matcher.recommend(cook, k=1)) == ["t-masak"]


def test_each_gets_a_list_even_of_nothing(matcher):
    people = [make_person("a", text="ngelas"), make_person("b")]
    assert matcher.recommend_many(people, among=[]) == [[], []]
    assert matcher.recommend_many(people, kinds=["startup"]) == [[], []]
    assert [ids(found) for found in matcher.recommend_many(people, among=["j-las", "gone"])] == [["j-las"]] * 2


def test_text_alone_is_enough(matcher):
    assert ids(matcher.recommend(make_person(text="ngelas"), k=1)) == ["j-las"]
    assert set(ids(matcher.recommend(make_person(text="jait"), k=2))) == {"j-jahit", "j-jahit-jauh"}


def test_without_vocabulary_an_unknown_skill_still_counts_as_text():
    matcher = TwoSidedMatcher().fit(offers=bekasi())
    assert ids(matcher.recommend(make_person(skills={"las"}), k=1)) == ["j-las"]
    assert ids(matcher.recommend(make_person(skills={"menjahit"}, region=FAR), k=1)) == ["j-jahit-jauh"]


def test_a_related_skill_counts_partly(matcher):
    jobs = {"related": {"membuat_pola"}, "exact": {"menjahit"}, "other": {"kasir"}}
    scores = {name: matcher.score(make_person(skills=have), ["j-jahit"])[0] for name, have in jobs.items()}
    assert scores["exact"] > scores["related"] > scores["other"]


def test_a_region_alone_gives_the_nearest_and_nothing_at_all_gives_everything(matcher):
    assert set(ids(matcher.recommend(make_person(region=HOME), k=3))) == {"j-jahit", "j-las", "c-home"}
    assert len(matcher.recommend(make_person())) == len(bekasi())


@pytest.mark.parametrize(
    "text",
    ["las", "?", "menjahit memasak " * 6_000, "x" * 100_000, " ".join(f"kata{n}an" for n in range(9_000))],
)
def test_any_text_gives_a_list(matcher, text):
    matches = matcher.recommend(make_person(text=text))
    assert len(matches) == len(bekasi())
    assert all(0 <= match.score <= 1 and match.reasons for match in matches)


def test_scores_follow_the_order_of_the_offers(matcher):
    person = make_person(text="kasir", region=HOME)
    scores = matcher.score(person)
    assert matcher.offer_ids_ == tuple(offer.id for offer in bekasi())
    assert scores.argmax() == matcher.offer_ids_.index("j-kasir")
    backwards = matcher.score(person, matcher.offer_ids_[::-1])
    assert (backwards == scores[::-1]).all()
    assert {match.offer_id: match.score for match in matcher.recommend(person)} == dict(
        zip(matcher.offer_ids_, scores, strict=True)
    )


def test_the_order_of_the_input_changes_nothing(crowd):
    people, offers = crowd_of_people(120), crowd_of_offers(200)
    random.Random(1).shuffle(people)
    random.Random(2).shuffle(offers)
    shuffled = TwoSidedMatcher(n_topics=8).fit(people, offers)
    assert shuffled.prices_ == crowd.prices_
    for person in people[:20]:
        assert shuffled.recommend(person) == crowd.recommend(person)


@pytest.mark.slow
def test_twins_get_identical_lists(crowd):
    for person in crowd_of_people(15):
        twin = Person("twin", person.text, person.skills, person.wants, person.region, dict(person.features))
        assert crowd.recommend(twin) == crowd.recommend(person)
        assert crowd.recommend_many([*crowd_of_people(40), twin])[-1] == crowd.recommend(person)


def test_in_bulk_as_one_by_one(crowd):
    people = crowd_of_people(60)
    exclude = {people[3].id: ids(crowd.recommend(people[3], k=2))}
    lists = crowd.recommend_many(people, k=5, kinds=["job"], exclude=exclude)
    expected = [crowd.recommend(p, k=5, kinds=["job"], exclude=exclude.get(p.id, ())) for p in people]
    assert lists == expected


def test_twin_offers_score_alike_and_stand_in_the_order_of_their_ids():
    offers = [*crowd_of_offers(150), *(make_offer(f"same-{n}", text="las pagar motor") for n in range(3))]
    matcher = TwoSidedMatcher(n_topics=8).fit(offers=offers)
    matches = matcher.recommend(make_person(text="las pagar"), k=150)
    same = [match for match in matches if match.offer_id.startswith("same")]
    assert ids(same) == ["same-0", "same-1", "same-2"]
    assert len({match.score for match in same}) == 1


def test_two_of_one_owner_in_a_list_of_ten():
    mine = [make_offer(f"a{n}", text="las", features={"owner_id": "u1"}) for n in range(9)]
    others = [make_offer(f"b{n}", text="roti") for n in range(20)]
    matches = ids(TwoSidedMatcher().fit(offers=mine + others).recommend(make_person(text="las")))
    assert matches[:2] == ["a0", "a1"]
    assert len(matches) == 10
    assert sum(offer_id.startswith("a") for offer_id in matches) == 2


def test_prices_push_the_next_best_up():
    """Everybody likes the crowded one better; its one place goes to whom it fits best."""
    crowded = make_offer("crowded", "mentor", "jahit kemeja batik", capacity=1)
    free = make_offer("free", "mentor", "jahit roti", capacity=50)
    best, *others = [
        make_person("best", "jahit kemeja batik"),
        *(make_person(f"p{n}", "jahit kemeja") for n in range(5)),
    ]
    matcher = TwoSidedMatcher().fit([best, *others], [crowded, free])
    assert matcher.prices_.keys() == {"crowded"}
    assert ids(matcher.recommend(best)) == ["crowded", "free"]
    for person in others:
        assert ids(matcher.recommend(person, use_prices=False)) == ["crowded", "free"]
    assert ids(matcher.recommend(others[0])) == ["free", "crowded"]
    scores = dict(zip(matcher.offer_ids_, matcher.score(others[0]), strict=True))
    assert {match.offer_id: match.score for match in matcher.recommend(others[0])} == scores


@pytest.mark.parametrize("side", ["people", "offers", "both"])
def test_empty_sides(side):
    people = [] if side != "offers" else crowd_of_people(3)
    offers = [] if side != "people" else bekasi()
    matcher = TwoSidedMatcher().fit(people, offers)
    assert len(matcher.recommend(make_person(text="jahit"))) == len(offers)
    assert matcher.score(make_person()).shape == (len(offers),)
    assert matcher.recommend_many([]) == []
    assert matcher.assign([]).pairs == ()
    assert len(matcher.assign(crowd_of_people(2)).pairs) == min(2, len(offers))


def test_one_changed_offer(crowd):
    matcher = TwoSidedMatcher().fit(offers=bekasi())
    matcher.partial_fit(offers=[make_offer("j-las", text="Tukang sepuh emas")], remove=["j-kasir", "unknown"])
    matcher.partial_fit(offers=[make_offer("new", text="Kasir apotek")])
    assert ids(matcher.recommend(make_person(text="sepuh"), k=1)) == ["j-las"]
    assert ids(matcher.recommend(make_person(text="kasir apotek"), k=1)) == ["new"]
    assert "j-kasir" not in matcher.offer_ids_
    assert matcher.offer_ids_[-1] == "new"


def test_one_changed_offer_with_topics():
    offers = crowd_of_offers(150)
    matcher = TwoSidedMatcher(n_topics=8).fit(offers=offers)
    before = matcher.recommend_many(crowd_of_people(10), use_prices=False)
    matcher.partial_fit(remove=[offers[3].id])
    matcher.partial_fit(offers=[offers[3]])
    assert matcher.recommend_many(crowd_of_people(10), use_prices=False) == before


def test_assign_gives_ids_and_keeps_to_capacity(matcher):
    people = [make_person(f"p{n}", "jahit konveksi", skills={"menjahit"}, region=HOME) for n in range(4)]
    for mode in ("utility", "stable"):
        found = matcher.assign(people, {"j-jahit-jauh": 1}, mode=mode, kinds=["job"])
        assert found.filled["j-jahit"] == 2
        assert found.filled["j-jahit-jauh"] <= 1
        assert {person_id for person_id, _ in found.pairs} == {"p0", "p1", "p2", "p3"}
        assert found.prices["j-jahit"] > 0


def test_wrong_input_is_named(matcher):
    with pytest.raises(NotFittedError):
        TwoSidedMatcher().recommend(make_person())
    with pytest.raises(DuplicateIdError, match="offer id 'o'"):
        TwoSidedMatcher().fit(offers=[make_offer(), make_offer()])
    with pytest.raises(DuplicateIdError, match="person id 'p'"):
        TwoSidedMatcher().fit(people=[make_person(), make_person()])
    with pytest.raises(UnknownOfferError, match="nowhere"):
        matcher.score(make_person(), ["nowhere"])
    with pytest.raises(UnknownOfferError, match="nowhere"):
        matcher.assign([make_person()], {"nowhere": 1})
    with pytest.raises(InvalidCapacityError, match="j-las"):
        matcher.assign([make_person()], {"j-las": -1})
    for k in (0, -1, 2.5, True):
        with pytest.raises(InvalidParameterError, match="k must"):
            matcher.recommend(make_person(), k=k)
    for weights in ({"looks": 1.0}, {"words": -1}, {"words": np.nan}):
        with pytest.raises(InvalidParameterError, match="weight"):
            TwoSidedMatcher(weights=weights).fit(offers=bekasi())


def test_weights_decide():
    near_or_fit = [make_offer("near", text="roti", region=HOME), make_offer("fit", text="jahit", region=FAR)]
    person = make_person(text="jahit", region=HOME)
    place = dict.fromkeys(["words", "topic", "skills"], 0.0)
    assert ids(TwoSidedMatcher().fit(offers=near_or_fit).recommend(person)) == ["fit", "near"]
    assert ids(TwoSidedMatcher(weights=place).fit(offers=near_or_fit).recommend(person)) == ["near", "fit"]


def test_decisions_of_people_unknown_to_the_model_do_no_harm():
    matcher = TwoSidedMatcher().fit(offers=bekasi(), decisions=[Decision("ghost", "gone", positive=False)])
    assert len(matcher.recommend(make_person("ghost"))) == len(bekasi())
