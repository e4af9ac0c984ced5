"""Writes the stored table word -> root of the analyser (`matching/data/stems.csv`).

    python -m scripts.stems

Read are lists of this project alone: the vocabulary of skills, trades and places, everyday spellings, the texts of
the made-up city, and the forms of common roots. Run it after a change to one of those in `matching/data`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from matching import rules
from matching.spellings import DATA, EVERYDAY, PLACES, STOP_WORDS, read_lists
from matching.stems import LONGEST_WORD
from matching.text import tokenise
from scripts.environment import ROOT
from scripts.word_forms import chat_forms, forms

TABLE = DATA / "stems.csv"
_TEXTS = ("community/businesses/data", "community/regions/data", "community/demo/corpus/data")
_WORD = re.compile(f"[a-z]{{1,{LONGEST_WORD}}}")


def _given(name: str) -> dict[str, str]:
    return {word: root for root, words in read_lists(DATA / name) for word in words}


def given() -> dict[str, str]:
    """Word -> root where it stands written down and no rule is asked."""
    names = {name: name for name in PLACES.values() if " " not in name}
    english = {root: root for root, _ in read_lists(DATA / "english.csv")} | _given("english.csv")
    return english | names | _given("stem_corrections.csv")


def roots() -> list[str]:
    """The common roots whose forms are stored."""
    return sorted({root for _, listed in read_lists(DATA / "roots.csv") for root in listed})


def _files() -> Iterator[Path]:
    yield DATA / "skills.csv"
    for folder in _TEXTS:
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".csv", ".toml"})


def vocabulary() -> set[str]:
    """The words of the domain, as they are written."""
    words = {word for path in _files() for word in tokenise(path.read_text(encoding="utf-8").replace("_", " "))}
    for spelling in [*EVERYDAY, *EVERYDAY.values(), *PLACES, *PLACES.values(), *STOP_WORDS]:
        words.update(spelling.split())
    return {word for word in words if _WORD.fullmatch(word)}


def _chat() -> dict[str, str]:
    """Chat forms that mean one root alone and are no words of the written language."""
    meant: dict[str, set[str]] = {}
    for root in roots():
        for form in chat_forms(root):
            meant.setdefault(form, set()).add(root)
    return {form: min(found) for form, found in meant.items() if len(found) == 1 and not rules.is_indonesian(form)}


def build() -> dict[str, str]:
    """Word -> root, for every word of the table."""
    fixed = given()
    table = {word: rules.stem(word) for word in vocabulary()}
    for root in roots():
        table.setdefault(root, rules.stem(root))
        table |= {form: root for form in forms(root) if rules.stem(form) == root}
    table |= _chat()
    table |= fixed
    # The analyser takes "nya" off a word it does not find; these are whole with it.
    return table | {f"{word}nya": f"{word}nya" for word in table if rules.is_root(f"{word}nya")}


def lines(table: dict[str, str]) -> str:
    """The table as it is stored, in the order in which it is searched."""
    rows = (f"{word},{root if root != word else ''}\n" for word, root in sorted(table.items()))
    return "".join(["word,root\n", *rows])


def main() -> int:
    """Write the table."""
    table = build()
    TABLE.write_text(lines(table), encoding="utf-8")
    print(f"{len(table)} words in {TABLE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
