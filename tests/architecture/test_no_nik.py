"""Nothing asks for the number of somebody's identity card: no column, no field, no label, no import."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask
from wtforms.fields.core import UnboundField

from community.foundation.database import db
from community.foundation.forms import Form
from tests.architecture.tree import nodes, python_files, shown, tracked_files

CARDS = ("nik", "ktp", "kk", "npwp", "ssn", "paspor", "passport")
WORDS = (*CARDS, "identity card", "induk kependudukan", "kartu keluarga")
# Also as part of a name: nik_hash, no_ktp, nomorKTP.
ASKS = re.compile(rf"(?:^|[^a-z])(?:no|nomor)?[_ ]?(?:{'|'.join(WORDS)})(?![a-z])", re.I)
# A sentence may say that nobody is asked for it, or warn of it.
SAYS_NO = re.compile(r"tidak meminta|tidak perlu|tanpa|jangan (?:tulis|kirim|beri)", re.I)
SENTENCE = re.compile(r"[^.!?\n]+")


def _asking(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE.findall(text) if ASKS.search(part) and not SAYS_NO.search(part)]


def _forms(form: type[Form] = Form) -> Iterator[type[Form]]:
    for below in form.__subclasses__():
        yield below
        yield from _forms(below)


def test_the_words_are_known() -> None:
    for name in ("nik", "NIK", "nik_hash", "no_ktp", "foto KTP", "nomor_nik", "Nomor induk kependudukan", "kk"):
        assert _asking(name) == [name]
    for name in ("teknik", "piknik", "unik", "Kami tidak meminta NIK atau foto KTP", "klinik_id", "bekkk"):
        assert _asking(name) == []


def test_no_column_holds_it(house: Flask) -> None:
    columns = [f"{table.name}.{column.name}" for table in db.metadata.sorted_tables for column in table.columns]
    assert len(columns) > 200
    assert [name for name in columns if _asking(name)] == []


def test_no_form_asks_for_it(house: Flask) -> None:
    asked = []
    for form in _forms():
        for name in dir(form):
            field = getattr(form, name)
            if isinstance(field, UnboundField):
                label = field.args[0] if field.args else field.kwargs.get("label", "")
                asked.append((form.__name__, name, str(label)))
    assert len(asked) > 50
    assert [found for found in asked if _asking(found[1]) or _asking(found[2])] == []


def test_no_page_asks_for_it() -> None:
    html = [path for path in tracked_files() if path.suffix == ".html" and shown(path).startswith("templates/")]
    pages = [path for path in html if path.parent.name != "styleguide"]
    assert len(pages) > 50
    found = {shown(path): _asking(path.read_text(encoding="utf-8")) for path in pages}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_code_reads_it() -> None:
    """Neither a name nor a word of the source: what is imported, asked and said is named there."""
    found = []
    for path in python_files("community", "scripts"):
        # Taken apart only where there is something to look at.
        for node in nodes(path) if ASKS.search(path.read_text(encoding="utf-8")) else ():
            named = [getattr(node, part, None) for part in ("value", "id", "attr", "arg", "name")]
            found += [f"{shown(path)}: {text}" for said in named if isinstance(said, str) for text in _asking(said)]
    assert found == []
