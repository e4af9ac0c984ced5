"""R20: at most three messages an hour to one address, whoever asks, and a cap on each device and network."""

from __future__ import annotations

from flask import Flask

from community.accounts.services import codes
from tests.accounts.factories import a_device, messages_to
from tests.factories import make_account
from tests.inspector import Inspector
from tests.regressions.support import browser


def test_fifty_requests_send_three_messages(app: Flask) -> None:
    account = make_account()
    answers = [browser(app).fill("/lupa-pin", address=account.phone).location for _request in range(50)]
    assert answers == ["/lupa-pin/kode"] * 50, "the next page takes a code from paper"
    assert len(messages_to(str(account.phone))) == 3


def test_the_count_is_the_same_for_an_address_without_account(app: Flask) -> None:
    answers = [browser(app).fill("/lupa-pin", address="081399990002").location for _request in range(5)]
    assert answers == ["/lupa-pin/kode"] * 5
    assert messages_to("+6281399990002") == []


def test_one_device_cannot_send_to_everybody(client: Inspector) -> None:
    accounts = [make_account() for _account in range(15)]
    for account in accounts:
        client.fill("/lupa-pin", address=account.phone)
    assert sum(len(messages_to(str(account.phone))) for account in accounts) == codes.SENDS_BY_DEVICE.most


def test_one_network_cannot_either(app: Flask, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert a_device().network
    few = codes.Limit("codes:network:test", 4, codes.SENDS_BY_NETWORK.within)
    monkeypatch.setattr(codes, "SENDS_BY_NETWORK", few)
    accounts = [make_account() for _account in range(6)]
    for account in accounts:
        browser(app).fill("/lupa-pin", address=account.phone)
    assert sum(len(messages_to(str(account.phone))) for account in accounts) == 4
