"""Messages out: one port, several channels; every message is stored before it is sent.

`send` stores the message in the present unit of work; the worker hands it to the channel afterwards, so a
code is never sent for a change that was undone, and a failing channel is tried again and seen.
"""

from __future__ import annotations

import enum
import logging
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import Index, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation import clock
from community.foundation.database import Base, UtcDateTime, created, db, pk, stored_by_value
from community.foundation.transactions import unit_of_work
from community.foundation.words import clean_line

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 6


class MessageState(enum.StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Message(Base):
    """One text to one address (a phone in E.164 or an e-mail address); kept for two days.

    `permission` names the question of PERMISSIONS that must still be answered with yes when it travels.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_due", "state", "due_at"),)

    id: Mapped[pk]
    address: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    permission: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[MessageState] = mapped_column(
        stored_by_value(MessageState, "message_state"), default=MessageState.WAITING
    )
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[created]
    due_at: Mapped[created]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Channel(Protocol):
    """Something that carries a message; raises when it cannot."""

    def carry(self, message: Message) -> None: ...


class OutboxChannel:
    """Demonstration and development: the stored message is read on a page of the site."""

    def carry(self, message: Message) -> None:
        """Nothing to do: it is already stored."""


class EmailChannel:
    """SMTP with the settings SMTP_*; messages to phones cannot travel here."""

    def carry(self, message: Message) -> None:
        """Hand one message to the mail server."""
        if "@" not in message.address:
            raise OSError("this deployment has no channel to phones")
        mail = EmailMessage()
        mail["From"] = current_app.config["MAIL_FROM"]
        mail["To"] = clean_line(message.address)
        # The library may read another address than was spelled; a message goes where it was meant to, or nowhere.
        if [one.addr_spec for one in mail["To"].addresses] != [message.address]:
            raise ValueError("not one plain address")
        mail["Subject"] = clean_line(message.subject)
        mail.set_content(message.body)
        settings = current_app.config
        with smtplib.SMTP(settings["SMTP_HOST"], settings["SMTP_PORT"], timeout=10) as server:
            if settings["SMTP_STARTTLS"]:
                server.starttls(context=ssl.create_default_context())
            if settings["SMTP_USER"]:
                server.login(settings["SMTP_USER"], settings["SMTP_PASSWORD"])
            server.send_message(mail)


CHANNELS: dict[str, type[Channel]] = {"outbox": OutboxChannel, "email": EmailChannel}


def init_app(app: Flask) -> None:
    """Refuses to start with a channel that does not exist: no code would ever arrive."""
    chosen = app.config["MESSAGE_CHANNEL"]
    if chosen not in CHANNELS:
        raise SystemExit(f"MESSAGE_CHANNEL={chosen} is unknown; use one of {', '.join(CHANNELS)}.")


def reaches(address: str) -> bool:
    """Whether the deployment's channel travels to such an address (a phone or an e-mail address)."""
    return "@" in address or current_app.config["MESSAGE_CHANNEL"] != "email"


# Whether a message may still go to an address, by the name of what it needs; higher floors add their questions.
PERMISSIONS: dict[str, Callable[[str], bool]] = {}


def send(address: str, subject: str, body: str, *, permission: str | None = None) -> None:
    """Store a message in the present unit of work; it travels after the commit, while its permission lasts."""
    db.session.add(Message(address=address, subject=clean_line(subject)[:200], body=body, permission=permission))


def carry_due(limit: int = 50) -> int:
    """Hand due messages to the deployment's channel; returns how many were tried."""
    channel = CHANNELS[current_app.config["MESSAGE_CHANNEL"]]()
    due = (
        select(Message.id)
        .where(Message.state == MessageState.WAITING, Message.due_at <= clock.now())
        .order_by(Message.id)
        .limit(limit)
    )
    waiting = list(db.session.scalars(due))
    db.session.rollback()
    for message_id in waiting:
        _carry(channel, message_id)
    return len(waiting)


def _carry(channel: Channel, message_id: int) -> None:
    message = db.session.get(Message, message_id)
    if message is None:
        # Taken back in the meantime, with the account it was for.
        db.session.rollback()
        return
    if message.permission is not None and not PERMISSIONS[message.permission](message.address):
        db.session.rollback()
        with unit_of_work():
            db.session.execute(delete(Message).where(Message.id == message_id))
        return
    db.session.expunge(message)
    db.session.rollback()
    try:
        channel.carry(message)
        problem = ""
    except Exception as error:
        # One message that cannot be written must not keep all later ones, and the worker's tasks, from their turn.
        log.exception("message %s was not carried", message_id)
        problem = repr(error)[:500]
    with unit_of_work():
        stored = db.session.get(Message, message_id)
        if stored is None:
            return
        stored.attempts += 1
        stored.problem = problem or None
        if not problem:
            stored.state, stored.sent_at = MessageState.SENT, clock.now()
        elif stored.attempts >= MOST_ATTEMPTS:
            stored.state = MessageState.FAILED
        else:
            stored.due_at = clock.now() + timedelta(seconds=5 * 3**stored.attempts)


def forget_old() -> None:
    """Codes and news are not kept longer than they are of use."""
    db.session.execute(delete(Message).where(Message.created_at < clock.now() - timedelta(days=2)))
