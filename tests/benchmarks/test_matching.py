"""The benchmark of the matching engine: its rows, its market, its checks, its page."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, best
from benchmarks.matching import fetched, page, run
from benchmarks.matching.charts import Line, chart
from benchmarks.matching.market import Market, make_market
from benchmarks.matching.parts.films import mean_ndcg, split
from benchmarks.matching.parts.newcomers import decisions_of, yes_matrix
from benchmarks.matching.parts.returning import history, quality
from benchmarks.matching.parts.size import LARGEST, USUAL
from benchmarks.matching.parts.tasks import mean_reciprocal_rank
from benchmarks.matching.run import BENCH
from benchmarks.matching.simulate import blocking_pairs, optimum, places_taken, total
from benchmarks.matching.solve import bound, liking
from benchmarks.matching.textual import usual
from benchmarks.page import line
from benchmarks.parts import kept_in, sizes
from matching import TwoSidedMatcher
from matching.capacity import assign_matrix
from matching.features import SENSITIVE_FEATURES

SERIES = {
    "lists": {
        "exposure": {
            "ours": [{"name": "0", "gini": 0.5, "ndcg": 0.3}, {"name": "1", "gini": 0.2, "ndcg": 0.29}],
            "others": [{"name": "BM25 <b>", "gini": 0.4, "ndcg": 0.2}],
        },
        "capacity": [{"places": 1.0, "with prices": 99.0, "plain": 80.0}],
    },
    "speed": {},
}


@pytest.fixture(scope="module")
def market() -> Market:
    """Small, with every part of a market."""
    return make_market(60, 20, 2, seed=1)


def row(**fields: object) -> dict[str, object]:
    """A row as the JSON holds it."""
    return {"part": "Speed", "section": "speed", **Figure("a list", 1.5, "ms", 2.0).as_json()} | fields


class TestFigures:
    @pytest.mark.parametrize(
        ("value", "target", "least", "met"),
        [(2, 2, False, True), (2.1, 2, False, False), (2, 2, True, True), (1.9, 2, True, False)],
    )
    def test_a_target_is_the_most_or_the_least(self, value, target, least, met):
        assert Figure("x", value, "", target, least).met is met

    def test_what_was_not_measured_or_not_promised_is_not_judged(self):
        assert Figure("x", None, "", 2.0, why="no compiler").met is None
        assert Figure("x", 3.0).met is None

    def test_the_json_says_which_way_the_target_goes(self):
        told = Figure("x", 3.0, "ms", 2.0, beside={"other": None}).as_json()
        assert told == {
            "what": "x", "value": 3.0, "unit": "ms", "target": 2.0, "bound": "at most", "met": False,
            "why": "", "beside": {"other": None},
        }  # fmt: skip

    def test_the_best_of_others_ignores_those_who_cannot(self):
        assert best({"a": 0.2, "b": None, "c": 0.5}) == 0.5


class TestMarket:
    def test_the_same_seed_makes_the_same_market(self, market):
        again = make_market(60, 20, 2, seed=1)
        assert again.people == market.people
        assert again.offers == market.offers
        assert (again.mutual == market.mutual).all()
        assert make_market(60, 20, 2, seed=2).people != market.people

    def test_groups_never_enter_profiles(self, market):
        assert set(market.groups) == {"sex", "schooling", "kelurahan"}
        for profile in (*market.people, *market.offers):
            assert not set(profile.features) & (SENSITIVE_FEATURES | {"sex", "schooling"})

    def test_texts_tell_something_of_the_truth(self, market):
        big = make_market(200, 80, None, "job", seed=3)
        [scores] = [
            found
            for name, found in usual([o.text for o in big.offers], [p.text for p in big.people]).items()
            if name == "BM25"
        ]
        top = scores.argmax(axis=1)
        assert big.mutual[np.arange(200), top].mean() > 1.5 * big.mutual.mean()

    def test_the_best_offers_are_those_of_the_truth(self, market):
        found = market.best_offers(0, 3)
        assert sorted(found.values(), reverse=True) == pytest.approx(np.sort(market.mutual[0])[::-1][:3].tolist())

    def test_newcomers_have_no_decisions(self, market):
        decisions = decisions_of(market, 40, seed=0)
        assert {one.person_id for one in decisions} == {person.id for person in market.people[:40]}
        matrix = yes_matrix(market, decisions)
        assert matrix.sum() == sum(one.positive for one in decisions) > 0
        assert matrix[40:].nnz == 0

    def test_people_who_return_look_until_they_said_yes_five_times(self, market):
        decisions, looked = history(market, 40, seed=0)
        for row, person in enumerate(market.people):
            hers = [one for one in decisions if one.person_id == person.id and one.side == "person"]
            assert {one.offer_id for one in hers} == looked[row]
            yeses = {one.offer_id for one in hers if one.positive}
            assert len(hers) == 12 if row < 40 else len(yeses) <= 5
            answered = {one.offer_id for one in decisions if one.person_id == person.id and one.side == "offer"}
            assert answered == yeses

    def test_lists_of_people_who_return_are_judged_by_what_they_have_not_seen(self, market):
        matcher = TwoSidedMatcher().fit(offers=market.offers)
        best = list(market.best_offers(0, 3))
        assert 0 < quality(market, matcher, {0: set()}, [0]) <= 1
        looked = {0: {*(offer.id for offer in market.offers)} - set(best)}
        assert quality(market, matcher, looked, [0]) > 0.6


class TestChecks:
    def test_an_offer_keeps_those_worth_most_and_the_others_ask_on(self):
        worth = np.array([[0.9, 0.5], [0.8, 0.6], [0.7, 0.1]])
        assert places_taken([[0, 1], [0, 1], [0]], worth, [1, 1]) == [(0, 0), (1, 1)]

    def test_without_room_in_the_own_list_nobody_is_served(self):
        assert places_taken([[0], [0]], np.array([[0.2, 0.9], [0.3, 0.9]]), [1, 5]) == [(1, 0)]

    def test_blocking_pairs_are_counted(self):
        worth = np.array([[0.9, 0.5], [0.8, 0.6]])
        assert blocking_pairs(worth, [1, 1], [(0, 0), (1, 1)]) == 0
        assert blocking_pairs(worth, [1, 1], [(0, 1), (1, 0)]) == 1
        assert blocking_pairs(worth, [2, 1], [(0, 0), (1, 1)]) == 1
        assert blocking_pairs(np.array([[np.nan, 0.5], [0.8, 0.6]]), [1, 1], [(0, 1), (1, 0)]) == 0

    def test_the_optimum_ignores_what_is_not_allowed(self):
        assert optimum(np.array([[np.nan, 0.5], [0.8, 0.6]]), [1, 1]) == pytest.approx(1.3)

    def test_the_bound_is_never_below_the_optimum(self):
        rows = liking(300, 12)
        worth = rows[0:300].astype(np.float64)
        found = assign_matrix(worth, [5] * 12)
        assert found.utility <= bound(rows, found.prices, 5) <= found.utility * 1.001
        assert total(worth, found.pairs) == pytest.approx(optimum(worth, [5] * 12))

    def test_among_equals_the_middle_place_counts(self):
        assert mean_reciprocal_rank(np.array([[0.5, 0.1], [0.9, 0.1]])) == pytest.approx((1 + 1 / 2) / 2)
        assert mean_reciprocal_rank(np.zeros((3, 3))) == pytest.approx(1 / 2)

    def test_a_fifth_of_the_likes_is_held_out(self):
        likes = csr_matrix(np.ones((4, 10)))
        train, test = split(likes, 0)
        assert (train + test - likes).nnz == 0
        assert np.diff(test.indptr).tolist() == [2, 2, 2, 2]
        assert mean_ndcg(lambda row: test[row].indices.tolist(), test) == pytest.approx(1.0)


class TestRun:
    def test_parts_are_asked_by_name(self):
        assert BENCH.asked({}) == list(BENCH.parts)
        assert BENCH.asked({"PARTS": "speed,lists"}) == ["lists", "speed"]
        with pytest.raises(ValueError, match="no part 'spead'"):
            BENCH.asked({"PARTS": "spead"})

    def test_sizes(self):
        assert sizes({}, USUAL, LARGEST) == [10_000, 100_000]
        assert sizes({"SIZES": "2_000,1000", "BENCH_LARGE": "1"}, USUAL, LARGEST) == [1000, 2000, LARGEST]

    def test_a_part_that_fails_is_a_row_that_says_so(self, tmp_path):
        found = BENCH.measure("nothing", tmp_path, os.environ)
        assert found["failed"]
        assert found["rows"][0]["value"] is None
        assert "failed" in found["rows"][0]["why"]
        assert line(found["rows"][0])

    def test_parts_not_asked_for_stay_as_they_were(self, tmp_path):
        kept = {"speed": {"rows": [row()], "series": {}}, "lists": {"rows": [row(section="lists")], "series": {"a": 1}}}
        path = tmp_path / "matching.json"
        assert kept_in(path) == {}
        BENCH.keep(kept, path, {})
        new = {"rows": [row(value=2.5)], "series": {"b": 2}}
        whole = BENCH.keep({"speed": new}, path, {"BENCH_NOTE": "a note"})
        assert whole["note"] == "a note"
        assert kept_in(path) == {"speed": new, "lists": kept["lists"]}

    def test_each_part_can_be_loaded(self):
        home = Path(run.__file__).parent / "parts"
        assert {path.stem for path in home.glob("*.py")} == {*BENCH.parts, "__init__"}

    def test_what_is_fetched_is_pinned_by_hash_and_named_without_an_address(self):
        names = {path.stem for path in fetched.REQUIREMENTS.glob("*.txt")}
        assert names == {*fetched.DATA, *fetched.PEERS}
        for name in names:
            text = (fetched.REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
            pinned = re.findall(r"^[a-z][\w.-]*==\S+.*?(?=^\S|\Z)", text, re.M | re.S)
            assert pinned, name
            assert all("--hash=sha256:" in one for one in pinned), name
            assert "://" not in text

    def test_what_cannot_be_had_says_why(self, tmp_path):
        (tmp_path / "tasks.why").write_text("no network", encoding="utf-8")
        with pytest.raises(NotAtHandError, match="no network"):
            fetched.data(tmp_path, "tasks")
        with pytest.raises(NotAtHandError, match="not fetched"):
            fetched.run_peer(tmp_path, "lightfm", "warp")


class TestPage:
    def test_a_row_shows_value_target_verdict_and_others(self):
        assert line(row(beside={"TF-IDF": 0.5, "ALS": None})) == ("| a list | 1.5 ms | ≤ 2 | yes | TF-IDF 0.5, ALS – |")
        assert line(row(value=2.5, met=False)) == "| a list | 2.5 ms | ≤ 2 | **no** | |"
        assert "| – | no compiler |" in line(row(value=None, met=None, why="no compiler"))

    def test_only_what_stands_between_the_markers_is_written(self):
        whole = BENCH.document({"speed": {"rows": [row()], "series": {}}}, {})
        before = f"above\n\n{page.BEGIN}\nold\n{page.END}\n\nbelow\n"
        after = page.with_table(before, whole)
        assert after.startswith("above\n")
        assert after.endswith("\n\nbelow\n")
        assert "old" not in after
        assert "1 of 1 judged targets met" in after
        assert page.with_table(after, whole) == after

    def test_the_page_and_its_pictures_are_those_of_the_kept_result(self):
        kept = json.loads(page.RESULT.read_text(encoding="utf-8"))
        text = page.PAGE.read_text(encoding="utf-8")
        assert page.with_table(text, kept) == text
        drawn = page.pictures(kept)
        assert len(drawn) == 2
        for name, svg in drawn.items():
            assert (page.PICTURES / name).read_text(encoding="utf-8") == svg
            assert f"pictures/{name}" in text

    def test_pictures_are_svg_that_fits_light_and_dark(self):
        for svg in page.pictures({"series": SERIES}).values():
            root = ElementTree.fromstring(svg)
            assert root.find("{http://www.w3.org/2000/svg}title") is not None
            assert "prefers-color-scheme: dark" in svg
            assert "<b>" not in svg

    def test_points_lie_inside_the_picture(self):
        svg = chart("t", "x", "y", [Line("one", [(1.0, 5.0), (3.0, 5.0)]), Line("two", [(2.0, 5.0)], joined=False)])
        centres = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', svg)
        assert len(centres) == 5
        assert all(0 < float(x) < 640 and 0 < float(y) < 360 for x, y in centres)

    def test_labels_lie_inside_and_never_on_each_other(self):
        crowd = Line("many", [(1.0, 1.0), (1.0, 1.0), (9.0, 5.0)], ["TF-IDF", "BM25", "a long name"], joined=False)
        found = re.findall(
            r'x="([\d.]+)" y="([\d.]+)" text-anchor="start">(TF-IDF|BM25|a long name)<', chart("t", "x", "y", [crowd])
        )
        at = {label: (float(x), float(y)) for x, y, label in found}
        assert abs(at["TF-IDF"][1] - at["BM25"][1]) >= 15
        assert at["a long name"][0] < 640 - 11 * 7
