"""How many SQL statements each page needs: counted inside the process, on the database of the environment.

Writes {page: [status, statements, bytes of the page]} as JSON; a page that cannot be opened has a sentence.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import event

from benchmarks.pages import (
    PAGES,
    SIGN_IN,
    SIGN_UP,
    Page,
    Unreachable,
    address_of,
    event_addresses,
    form_for_a_place,
    sign_in,
    sign_in_fields,
    varied,
)
from community import create_app
from community.foundation.database import db

Answer = list[int] | str
# What opens and closes a transaction is not a question to the database.
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Inside:
    """A browser inside the process."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str) -> tuple[int, str]:
        """(status, page)."""
        answer = self.client.get(path)
        return answer.status_code, answer.location or answer.get_data(as_text=True)

    def post(self, path: str, fields: Mapping[str, object]) -> tuple[int, str]:
        """(status, page or the address it leads to)."""
        answer = self.client.post(path, data=dict(fields))
        return answer.status_code, answer.location or answer.get_data(as_text=True)


class Counter:
    """Counts the statements of one engine."""

    def __init__(self, app: Flask) -> None:
        self.number = 0
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._count)

    def _count(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.number += not statement.lstrip().upper().startswith(FRAME)

    def of_get(self, browser: Inside, page: Page) -> Answer:
        """A page that was opened before: what is kept in memory is kept already."""
        path = address_of(browser, page)
        self.number = 0
        status, text = browser.get(varied(path) if page.anew else path)
        return [status, self.number, len(text.encode())]

    def of_post(self, browser: Inside, path: str, fields: Mapping[str, object]) -> Answer:
        """One change."""
        self.number = 0
        status, _answer = browser.post(path, fields)
        return [status, self.number, 0]


def count(app: Flask, people: list[tuple[str, str]]) -> dict[str, Answer]:
    """Every page once; `people` are (phone, PIN)."""
    counter, found = Counter(app), dict[str, Answer]()
    guest, member = Inside(app), Inside(app)
    try:
        fields = sign_in_fields(member, *people[0])
        found[SIGN_IN] = counter.of_post(member, "/masuk", fields)
    except Unreachable as problem:
        found[SIGN_IN] = str(problem)
    for page in PAGES:
        browser = member if page.signed_in else guest
        try:
            found[page.name] = counter.of_get(browser, page)
        except Unreachable as problem:
            found[page.name] = str(problem)
    try:
        visitor = Inside(app)
        sign_in(visitor, *people[1])
        address, fields = form_for_a_place(visitor, event_addresses(visitor))
        found[SIGN_UP] = counter.of_post(visitor, address, fields)
    except Unreachable as problem:
        found[SIGN_UP] = str(problem)
    return found


def main() -> None:
    """Phones and PINs come as arguments, in turn."""
    people = list(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    print(json.dumps(count(create_app(os.environ.get("GUYUB_ENV", "demo")), people)))


if __name__ == "__main__":
    main()
