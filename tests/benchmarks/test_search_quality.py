"""The judged queries: that they can be read, are many enough of each kind, and say what they mean."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.search import judging, variants
from benchmarks.search.judging import GRADES, Asked, Thing, condition, judge, place_code, steps_away
from benchmarks.search.metrics import ndcg, recall, reciprocal_rank
from community.foundation.documents import Document
from community.skills.queries import known

MARGAHAYU, BEKASIJAYA, BINTARA = "32.75.01.1002", "32.75.01.1001", "32.75.02.1001"


@pytest.fixture(scope="module")
def queries() -> list[Asked]:
    """As they stand in the files."""
    return judging.queries()


def job(number: int = 1, title: str = "Kasir pagi", region: str = MARGAHAYU, **features: object) -> Thing:
    """A vacancy for a cashier."""
    given = {"licences": ("sim_c",), "schedule": ("pagi",), "education": None, **features}
    return Thing.of(Document("job", number, title, "Toko Sinar. Melayani.", region, ("kasir",), features=given))


class TestSet:
    def test_there_are_enough_of_each_kind(self, queries):
        tags = Counter(tag for asked in queries for tag in asked.tags)
        assert len(queries) >= 300
        assert tags["chat"] >= 40
        assert tags["en"] >= 25
        assert tags["ask"] >= 25
        assert tags["affix"] >= 20
        assert tags["name"] >= 20
        assert sum(bool(asked.place) for asked in queries) >= 40
        assert set(tags) == {"chat", "en", "ask", "affix", "name"}

    def test_no_query_stands_there_twice(self, queries):
        assert len({asked.text.casefold() for asked in queries}) == len(queries)

    def test_every_query_tells_its_need_and_can_be_judged(self, queries):
        for asked in queries:
            assert asked.need.endswith("."), asked.text
            assert 3 in asked.grades, asked.text
            assert set(asked.grades) <= {*GRADES}, asked.text
            for text in asked.grades.values():
                condition(text)

    def test_skills_and_needs_are_those_of_the_vocabulary(self, queries):
        parts = {part for asked in queries for text in asked.grades.values() for part in text.split() if ":" in part}
        skills = [part.partition(":")[2] for part in parts if part.removeprefix("-").startswith(("skill:", "needs:"))]
        assert [skill for told in skills for skill in told.split("/") if not known(skill)] == []


class TestConditions:
    @pytest.mark.parametrize(
        "text",
        [
            "job", "any", "job title:kasir", "job title:kas*", "job title:kasir_pagi", "job skill:kasir/barista",
            "training | job licence:sim_c", "job shift:pagi", "job school:none", "job text:toko_sinar -skill:barista",
        ],
    )  # fmt: skip
    def test_hold(self, text):
        assert condition(text)(job())

    @pytest.mark.parametrize(
        "text",
        [
            "training", "job title:kas", "job title:pagi_kasir", "job skill:barista", "job -title:kasir",
            "job title:kasir shift:malam", "job title:sinar", "job cost:free", "job school:s1",
        ],
    )  # fmt: skip
    def test_do_not_hold(self, text):
        assert not condition(text)(job())

    @pytest.mark.parametrize("text", ["jobs title:kasir", "job titel:kasir"])
    def test_what_cannot_be_read_is_refused(self, text):
        with pytest.raises(ValueError, match="There is no"):
            condition(text)


class TestPlaces:
    def test_a_kecamatan_comes_before_a_kelurahan_of_its_name(self):
        assert place_code("Jatiasih") == "32.75.09"
        assert place_code("Margahayu") == MARGAHAYU

    def test_steps(self):
        assert steps_away(MARGAHAYU, MARGAHAYU) == 0
        assert steps_away(MARGAHAYU, BEKASIJAYA) == 1
        assert steps_away(MARGAHAYU, "32.75.01") == 1
        assert steps_away(MARGAHAYU, BINTARA) == 2
        assert steps_away("32.75.01", MARGAHAYU) == 0
        assert steps_away("32.75", BINTARA) == 0
        assert steps_away("32.75.01", "32.75") == steps_away(MARGAHAYU, None) == 1

    def test_a_thing_elsewhere_is_worth_less(self):
        asked = Asked("kasir margahayu", "Work.", {3: "job title:kasir", 1: "job skill:kasir"}, MARGAHAYU)
        things = [job(1), job(2, region=BEKASIJAYA), job(3, region=BINTARA), job(4, "Toko"), job(5, "T", BINTARA)]
        assert judge(asked, things) == {"job:1": 3, "job:2": 2, "job:3": 1, "job:4": 1}


class TestMetrics:
    GRADES = {"job:1": 3, "job:2": 2, "job:3": 1}

    def test_the_best_order_is_worth_one(self):
        assert ndcg(["job:1", "job:2", "job:3"], self.GRADES) == 1.0
        assert ndcg(["job:2", "job:1", "job:3"], self.GRADES) == pytest.approx(0.8428, abs=1e-4)
        assert ndcg(["job:9"], self.GRADES) == 0.0

    def test_only_ten_count(self):
        late = [f"job:{number}" for number in range(10, 20)] + ["job:1"]
        assert ndcg(late, self.GRADES) == reciprocal_rank(late, self.GRADES) == recall(late, self.GRADES) == 0.0

    def test_answers_are_graded_two_or_more(self):
        assert reciprocal_rank(["job:3", "job:2"], self.GRADES) == 0.5
        assert recall(["job:3", "job:2"], self.GRADES) == 0.5

    def test_recall_asks_for_no_more_than_ten(self):
        grades = {f"job:{number}": 2 for number in range(30)}
        assert recall([f"job:{number}" for number in range(10)], grades) == 1.0


class TestVariants:
    def test_typos_are_the_same_each_time_and_one_edit_away(self, queries):
        made = [(clean.text, wrong.text) for clean, wrong in variants.typos(queries)]
        assert made == [(clean.text, wrong.text) for clean, wrong in variants.typos(queries)]
        assert len({clean for clean, _wrong in made}) >= 100
        for clean, wrong in made:
            known = judging.words_of(clean)
            [(word, typed)] = [
                pair for pair in zip(known, judging.words_of(wrong), strict=True) if pair[0] != pair[1]
            ]  # fmt: skip
            assert len(word) >= variants.SHORTEST
            assert abs(len(word) - len(typed)) <= 1
            assert word[0] == typed[0]
            assert word not in judging.place_words()

    def test_inflected_queries_keep_their_judgement(self, queries):
        made = list(variants.inflected(queries))
        assert len(made) >= 100
        for asked, other in made:
            assert asked.text != other.text
            assert asked.grades == other.grades
