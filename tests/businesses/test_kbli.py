"""Everyday words lead to activities of KBLI 2025."""

from __future__ import annotations

import pytest

from community.businesses.kbli import clear_trade, find_trades, trade, trades


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("jual nasi uduk", "56101"),
        ("nasi uduk pagi", "56102"),
        ("saya mau jualan nasi uduk", "56101"),
        ("Warung Kelontong", "47112"),
        ("laundry kiloan", "96100"),
        ("londri", "96100"),
        ("bengkel las", "25111"),
        ("jahit baju", "14120"),
        ("penjahit", "14120"),
        ("service hp", "95102"),
        ("kaetring", "56210"),
        ("bikin kripik singkong", "10794"),
        ("mie ayam", "56102"),
        ("les privat matematika", "85595"),
        ("fotografi nikah", "74209"),
        ("jual seblak", "56102"),
    ],
)
def test_the_first_suggestion(words: str, code: str) -> None:
    assert find_trades(words)[0].code == code


def test_ambiguous_words_offer_both() -> None:
    assert {found.code for found in find_trades("jual nasi uduk")[:2]} == {"56101", "56102"}


@pytest.mark.parametrize(
    "words", ["", "   ", "x", "???", "saya mau usaha", "zzzqqqxxx", "jual zzzqqqxxx", "jual", "\U0001f35c", "a" * 9999]
)
def test_words_that_say_nothing_find_nothing(words: str) -> None:
    assert find_trades(words) == []


def test_there_are_never_more_than_asked_for() -> None:
    assert len(find_trades("jual nasi", limit=3)) <= 3
    assert len(find_trades("toko " * 500)) <= 6


def test_every_activity_is_found_by_its_own_phrases() -> None:
    missed = [
        (found.code, phrase)
        for found in trades().values()
        for phrase in found.words
        if found.code not in {one.code for one in find_trades(phrase)[:3]}
    ]
    assert missed == []


def test_a_code_leads_to_its_activity() -> None:
    known = trade("56102")
    assert known is not None and known.title == "Makanan gerobak dan tenda"
    assert trade("00000") is None
    assert trade(None) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("jual gorengan", "56102"),
        ("warung", "47112"),
        ("jual seblak", "56102"),
        ("salon", "96210"),
        ("jual nasi uduk", None),
        ("online", None),
        ("jual", None),
        ("zzzqqqxxx", None),
        ("", None),
    ],
)
def test_only_what_is_clearly_the_best_is_clear(words: str, code: str | None) -> None:
    assert getattr(clear_trade(words), "code", None) == code
