"""A few connections to PostgreSQL for one process: shared by its threads, opened anew after a fork or a break."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg import errors, sql

from community.search.hits import IndexOutOfReach, IndexUnavailable

Result = TypeVar("Result")
Connection = psycopg.Connection[Any]
MOST_OPEN = 8
WAIT_SECONDS = 5.0
CONNECT_SECONDS = 3
# A server that is gone without a word costs a thread of the site no more than this share of its time.
SHARE_OF_WAITING = 0.1
# No question may take longer; the site then looks through titles.
QUESTION_MS = 2_000
SETTINGS = {
    "statement_timeout": f"{QUESTION_MS}ms",
    "lock_timeout": f"{QUESTION_MS}ms",
    # What an index answers in milliseconds is neither compiled nor shared out, and never read from end to end.
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "enable_seqscan": "off",
    "work_mem": "32MB",
    "application_name": "guyub search",
}
# The index these tables belonged to is gone: another has taken its place.
SWAPPED = (errors.UndefinedTable, errors.UndefinedObject)
# So often one question may meet with that, before the tables are said to be missing.
MOST_SWAPS = 5
# Connections of a parent process: closing them here would end them there.
_inherited: list[Connection] = []


def set_here(connection: Connection, **settings: str | int) -> None:
    """Set parameters of the server until the end of the present transaction."""
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, true)", [name, str(value)])


class _Idle:
    """What is open in one process and not in use."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.lock = threading.Lock()
        self.free = threading.BoundedSemaphore(MOST_OPEN)
        self.open: list[Connection] = []


class Connections:
    """Opened when first needed."""

    def __init__(self, url: str) -> None:
        scheme, separator, rest = url.partition("://")
        self._address = scheme.partition("+")[0] + separator + rest
        self._idle = _Idle()
        self._away_until = 0.0

    def ask(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` makes of a connection; begun anew where the connection, or again and again the tables, had gone.

        Raises IndexUnavailable for everything the database refuses.
        """
        for attempt in range(MOST_SWAPS + 1):
            try:
                return self._lend(work)
            except psycopg.Error as error:
                lost = isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
                swapped = isinstance(error, SWAPPED) and attempt < MOST_SWAPS
                if not (swapped or (lost and not attempt and error.sqlstate in _LOSSES)):
                    raise refusal(error) from error
                if lost:
                    self.close()
        raise AssertionError("not reached")

    def _lend(self, work: Callable[[Connection], Result]) -> Result:
        idle = self._mine()
        if not idle.free.acquire(timeout=WAIT_SECONDS):
            raise IndexOutOfReach("all connections to the search index are busy")
        connection: Connection | None = None
        try:
            with idle.lock:
                connection = idle.open.pop() if idle.open else None
            connection = connection or self.open()
            return work(connection)
        finally:
            if connection is not None:
                self._give_back(idle, connection)
            idle.free.release()

    def open(self) -> Connection:
        """A new connection, ready to be asked; the caller closes it.

        IndexOutOfReach at once for a while after a try that took long in vain; one refused at once is soon made again.
        """
        begun = monotonic()
        if begun < self._away_until:
            raise IndexOutOfReach("the database of the search index does not answer")
        try:
            connection = psycopg.connect(
                self._address, autocommit=True, connect_timeout=CONNECT_SECONDS, prepare_threshold=None
            )
        except psycopg.OperationalError:
            ended = monotonic()
            self._away_until = ended + (ended - begun) / SHARE_OF_WAITING
            raise
        each = sql.SQL(", ").join(
            sql.SQL("set_config({}, {}, false)").format(name, value) for name, value in SETTINGS.items()
        )
        connection.execute(sql.SQL("SELECT ") + each)
        return connection

    def close(self) -> None:
        """Close what is idle."""
        idle = self._mine()
        with idle.lock:
            closing, idle.open = idle.open, []
        for connection in closing:
            connection.close()

    def _mine(self) -> _Idle:
        if self._idle.process != os.getpid():
            _inherited.extend(self._idle.open)
            self._idle = _Idle()
        return self._idle

    def _give_back(self, idle: _Idle, connection: Connection) -> None:
        if connection.closed or connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            connection.close()
            return
        with idle.lock:
            idle.open.append(connection)


# Broken off without a word; ended by the server; the server restarts.
_LOSSES = {None, "57P01", "57P02", "57P03", "08000", "08003", "08006"}
# What passes without anybody doing anything; the last one: others have all its connections.
_PASSING = _LOSSES | {"53300"}


def refusal(error: psycopg.Error) -> IndexUnavailable:
    """What is raised for what the database refused: IndexOutOfReach for what passes by itself."""
    passing = isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)) and error.sqlstate in _PASSING
    kind = IndexOutOfReach if passing or isinstance(error, errors.LockNotAvailable) else IndexUnavailable
    return kind(said(error))


def said(error: psycopg.Error) -> str:
    """What the database refused, in one line without the address."""
    if isinstance(error, errors.QueryCanceled):
        return "the search index took too long to answer"
    if isinstance(error, errors.LockNotAvailable):
        return "another process is writing the index"
    if isinstance(error, SWAPPED):
        return "there is no index"
    if isinstance(error, errors.InsufficientPrivilege):
        return f"the database does not let the search index be kept: {error.diag.message_primary}"
    if error.sqlstate is None:
        return "the database of the search index does not answer"
    return f"the index cannot be used: {error.diag.message_primary or type(error).__name__}"
