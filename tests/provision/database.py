"""A private, migrated database for each test process, copied from a template that is made once per run.

TEST_DATABASE_URL names a PostgreSQL server to use, one that may be thrown away; unset, it is a SQLite file.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from scripts.environment import ROOT

Prepare = Callable[[str], None]


# All in one process: to start the site takes longer than most commands.
_COMMANDS = """
import json, sys
from flask.cli import cli
for words in json.loads(sys.argv[1]):
    cli.main(["--app", "wsgi", *words], standalone_mode=False)
"""


def prepare_with_flask(url: str, *commands: tuple[str, ...]) -> None:
    """Run commands of the site on the database at `url`; `db upgrade` when none is named."""
    environment = {**os.environ, "DATABASE_URL": url, "GUYUB_ENV": "testing"}
    command = [sys.executable, "-c", _COMMANDS, json.dumps(commands or [("db", "upgrade")])]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The test database could not be made:\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def once(folder: Path, name: str) -> Iterator[bool]:
    """True for the first process of the run to come here; the others wait until it is through."""
    with (folder / f"{name}.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / f"{name}.done"
        yield not done.exists()
        done.touch()


@contextlib.contextmanager
def private_database(worker: str, shared: Path, prepare: Prepare) -> Iterator[str]:
    """The URL of this process's database. `shared` is a folder that all processes of one run see."""
    server = os.environ.get("TEST_DATABASE_URL")
    private = _on_server(server, worker, shared, prepare) if server else _in_file(worker, shared, prepare)
    with private as url:
        yield url


@contextlib.contextmanager
def _in_file(worker: str, shared: Path, prepare: Prepare) -> Iterator[str]:
    template, own = shared / "template.db", shared / f"{worker}.db"
    with once(shared, "template") as first:
        if first:
            prepare(f"sqlite:///{template}")
    # Not a plain copy: part of the template may still stand in its write-ahead log.
    with (
        contextlib.closing(sqlite3.connect(template)) as source,
        contextlib.closing(sqlite3.connect(own)) as target,
    ):
        source.backup(target)
    yield f"sqlite:///{own}"


@contextlib.contextmanager
def _on_server(server: str, worker: str, shared: Path, prepare: Prepare) -> Iterator[str]:
    url = make_url(server)
    run = hashlib.sha256(str(shared).encode()).hexdigest()[:8]
    template, own = f"guyub_{run}_template", f"guyub_{run}_{worker}"

    def named(name: str) -> str:
        return url.set(database=name).render_as_string(hide_password=False)

    def order(words: str, **names: str) -> None:
        identifiers = {key: sql.Identifier(name) for key, name in names.items()}
        with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(sql.SQL(words).format(**identifiers))

    with once(shared, "template") as first:
        if first:
            order("DROP DATABASE IF EXISTS {template} WITH (FORCE)", template=template)
            order("CREATE DATABASE {template}", template=template)
            prepare(named(template))
        order("DROP DATABASE IF EXISTS {own} WITH (FORCE)", own=own)
        order("CREATE DATABASE {own} TEMPLATE {template}", own=own, template=template)
    try:
        yield named(own)
    finally:
        order("DROP DATABASE IF EXISTS {own} WITH (FORCE)", own=own)
