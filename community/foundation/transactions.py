"""The unit of work: the only place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from community.foundation.database import db, writing


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Everything inside is stored together, or nothing is; inside another unit it joins that one."""
    if writing.get():
        yield
        return
    db.session.rollback()
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        writing.reset(token)


class WriteOutsideUnitOfWork(RuntimeError):
    """A GET, or code outside a unit of work, tried to change the database."""


def _only_in_a_unit(session: object, _context: object, _instances: object) -> None:
    if not writing.get():
        raise WriteOutsideUnitOfWork("Changes belong into a unit of work; GET never writes.")


def init_app(_app: object) -> None:
    """Refuse every flush outside a unit of work."""
    if not event.contains(db.session, "before_flush", _only_in_a_unit):
        event.listen(db.session, "before_flush", _only_in_a_unit)
