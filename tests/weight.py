"""What a phone loads when it opens a page for the first time, weighed without a browser: docs/interface.md, budget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import brotli

from tests.inspector import Inspector
from tests.pages import Node, read_page

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 12
MOST_BEFORE_PAINT = 14 * 1024
# So many cards fill the first two screens of a phone; a picture further down waits for somebody who scrolls there.
IN_REACH = 8
PACKED = {"Accept-Encoding": "br"}
RULE = re.compile(r"([^{}]*)\{([^{}]*url\([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class File:
    """One answer as it travels, and what it says."""

    body: int
    headers: int
    content: bytes


def _drawn_by(sheet: str, worn: set[str]) -> set[str]:
    """The files that a style sheet asks for where a page wears these classes; a rule without a class is for all."""
    found = set[str]()
    for selector, rule in RULE.findall(sheet):
        classes = set(re.findall(r"\.([a-z][\w-]*)", selector))
        if not classes or classes & worn:
            found.update(re.findall(r"url\(([^)\"']+)\)", rule))
    return found


def sheets_of(page: Node) -> list[str]:
    """The style sheets without which nothing is painted."""
    sheets = [link for link in page.every("link") if link.get("rel") == "stylesheet"]
    return [link.get("href") for link in sheets if link.get("media") != "print"]


def _out_of_reach(page: Node) -> set[str]:
    """Pictures of cards that are not seen at first, and wait until they are."""
    cards = list(page.every("article"))[IN_REACH:]
    return {image.get("src") for card in cards for image in card.every("img") if image.get("loading") == "lazy"}


def _named_by(page: Node) -> set[str]:
    """The files that the page itself asks for at first."""
    links = {link.get("href") for link in page.every("link") if link.get("rel") in {"stylesheet", "icon"}}
    shown = {node.get("src") for node in page.every("script", "img") if node.get("src")}
    return links | (shown - _out_of_reach(page)) | {use.get("href").partition("#")[0] for use in page.every("use")}


class Scales:
    """Opens pages as a guest; every file is fetched once for all of them."""

    def __init__(self, client: Inspector) -> None:
        self._client, self._known = client, dict[str, File]()
        client.inspecting = False

    def _file(self, address: str) -> File:
        if address not in self._known:
            response = self._client.get(address, headers=PACKED)
            assert response.status_code == 200, f"{address}: {response.status_code}"
            body = response.get_data()
            # A picture is an open file.
            response.close()
            content = brotli.decompress(body) if response.content_encoding == "br" else body
            headers = sum(len(f"{name}: {value}\r\n") for name, value in response.headers)
            self._known[address] = File(len(body), headers, content)
        return self._known[address]

    def page(self, path: str) -> Node:
        """The page at an address."""
        return read_page(self._file(path).content.decode())

    def before_paint(self, path: str) -> int:
        """Bytes without which nothing of the page is to be seen."""
        return sum(self._file(address).body for address in [path, *sheets_of(self.page(path))])

    def first_visit(self, path: str) -> tuple[int, int]:
        """(requests, bytes with their headers) until everything is there."""
        page = self.page(path)
        worn = {name for node in page.every() for name in node.get("class").split()}
        addresses = {path} | _named_by(page)
        for address in sorted(addresses):
            if urlsplit(address).path.endswith(".css"):
                sheet = self._file(address).content.decode()
                addresses |= {urljoin(address, name) for name in _drawn_by(sheet, worn)}
        files = [self._file(address) for address in addresses]
        return len(files), sum(file.body + file.headers for file in files)
