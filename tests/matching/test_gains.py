from matching import Decision, TwoSidedMatcher
from matching.gains import opened_by_skills
from tests.matching.world import make_offer, make_person


def jobs(*asked, **features):
    return [make_offer(f"job-{number}", kind="job", skills=set(skills)) for number, skills in enumerate(asked)]


def test_every_number_is_what_scoring_again_counts():
    asked = [{"a"}, {"a", "b"}, {"a", "b"}, {"b", "c"}, {"a", "b", "c"}, {"d"}, {"d"}, {"a", "d"}]
    matcher = TwoSidedMatcher().fit(offers=jobs(*asked))
    for skills in (set(), {"a"}, {"a", "b"}, {"c"}):
        person = make_person(skills=skills)
        [opened] = opened_by_skills(matcher, [person], "job")
        for offer_id in matcher.offer_ids_:
            found = matcher.explain(person, offer_id).counterfactual
            if found is not None:
                assert opened.get(found.add, 0) == found.opens
    assert opened_by_skills(matcher, [make_person(skills={"a"})], "job") == [{"b": 2, "d": 3}]


def test_what_is_shut_to_her_is_not_counted():
    offers = [
        make_offer("open", kind="job", skills={"a"}),
        make_offer("shut", kind="job", skills={"a"}, features={"closed": True}),
        make_offer("refused", kind="job", skills={"a"}),
        make_offer("licensed", kind="job", skills={"a"}, features={"licences": {"sim_c"}}),
        make_offer("class", kind="training", skills={"a"}),
    ]
    no = Decision("p", "refused", side="person", positive=False)
    matcher = TwoSidedMatcher().fit(offers=offers, decisions=[no])
    person = make_person("p", skills=set(), features={"licences": set()})
    assert opened_by_skills(matcher, [person], "job") == [{"a": 1}]
    assert opened_by_skills(matcher, [person], "training") == [{}]
    assert opened_by_skills(matcher, [person], "nothing") == [{}]
    assert opened_by_skills(matcher, [], "job") == []
