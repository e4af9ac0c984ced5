"""Comparing typed names with known spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.regions.models import Level
from community.regions.spellings import EXACT, INSIDE, PREFIX, SLIP, Match, distance, matches, read

SPELLINGS = {"jatiasih": ["a", "k"], "jatirasa": ["b"], "bojongrawalumbu": ["c"], "pejuang": ["d"]}
WORDS = st.text("abcdefgh", max_size=9)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("jatiasih", "jatiasih", 0),
        ("jatiashi", "jatiasih", 1),
        ("jtiasih", "jatiasih", 1),
        ("jatiassih", "jatiasih", 1),
        ("jadiasih", "jatiasih", 1),
        ("jadiashi", "jatiasih", 2),
        ("jatirasa", "jatiasih", 3),
        ("", "ab", 2),
        ("a", "bekasi", 3),
    ],
)
def test_distance_counts_slips_up_to_the_bound(left: str, right: str, expected: int) -> None:
    assert distance(left, right, 2) == expected


@given(WORDS, WORDS)
def test_distance_is_the_same_in_both_directions(left: str, right: str) -> None:
    assert distance(left, right, 2) == distance(right, left, 2)


@given(WORDS, WORDS)
def test_distance_is_zero_for_equal_words_alone(left: str, right: str) -> None:
    assert (distance(left, right, 2) == 0) == (left == right)


@given(WORDS, st.integers(0, 8))
def test_one_swap_of_neighbours_is_one_slip(word: str, place: int) -> None:
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    assert distance(word, swapped, 2) <= 1


@pytest.mark.parametrize(
    ("text", "level", "name", "above"),
    [
        ("Kel. Jati Asih", Level.VILLAGE, "jatiasih", ""),
        ("kelurahan jatirasa", Level.VILLAGE, "jatirasa", ""),
        ("KEC JATIASIH", Level.DISTRICT, "jatiasih", ""),
        ("Jatirasa, Kec. Jatiasih, Kota Bekasi", None, "jatirasa", "jatiasih"),
        ("Jatirasa RT 02 / RW.05", None, "jatirasa", ""),
        ("Jatirasa, Bekasi", None, "jatirasa", ""),
        ("margahayu bekasi", None, "margahayu", ""),
        ("pejuang kota bekasi", None, "pejuang", ""),
        ("kota baru", None, "kotabaru", ""),
        ("bekasi", None, "bekasi", ""),
        ("kel", None, "kel", ""),
        ("", None, "", ""),
        ("., ,", None, "", ""),
    ],
)
def test_a_typed_name_is_taken_apart(text: str, level: Level | None, name: str, above: str) -> None:
    typed = read(text, "Kota Bekasi")
    assert (typed.level, typed.name, typed.above) == (level, name, above)


def test_the_exact_spelling_leaves_no_room_for_slips() -> None:
    assert matches("jatiasih", SPELLINGS) == [Match(EXACT, 0, "a"), Match(EXACT, 0, "k")]


def test_prefix_inside_and_slips_are_ranked_in_this_order() -> None:
    assert matches("jati", SPELLINGS)[0].tier == PREFIX
    assert matches("rawalumbu", SPELLINGS) == [Match(INSIDE, 6, "c")]
    assert matches("pejuamg", SPELLINGS) == [Match(SLIP, 1, "d")]


def test_short_words_are_not_guessed() -> None:
    assert matches("jxa", SPELLINGS) == []
    assert matches("", SPELLINGS) == []
