"""Processes of a server under measurement: starting, CPU seconds, memory, and PostgreSQL's share."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from sqlalchemy.engine import make_url

from scripts.environment import ROOT, Refusal, address, free_port, site_environment
from scripts.serving import COMMANDS
from tests.provision.postgres import Server as Postgres

SITE = COMMANDS["web server"]
MAKE_RUN = [sys.executable, "-m", "scripts.run"]
BARE = [sys.executable, "-m", "gunicorn", "benchmarks.bare:application"]
PATIENCE = 60
RESTING_PERCENT = 5
MEGABYTE = 1024 * 1024


def environment_for(database: str, folder: Path) -> dict[str, str]:
    """The environment of a demo site on a database, in a folder, on a free port of this machine."""
    ours = {"DATABASE_URL", "PUBLIC_URL", "HOST", "PORT", "WORKERS", "THREADS", "PYTHONDONTWRITEBYTECODE"}
    base = {name: value for name, value in os.environ.items() if name not in ours}
    base |= {"GUYUB_ENV": "demo", "GUYUB_INSTANCE": str(folder), "DATABASE_URL": database}
    # A site that was started before finds its code compiled; loading the demo city has done so here.
    base["PYTHONPYCACHEPREFIX"] = str(folder.parent.parent / "pycache")
    return site_environment(base | {"PORT": str(free_port())}, folder, "demo")


def with_free_port(environment: Mapping[str, str]) -> dict[str, str]:
    """The same environment on another port."""
    return {**environment, "PORT": str(free_port())}


@dataclass
class WebServer:
    """A gunicorn with its workers, by the process number of its master."""

    host: str
    pid: int

    def workers(self) -> list[psutil.Process]:
        """The processes that answer requests."""
        return psutil.Process(self.pid).children()

    def seconds(self) -> float:
        """CPU seconds all workers have used so far."""
        return sum(cpu_seconds(worker.pid) for worker in self.workers())

    def ports(self) -> set[int]:
        """The local ports of every connection the workers hold."""
        return {one.laddr.port for worker in self.workers() for one in worker.net_connections("tcp") if one.laddr}

    def megabytes(self) -> list[float]:
        """Proportional memory (PSS) of each worker."""
        return [worker.memory_full_info().pss / MEGABYTE for worker in self.workers()]


def cpu_seconds(pid: int) -> float:
    """CPU seconds a process has used with all its threads, ended ones too: to the nanosecond on Linux."""
    try:
        # The number of a process's CPU clock, as clock_getcpuclockid(3) gives it.
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:
        # Not Linux, where ticks of 10 ms must do; or no such process, of which psutil tells.
        used = psutil.Process(pid).cpu_times()
        return float(used.user + used.system)


def megabytes_of(pid: int) -> float:
    """Proportional memory of one process."""
    return float(psutil.Process(pid).memory_full_info().pss / MEGABYTE)


def answers(host: str, path: str = "/sehat") -> bool:
    """Whether the server gives 200 now."""
    connection = http.client.HTTPConnection(host, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def web_server(command: list[str], environment: Mapping[str, str]) -> Iterator[tuple[WebServer, float]]:
    """A gunicorn for the length of a block, and the seconds from its start to its first answer."""
    host = address(environment).removeprefix("http://")
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), start_new_session=True)
    try:
        while not answers(host):
            if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise Refusal(f"'{' '.join(command[2:])}' did not answer; the lines above say why.")
            time.sleep(0.005)
        yield WebServer(host, process.pid), time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Database:
    """The database server's share of the work; SQLite has none, it works inside the workers."""

    def __init__(self, postgres: Postgres | None) -> None:
        self.connection = psycopg.connect(_plain(postgres.url), autocommit=True) if postgres else None

    def seconds(self, server: WebServer) -> dict[int, float]:
        """CPU seconds of each database process that serves the web server, by process number."""
        if self.connection is None:
            return {}
        ports = server.ports()
        rows = self.connection.execute("SELECT pid, client_port FROM pg_stat_activity WHERE client_port IS NOT NULL")
        used = {}
        for pid, port in rows.fetchall():
            if port in ports:
                with contextlib.suppress(psutil.NoSuchProcess):
                    used[pid] = cpu_seconds(pid)
        return used

    def create(self, name: str) -> None:
        """A new empty database."""
        if self.connection is not None:
            self.connection.execute(f"CREATE DATABASE {name}".encode())

    def close(self) -> None:
        """Leave the server."""
        if self.connection is not None:
            self.connection.close()


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def database_url_for(postgres: Postgres | None, folder: Path, name: str) -> str:
    """Where the database called `name` is."""
    if postgres is None:
        return f"sqlite:///{folder / 'guyub.db'}"
    return make_url(postgres.url).set(database=name).render_as_string(hide_password=False)


def await_rest(pid: int) -> None:
    """Wait until a background process has done what it does at its start; Refusal when it never rests."""
    process, deadline = psutil.Process(pid), time.monotonic() + 2 * PATIENCE
    while process.cpu_percent(interval=3) > RESTING_PERCENT:
        if time.monotonic() > deadline:
            raise Refusal("The background worker does not come to rest.")
