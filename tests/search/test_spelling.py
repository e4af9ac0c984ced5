"""Queries with typing errors find the word that was meant; whatever is right stays as it is."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.search.lexicon import lexicon
from community.search.slips import FIRST_LETTER, OTHER, SECOND, TOUCHED, VOWEL, weight
from community.search.spelling import MOST_WRONG, Speller
from matching.text import meaning, terms, tokenise

DATA = Path(__file__).parents[2] / "matching" / "data"


def domain_words() -> list[str]:
    """The words of the vocabulary of skills, each once, in the order of the file."""
    text = (DATA / "skills.csv").read_text(encoding="utf-8").replace("_", " ")
    words = [word for word in dict.fromkeys(tokenise(text)) if word.isalpha() and terms(word) and not meaning(word)]
    return [word for word in words if len(word) >= 5]


WORDS = domain_words()
SPELLER = Speller([(word, 1 + len(WORDS) - place) for place, word in enumerate(WORDS)])
SMALL_WORDS = ("kasir", "komputer", "tata", "boga", "menjahit", "jahit", "barista")
SMALL = Speller([(word, often) for often, word in enumerate(SMALL_WORDS, 1)])


def slips(word: str) -> list[str]:
    """One slip of each kind: a letter left out, put in, another one, and two that changed places."""
    place = sum(map(ord, word)) % (len(word) - 1)
    letter = string.ascii_lowercase[(ord(word[place]) + len(word)) % 26]
    return [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ]


@pytest.mark.slow
def test_words_with_one_slip_are_restored() -> None:
    meant = [word for word in WORDS if len(word) >= 7][:400]
    assert len(meant) >= 300
    tried = [(word, typed) for word in meant for typed in slips(word) if typed not in WORDS]
    missed = [(word, typed) for word, typed in tried if SPELLER.correct(typed) != word]
    assert len(missed) <= 0.05 * len(tried), missed


@pytest.mark.slow
def test_short_words_with_one_slip_are_mostly_restored() -> None:
    """Five or six letters leave several likely words, of which the more frequent is taken."""
    tried = [(word, typed) for word in WORDS if len(word) < 7 for typed in slips(word) if typed not in WORDS]
    missed = [(word, typed) for word, typed in tried if SPELLER.correct(typed) != word]
    assert len(missed) <= 0.3 * len(tried)


@given(st.lists(st.sampled_from([*WORDS, "jatiasih", "jati asih", "loker", "gajinya", "yang", "di", "2026", "S1"])))
def test_a_clean_query_stays_as_it_is(words: list[str]) -> None:
    assert SPELLER.correct(" ".join(words)) is None


@given(st.text(max_size=60))
def test_any_text_is_borne_and_corrected_once(text: str) -> None:
    corrected = SMALL.correct(text)
    assert corrected is None or (corrected != text and isinstance(corrected, str))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kasri", "kasir"),
        ("  Kasri,  di Bekasi! ", "  kasir,  di Bekasi! "),
        ("kompiter jati asih", "komputer jati asih"),
        ("kmoptuer", "komputer"),
        ("kom puter dasar", "komputer dasar"),
        ("kom-puter", "komputer"),
        ("bogatata", "boga tata"),
        ('kasri "kasri" -kasri', 'kasir "kasri" -kasri'),
    ],
)
def test_what_is_wrong_is_corrected_and_the_rest_kept(typed: str, meant: str) -> None:
    assert SMALL.correct(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kas",
        "lokernya",
        "jatiasih",
        "jati asih",
        "untuk",
        "part time",
        "menjahitkan",
        "kasir2",
        "12345",
        '"kompiter"',
        "“kompiter”",
        "-kompiter",
        "xqzwvk",
        "kom, puter",
        "k" * 10_000,
    ],
)
def test_what_is_meant_so_is_left_alone(typed: str) -> None:
    assert SMALL.correct(typed) is None


def test_a_word_whose_root_is_found_is_no_slip_of_another() -> None:
    assert Speller([("jahit", 5), ("penjahir", 9)]).correct("penjahit") is None


def test_short_words_forgive_one_slip_and_long_ones_two() -> None:
    assert SMALL.correct("kasssir") is None
    assert SMALL.correct("menjhaiit") == "menjahit"
    assert SMALL.correct("mnjhaiitt") is None


def test_the_nearest_then_the_more_frequent_then_the_first_letter_then_the_alphabet() -> None:
    assert Speller([("menjahit", 1), ("menjahut", 99)]).correct("menjahot") == "menjahut"
    assert Speller([("menjahit", 1), ("penjahut", 99)]).correct("menjahir") == "menjahit"
    assert Speller([("batur", 5), ("catuk", 5)]).correct("catur") == "catuk"
    assert Speller([("lapak", 5), ("lapas", 5)]).correct("lapan") == "lapak"


def test_no_more_than_a_few_words_are_corrected() -> None:
    corrected = SMALL.correct(" ".join(["kasri"] * (MOST_WRONG + 5)))
    assert corrected is not None
    assert corrected.split().count("kasir") == MOST_WRONG


def test_a_slip_in_a_word_comes_before_a_space_that_is_missing_and_that_before_two_slips() -> None:
    parts = [("kasir", 5), ("toko", 5)]
    assert Speller([*parts, ("kasirtoki", 1)]).correct("kasirtoko") == "kasirtoki"
    assert Speller([*parts, ("kasirtaki", 900)]).correct("kasirtoko") == "kasir toko"


def test_two_slips_are_mended_in_long_words_behind_the_same_first_letter_alone() -> None:
    assert Speller([("jahitan", 5)]).correct("jhaitna") is None
    assert Speller([("menjahit", 5)]).correct("menjhati") == "menjahit"
    assert Speller([("kebaya", 5)]).correct("kebbayya") == "kebaya"
    assert Speller([("menjahit", 5)]).correct("nenjhait") is None


def test_each_kind_of_slip_has_its_weight() -> None:
    usual = ["kaisr", "kasr", "kassir", "kadir"]
    assert [weight(typed, "kasir") for typed in usual] == [0.0] * 4
    # The key below and to the left, and below and to the right; seen from either of the two.
    for typed, meant in (("kawir", "kasir"), ("kasir", "kawir"), ("kaeir", "kasir"), ("kasir", "kaeir")):
        assert weight(typed, meant) == 0.0
    assert weight("karir", "kasir") == weight("kasir", "kaqir") == OTHER
    assert weight("kaser", "kasir") == VOWEL
    assert weight("kasbr", "kasir") == weight("kasir", "kasbr") == OTHER
    assert weight("kasdir", "kasir") == TOUCHED
    assert weight("kamir", "kasir") == weight("kaspir", "kasir") == OTHER
    assert weight("jasir", "kasir") == FIRST_LETTER
    assert weight("menjhaitt", "menjahit") == SECOND < OTHER + FIRST_LETTER


def test_a_likely_slip_of_a_rare_word_can_outweigh_a_frequent_word() -> None:
    assert Speller([("kasir", 3), ("kakir", 9)]).correct("kadir") == "kasir"
    assert Speller([("kasir", 3), ("kakir", 900)]).correct("kadir") == "kakir"


def test_words_that_stand_in_no_document_are_restored_where_they_find_one() -> None:
    words = {"kerja": 90, "lowongan": 90, "gudang": 20, "resepsionis": 5, "paruh": 4, "waktu": 9}
    speller = Speller(words.items(), lexicon(words))
    assert speller.correct("lker") == "loker"
    assert speller.correct("pergudngan") == "pergudangan"
    assert speller.correct("receptioist") == "receptionist"
    assert speller.correct("smabil kerja") == "sambil kerja"
    # A word of a phrase means something in it alone, and the other one is still missing.
    assert speller.correct("part tiime") == "part time"
    words["parut"] = 900
    assert Speller(words.items(), lexicon(words)).correct("part tiime") == "part time"
    for typed in ("loker", "receptionist", "sambil", "pergudangan", "part time"):
        assert speller.correct(typed) is None


def test_words_by_which_nothing_is_found_are_not_offered() -> None:
    expected = lexicon({"kasir": 5})
    assert "kasir" in expected
    assert {"gudang", "pergudangan", "loker", "receptionist"}.isdisjoint(expected)
    assert Speller({"kasir": 5}.items(), expected).correct("pergudngan") is None


def test_a_spelling_is_expected_less_than_all_that_it_stands_for() -> None:
    assert 0 < lexicon({"lowongan": 90, "kerja": 40})["loker"] < 40
    assert "loker" not in lexicon({"kerja": 40})


def test_short_words_are_not_offered_and_those_without_meaning_as_rarely_as_a_question_has_them() -> None:
    words = {"lowongan": 90, "kerja": 40, "cari": 30, "usaha": 20, "beli": 10}
    assert min(len(word) for word in lexicon(words)) == 4
    # The stored table has forms of this root with three letters.
    assert min(len(word) for word in lexicon({"bertua": 20})) == 4
    assert lexicon(words)["sambil"] == 9


def test_a_form_that_is_in_no_document_is_expected_less_than_its_root() -> None:
    expected = lexicon({"gudang": 20})
    assert 0 < expected["pergudangan"] < expected["gudang"] == 20


def test_a_root_that_stands_in_forms_alone_or_is_short_brings_its_forms_in() -> None:
    assert {"gudang", "bergudang"} <= lexicon({"pergudangan": 20}).keys()
    assert "berbor" in lexicon({"bor": 20})


def test_a_word_of_the_language_is_no_slip_of_a_form_that_nobody_wrote() -> None:
    words = {"pintu": 20, "harga": 9}
    assert "memintukan" in lexicon(words)
    assert Speller(words.items(), lexicon(words)).correct("menentukan harga") is None
