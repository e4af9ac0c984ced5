import pytest

from matching.spellings import EVERYDAY
from matching.text import analyse, terms, tokenise


@pytest.mark.parametrize(
    ("typed", "roots"),
    [
        ("Saya bisa menjahit", ["jahit"]),
        ("penjahit, jahitan, jait", ["jahit"] * 3),
        ("loker", ["lowong", "kerja"]),
        ("gaji besar", ["upah", "besar"]),
        ("part time", ["paruh"]),
        ("anak2", ["anak"]),
        ("pengelasan welding ngelas", ["las"] * 3),
        ("marketing digital", ["pasar", "digital"]),
        ("pelaku usaha", ["laku", "usaha"]),
        ("SIM C", ["sim", "c"]),
        ("C++ dan c#", ["c++", "c#"]),
        ("ＬＯＫＥＲ", ["lowong", "kerja"]),
        ("di Bekasi", ["bekasi"]),
        ("", []),
        ("!!! ...", []),
    ],
)
def test_analyse(typed, roots):
    assert analyse(typed) == roots


def test_the_table_of_spellings_is_large_and_reachable():
    assert len(EVERYDAY) >= 120
    assert [typed for typed in EVERYDAY if " ".join(tokenise(typed)) != typed] == []


def test_terms_keep_the_word_as_typed():
    assert terms("Loker penjahit") == [("loker", "lowong"), ("loker", "kerja"), ("penjahit", "jahit")]


def test_a_very_long_word_is_cut():
    assert analyse("a" * 100_000) == ["a" * 32]
