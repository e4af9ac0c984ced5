"""The background worker: delivers facts, sends messages, and runs what domains ask for now and then.

One process beside the site. The outbox table is the queue, so there is no broker to lose anything, and
whatever a crash interrupted is found again at the next start.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import click
from flask import Flask, current_app
from sqlalchemy import text

from community.foundation import idempotency, limits, messages, naming, outbox
from community.foundation.database import db
from community.foundation.transactions import unit_of_work

log = logging.getLogger(__name__)
IDLE_SECONDS = 0.3
LOOP = "worker_loop"


@dataclass(slots=True)
class Task:
    """Something done every so many seconds, in the worker only."""

    name: str
    run: Callable[[], object]
    every_seconds: float
    next_run: float = 0.0


def add_task(app: Flask, name: str, run: Callable[[], object], *, every_seconds: float) -> None:
    """Have the worker call `run` at its start and then every so many seconds."""
    app.extensions.setdefault("tasks", []).append(Task(name, run, every_seconds))


def prepare_worker(app: Flask, prepare: Callable[[Flask], None] | str) -> None:
    """Have `prepare(app)` called when the worker starts; "module:function" is imported only then."""
    app.extensions.setdefault("worker_preparations", []).append(prepare)


def in_loop() -> bool:
    """Whether this is the worker itself, where something slow must not hold up the deliveries."""
    return bool(current_app.extensions.get(LOOP))


def _preparation(named: Callable[[Flask], None] | str) -> Callable[[Flask], None]:
    if not isinstance(named, str):
        return named
    # Named by text, what needs numpy is loaded by the worker alone and costs the site's processes nothing.
    loaded: Callable[[Flask], None] = naming.load(named)
    return loaded


def prepare() -> None:
    """Run every preparation once (worker start, tests)."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    waiting = app.extensions.setdefault("worker_preparations", [])
    while waiting:
        _preparation(waiting.pop(0))(app)


def run_tasks(*, everything: bool = False) -> None:
    """Run the tasks that are due; with `everything`, all of them (tests, command line)."""
    for task in current_app.extensions.get("tasks", []):
        if everything or task.next_run <= time.monotonic():
            _run(task)


def run_quick_tasks() -> None:
    """Run at once what the worker does within a second of a change."""
    for task in current_app.extensions.get("tasks", []):
        if task.every_seconds <= 1:
            _run(task)


def _run(task: Task) -> None:
    task.next_run = time.monotonic() + task.every_seconds
    try:
        task.run()
    except Exception:
        log.exception("task %s failed", task.name)
    finally:
        db.session.remove()


def work_once() -> int:
    """One round: deliver, carry, run what is due; returns how much there was to do."""
    done = outbox.deliver_due() + messages.carry_due()
    db.session.remove()
    run_tasks()
    return done


def settle() -> None:
    """Work until nothing is left to do, then run every task once (tests, demo loading)."""
    prepare()
    while work_once():
        pass
    run_tasks(everything=True)
    if work_once():  # tasks record facts too, and what these ask for is done once more
        while work_once():
            pass
        run_tasks(everything=True)


def tidy() -> None:
    """Forget what is no longer of use."""
    with unit_of_work():
        outbox.forget_delivered()
        idempotency.forget_old()
        limits.forget_past()
        messages.forget_old()
        _refresh_statistics()


def _refresh_statistics() -> None:
    # PostgreSQL does this by itself; without it SQLite sorts every open offer for a list of twenty.
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA analysis_limit = 1000"))
        db.session.execute(text("ANALYZE"))


@click.command("worker")
def worker_command() -> None:
    """Deliver facts and messages and keep lists fresh until stopped."""
    stopping = threading.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: stopping.set())
    current_app.extensions[LOOP] = True
    prepare()
    click.echo("worker: ready")
    while not stopping.is_set():
        try:
            busy = work_once()
        except Exception:
            # One task that fails, or a database that is away for a moment, must not end the others.
            log.exception("a round failed; trying again")
            db.session.remove()
            busy = 0
            stopping.wait(2)
        if not busy:
            stopping.wait(IDLE_SECONDS)


def init_app(app: Flask) -> None:
    """Register the command and the tidying."""
    app.cli.add_command(worker_command)
    add_task(app, "tidy", tidy, every_seconds=3600)
