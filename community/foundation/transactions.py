"""The unit of work: the only place that commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import event

from community.foundation.database import db, writing

Action = Callable[[], object]
_when_stored: ContextVar[tuple[Action, ...]] = ContextVar("when_stored", default=())
_when_undone: ContextVar[tuple[Action, ...]] = ContextVar("when_undone", default=())


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Everything inside is stored together, or nothing is; inside another unit it joins that one."""
    if writing.get():
        yield
        return
    db.session.rollback()
    token = writing.set(True)
    _when_stored.set(())
    _when_undone.set(())
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        _do(_when_undone)
        raise
    finally:
        writing.reset(token)
    _do(_when_stored)


def _do(actions: ContextVar[tuple[Action, ...]]) -> None:
    for action in actions.get():
        action()


def when_stored(action: Action) -> None:
    """Do what a rollback cannot take back, such as deleting a file, once the unit is stored; else never."""
    if writing.get():
        _when_stored.set((*_when_stored.get(), action))
    else:
        action()


def when_undone(action: Action) -> None:
    """Take back what a rollback does not, such as a new file, if the unit fails."""
    if writing.get():
        _when_undone.set((*_when_undone.get(), action))


class WriteOutsideUnitOfWork(RuntimeError):
    """A GET, or code outside a unit of work, tried to change the database."""


def _only_in_a_unit(session: object, _context: object, _instances: object) -> None:
    if not writing.get():
        raise WriteOutsideUnitOfWork("Changes belong into a unit of work; GET never writes.")


def init_app(_app: object) -> None:
    """Refuse every flush outside a unit of work."""
    if not event.contains(db.session, "before_flush", _only_in_a_unit):
        event.listen(db.session, "before_flush", _only_in_a_unit)
