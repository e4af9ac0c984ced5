"""A page as a small tree: enough to find forms, labels and headings in what the site sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Node:
    """One element with its attributes, children and own text."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, otherwise)

    def every(self, *tags: str) -> Iterator[Node]:
        """All elements below with one of the tags (all of them without tags), in order of the page."""
        # A stack instead of nested generators: every page of every test is gone through several times.
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if not tags or node.tag in tags:
                yield node
            waiting += node.children[::-1]

    @property
    def text(self) -> str:
        """All text below, spaces folded."""
        return " ".join(" ".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        yield from self.texts
        for child in self.children:
            if child.tag != "mark":
                yield from child._texts()

    def inside(self, tag: str) -> Node | None:
        """The nearest element around this one with the tag."""
        node = self.parent
        while node is not None and node.tag != tag:
            node = node.parent
        return node


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self.here
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self.here = node.parent

    def handle_data(self, data: str) -> None:
        self.here.texts.append(data)
        # What is marked stays in its place in the sentence around it.
        if self.here.tag == "mark" and self.here.parent is not None:
            self.here.parent.texts.append(data)


# The inspector has just read what the test reads next; nobody changes a tree.
@lru_cache(maxsize=2)
def read_page(html: str) -> Node:
    """The tree of a page."""
    builder = _Builder()
    builder.feed(html)
    return builder.root


def form_values(form: Node) -> dict[str, list[str]]:
    """What a browser would send of an untouched form."""
    values: dict[str, list[str]] = {}
    for node in form.every("input", "textarea", "select"):
        name = node.get("name")
        if not name or "disabled" in node.attributes:
            continue
        kind = node.get("type", "text")
        if node.tag == "textarea":
            values.setdefault(name, []).append("".join(node.texts).lstrip("\n"))
        elif node.tag == "select":
            options = list(node.every("option"))
            chosen = [option for option in options if "selected" in option.attributes] or options[:1]
            values.setdefault(name, []).extend(option.get("value", option.text) for option in chosen)
        elif kind in {"checkbox", "radio"}:
            if "checked" in node.attributes:
                values.setdefault(name, []).append(node.get("value", "on"))
        elif kind not in {"submit", "button", "file", "image"}:
            values.setdefault(name, []).append(node.get("value"))
    return values
