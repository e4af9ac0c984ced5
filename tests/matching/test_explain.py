import random

import pytest

from matching import Reason, TwoSidedMatcher
from tests.matching.world import FAR, HOME, NEXT_DOOR, bekasi, crowd_of_people, make_offer, make_person


def only(offer, vocabulary=None):
    return TwoSidedMatcher(vocabulary=vocabulary).fit(offers=[offer, make_offer("other", text="lain")])


def test_contributions_sum_to_the_score(crowd, matcher):
    for model, people in ((crowd, crowd_of_people(10)), (matcher, [make_person(text="jahit", region=HOME)])):
        for person in people:
            for match in model.recommend(person, k=20):
                explanation = model.explain(person, match.offer_id)
                assert explanation.score == match.score
                assert sum(explanation.contributions.values()) == pytest.approx(match.score, abs=1e-9)
                assert explanation.reasons_for[: len(match.reasons)] == match.reasons
                assert explanation.reasons_against[:1] == match.against


def test_what_she_can_already_is_not_told_as_something_to_learn(vocabulary):
    model = only(make_offer("job", text="", features={"teaches": {"menjahit"}}), vocabulary)
    near = make_person(skills=set(), wants={"membuat_pola"})
    knows = make_person(skills={"menjahit"}, wants={"membuat_pola"})
    told = [model.explain(one, "job").reasons_for for one in (near, knows)]
    assert [[reason.parameters for reason in reasons if reason.code == "wants"] for reasons in told] == [
        [{"skills": ["menjahit"]}],
        [],
    ]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("programme", {"wants": ["masak"], "skills": ["kasir"]}),
        ("event", {"wants": ["masak"], "skills": ["kasir"]}),
        ("job", {"skills": ["kasir", "masak"]}),
        ("business", {"skills": ["kasir", "masak"]}),
    ],
)
def test_a_skill_is_named_in_the_one_reason_that_suits_the_offer(vocabulary, kind, told):
    model = only(make_offer(kind=kind, skills={"masak", "kasir"}), vocabulary)
    reasons = model.explain(make_person(skills={"masak", "kasir"}, wants={"masak"}), "o").reasons_for
    assert {one.code: one.parameters["skills"] for one in reasons if one.code in {"skills", "wants"}} == told


def test_nothing_is_near_her_skills_that_she_is_told_to_learn_there(vocabulary):
    model = only(make_offer(kind="training", skills={"menjahit"}), vocabulary)
    reasons = model.explain(make_person(skills={"membuat_pola"}, wants={"menjahit"}), "o").reasons_for
    assert [(one.code, one.parameters) for one in reasons] == [("wants", {"skills": ["menjahit"]})]


@pytest.mark.parametrize(
    ("person", "offer", "code", "parameters"),
    [
        ({"skills": {"kasir"}}, {"skills": {"kasir", "masak"}}, "skills", {"skills": ["kasir"]}),
        ({"text": "bisa ngelas"}, {"skills": {"las_listrik"}}, "skills", {"skills": ["las_listrik"]}),
        (
            {"skills": {"membuat_pola"}},
            {"skills": {"menjahit"}},
            "related_skill",
            {"have": "membuat_pola", "asked": "menjahit"},
        ),
        ({"wants": {"masak"}}, {"features": {"teaches": {"masak"}}}, "wants", {"skills": ["masak"]}),
        ({"text": "Penjahit"}, {"text": "jahitan rapi"}, "words", {"words": ["penjahit"]}),
        ({"region": HOME}, {"region": HOME}, "same_region", {"level": "kelurahan", "region": HOME}),
        (
            {"region": HOME},
            {"region": NEXT_DOOR},
            "same_region",
            {"level": "kecamatan", "region": "32.75.04"},
        ),
        (
            {"region": HOME, "features": {"areas": {"32.75.04"}}},
            {"region": NEXT_DOOR},
            "chosen_area",
            {"region": "32.75.04"},
        ),
        ({}, {"features": {"online": True}}, "online", {}),
        ({"region": HOME}, {"region": HOME, "features": {"online": True}}, "online", {}),
        (
            {"region": HOME, "features": {"areas": {"32.75.04"}}},
            {"region": NEXT_DOOR, "features": {"online": True}},
            "online",
            {},
        ),
        (
            {"region": HOME},
            {"kind": "mentor", "region": HOME, "features": {"online": True}},
            "same_region",
            {"level": "kelurahan", "region": HOME},
        ),
        ({}, {"kind": "mentor", "features": {"online": True}}, "online", {}),
        (
            {"features": {"needs": {"modal"}}},
            {"features": {"offers": {"modal"}}},
            "needs",
            {"topics": ["modal"]},
        ),
        (
            {"features": {"offers": {"foto"}}},
            {"features": {"needs": {"foto"}}},
            "offers",
            {"topics": ["foto"]},
        ),
        ({"features": {"pay_min": 5}}, {"features": {"pay_max": 6}}, "pay", {"offered": 6.0, "wished": 5.0}),
        (
            {"features": {"schedule": {"pagi", "siang"}}},
            {"features": {"schedule": {"pagi"}}},
            "schedule",
            {"schedule": ["pagi"]},
        ),
        ({"features": {"level": 3}}, {"features": {"level": 2}}, "level", {"asked": 2.0, "yours": 3.0}),
        ({"features": {"sector": "56101"}}, {"features": {"sector": "56290"}}, "sector", {"sector": "56"}),
        ({}, {"capacity": 4}, "available", {"capacity": 4}),
    ],
)
def test_reasons_for(vocabulary, person, offer, code, parameters):
    matcher = only(make_offer(**offer), vocabulary)
    reason = matcher.explain(make_person(**person), "o").reasons_for[0]
    assert (reason.code, reason.parameters) == (code, parameters)


def test_kilometres_where_both_places_are_known():
    matcher = only(make_offer(features={"latitude": -6.2563, "longitude": 106.9756}))
    near = make_person(features={"latitude": -6.2383, "longitude": 106.9756})
    assert matcher.explain(near, "o").reasons_for == (Reason("distance", {"km": 2.0}),)
    far = make_person(features={"latitude": -6.3463, "longitude": 106.9756})
    against = matcher.explain(far, "o").reasons_against
    assert [(reason.code, reason.parameters) for reason in against] == [("distance", {"km": 10.0})]


@pytest.mark.parametrize(
    ("person", "offer", "code", "parameters"),
    [
        ({"skills": {"masak"}}, {"skills": {"kasir"}}, "missing_skill", {"skill": "kasir"}),
        ({}, {"features": {"licences": {"sim_c"}}}, "missing_licence", {"licence": "sim_c"}),
        ({"features": {"pay_min": 6}}, {"features": {"pay_max": 5}}, "pay", {"offered": 5.0, "wished": 6.0}),
        (
            {"features": {"schedule": {"pagi"}}},
            {"features": {"schedule": {"pagi", "malam"}}},
            "schedule",
            {"schedule": ["malam"]},
        ),
        ({"features": {"level": 1}}, {"features": {"level": 3}}, "level", {"asked": 3.0, "yours": 1.0}),
    ],
)
def test_reasons_against(vocabulary, person, offer, code, parameters):
    matcher = only(make_offer(**offer), vocabulary)
    [match] = [m for m in matcher.recommend(make_person(**person)) if m.offer_id == "o"]
    assert [(reason.code, reason.parameters) for reason in match.against] == [(code, parameters)]


def test_a_mentor_asks_for_no_skill(matcher):
    assert matcher.explain(make_person(), "m-pola").reasons_against == ()
    assert matcher.explain(make_person(), "m-pola").counterfactual is None


def test_a_topic_is_told_by_words_of_the_offer():
    draw = random.Random(3)
    trades = {"sewing": "jahit kemeja pola konveksi benang", "metal": "las pagar bengkel besi teralis"}
    offers = [
        make_offer(f"{trade}-{number}", text=" ".join(draw.sample(words.split(), 3)))
        for trade, words in trades.items()
        for number in range(60)
    ]
    matcher = TwoSidedMatcher(n_topics=2).fit(offers=offers)
    matches = matcher.recommend(make_person(text="jahit"), k=60)
    assert all(match.offer_id.startswith("sewing") for match in matches)
    texts = {offer.id: offer.text for offer in offers}
    for match in matches:
        shared = "jahit" in texts[match.offer_id]
        assert [reason.code for reason in match.reasons] == ["words" if shared else "topic"]
        assert shared or set(match.reasons[0].parameters["words"]) <= set(texts[match.offer_id].split())


def test_a_missing_skill_says_what_it_would_bring(matcher):
    person = make_person(text="rajin", region=FAR)
    found = matcher.explain(person, "j-jahit").counterfactual
    assert (found.kind, found.add, found.opens) == ("skill", "menjahit", 2)
    learned = make_person(text="rajin", region=FAR, skills={"menjahit"})
    assert found.score_before == matcher.score(person, ["j-jahit"])[0]
    assert found.score_after == matcher.score(learned, ["j-jahit"])[0]
    assert found.gain > 0.1


def test_a_missing_licence_opens_what_was_vetoed():
    driving = [make_offer(f"d{n}", text="kurir", features={"licences": {"sim_c"}}) for n in range(14)]
    both = make_offer("both", text="kurir", features={"licences": {"sim_c", "sim_b"}})
    closed = make_offer("closed", features={"licences": {"sim_c"}, "closed": True})
    matcher = TwoSidedMatcher().fit(offers=[*driving, both, closed, *bekasi()])
    person = make_person(text="kurir", features={"licences": set()})
    found = matcher.explain(person, "d3").counterfactual
    assert (found.kind, found.add, found.score_before, found.opens) == ("licence", "sim_c", 0.0, 14)
    assert found.score_after > 0
    assert matcher.explain(person, "both").counterfactual is None
