"""Codes really travel by SMTP, to the stored address alone."""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import delete

from community.accounts import addresses, attempts, services
from community.accounts.models import CodePurpose
from community.foundation import messages
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.messages import MessageState
from tests.accounts.factories import a_device, code_to, messages_to
from tests.factories import make_account
from tests.support import unit


class Mailbox:
    """An SMTP server's handler that keeps what it receives."""

    def __init__(self) -> None:
        self.received: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        self.received.append((list(envelope.rcpt_tos), envelope.content))  # type: ignore[attr-defined]
        return "250 OK"


class OnFreePort(Controller):
    """Lets the system choose the port, and knows it before the first connection."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@pytest.fixture
def mailbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    kept = Mailbox()
    controller = OnFreePort(kept, hostname="127.0.0.1", port=0)
    controller.start()
    settings = {
        "MESSAGE_CHANNEL": "email",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": controller.port,
        "SMTP_STARTTLS": False,
    }
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)
    yield kept
    controller.stop()


def test_a_code_arrives_by_mail(mailbox: Mailbox) -> None:
    account = make_account(email="sari@contoh.id")
    attempts.send_code_to(CodePurpose.RESET_SECRET, "sari@contoh.id", a_device())
    code = code_to("sari@contoh.id")
    messages.carry_due()
    ((recipients, content),) = mailbox.received
    mail = message_from_bytes(content, policy=email.policy.default)
    assert recipients == [account.email] and mail["To"] == account.email
    assert code in mail.get_content() and code not in str(mail["Subject"])
    assert messages_to("sari@contoh.id")[0].state is MessageState.SENT


def test_a_typed_phone_number_leads_to_the_stored_mail_address(mailbox: Mailbox) -> None:
    account = make_account(email="sari@contoh.id")
    attempts.send_code_to(CodePurpose.RESET_SECRET, str(account.phone), a_device())
    messages.carry_due()
    assert [recipients for recipients, _content in mailbox.received] == [["sari@contoh.id"]]


def test_an_address_without_account_gets_no_mail(mailbox: Mailbox) -> None:
    attempts.send_code_to(CodePurpose.RESET_SECRET, "nobody@contoh.id", a_device())
    assert messages.carry_due() == 0 and mailbox.received == []


def test_a_header_cannot_be_injected(mailbox: Mailbox) -> None:
    with unit():
        messages.send("sari@contoh.id", "Halo\r\nBcc: evil@contoh.id", "isi")
    messages.carry_due()
    ((recipients, content),) = mailbox.received
    assert recipients == ["sari@contoh.id"]
    assert message_from_bytes(content)["Bcc"] is None


def test_a_server_that_is_down_is_tried_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"MESSAGE_CHANNEL": "email", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": 1}.items():
        monkeypatch.setitem(app.config, name, value)
    account = make_account(email="sari@contoh.id")
    with unit():
        services.send_code(CodePurpose.RESET_SECRET, account, "sari@contoh.id")
    messages.carry_due()
    message = messages_to("sari@contoh.id")[0]
    assert (message.state, message.attempts) == (MessageState.WAITING, 1) and message.problem


def test_a_message_taken_back_on_the_way_stops_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(messages.OutboxChannel):
        def carry(self, message: messages.Message) -> None:
            with unit():
                db.session.execute(delete(messages.Message).where(messages.Message.address == "sari@contoh.id"))

    monkeypatch.setitem(messages.CHANNELS, "outbox", Slow)
    with unit():
        messages.send("sari@contoh.id", "Halo", "isi")
        messages.send("sari@contoh.id", "Halo lagi", "isi")
    assert messages.carry_due() == 2
    assert messages_to("sari@contoh.id") == []


# What a mail library reads as another address than it spells, or not at all.
MASKED = (
    "=?utf-8?q?sari?=@contoh.id",
    "=?utf-8?q?evil=40evil.id=2c?=@contoh.id",
    "=?utf-8?q?a=0d=0ab?=@contoh.id",
    "=?utf-8?q?=00?=@contoh.id",
)


@pytest.mark.parametrize("typed", [*MASKED, "a..b@contoh.id", ".sari@contoh.id", "sari.@contoh.id"])
def test_an_address_that_reads_otherwise_than_it_is_spelled_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(DomainError):
        addresses.parse_email(typed)


@pytest.mark.parametrize("stored", MASKED)
def test_a_message_that_cannot_be_written_keeps_no_other_from_leaving(mailbox: Mailbox, stored: str) -> None:
    with unit():
        messages.send(stored, "Halo", "isi")
        messages.send("sari@contoh.id", "Halo", "untuk Sari")
    messages.carry_due()
    assert [recipients for recipients, _content in mailbox.received] == [["sari@contoh.id"]]
