"""What the journeys share: somebody with a browser, who only goes where a link leads and fills in what she finds."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from sqlalchemy import inspect
from werkzeug.test import TestResponse

from community.accounts.models import Account
from community.demo.load import PIN
from community.foundation.database import db
from tests import personas
from tests.inspector import Inspector
from tests.pages import Node, form_values, read_page
from tests.support import deliver

OWN_PIN = "275043"
BLOCKS = ("li", "article", "tr")


def _words(node: Node) -> str:
    return " ".join(f"{node.text} {node.get('aria-label')}".split())


def _near(node: Node, words: str) -> bool:
    """Whether the words stand beside the node: in its row, its card or the node itself."""
    around = (node.inside(tag) for tag in BLOCKS)
    return not words or any(words in _words(block) for block in (node, *around) if block is not None)


def _offered(form: Node, name: str) -> set[str] | None:
    """The values a choice offers; None for a field that takes any words."""
    values: set[str] = set()
    for node in form.every("input", "select", "textarea"):
        if node.get("name") != name:
            continue
        if node.tag == "select":
            values |= {option.get("value", option.text) for option in node.every("option")}
        elif node.get("type") in {"radio", "checkbox"}:
            values.add(node.get("value", "on"))
        else:
            return None
    return values


class Person:
    """Somebody at the front page, with a browser of her own."""

    def __init__(self, app: Flask) -> None:
        client = app.test_client()
        assert isinstance(client, Inspector)
        self.client = client
        self.open("/")

    def open(self, path: str, status: int = 200) -> Person:
        """Go to an address she was given; redirects are followed."""
        return self._arrive(self.client.get(path), path, status)

    def _arrive(self, response: TestResponse, path: str, status: int) -> Person:
        while response.status_code in {301, 302, 303, 308}:
            path = urljoin(path, response.headers["Location"])
            response = self.client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code} {response.get_data(as_text=True)[:300]}"
        self.path, self.address = urlsplit(path).path, path
        self.page = read_page(response.get_data(as_text=True))
        return self

    def follow(self, words: str, near: str = "") -> Person:
        """Follow the link that says exactly this, else the first that says more."""
        links = [link for link in self.page.every("a") if words in _words(link) and _near(link, near)]
        assert links, f"{self.path} has no link {words!r}: {[_words(link) for link in self.page.every('a')]}"
        exact = [link for link in links if words in {link.text, link.get("aria-label")}]
        return self.open(urljoin(self.path, (exact or links)[0].get("href")))

    def _button(self, words: str, near: str) -> tuple[Node, Node]:
        buttons = [button for button in self.page.every("button") if button.get("type", "submit") == "submit"]
        for button in buttons:
            form = button.inside("form")
            if form is not None and words in _words(button) and _near(button, near):
                return form, button
        raise AssertionError(f"{self.path} has no button {words!r}: {[_words(button) for button in buttons]}")

    def press(self, words: str, near: str = "", *, status: int = 200, **answers: Any) -> Person:
        """Fill in the form that has this button, and press it."""
        form, button = self._button(words, near)
        sent: dict[str, Any] = form_values(form)
        for name, answer in answers.items():
            offered = _offered(form, name)
            given = set(answer) if isinstance(answer, list) else {answer}
            assert offered is None or given <= offered, f"{self.path}: {name} offers {offered}, not {answer!r}"
        sent |= answers
        if button.get("name"):
            sent[button.get("name")] = button.get("value")
        address = urljoin(self.path, button.get("formaction") or form.get("action") or self.address)
        if form.get("method").casefold() != "post":
            return self._arrive(self.client.get(address, query_string=sent), address, status)
        kind = form.get("enctype") or "application/x-www-form-urlencoded"
        answer = self.client.post(address, data=sent, content_type=kind)
        deliver()
        return self._arrive(answer, address, status)

    @property
    def text(self) -> str:
        """All words of the page she is on."""
        return self.page.text

    def sees(self, *words: str) -> Person:
        """Fail unless all of this stands on the page."""
        missing = [one for one in words if one not in self.text]
        assert not missing, f"{self.path} does not say {missing}: {self.text}"
        return self

    def links(self, prefix: str) -> list[str]:
        """The addresses on the page's main part that begin so, each once."""
        main = next(self.page.every("main"))
        return list(dict.fromkeys(a.get("href") for a in main.every("a") if a.get("href").startswith(prefix)))

    def sign_up(self, name: str, number: str, village: str, wants: list[str]) -> Person:
        """From the front page: five answers and three consents."""
        self.open("/").follow("Daftar").press(
            "Buat akun", call_name=name, phone=number, home_code=village, intents=wants, secret=OWN_PIN,
            consent_account="y", consent_matching="y", consent_messages="y",
        )  # fmt: skip
        return self

    def sign_in(self, number: str, secret: str = PIN) -> Person:
        """From the front page, as somebody who has an account."""
        return self.open("/").follow("Masuk").press("Masuk", address=number, secret=secret)


def offers(person: Person) -> dict[str, list[str]]:
    """The cards on her page: address -> what speaks for it and against it."""
    cards = {}
    for card in person.page.every("article"):
        address = next(card.every("a")).get("href")
        lists = [node for node in card.every("ul") if "reasons" in node.get("class")]
        cards[address] = [line.text for node in lists for line in node.every("li")]
    return cards


def signed_in(app: Flask, account: Account) -> Person:
    """Somebody who has an account already and is signed in, at the front page."""
    person = Person(app)
    identity = inspect(account).identity
    assert identity is not None
    personas.sign_in(person.client, db.session.get_one(Account, identity[0]))
    return person.open("/")
