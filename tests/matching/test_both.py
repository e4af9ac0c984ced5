"""What answers of both sides teach, kind by kind, and nothing where there are few."""

import random
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from matching import Decision, TwoSidedMatcher
from matching.both import FEWEST, Kind, Line, _line
from matching.content import PARTS
from matching.errors import DamagedModelError
from matching.evaluation import auc, calibration_error
from matching.reciprocal import harmonic_mean
from matching.state import restore, snapshot
from tests.matching.decided import answers, sewers
from tests.matching.world import crowd_of_offers, make_person

pytestmark = pytest.mark.slow

PEOPLE, OFFERS = sewers(), crowd_of_offers(120)
JOBS = [offer.id for offer in OFFERS if offer.kind == "job" and "jahit" in offer.text]


def fitted(decisions, people=PEOPLE, offers=OFFERS):
    return TwoSidedMatcher(n_topics=8).fit(people, offers, decisions)


@pytest.fixture(scope="module")
def decisions():
    return answers(PEOPLE, JOBS, "jahit")


@pytest.fixture(scope="module")
def matcher(decisions):
    return fitted(decisions)


@pytest.fixture(scope="module")
def plain():
    return fitted([])


def undecided(decisions):
    return [(person, job) for person in PEOPLE[:40] for job in JOBS if (person.id, job) not in
            {(one.person_id, one.offer_id) for one in decisions}]  # fmt: skip


def test_pairs_that_both_sides_want_rise(matcher, plain, decisions):
    pairs = undecided(decisions)
    wanted = [int("jahit" in person.text) for person, _job in pairs]
    learned = [matcher.score(person, [job])[0] for person, job in pairs]
    content = [plain.score(person, [job])[0] for person, job in pairs]
    assert auc(learned, wanted) > auc(content, wanted) + 0.02


def test_contributions_sum_to_the_score_in_mixed_and_single_lists(matcher, decisions):
    assert set(matcher.blend_.kinds) == {"job"}
    lifts = 0
    for person in PEOPLE[:10]:
        scores = dict(zip(matcher.offer_ids_, matcher.score(person), strict=True))
        for kinds in (None, ["job"], ["mentor"]):
            for match in matcher.recommend(person, 20, kinds, use_prices=False):
                explained = matcher.explain(person, match.offer_id)
                assert explained.score == match.score == scores[match.offer_id]
                assert sum(explained.contributions.values()) == pytest.approx(match.score, abs=1e-9)
                if lift := matcher.blend_.others.lift(matcher.refusals_.accepted[person.id]):
                    ids = [matcher.blend_.others.ids[column] for column in lift.columns]
                    worth = dict(zip(ids, lift.worth, strict=True)).get(match.offer_id, 0.0)
                    others = explained.contributions["others"]
                    assert others == pytest.approx(worth * (1 - match.score + others))
                    lifts += others > 0
                is_job = match.offer_id in {offer.id for offer in OFFERS if offer.kind == "job"}
                assert ("both_sides" in explained.contributions) is is_job
    assert lifts


def test_the_other_direction_scores_alike(matcher, plain):
    strangers = [replace(person, id=f"new-{person.id}") for person in PEOPLE[:30]]
    people = matcher.encode(strangers)
    for job in JOBS[:3]:
        found = {one.person_id: one.score for one in matcher.recommend_people([job], people, 30)[job]}
        scores = {person.id: matcher.score(person, [job])[0] for person in strangers}
        assert found == pytest.approx(scores, abs=1e-6)
        assert found != pytest.approx({person.id: plain.score(person, [job])[0] for person in strangers}, abs=1e-3)


def test_few_answers_of_a_kind_change_nothing(plain):
    few = answers(PEOPLE, JOBS, "jahit")
    noes = [one for one in few if one.side == "offer" and not one.positive]
    short = [one for one in few if one not in noes] + noes[: FEWEST - 1]
    matcher = fitted(short)
    assert not matcher.blend_.kinds
    stranger = make_person("stranger", "jahit kemeja")
    assert (matcher.score(stranger) == plain.score(stranger)).all()
    assert fitted([one for one in few if one not in noes] + noes[:FEWEST]).blend_.kinds


def test_only_people_who_are_known_teach(decisions):
    assert not fitted(decisions, people=[]).blend_.kinds
    assert not fitted([Decision("x", one.offer_id, one.side, one.positive) for one in decisions]).blend_.kinds


def test_the_last_word_on_a_pair_counts(decisions, matcher):
    turned = [Decision(one.person_id, one.offer_id, one.side, not one.positive) for one in decisions]
    assert fitted([*turned, *decisions]).blend_.kinds == matcher.blend_.kinds


def test_the_order_of_the_input_changes_nothing(decisions, matcher):
    people, offers, shuffled = list(PEOPLE), list(OFFERS), list(decisions)
    for some in (people, offers, shuffled):
        random.Random(4).shuffle(some)
    again = fitted(shuffled, people, offers)
    assert again.blend_.kinds == matcher.blend_.kinds
    assert [again.recommend(person) for person in PEOPLE[:10]] == [matcher.recommend(person) for person in PEOPLE[:10]]


def test_a_line_is_calibrated_and_no_part_counts_against():
    draw = np.random.default_rng(0)
    features = draw.random((6_000, 2))
    chance = 1 / (1 + np.exp(2 - 3 * features[:, 0] + 2 * features[:, 1]))
    said = draw.random(6_000) < chance
    line = _line(features[:3_000], said[:3_000])
    assert line.slopes[0] > 2 and line.slopes[1] == 0
    found = 1 / (1 + np.exp(-line.start - features[3_000:] @ line.slopes))
    assert auc(found, said[3_000:].astype(int)) > 0.65
    assert calibration_error(found, said[3_000:].astype(int)) < 0.05


def test_both_lines_are_joined_by_the_harmonic_mean():
    draw = np.random.default_rng(1)
    parts = {part: draw.random((3, 4)).astype(np.float32) for part in PARTS}
    hers, theirs = Line(-1.0, tuple(draw.random(len(PARTS)))), Line(0.5, tuple(draw.random(len(PARTS))))
    chances = [1 / (1 + line.odds_against(parts)) for line in (hers, theirs)]
    added = Kind(0.5, hers, theirs).added(parts, np.full((3, 4), 0.2))
    assert added == pytest.approx(0.5 * (harmonic_mean(*chances) - 0.2))


def test_a_saved_model_weighs_both_sides_alike(matcher, tmp_path):
    matcher.save(tmp_path / "model")
    loaded = TwoSidedMatcher.load(tmp_path / "model")
    assert loaded.blend_.kinds == matcher.blend_.kinds
    assert loaded.recommend_many(PEOPLE[:10]) == matcher.recommend_many(PEOPLE[:10])


@pytest.mark.parametrize("spoil", [
    lambda arrays, meta: meta.pop("kinds"),
    lambda arrays, meta: meta["kinds"]["job"]["person"].update(slopes=[1.0]),
    lambda arrays, meta: meta["kinds"]["job"]["offer"].update(start="high"),
    lambda arrays, meta: meta.update(chosen=["o1", "o2", "o3"]),
    lambda arrays, meta: arrays.pop("chosen_data"),
])  # fmt: skip
def test_a_model_without_what_it_needs_is_refused(matcher, spoil):
    arrays, meta = snapshot(matcher)
    assert isinstance(matcher.blend_.others.weights, csr_matrix)
    spoil(arrays, meta)
    with pytest.raises(DamagedModelError):
        restore(TwoSidedMatcher, arrays, meta, None)
