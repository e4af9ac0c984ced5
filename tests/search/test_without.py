"""What a question does without lifts nothing that asks for it."""

from __future__ import annotations

import pytest

from community.search.analysis import document_terms, read_query
from community.search.engine import Engine
from tests.search.factories import document, keys


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kerja malam gak pake ijazah", ("-ijazah", "kerja", "malam")),
        ("loker ga perlu ijazah", ("-ijazah", "lowong", "kerja")),
        ("tdk harus punya ijasah", ("-ijazah",)),
        ("kerja tanpa gelar", ("-ijazah", "kerja")),
        ("sopir tanpa pengalaman", ("-pengalaman", "sopir")),
        ("tanpa riba", ("tanpa", "riba")),
        ("ada kasir gak di toko", ("kasir", "toko")),
        ("kasir tanpa", ("kasir", "tanpa")),
    ],
)
def test_what_is_not_needed_is_read_as_that(text: str, words: tuple[str, ...]) -> None:
    assert read_query(text).words == words


def test_the_word_before_what_is_left_out_is_whole() -> None:
    assert read_query("kerja malam gak pake ijazah").beginning == ""


def test_a_text_says_what_is_not_needed_beside_its_words() -> None:
    found = dict(document_terms(document(1, "Kasir", "Tidak perlu pengalaman.", features={"education": "smk"})))
    assert {"-pengalaman", "pengalaman"} <= found.keys()
    assert "-ijazah" not in found


def test_only_work_that_asks_for_no_certificate_says_so() -> None:
    def said(**fields: object) -> bool:
        return "-ijazah" in dict(document_terms(document(1, "Kasir", **fields)))

    assert said()
    assert said(features={"education": "sd"})
    assert not said(features={"education": "smp"})
    assert not said(kind="training")


def test_work_that_asks_for_a_certificate_is_not_lifted_by_who_has_none(engine: Engine) -> None:
    engine.index(
        [
            document(1, "Barber malam", "Bawa fotokopi ijazah. Ijazah asli kembali.", features={"education": "smk"}),
            document(2, "Penjaga malam", "Datang saja."),
            *(document(number, "Sopir", features={"education": "sma"}) for number in range(3, 9)),
        ]
    )
    assert keys(engine, "kerja malam gak pake ijazah")[0] == "job:2"
    assert keys(engine, "tanpa ijazah") == ["job:2"]
    assert keys(engine, "ijazah") == ["job:1"]
