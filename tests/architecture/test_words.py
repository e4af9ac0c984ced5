"""Words that mean unfinished work, or that belong to somebody's machine, stand nowhere in the tree."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.environment import ROOT
from scripts.translations import FOLDER, LANGUAGE
from tests.architecture.tree import python_files, shown, tracked_files

# Written in two parts, so that this file may be checked too.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"\bTO" r"DO\b",
            r"\bFIX" r"ME\b",
            r"\bX" r"XX\b",
            r"NotImplemented" r"Error",
            r"(?i:lorem ip" r"sum)",
            r"(?i:coming so" r"on)",
            r"(?i:segera ha" r"dir)",
            r"(?<![\w.~-])/wo" r"rk/",
            r"(?<![\w.~-])/ro" r"ot/",
            r"pythonho" r"sted\.",
            r"registry\.np" r"mjs",
        )
    )
)
SKIPPING = re.compile(r"\b(?:pytest|mark)\.(?:sk" r"ip|xfa" r"il|importorsk" r"ip)|\bunittest\.sk" r"ip")
# People with little practice know "email"; one thing has one word on every page, in the made-up city too.
OTHER_WORDS_FOR_EMAIL = re.compile(r"\b(?:surel|e-mail)\b", re.IGNORECASE)
SENTENCES = re.compile(r'^msgid(?:_plural)? "(.*\n(?:".*\n)*)', re.MULTILINE)
CORPUS = ROOT / "community" / "demo" / "corpus" / "data"
LEFT_OUT = ("static/vendor/", "LICENSE")
PLAUSIBLE = 2_000_000


def _texts() -> dict[str, str]:
    texts = {}
    for path in tracked_files():
        if not shown(path).startswith(LEFT_OUT) and path.stat().st_size < PLAUSIBLE:
            text = _text(path)
            if text is not None:
                texts[shown(path)] = text
    return texts


def _text(path: Path) -> str | None:
    content = path.read_bytes()
    return None if b"\0" in content else content.decode("utf-8", "replace")


def test_no_word_of_unfinished_work() -> None:
    found = {}
    for name, text in _texts().items():
        for number, line in enumerate(text.splitlines(), 1):
            if match := FORBIDDEN.search(line):
                found[f"{name}:{number}"] = match[0]
    assert found == {}


def test_email_has_one_word() -> None:
    # `make lint` holds the catalogue to the sentences of code and templates, which are slower to read.
    catalogue = (FOLDER / LANGUAGE / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    said = {words: words.replace('"\n"', "") for words in SENTENCES.findall(catalogue)}
    said |= {shown(path): path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.toml"))}
    assert len(said) > 1000
    assert [where for where, words in said.items() if OTHER_WORDS_FOR_EMAIL.search(words)] == []


def test_no_test_is_left_out() -> None:
    left_out = {shown(path) for path in python_files("tests") if SKIPPING.search(path.read_text(encoding="utf-8"))}
    assert left_out == set()


def test_the_tree_is_seen() -> None:
    assert ROOT / "config.py" in tracked_files()
