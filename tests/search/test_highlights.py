"""The lines beside a title in which the words stand that were asked for."""

from __future__ import annotations

from community.search.highlights import excerpt

ROOTS = {"kasir"}


def _plain(text: str) -> str:
    found = excerpt(text, ROOTS)
    assert found is not None
    return found.striptags()


def test_an_excerpt_begins_with_the_sentence() -> None:
    before = "Toko buka tiap hari dari pagi sampai malam di tepi jalan. "
    assert _plain(before + "Kami mencari seorang kasir yang teliti.") == "Kami mencari seorang kasir yang teliti."


def test_an_excerpt_of_a_long_sentence_begins_with_a_word() -> None:
    begun = _plain("Toko ini buka " + "setiap hari dari pagi " * 9 + "dan perlu kasir")
    assert begun.startswith("… ") and begun.split()[1] in {"setiap", "hari", "dari", "pagi"}


def test_an_excerpt_has_no_marks_of_lists() -> None:
    assert _plain("## Tugas\n- Jadi kasir\n* Jaga toko\n1. **Hitung** uang") == "Tugas Jadi kasir Jaga toko Hitung uang"
    assert _plain("Tugas: - jadi kasir - jaga toko-toko 3 - 5 jam") == "Tugas: jadi kasir jaga toko-toko 3 - 5 jam"
