"""What people type is cleaned before anything else is done with it."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask

from community.foundation import words
from tests.inspector import Inspector

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("clean", [words.clean_line, words.clean_text])
def test_a_pile_of_marks_is_cut_before_it_is_put_in_order(clean: Callable[[str], str]) -> None:
    pile = "a" + "\u0301\u0316" * 1500 + "b"
    cleaned = clean(pile)
    assert len(cleaned) <= words.MOST_MARKS + 2 and cleaned[-1] == "b"


def test_marks_with_nothing_to_see_between_them_are_one_pile() -> None:
    cleaned = words.clean_line("a" + "\u0301\u200b" * 1500)
    assert len(cleaned) <= words.MOST_MARKS + 1


def test_every_mark_is_among_what_is_cut() -> None:
    for number in range(sys.maxunicode + 1):
        if unicodedata.combining(chr(number)):
            assert len(words.clean_line("a" + chr(number) * 50)) < 20, hex(number)


@pytest.mark.parametrize(
    "written",
    ["Jatiasih", "Tôi ở Việt Nam", "Siti 🌾" * 20, FAMILY * 20, "😀" * 40, "שָׁלוֹם", "हिन्दी", "…—–“”‘’" * 4, "ᬩᬮᬶ"],
)
def test_what_people_write_stays(written: str) -> None:
    assert words.clean_line(written) == unicodedata.normalize("NFC", written)
    assert words.clean_line(unicodedata.normalize("NFD", written)) == unicodedata.normalize("NFC", written)


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u3164", "\u2800", "\u00ad", "\u200d", "\ufe0f", "\u0301", "\u2060 \u200e"]
)
def test_what_nobody_sees_is_no_name(hidden: str) -> None:
    assert words.clean_line(hidden) == words.clean_text(hidden) == ""


def test_two_names_that_look_the_same_are_the_same() -> None:
    assert words.clean_line("Ad\u200bmin\u2063 Ko\u00adta\u200f\x9b") == "Admin Kota"
    assert words.clean_line("\u200dAd\u200cm\u200d\ufe0fin\u034f \ufe0eKo\U000e0041ta\u200d") == "Admin Kota"


def test_a_letter_with_a_mark_hides_nothing_either() -> None:
    assert words.clean_line("Andre\u0301\u200d") == words.clean_line("Andr\u00e9\u200d") == "Andr\u00e9"


def test_joiners_stay_where_they_do_something() -> None:
    for written in (FAMILY, "\u2764\ufe0f", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"):
        assert words.clean_line(written) == written


def test_nobody_signs_up_without_a_name_to_see(app: Flask, client: Inspector) -> None:
    page = client.fill("/daftar", call_name="\u200b\u2800", phone="0812-3456-7890")
    assert page.status_code == 422 and "Tulis nama panggilan Anda." in page.get_data(as_text=True)
