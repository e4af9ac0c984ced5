"""Where the site runs: its folder, address and database, as the environment of its processes."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Mapping
from pathlib import Path

from config import database_url

ROOT = Path(__file__).resolve().parent.parent
SQLITE = "sqlite:///"


class Refusal(Exception):
    """Why nothing was started, in one sentence for the person at the terminal."""


def absolute_url(value: str) -> str:
    """The database URL with its driver, and with a SQLite file seen from the folder of this call."""
    url = database_url(value)
    name = url.removeprefix(SQLITE)
    if url.startswith(SQLITE) and name and name != ":memory:" and not name.startswith("/"):
        return f"{SQLITE}{Path(name).resolve()}"
    return url


def site_environment(base: Mapping[str, str], instance: Path, place: str) -> dict[str, str]:
    """What the site's processes get; whatever `base` sets already is kept."""
    environment = dict(base)
    environment.setdefault("GUYUB_ENV", place)
    environment.setdefault("GUYUB_INSTANCE", str(instance))
    environment.setdefault("HOST", "127.0.0.1")
    environment.setdefault("PORT", "8000")
    environment.setdefault("PUBLIC_URL", address(environment))
    default = f"{SQLITE}{Path(environment['GUYUB_INSTANCE']).resolve() / 'guyub.db'}"
    environment["DATABASE_URL"] = absolute_url(environment.get("DATABASE_URL") or default)
    environment["PYTHONUNBUFFERED"] = "1"
    return environment


def address(environment: Mapping[str, str]) -> str:
    """Where a browser on this machine finds the site."""
    host = environment["HOST"]
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{environment['PORT']}"
    local = "127.0.0.1" if parsed.version == 4 else "::1"
    shown = local if parsed.is_unspecified else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{environment['PORT']}"


def free_port(host: str = "127.0.0.1") -> int:
    """A port nobody listens on at the moment of asking."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def require_free_port(host: str, port: str) -> None:
    """Refuses a port that is taken, not a number, or not ours to use."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Refusal(f"PORT={port} is not a port: give a number from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except socket.gaierror as problem:
            raise Refusal(f"HOST={host} is not an address of this machine.") from problem
        except OSError as problem:
            raise Refusal(_why_not(problem.errno, host, port)) from problem


def _why_not(code: int | None, host: str, port: str) -> str:
    if code == errno.EADDRINUSE:
        other = int(port) % 65535 + 1
        return f"Port {port} is already in use: stop what runs there, or try PORT={other} make run."
    if code == errno.EACCES:
        return f"Port {port} is not ours to use: choose one above 1023, for example PORT=8000 make run."
    return f"HOST={host} is not an address of this machine."
