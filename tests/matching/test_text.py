import csv
import subprocess
import sys
from pathlib import Path

import pytest

from matching.spellings import EVERYDAY, PLACES, STOP_WORDS
from matching.text import _terms, analyse, terms, tokenise


@pytest.mark.parametrize(
    ("typed", "roots"),
    [
        ("Saya bisa menjahit", ["jahit"]),
        ("penjahit, jahitan, jait", ["jahit"] * 3),
        ("loker", ["lowong", "kerja"]),
        ("gaji besar", ["upah", "besar"]),
        ("part time", ["paruh"]),
        ("kerja sampingan", ["paruh"]),
        ("rumah makan padang", ["restoran", "padang"]),
        ("anak2", ["anak"]),
        ("gak pake motor, pke helm", ["pakai", "motor", "pakai", "helm"]),
        ("nggak ndak kagak gk dpt sampe dmn sm msh bareng klo krn", []),
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
    assert len(EVERYDAY) >= 1_000
    typed = [*EVERYDAY, *PLACES]
    assert [spelling for spelling in typed if " ".join(tokenise(spelling)) != spelling] == []
    assert EVERYDAY.keys() & (PLACES.keys() | STOP_WORDS) == set()


def test_every_spelling_says_what_it_means():
    tables = EVERYDAY | PLACES
    assert {typed for typed, meant in tables.items() if not analyse(meant) or analyse(typed) != analyse(meant)} == set()


def test_a_meaning_stands_once_and_is_no_spelling_of_itself():
    assert [typed for typed, meant in (EVERYDAY | PLACES).items() if typed == meant] == []


def names_of_regions() -> list[list[str]]:
    """The spellings of each kecamatan and kelurahan that are no ordinary words, its name first."""
    with (Path(__file__).parents[2] / "community" / "regions" / "data" / "regions.csv").open(encoding="utf-8") as file:
        regions = [row for row in csv.DictReader(file) if row["level"] != "kota"]
    return [[region["name"], region["aliases"].split(";")[0]] for region in regions]


@pytest.mark.parametrize("name", sorted({name for name, _ in names_of_regions()}))
def test_a_region_is_the_same_with_and_without_space(name):
    written = " ".join(next(alias for own, alias in names_of_regions() if own == name).split())
    joined = name.replace(" ", "")
    assert analyse(joined) == analyse(name) == analyse(joined.upper())
    if written.replace(" ", "") == joined.casefold():
        assert analyse(written) == analyse(name)


@pytest.mark.parametrize(
    ("typed", "roots"),
    [
        ("jati asih", ["jatiasih"]),
        ("Pondok Gede", ["pondokgede"]),
        ("kontrakan di rawa lumbu", ["kontrak", "rawalumbu"]),
        ("bojong rawa lumbu", ["bojong", "rawalumbu"]),
        ("jati bening baru", ["jatibening", "baru"]),
        ("Pengasinan", ["pengasinan"]),
        ("pekayon", ["pekayon"]),
        ("pekayonjaya", ["pekayon", "jaya"]),
        ("lemari kayu jati", ["lemari", "kayu", "jati"]),
        ("pondok kayu melati", ["pondok", "kayu", "melati"]),
        ("memberi harapan baru", ["beri", "harap", "baru"]),
        ("pindah ke kota baru", ["pindah", "kota", "baru"]),
        ("Margonda, Depok", ["margonda", "depok"]),
        ("Cikarang Selatan", ["cikarang", "selatan"]),
    ],
)
def test_names_of_places_and_words_that_look_like_them(typed, roots):
    assert analyse(typed) == roots


@pytest.mark.parametrize("typed", ["lokernya", "gajinya berapa", "anak2nya", "penggajian"])
def test_marks_of_possession_and_prefixes_hide_no_spelling(typed):
    assert analyse(typed)[0] in {"lowong", "upah", "anak"}


def test_only_words_short_enough_to_be_some_are_remembered():
    before = _terms.cache_info().currsize
    terms("x" * 10_000)
    assert _terms.cache_info().currsize == before


@pytest.mark.slow
def test_common_words_need_no_stemmer():
    code = (
        "import sys; from matching.text import terms;"
        "terms('Dicari penjahit, kerja di Jatiasih, gajinya bersaing, pengalaman menjahit, loker2 di pondok gede');"
        "sys.exit(any('Sastrawi' in name or name == 'Stemmer' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0


def test_terms_keep_the_word_as_typed():
    assert terms("Loker penjahit") == [("loker", "lowong"), ("loker", "kerja"), ("penjahit", "jahit")]


def test_a_very_long_word_is_cut():
    assert analyse("a" * 100_000) == ["a" * 32]
