"""The test client: every page that any test opens is inspected as a careful visitor would."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from io import BytesIO
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from community.foundation.assets import FORM_STYLE, INNER_STYLE, STATIC, STYLE, build, stamp
from community.foundation.database import db
from tests.pages import Node, form_values, read_page

MOST_HTML_BYTES = 120_000
LABELLED = ("input", "select", "textarea")
UNLABELLED_KINDS = {"hidden", "submit", "button", "image"}


def _label_problems(page: Node) -> list[str]:
    labels = {label.get("for") for label in page.every("label")}
    problems = []
    for node in page.every(*LABELLED):
        if node.get("type") in UNLABELLED_KINDS and node.tag == "input":
            continue
        named = node.get("aria-label") or node.get("aria-labelledby") or node.get("id") in labels
        if not named and node.inside("label") is None:
            problems.append(f"a {node.tag} named {node.get('name')!r} has no label")
    return problems


def _has_words(node: Node) -> bool:
    if node.text or node.get("aria-label"):
        return True
    return any(below.get("aria-label") or below.get("alt") for below in node.every("svg", "img"))


def _markup_problems(page: Node) -> list[str]:
    problems = []
    ids = Counter(node.get("id") for node in page.every() if node.get("id"))
    problems += [f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    for node in page.every():
        problems += [f"{name}= on {node.tag}" for name in node.attributes if name.startswith("on") or name == "style"]
        if node.tag == "style" or (
            node.tag == "script" and not node.get("src") and node.get("type") != "application/ld+json"
        ):
            problems.append(f"an inline {node.tag} that the content security policy forbids")
        if node.tag == "img" and "alt" not in node.attributes:
            problems.append(f"an image without alt text: {node.get('src')}")
        if node.tag in {"a", "link", "script", "img"} and re.match(r"(?i)\s*(javascript|data):", node.get("href")):
            problems.append(f"a link to {node.get('href')[:40]}")
        if node.tag == "form" and node.get("method").casefold() == "post":
            names = {field.get("name") for field in node.every("input")}
            problems += [f"a form without {name}" for name in ("csrf_token", "idempotency_key") if name not in names]
        if node.tag in {"a", "button"} and not _has_words(node):
            problems.append(f"a {node.tag} without words: {node.get('href')}")
    return problems


@lru_cache(maxsize=1)
def _dressed() -> dict[str, frozenset[str]]:
    """Of each sheet that not every page asks for, the classes that it alone gives a look."""
    shelf = build(STATIC, stamp(STATIC))
    everywhere, form, inner = (
        frozenset(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", shelf.by_path[path].content.decode()))
        for path in (STYLE, FORM_STYLE, INNER_STYLE)
    )
    return {"/form.": form - everywhere - inner, "/inner.": inner - everywhere - form}


def _style_problems(page: Node) -> list[str]:
    sheets = " ".join(link.get("href") for link in page.every("link") if link.get("rel") == "stylesheet")
    if not sheets:
        return []
    worn = {name for node in page.every() for name in node.get("class").split()}
    return [
        f"the page wears {sorted(worn & classes)} without css{name}css"
        for name, classes in _dressed().items()
        if name not in sheets and worn & classes
    ]


def problems_of(html: str) -> list[str]:
    """What a careful visitor would object to in a whole page."""
    page = read_page(html)
    problems = [*_label_problems(page), *_markup_problems(page), *_style_problems(page)]
    roots, titles, headings = (list(page.every(tag)) for tag in ("html", "title", "h1"))
    if not roots or roots[0].get("lang") not in {"id", "en"}:
        problems.append("no language")
    if not titles or not titles[0].text:
        problems.append("no title")
    if len(headings) != 1:
        problems.append(f"{len(headings)} h1 headings")
    if len(html.encode()) > MOST_HTML_BYTES:
        problems.append(f"{len(html.encode())} bytes of HTML")
    return problems


def _form_on(page: Node, path: str, action: str | None) -> tuple[str, dict[str, Any]]:
    for form in page.every("form"):
        address = form.get("action") or path
        if form.get("method").casefold() == "post" and (action is None or action in address):
            return address, form_values(form)
    raise AssertionError(f"{path} has no form{' to ' + action if action else ''}")


class Inspector(FlaskClient):
    """Opens pages, inspects them, and submits the forms that really stand in them."""

    inspecting = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As Flask's client; a GET that answers with a page is inspected, and so is every page shown again."""
        # A context of its own, as on a server: nothing kept in `g` or in a session reaches the next request.
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        # Werkzeug puts a long body into a file and leaves it open.
        body = response.request.environ["wsgi.input"]
        if not isinstance(body, BytesIO):
            body.close()
        if has_app_context():
            db.session.rollback()
        if self.inspecting and response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            problems = problems_of(response.get_data(as_text=True))
            assert not problems, f"{response.request.path}: " + "; ".join(problems)
        return response

    def page(self, path: str, status: int = 200) -> Node:
        """The page at `path`, which must answer with `status`."""
        response = self.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return read_page(response.get_data(as_text=True))

    def find_form(self, path: str, action: str | None = None) -> tuple[str, dict[str, Any]]:
        """The address and the untouched values of a POST form on the page at `path`.

        `action` is a part of the form's address, needed where the page holds several.
        """
        return _form_on(self.page(path), path, action)

    def fill(self, path: str, action: str | None = None, /, **values: Any) -> TestResponse:
        """Fill the form found on the page and send it; the answer is not followed."""
        page = self.page(path)
        address, sent = _form_on(page, path, action)
        choices = {node.get("name") for node in page.every(*LABELLED, "button")}
        unknown = values.keys() - sent.keys() - choices
        assert not unknown, f"{path} has no fields {sorted(unknown)}"
        return self.post(address, data={**sent, **values}, content_type="multipart/form-data")
