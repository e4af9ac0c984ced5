"""What the documentation names is there: files, links, commands, addresses, components, slots, tables."""

from __future__ import annotations

import re
from pathlib import Path

import click
from flask import Flask
from flask_migrate.cli import db as migrations_group

from scripts.environment import ROOT
from tests.architecture.tree import commands_of, shown, tracked_files

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
ENDINGS = "py|md|sh|csv|json|txt|toml|conf|css|js|html|po|webp|svg"
PATH = re.compile(rf"(?:[\w.-]+/)+(?:[\w-]+\.(?:{ENDINGS}))?|[\w-]+\.(?:{ENDINGS})")
# Made when they are needed, never committed.
MADE = {"instance/"}


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _code(page: Path) -> list[str]:
    """What stands in backticks, a line break being a space."""
    plain = re.sub(r"```.*?```", "", _text(page), flags=re.DOTALL)
    return [" ".join(words.split()) for words in re.findall(r"`([^`]+)`", plain)]


def _everything() -> str:
    return "\n".join(_text(page) for page in PAGES)


def _has(tracked: list[str], named: str) -> bool:
    """Whether a file or folder is called so, from the root or below a package that the page is about."""
    return any(
        f"/{path}".endswith(f"/{named}") or (named.endswith("/") and f"/{named}" in f"/{path}") for path in tracked
    )


def test_every_file_that_is_named_exists() -> None:
    tracked = [shown(path) for path in tracked_files()]
    named = {(shown(page), words) for page in PAGES for words in _code(page) if PATH.fullmatch(words)}
    assert len(named) > 60
    assert {one for one in named if one[1] not in MADE and not _has(tracked, one[1])} == set()


def test_every_file_of_the_map_exists() -> None:
    house = _text(ROOT / "README.md").partition("## The map of the house")[2].split("```")[1]
    named = re.findall(r"^(\S+)  ", house, flags=re.MULTILINE)
    assert "community/" in named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_link_leads_to_a_file() -> None:
    links = [
        (page, target.partition("#")[0])
        for page in PAGES
        for target in re.findall(r'\]\(([^)\s]+)\)|src="([^"]+)"', _text(page))
        for target in target
        if target and "://" not in target
    ]
    assert len(links) > 15
    assert [(shown(page), target) for page, target in links if not (page.parent / target).exists()] == []


def test_every_make_command_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"(?<![\w-])make ([a-z]+(?:-[a-z]+)*)(?= *(?:#.*)?[`\n])", _everything()))
    assert {"run", "test", "test-fast", "lint", "bench"} <= named
    assert named - targets == set()
    helped = _text(ROOT / "README.md").partition("`make help` lists the rest:")[2].partition(".\n")[0]
    assert set(re.findall(r"`([a-z-]+)`", helped)) - targets == set()


def _missing(house: Flask, words: str) -> str:
    """What is wrong with `group command VALUE --option`: no such command, or no such option; else empty."""
    typed, *options = words.split(" --")
    here = {"db": migrations_group, **commands_of(house.cli)}
    command: click.Command = house.cli
    for word in typed.split():
        if word in here:
            command, here = here[word], commands_of(here[word])
        elif here or not word.isupper():
            return f"{words}: no {word}"
    known = {name for parameter in command.params for name in parameter.opts}
    return "".join(f"{words}: no --{option}" for option in options if f"--{option.split()[0]}" not in known)


def test_every_flask_command_exists(house: Flask) -> None:
    table = _text(DOCS / "operations.md").partition("## Commands")[2].partition("\n## ")[0]
    cells = [words for row in re.findall(r"^\| (`.*?) \|", table.replace("\\|", "/"), flags=re.MULTILINE)
             for words in re.findall(r"`([^`]+)`", row)]  # fmt: skip
    called = [words.partition("flask --app wsgi ")[2] for page in PAGES for words in _code(page)
              if "flask --app wsgi " in words and "…" not in words]  # fmt: skip
    assert len(cells) > 10 and len(called) > 5
    assert [wrong for words in [*cells, *called] if (wrong := _missing(house, words))] == []


def test_every_module_and_script_that_is_called_exists() -> None:
    modules = set(re.findall(r"python\s-m\s([a-z_]+(?:\.[a-z_]+)*)", _everything()))
    assert {"scripts.translations", "scripts.stems"} <= modules
    assert {name for name in modules if not (ROOT / f"{name.replace('.', '/')}.py").is_file()} == set()
    scripts = set(re.findall(r"\bsh (\S+\.sh)", _everything()))
    assert "scripts/prepare.sh" in scripts
    assert {path for path in scripts if not (ROOT / path).is_file()} == set()


def test_every_address_is_one_of_the_site(house: Flask) -> None:
    known = {re.sub("<[^>]+>", "<>", rule.rule) for rule in house.url_map.iter_rules()}
    named = {words for page in PAGES for words in _code(page) if re.fullmatch(r"/[a-z][a-z0-9/<>.\-]*", words)}
    assert len(named) > 25
    assert {path for path in named if re.sub("<[^>]+>", "<>", path) not in known} == set()


def test_every_name_of_the_glossary_is_one_of_the_code() -> None:
    named = {words for words in _code(DOCS / "glossary.md") if re.fullmatch(r"[A-Z]\w+", words)}
    code = "\n".join(
        _text(path) for path in tracked_files() if shown(path).startswith("community/") and path.suffix == ".py"
    )
    assert len(named) > 30
    assert {name for name in named if f"class {name}" not in code} == set()


def test_the_slots_are_those_that_are_filled(house: Flask) -> None:
    named = re.findall(r"`([a-z]+\.[a-z]+)`", _text(DOCS / "architecture.md").partition("\nSlots:")[2])
    assert set(named) == set(house.extensions["slots"])


def _signature(text: str) -> str:
    return " ".join(text.replace("'", '"').split())


def test_the_components_take_what_their_list_says() -> None:
    """Lines of docs/interface.md as `name(a, b=None)  what it is`, several on a line parted by a dot or blanks."""
    page = _text(DOCS / "interface.md")
    wrong, named = [], set(re.findall(r"(?<![\w.])([a-z_]+)\(", page))
    components = {path.stem: _text(path) for path in (ROOT / "templates" / "components").glob("*.html")}
    assert len(components) > 40
    for name, told in re.findall(r"^([a-z_]+)\(((?:[^()]|\([^()]*\))*)\)", page, flags=re.MULTILINE):
        macro = re.search(rf"macro {name}\((.*?)\)\s*-?%}}", components.get(name, ""), flags=re.DOTALL)
        if macro is None or _signature(macro[1]) != _signature(told):
            wrong.append(name)
    assert wrong == []
    assert set(components) - named == set()
