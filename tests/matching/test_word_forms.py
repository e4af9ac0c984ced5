"""Words that belong together meet at one root, words that do not stay apart, in and outside the stored table."""

from __future__ import annotations

from pathlib import Path

import pytest

from matching import rules
from matching.stems import StemTable, stem
from matching.text import analyse
from scripts import stems

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


FAMILIES = {head: forms.split() for head, _, forms in (row.partition(": ") for row in rows("families.txt"))}
STRANGERS = [row.split() for row in rows("strangers.txt")]


def test_families_meet_at_one_root():
    """Recall over at least two hundred families."""
    assert len(FAMILIES) >= 200
    pairs = [(head, form) for head, forms in FAMILIES.items() for form in forms]
    missed = [f"{form} is not found by {head}" for head, form in pairs if analyse(form) != analyse(head)]
    assert len(missed) <= 0.01 * len(pairs), missed


def test_no_family_is_nothing_but_stop_words():
    assert [head for head in FAMILIES if not analyse(head)] == []


def test_strangers_stay_apart():
    assert len(STRANGERS) >= 200
    merged = [f"{left} {right}" for left, right in STRANGERS if analyse(left) == analyse(right)]
    assert len(merged) <= 0.02 * len(STRANGERS), merged


@pytest.mark.slow
def test_the_table_says_what_its_script_would_write_of_these_words():
    """The texts of the made-up city may have changed since; the rules and tables may not."""
    built = stems.build()
    _, *lines = stems.TABLE.read_text(encoding="utf-8").splitlines()
    stored = {word: root or word for word, root in (line.split(",") for line in lines)}
    assert {word: root for word, root in stored.items() if built.get(word, root) != root} == {}
    assert len(stored.keys() & built.keys()) >= 0.95 * len(built)
    for word in ("menjahit", "jatiasih", "ngajar", "pelatihan"):
        assert word in stored


def test_the_stored_table_is_searched_in_its_order():
    text = stems.TABLE.read_text(encoding="utf-8")
    assert text == stems.lines({word: root or word for word, root in map(_row, text.splitlines()[1:])})
    table = StemTable(text.encode().partition(b"\n")[2])
    for line in text.splitlines()[1:]:
        word, root = _row(line)
        assert table.find(word) == (root or word)
    for word in ("", "aaaa", "zzzz", "menjahi", "menjahitt", "words,", "nyanyan"):
        assert table.find(word) is None


def _row(line: str) -> tuple[str, str]:
    word, _, root = line.partition(",")
    return word, root


@pytest.mark.parametrize("form", ["memperdebatkan", "kebiruan", "keledainya", "volleying"])
def test_words_outside_the_table_go_by_the_rules(form):
    assert stem(form) == rules.stem(form) != form


@pytest.mark.parametrize(("owned", "root"), [("kasirnya", "kasir"), ("penjahitnya", "jahit"), ("tanyanya", "tanya")])
def test_an_owned_word_needs_no_rules(owned, root):
    assert stem(owned) == root


def test_words_that_end_in_nya_are_whole():
    assert (stem("tanya"), stem("punya"), stem("hanya")) == ("tanya", "punya", "hanya")
