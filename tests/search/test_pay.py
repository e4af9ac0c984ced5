"""An amount of pay in a question finds work that pays about so much or more."""

from __future__ import annotations

from datetime import date

import pytest

from community.foundation import clock
from community.search.analysis import document_terms, read_query
from community.search.engine import Engine
from community.search.pay import STEPS
from tests.search.factories import document, keys

FIVE, FOUR, UMK = ("&5000000", "&4500000"), ("&4000000", "&3500000"), ("&6000000", "&5500000")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gaji 5 juta", FIVE),
        ("gaji 5jt", FIVE),
        ("upah di atas 4 juta", FOUR),
        ("gaji minimal 4 jutaan sebulan", FOUR),
        ("gaji 4-5 juta", FOUR),
        ("gaji Rp5.000.000", FIVE),
        ("gaji 4,2jt", FOUR),
        ("gaji 200 ribu per hari", FIVE),
        ("gaji 200rb", FIVE),
        ("salary above 5 million", FIVE),
        ("gaji 90 juta", ("&15000000", "&10000000")),
        ("gaji 600 ribu sebulan", ("&1000000",)),
        ("loker 5jt", (*FIVE, "lowong", "kerja")),
        ("sopir gaji 5 juta", (*FIVE, "sopir")),
        ("modal 5 juta", ("modal", "5", "juta")),
        ("gaji di bawah 2 juta", ("upah", "bawah", "2", "juta")),
        ("kerja 2 hari", ("kerja", "2", "hari")),
        ("loker 2026", ("lowong", "kerja", "2026")),
        ("gaji tukang", ("upah", "tukang")),
    ],
)
def test_amounts_are_read_where_pay_or_work_is_spoken_of(text: str, words: tuple[str, ...]) -> None:
    assert read_query(text).words == words


def test_the_minimum_wage_is_that_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 27))
    assert read_query("gaji umr").words == UMK
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 27))
    assert read_query("loker gaji umk").words[:2] == ("&5500000", "&5000000")
    assert read_query("umk bekasi").words == ("upah", "minimal", "bekasi")


def test_an_amount_alone_asks_for_work() -> None:
    assert read_query("gaji 5 juta").wanted == {"job"}


def test_a_vacancy_says_each_step_up_to_its_pay() -> None:
    def steps(pay: float | None, kind: str = "job") -> int:
        found = dict(document_terms(document(1, "Kasir", kind=kind, features={"pay_max": pay})))
        return sum(term[0] == "&" for term in found)

    assert steps(5_000_000) == STEPS.index(5_000_000) + 1
    assert steps(4_920_000) == steps(5_000_000)
    assert steps(4_800_000) == steps(5_000_000) - 1
    assert not steps(None)
    assert not steps(5_000_000, "training")


def test_work_that_pays_so_much_comes_first_and_far_less_is_left_out(engine: Engine) -> None:
    engine.index(
        [
            document(1, "Magang", "Gaji juta 5 juta, gaji.", features={"pay_max": 1_500_000}),
            document(2, "Kasir", features={"pay_max": 5_200_000}),
            document(3, "Sopir", features={"pay_max": 4_600_000}),
            document(4, "Kasir", features={"pay_max": None}),
            document(5, "Kasir", features={"pay_max": 2_000_000}),
        ]
    )
    assert keys(engine, "lowongan gaji 5 juta") == ["job:2", "job:3"]
    assert keys(engine, "kasir gaji 5 juta")[0] == "job:2"
    assert keys(engine, "gaji 1 juta")[-1] != "job:4"
    assert "job:4" not in keys(engine, "gaji 1 juta")


def test_another_pay_is_another_document() -> None:
    assert document(1, "Kasir", features={"pay_max": 1}).digest != document(1, "Kasir").digest
