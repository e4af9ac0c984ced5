"""What others chose: learned from at least five people, told by her own offers, gone with whoever withdraws."""

import random
from itertools import chain

import pytest

from matching import Decision, Reason, TwoSidedMatcher, others
from matching.others import Others
from tests.matching.decided import elsewhere, in_camps, together, yes
from tests.matching.world import bekasi, crowd_of_offers, crowd_of_people, make_person

PAIR = ("m-pola", "t-masak")


def fitted(*decisions, **settings):
    return TwoSidedMatcher(**settings).fit(offers=bekasi(), decisions=[*elsewhere(), *chain.from_iterable(decisions)])


def lifted(matcher, person_id="p", offer="t-masak"):
    return matcher.explain(make_person(person_id), offer).contributions.get("others", 0.0)


def test_what_five_chose_together_lifts_one_for_whoever_chose_the_other():
    plain = TwoSidedMatcher().fit(offers=bekasi())
    matcher = fitted(together(*PAIR), yes("p", "m-pola"))
    person, stranger = make_person("p"), make_person("q")
    assert matcher.recommend(person, k=1)[0].offer_id == "t-masak"
    assert lifted(matcher) > 0.01 and lifted(matcher, "q") == 0
    assert matcher.recommend(stranger) == plain.recommend(stranger)
    assert matcher.explain(stranger, "t-masak") == plain.explain(stranger, "t-masak")


@pytest.mark.parametrize(("people", "counts"), [(4, False), (5, True)])
def test_no_pair_counts_that_fewer_than_five_chose(people, counts):
    """Each of both is chosen by many, but by few together: nobody's list tells what one of them did."""
    alone = [*together("m-pola", number=3, prefix="a"), *together("t-masak", number=3, prefix="b")]
    matcher = fitted(alone, together(*PAIR, number=people), yes("p", "m-pola"))
    assert (lifted(matcher) > 0) is counts
    told = [reason.code for match in matcher.recommend(make_person("p")) for reason in match.reasons]
    assert ("others" in told) is counts


def test_two_popular_offers_do_not_count_for_being_popular():
    """Of forty people ten chose both, which is what chance alone gives where twenty chose each."""
    camps = [together("m-pola", number=10, prefix="a"), together("t-masak", number=10, prefix="b")]
    both, neither = together(*PAIR, number=10), elsewhere(10)
    chance = TwoSidedMatcher().fit(offers=bekasi(), decisions=[*chain.from_iterable(camps), *both, *neither])
    chance.partial_fit(decisions=yes("p", "m-pola"))
    assert lifted(chance) == 0
    assert lifted(fitted(*camps, both, yes("p", "m-pola"))) > 0


def test_one_person_is_counted_once_however_often_she_says_it():
    matcher = fitted(together(*PAIR, number=4), *[yes("fan0", *PAIR)] * 3, yes("p", "m-pola"))
    assert lifted(matcher) == 0


def test_the_reason_names_the_one_of_her_own_offers_that_speaks_most():
    fewer = together("c-home", "t-masak", number=7, prefix="f")
    matcher = fitted(together(*PAIR, number=12), fewer, yes("p", "m-pola", "c-home"))
    [match] = [one for one in matcher.recommend(make_person("p")) if one.offer_id == "t-masak"]
    assert Reason("others", {"offer": "m-pola"}) in match.reasons
    assert match.reasons == matcher.explain(make_person("p"), "t-masak").reasons_for[: len(match.reasons)]


@pytest.mark.slow
def test_contributions_sum_to_the_score_and_scores_are_what_lists_rank_by():
    people, offers = crowd_of_people(90), crowd_of_offers(80)
    decisions = in_camps(people, [offer.id for offer in offers])
    matcher = TwoSidedMatcher(n_topics=8).fit(people, offers, decisions)
    seen = 0
    for person in people[:15]:
        scores = dict(zip(matcher.offer_ids_, matcher.score(person), strict=True))
        assert (matcher.score(person, matcher.offer_ids_[::-1]) == matcher.score(person)[::-1]).all()
        for match in matcher.recommend(person, k=30, use_prices=False):
            explained = matcher.explain(person, match.offer_id)
            assert scores[match.offer_id] == match.score == explained.score <= 1
            assert sum(explained.contributions.values()) == pytest.approx(match.score, abs=1e-9)
            seen += "others" in explained.contributions
    assert seen > 20
    assert matcher.recommend_many(people[:9]) == [matcher.recommend(person) for person in people[:9]]


def test_the_order_of_decisions_and_people_changes_nothing_and_twins_agree():
    people, offers = crowd_of_people(90), crowd_of_offers(80)
    decisions = in_camps(people, [offer.id for offer in offers])
    decisions += [Decision("twin", one.offer_id) for one in decisions if one.person_id == people[0].id]
    matcher = TwoSidedMatcher(n_topics=8).fit(people, offers, decisions)
    for some in (people, offers, decisions):
        random.Random(2).shuffle(some)
    again = TwoSidedMatcher(n_topics=8).fit(people, offers, decisions)
    for person in people:
        assert again.recommend(person) == matcher.recommend(person)
    first = next(person for person in people if person.id == "p0000")
    twin = make_person("twin", first.text, skills=first.skills, region=first.region, features=dict(first.features))
    assert matcher.recommend(twin) == matcher.recommend(first)


def test_a_yes_joins_her_history_at_once_and_a_no_takes_it_back():
    matcher = fitted(together(*PAIR))
    assert lifted(matcher) == 0
    matcher.partial_fit(decisions=yes("p", "m-pola"))
    assert lifted(matcher) > 0
    matcher.partial_fit(decisions=[Decision("p", "t-masak", positive=False)])
    assert "t-masak" not in {match.offer_id for match in matcher.recommend(make_person("p"))}
    matcher.partial_fit(decisions=[Decision("p", "m-pola", positive=False)])
    assert lifted(matcher) == 0


def test_what_is_told_anew_replaces_what_she_decided():
    matcher = fitted(together(*PAIR), yes("p", "m-pola"), [Decision("p", "j-las", positive=False)])
    matcher.partial_fit(anew=["p"], decisions=yes("p", "c-home"))
    assert lifted(matcher) == 0
    found = {match.offer_id for match in matcher.recommend(make_person("p"))}
    assert "j-las" in found and "c-home" not in found


def test_whoever_is_forgotten_is_gone_from_what_was_learned_as_well():
    matcher = fitted(together(*PAIR), yes("p", "m-pola"))
    matcher.forget(["fan0"])
    assert lifted(matcher) == 0 and "fan0" not in repr(vars(matcher.refusals_))
    assert not matcher.blend_.others.ids


def test_new_and_closed_offers():
    """What she chose may be closed since; what nobody chose yet is scored by content alone."""
    matcher = fitted(together(*PAIR), yes("p", "m-pola"))
    plain = TwoSidedMatcher().fit(offers=bekasi())
    before = lifted(matcher)
    matcher.partial_fit(remove=["m-pola"])
    assert lifted(matcher) == before
    person = make_person("p", "kasir")
    assert matcher.score(person, ["j-kasir"]) == plain.score(make_person("q", "kasir"), ["j-kasir"])
    matcher.partial_fit(remove=["t-masak"])
    assert matcher.recommend(person)


def test_more_evidence_of_her_own_weighs_more():
    ids = ("m-pola", "c-home", "j-kasir", "t-masak")
    few = fitted(together(*ids), yes("p", "m-pola"))
    many = fitted(together(*ids), yes("p", "m-pola", "c-home", "j-kasir"))
    assert lifted(many) > lifted(few) > 0


def test_more_offers_than_a_dense_model_holds(monkeypatch):
    monkeypatch.setattr(others, "MOST_DENSE", 1)
    matcher = fitted(together(*PAIR), yes("p", "m-pola"))
    assert lifted(matcher) > 0


def test_her_own_offers_are_not_lifted_and_the_best_of_the_others_sets_the_scale():
    chosen = {f"camp{row}": {"a", "b", "c", "d"} for row in range(30)} | {f"x{row}": {"e"} for row in range(70)}
    learned = Others.learn(chosen)
    lift = learned.lift({"a", "b"})
    assert [learned.ids[column] for column in lift.columns] == ["c", "d"]
    assert lift.worth == pytest.approx([others.MOST * 2 / (2 + others.HALFWAY)] * 2)


def test_a_weak_bond_lifts_less_than_all_that_may_be():
    fans = {f"fan{row}": {"a", "b"} for row in range(5)} | {f"x{row}": {"e"} for row in range(95)}
    [worth] = Others.learn(fans).lift({"a"}).worth
    assert 0 < worth < others.MOST / (1 + others.HALFWAY) / 2


def test_nothing_chosen():
    assert Others.learn({}).ids == () and Others.learn({"p": set()}).lift({"x"}) is None


def test_a_saved_model_knows_what_others_chose(tmp_path):
    matcher = fitted(together(*PAIR), yes("p", "m-pola"))
    matcher.save(tmp_path / "model")
    loaded = TwoSidedMatcher.load(tmp_path / "model")
    assert loaded.recommend(make_person("p")) == matcher.recommend(make_person("p"))
    assert loaded.explain(make_person("p"), "t-masak") == matcher.explain(make_person("p"), "t-masak")
    assert loaded.forget(["fan0"]).blend_.others.ids == ()


def test_those_behind_an_offer_are_not_told_by_a_list_what_she_chose_elsewhere():
    matcher = fitted(together(*PAIR), yes("p", "m-pola"))
    people = matcher.encode([make_person("p"), make_person("a")])
    found = matcher.recommend_people(["t-masak"], people)["t-masak"]
    assert [one.person_id for one in found] == ["a", "p"] and found[0].score == found[1].score
    assert all(reason.code != "others" for one in found for reason in one.reasons)
