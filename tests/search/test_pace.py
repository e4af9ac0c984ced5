"""Who asks faster than people do waits; nothing is stored for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from community.foundation import clock
from community.search import pace
from tests.factories import make_account
from tests.inspector import Inspector
from tests.personas import sign_in
from tests.support import count_queries

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
Ask = Callable[..., int]


@pytest.fixture(autouse=True)
def _few(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    app.extensions.pop(pace.EXTENSION, None)
    monkeypatch.setattr(pace, "MOST_BY_ACCOUNT", 3)
    monkeypatch.setattr(pace, "MOST_BY_NETWORK", 5)
    monkeypatch.setattr(clock, "now", lambda: NOW)


def ask(client: Inspector, address: str, path: str = "/cari?q=kasir") -> int:
    return client.get(path, environ_base={"REMOTE_ADDR": address}).status_code


def test_guests_of_a_network_share_a_bound_and_others_have_their_own(app: Flask) -> None:
    codes = [ask(app.test_client(), "203.0.113.7") for _one in range(7)]
    assert codes == [200] * 5 + [429] * 2
    assert ask(app.test_client(), "203.0.113.8") == 200


def test_one_connection_of_ipv6_is_one_network(app: Flask) -> None:
    codes = [ask(app.test_client(), f"2001:db8:1:2::{number}") for number in range(1, 7)]
    assert codes == [200] * 5 + [429]


def test_an_account_has_its_own_wherever_it_is(app: Flask) -> None:
    sari = make_account()
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        sign_in(client, sari)
    codes = [ask(clients[number % 2], f"203.0.113.{number}") for number in range(5)]
    assert codes == [200] * 3 + [429] * 2
    assert ask(app.test_client(), "203.0.113.1") == 200


def test_a_minute_later_it_opens_again(app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [ask(client, "203.0.113.7") for _one in range(6)][-1] == 429
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    assert ask(client, "203.0.113.7") == 200


def test_suggestions_count_and_what_asks_nothing_does_not(client: Inspector) -> None:
    for path in ("/cari", "/cari.json?q=k", "/cari?q="):
        assert [ask(client, "203.0.113.7", path) for _one in range(6)] == [200] * 6
    assert [ask(client, "203.0.113.7", "/cari.json?q=kas") for _one in range(6)] == [200] * 5 + [429]


def test_a_refused_question_asks_the_database_nothing(client: Inspector) -> None:
    for _one in range(6):
        ask(client, "203.0.113.7")
    with count_queries() as statements:
        assert ask(client, "203.0.113.7", "/cari.json?q=kas") == 429
    assert not [one for one in statements if "limit_counters" in one or one.startswith(("INSERT", "UPDATE"))]


def test_the_machine_itself_is_not_counted(client: Inspector) -> None:
    assert {ask(client, address) for address in ("127.0.0.1", "::1") for _one in range(8)} == {200}


def test_no_more_visitors_are_kept_than_there_is_room_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_KEPT", 2)
    for number in range(5):
        ask(app.test_client(), f"203.0.113.{number}")
    assert len(app.extensions[pace.EXTENSION]._counts) == 2
