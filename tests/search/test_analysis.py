"""What a document may be found by, and what a question asks."""

from __future__ import annotations

import pytest

from community.search.analysis import MOST_WORDS, document_terms, read_query
from tests.search.factories import document


def impacts(*args: object, **fields: object) -> dict[str, float]:
    return dict(document_terms(document(1, *args, **fields)))  # type: ignore[arg-type]


def test_words_stand_as_roots_and_pairs_and_as_written() -> None:
    found = impacts("Pelatihan menjahit")
    assert {"latih", "jahit", "latih jahit", "=menjahit"} <= found.keys()


def test_a_title_counts_more_than_the_text() -> None:
    found = impacts("Kasir", "Juga jadi sopir.")
    assert found["kasir"] > found["sopir"]


def test_impacts_stay_below_one() -> None:
    assert all(0 < much < 1 for much in impacts("kasir " * 50, "kasir " * 5_000).values())


def test_skills_may_be_found_in_both_languages() -> None:
    found = impacts("Lowongan", skills=("kasir",))
    assert "kasir" in found
    assert "=cashier" in found


def test_the_kind_of_thing_is_a_word_too() -> None:
    assert "mentor" in impacts("Bu Wulan", kind="mentor")


def test_phrases_and_exclusions_are_all_the_syntax_there_is() -> None:
    query = read_query('"juru masak" kantin -malam')
    assert query.words == ("juru", "masak", "kantin")
    assert query.required == ("juru masak",)
    assert query.excluded == ("malam",)


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert read_query("tata-boga").excluded == ()


def test_the_last_word_may_go_on() -> None:
    assert read_query("loker bari").beginning == "bari"
    assert read_query("loker bari ").beginning == ""
    assert read_query("loker ba").beginning == ""


@pytest.mark.parametrize("text", ['"', '""" -', "- - -", "* ? ~ ( ) AND OR NOT", "\0", "😀", "-", '"-"', "   "])
def test_signs_alone_ask_nothing(text: str) -> None:
    query = read_query(text)
    assert not query.required
    assert not query.beginning


def test_long_questions_are_cut() -> None:
    query = read_query(" ".join(f"kata{number}" for number in range(500)))
    assert len(query.words) == MOST_WORDS
    assert read_query("a" * 10_000).words == ("a" * 32,)
