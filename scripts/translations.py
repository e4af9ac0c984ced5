"""The English catalogue: collect sentences, check that none is missing, compile what changed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import babel.messages.extract as extraction
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.environment import ROOT

FOLDER = ROOT / "community" / "translations"
TEMPLATES = {"silent": "false"}
SOURCES: tuple[tuple[Path, str, str, dict[str, str]], ...] = (
    (ROOT / "community", "**/*.py", "python", {}),
    (ROOT / "templates", "**/*.html", "jinja2", TEMPLATES),
)
KEYWORDS = {
    **extraction.DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACES = re.compile(r"%\((\w+)\)[a-z]")
LANGUAGE = "en"


def extracted() -> Catalog:
    """Every sentence that the code and the templates show, with where it stands."""
    catalog = Catalog(locale=LANGUAGE, project="guyub", charset="utf-8", fuzzy=False)
    for folder, pattern, method, options in SOURCES:
        for path in sorted(folder.glob(pattern)):
            for line, text, _comments, context in extraction.extract_from_file(
                method, path, keywords=KEYWORDS, options=options
            ):
                catalog.add(text, locations=[(str(path.relative_to(ROOT)), line)], context=context, user_comments=[])
    return catalog


def _catalogue(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def _stored(language: str) -> Catalog:
    path = _catalogue(language)
    if not path.exists():
        return Catalog(locale=language, project="guyub", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _texts(value: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [value or ""] if isinstance(value, str) or value is None else list(value)


def _fault(message: Message, translated: Message | None) -> str:
    if translated is None or not all(_texts(translated.string)):
        return "has no translation"
    if translated.fuzzy:
        return "is only a guess (fuzzy)"
    wanted = set(PLACES.findall(" ".join(_texts(message.id))))
    given = set(PLACES.findall(" ".join(_texts(translated.string))))
    return "" if wanted == given else f"has {sorted(given)} where {sorted(wanted)} belongs"


def faults() -> list[str]:
    """What is missing or wrong in English, one line each."""
    stored, found = _stored(LANGUAGE), []
    for message in extracted():
        if message.id and (fault := _fault(message, stored.get(message.id, message.context))):
            place, line = message.locations[0]
            found.append(f"{place}:{line}: {_texts(message.id)[0]!r} {fault}")
    return found


def update() -> None:
    """Write new sentences into the catalogue, empty; keep the translated ones, drop the unused."""
    stored = _stored(LANGUAGE)
    stored.update(extracted(), no_fuzzy_matching=True)
    stored.obsolete.clear()
    path = _catalogue(LANGUAGE)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Line numbers would change the file with every edit anywhere.
    with path.open("wb") as file:
        write_po(file, stored, width=110, sort_output=True, include_lineno=False, omit_header=False)
    print(f"{path.relative_to(ROOT)}: {len(faults())} of {len(stored)} sentences wait for a translation.")


def compile_changed() -> None:
    """Make the .mo files that are missing or older than their catalogue."""
    for source in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as readable, target.open("wb") as writable:
            write_mo(writable, read_po(readable, locale=source.parts[-3]))


def main(word: str) -> int:
    """Do `update`, `compile` or `check`."""
    if word == "check":
        found = faults()
        print("\n".join(found) or "Every sentence has its English translation.")
        return 1 if found else 0
    {"update": update, "compile": compile_changed}[word]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
