"""Templates keep to the content security policy, and escape what people write."""

from __future__ import annotations

import ast
import re

from flask import Flask

from scripts.environment import ROOT
from tests.architecture.tree import imports, parsed, python_files, shown, tracked_files

COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
FORBIDDEN = {
    "inline style": re.compile(r"<[^<>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))", re.IGNORECASE),
    "event handler": re.compile(r"<[^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "something loaded from elsewhere": re.compile(
        r"<(?:script|img|iframe|source|video|audio|link)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
    "escaping switched off": re.compile(r"\|\s*safe\b|\bautoescape\s+false|\bMarkup\("),
}
# Python files that may make markup: each escapes or sanitises what it is given.
MARKUP_MAKERS = {
    "community/accounts/views/second_factor.py": "a QR code, drawn by segno from numbers alone",
    "community/events/words.py": "a QR code, drawn by segno, its title escaped",
    "community/foundation/forms.py": "the hidden fields of every form, filled in by an escaping format",
    "community/foundation/languages.py": "sentences of the source and their translations, values escaped",
    "community/foundation/slots.py": "joins parts that are escaped already",
    "community/regions/map.py": "the city map, names filled in by an escaping format",
    "community/search/highlights.py": "marks around asked words, all text escaped by an escaping format",
    "community/foundation/words.py": "Markdown of people, sanitised on the same line",
}


def _templates() -> dict[str, str]:
    below = ROOT / "templates"
    files = [
        path for path in tracked_files() if path.is_relative_to(below) and path.suffix in {".html", ".svg", ".xml"}
    ]
    return {shown(path): COMMENT.sub("", path.read_text(encoding="utf-8")) for path in files}


def test_templates_hold_nothing_forbidden() -> None:
    found = {
        (name, what): pattern.search(text)[0]  # type: ignore[index]
        for name, text in _templates().items()
        for what, pattern in FORBIDDEN.items()
        if pattern.search(text)
    }
    assert found == {}


def _is_ours(value: object) -> bool:
    return getattr(value, "__module__", "community").startswith("community")


def test_what_templates_are_given_is_used(house: Flask) -> None:
    text = "\n".join(_templates().values())
    used = {"filters": set(re.findall(r"\|\s*(\w+)", text)), "globals": set(re.findall(r"\w+", text))}
    for kind, names in used.items():
        given, plain = (getattr(app.jinja_env, kind) for app in (house, Flask(__name__)))
        theirs = {name for name, value in given.items() if not _is_ours(value)} | set(plain)
        assert set(given) - theirs - names == set(), kind


def _named_below(name: str, templates: dict[str, str]) -> str | None:
    """A template with what it extends, includes and imports, components left out; None where a name is worked out."""
    found, ways = "", [f"templates/{name}"]
    for way in ways:
        text = templates[way]
        if re.search(r"{%-?\s*(?:include|extends)\s+[^\"\s]", text):
            return None
        found += text
        named = (f"templates/{one}" for one in re.findall(r"\"([\w/-]+\.html)\"", text))
        ways += [one for one in named if one in templates and one not in ways and "/components/" not in one]
    return found


def test_what_a_page_is_given_it_uses() -> None:
    templates, unused = _templates(), set()
    for path in python_files("community"):
        for call in ast.walk(parsed(path)):
            if not isinstance(call, ast.Call) or ast.unparse(call.func) not in {"render_template", "slots.fragment"}:
                continue
            if isinstance(name := call.args[0], ast.Constant) and (text := _named_below(str(name.value), templates)):
                given = {one.arg for one in call.keywords if one.arg}
                unused |= {(shown(path), name.value, one) for one in given - set(re.findall(r"\w+", text))}
    assert unused == set()


def test_markup_is_made_in_few_places() -> None:
    makers = {
        shown(path)
        for path in python_files("community")
        for module, name, _ in imports(path)
        if module == "markupsafe" and name == "Markup"
    }
    assert makers == set(MARKUP_MAKERS)
