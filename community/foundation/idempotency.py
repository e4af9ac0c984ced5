"""A second tap on the same button gives the first tap's answer and changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import IO

from sqlalchemy import String, bindparam, delete
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation import clock
from community.foundation.database import Base, created, db, insert_into

FIELD = "idempotency_key"
GUARD = frozenset({FIELD, "csrf_token"})
KEPT = timedelta(days=2)


class AnsweredRequest(Base):
    """Where a form that was already handled sent its person."""

    __tablename__ = "answered_requests"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str | None] = mapped_column(String(500))
    answered_at: Mapped[created] = mapped_column(index=True)


_TABLE = Base.metadata.tables[AnsweredRequest.__tablename__]
_ANSWER = _TABLE.update().where(_TABLE.c.key == bindparam("claimed")).values(location=bindparam("sent_to"))


def content_of(fields: Iterable[tuple[str, str]], files: Iterable[tuple[str, IO[bytes]]]) -> str:
    """A hash of what a form carries; its guard, which differs without meaning anything, is left out."""
    sent = sorted((name, value) for name, value in fields if name not in GUARD)
    digest = hashlib.sha256(json.dumps(sent).encode())
    for name, stream in files:
        stream.seek(0)
        digest.update(json.dumps([name, hashlib.sha256(stream.read()).hexdigest()]).encode())
        stream.seek(0)
    return digest.hexdigest()


def stored_key(key: str, owner: str, path: str, content: str) -> str:
    """Bound to person and address, so that nobody learns another's answer with a copied key, and to the content:
    a form that was changed after going back is another request, not a second tap."""
    return hashlib.sha256(f"{owner}\n{path}\n{key}\n{content}".encode()).hexdigest()


def claim(key: str) -> bool:
    """Take a key for this unit of work; False when another request has already been answered for it.

    A request with the same key at the same moment waits here for the first one's commit or rollback.
    """
    claimed = insert_into(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.key)
    return db.session.execute(claimed, {"key": key, "answered_at": clock.now()}).scalar() is not None


def note_answer(key: str, location: str | None) -> None:
    """Remember where the claimed request sent its person."""
    if location:
        db.session.execute(_ANSWER, {"claimed": key, "sent_to": location[:500]})


def answer_of(key: str) -> str | None:
    """Where the first request sent its person, if it sent them anywhere."""
    answered = db.session.get(AnsweredRequest, key)
    return answered.location if answered else None


def forget_old() -> None:
    """Remove keys that no open form can still carry."""
    db.session.execute(delete(AnsweredRequest).where(AnsweredRequest.answered_at < clock.now() - KEPT))
