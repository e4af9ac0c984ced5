import pytest

from matching import Decision, Reason, TwoSidedMatcher
from tests.matching.world import FAR, HOME, make_offer, make_person

CENTRE = {"latitude": -6.2383, "longitude": 106.9756}
TEN_KM_SOUTH = {"latitude": -6.3283, "longitude": 106.9756}


@pytest.mark.parametrize(
    ("code", "person", "offer"),
    [
        ("closed", {}, {"closed": True}),
        ("full", {}, {"full": True}),
        ("own", {}, {"owner_id": "p"}),
        ("own", {"owns": {"shop-1"}}, {"owner_id": "shop-1"}),
        ("blocked", {"blocked_owners": {"u9"}}, {"owner_id": "u9"}),
        ("audience", {"roles": {"job_seeker"}}, {"audience": {"startup"}}),
        ("licence", {"licences": set()}, {"licences": {"sim_c"}}),
        ("licence", {"licences": {"sim_c"}}, {"licences": {"sim_c", "sim_a"}}),
        ("schedule", {"schedule": {"pagi"}}, {"schedule": {"malam"}}),
        ("distance", {**CENTRE, "max_distance_km": 9}, TEN_KM_SOUTH),
    ],
)
def test_a_vetoed_offer_never_shows(code, person, offer):
    offers = [make_offer("bad", text="jahit", features=offer), make_offer("good")]
    matcher = TwoSidedMatcher().fit(offers=offers)
    her = make_person(text="jahit", features=person)
    assert [match.offer_id for match in matcher.recommend(her)] == ["good"]
    assert matcher.score(her, ["bad"])[0] == 0
    explanation = matcher.explain(her, "bad")
    assert explanation.score == 0
    assert sum(explanation.contributions.values()) == pytest.approx(0, abs=1e-9)
    assert explanation.reasons_against[0].code == code
    assert matcher.assign([her], kinds=["job"]).pairs == (("p", "good"),)


@pytest.mark.parametrize(
    ("person", "offer"),
    [
        ({}, {"audience": {"startup"}, "licences": {"sim_c"}, "schedule": {"malam"}}),
        ({"roles": {"job_seeker", "startup"}}, {"audience": {"startup"}}),
        ({"schedule": {"pagi", "siang"}}, {"schedule": {"siang", "malam"}}),
        ({**CENTRE, "max_distance_km": 11}, TEN_KM_SOUTH),
        ({**CENTRE, "max_distance_km": 9}, {**TEN_KM_SOUTH, "online": True}),
        ({"max_distance_km": 9}, TEN_KM_SOUTH),
        ({"licences": {"sim_c", "sim_a"}}, {"licences": {"sim_c"}}),
    ],
)
def test_what_is_unknown_or_fits_is_no_veto(person, offer):
    matcher = TwoSidedMatcher().fit(offers=[make_offer(features=offer)])
    assert len(matcher.recommend(make_person(features=person))) == 1


def test_an_offer_in_an_area_she_named_is_never_too_far():
    offers = [
        make_offer("there", region=FAR, features=TEN_KM_SOUTH),
        make_offer("beside", region=HOME, features=TEN_KM_SOUTH),
        make_offer("nowhere", features=TEN_KM_SOUTH),
    ]
    matcher = TwoSidedMatcher().fit(offers=offers)
    her = make_person(features={**CENTRE, "max_distance_km": 9, "areas": {FAR[:8], "32.75.99"}})
    [match] = matcher.recommend(her)
    assert match.offer_id == "there"
    assert (match.reasons, match.against) == ((Reason("chosen_area", {"region": FAR[:8]}),), ())
    assert matcher.assign([her], kinds=["job"]).pairs == (("p", "there"),)
    assert matcher.recommend(make_person(features={**CENTRE, "max_distance_km": 9, "areas": set()})) == []


def test_no_free_place_is_full():
    matcher = TwoSidedMatcher().fit(offers=[make_offer("none", capacity=0), make_offer("one", capacity=1)])
    assert [match.offer_id for match in matcher.recommend(make_person())] == ["one"]


@pytest.mark.parametrize(("side", "code"), [("person", "hidden"), ("offer", "declined")])
def test_a_no_always_wins(side, code):
    no = Decision("p", "a", side=side, positive=False)
    offers = [make_offer("a", text="jahit"), make_offer("b")]
    fitted = TwoSidedMatcher().fit(offers=offers, decisions=[no])
    later = TwoSidedMatcher().fit(offers=offers).partial_fit(decisions=[no])
    for matcher in (fitted, later, later.partial_fit(offers=[make_offer("a", text="jahit baju")])):
        assert [match.offer_id for match in matcher.recommend(make_person(text="jahit"))] == ["b"]
        assert len(matcher.recommend(make_person("other", text="jahit"))) == 2
        assert matcher.explain(make_person(), "a").reasons_against[0].code == code
    later.partial_fit(decisions=[Decision("p", "a", side=side, positive=True)])
    assert later.score(make_person(text="jahit"), ["a"])[0] > 0


def test_what_she_said_yes_to_is_not_proposed_again():
    matcher = TwoSidedMatcher().fit(offers=[make_offer("a")], decisions=[Decision("p", "a")])
    assert matcher.recommend(make_person()) == []
    assert matcher.score(make_person())[0] > 0
    invited = TwoSidedMatcher().fit(offers=[make_offer("a")], decisions=[Decision("p", "a", side="offer")])
    assert len(invited.recommend(make_person())) == 1


def test_all_vetoed_and_excluded():
    matcher = TwoSidedMatcher().fit(offers=[make_offer(f"o{n}", features={"closed": True}) for n in range(3)])
    assert matcher.recommend(make_person()) == []
    assert matcher.assign([make_person()]).pairs == ()
    open_offer = TwoSidedMatcher().fit(offers=[make_offer("a"), make_offer("b")])
    assert [match.offer_id for match in open_offer.recommend(make_person(), exclude=["a", "gone"])] == ["b"]
