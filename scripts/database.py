"""The database before the site starts: reachable, migrated, and filled when it is empty."""

from __future__ import annotations

import fcntl
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, literal, select, table, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from scripts.environment import ROOT, Refusal

PEOPLE = "accounts"
STATE = "prepared.json"
LOADING = "demo-loading"
LOCK = "start.lock"


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _require_known(url: str) -> None:
    try:
        engine = make_url(url).get_backend_name()
    except (ArgumentError, ValueError) as problem:
        raise Refusal(
            "DATABASE_URL is not a database address: write postgresql://host/name or sqlite:////path."
        ) from problem
    if engine not in {"sqlite", "postgresql"}:
        raise Refusal(f"DATABASE_URL names {engine}: use postgresql:// or sqlite:///.")


def connect(url: str) -> Engine:
    """An engine that has answered once; refuses with a sentence otherwise."""
    try:
        waiting = {"connect_timeout": 5} if url.startswith("postgresql") else {}
        engine = create_engine(url, connect_args=waiting)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            if engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA schema_version"))
    except SQLAlchemyError as problem:
        why = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
        raise Refusal(
            f"The database {_shown(url)} does not answer ({why}): start it or correct DATABASE_URL."
        ) from problem
    return engine


def _version(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _has_people(engine: Engine) -> bool:
    if not inspect(engine).has_table(PEOPLE):
        return False
    with engine.connect() as connection:
        return connection.execute(select(literal(1)).select_from(table(PEOPLE)).limit(1)).scalar() is not None


def _fingerprint(environment: Mapping[str, str]) -> str:
    """Changes when the packages, the migrations, the regions the database or its place change."""
    parts = hashlib.sha256(f"{environment['DATABASE_URL']} {environment['GUYUB_ENV']}".encode())
    files = [ROOT / "requirements.txt", *sorted((ROOT / "migrations").rglob("*.py"))]
    files += sorted(path for path in (ROOT / "community" / "regions").rglob("*") if path.is_file())
    for path in files:
        if "__pycache__" not in path.parts:
            parts.update(path.read_bytes())
    return parts.hexdigest()


def flask(environment: Mapping[str, str], *words: str, captured: bool = False) -> str:
    """Run one command of the site; its output is the progress people see, or returned when `captured`."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    output = subprocess.PIPE if captured else None
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), stdout=output, text=True, check=False)
    if done.returncode:
        raise Refusal(f"'flask {' '.join(words)}' ended with code {done.returncode}; the lines above say why.")
    return done.stdout or ""


def _go_on_after_interruption(url: str, marker: Path) -> None:
    """A demo load that ended early left nobody, for it is one unit of work, or a whole city half prepared."""
    if not marker.exists() or marker.read_text(encoding="utf-8") != _shown(url):
        return
    engine = connect(url)
    try:
        has_people = _has_people(engine)
    finally:
        engine.dispose()
    path = make_url(url).database
    if has_people and (not url.startswith("sqlite") or not path):
        raise Refusal(
            f"Loading the demo city into {_shown(url)} was interrupted: "
            f"empty that database, remove {marker}, and start again."
        )
    print("The last loading of the demo city was interrupted; starting it afresh …", flush=True)
    if has_people:
        # Nobody has used it yet.
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
    marker.unlink()


def prepare(environment: Mapping[str, str], *, demo: str | None) -> str:
    """Migrate, load the regions, and the demo city of size `demo` when nobody is there yet.

    Returns the demo people's sign-ins as text; empty without a demo.
    """
    instance, url = Path(environment["GUYUB_INSTANCE"]), environment["DATABASE_URL"]
    _require_known(url)
    _make_folder(instance)
    _go_on_after_interruption(url, instance / LOADING)
    engine = connect(url)
    state, fingerprint = instance / STATE, _fingerprint(environment)
    try:
        known = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
        if known.get("fingerprint") == fingerprint and known.get("version") == (_version(engine) or "none"):
            return str(known["sign_ins"] if demo else "")
        print("Bringing the database up to date …", flush=True)
        # Cut short, what follows is done again by the next start.
        state.unlink(missing_ok=True)
        flask(environment, "db", "upgrade")
        flask(environment, "regions", "load")
        if demo and not _has_people(engine):
            _load_demo(environment, instance, demo)
        sign_ins = flask(environment, "demo", "accounts", captured=True) if demo else ""
        known = {"fingerprint": fingerprint, "version": _version(engine), "sign_ins": sign_ins}
        state.write_text(json.dumps(known, indent=1), encoding="utf-8")
        return sign_ins
    finally:
        engine.dispose()


@contextmanager
def only_start(instance: Path) -> Iterator[None]:
    """Keeps every other start out of this folder for the length of a block; refuses when one is in it.

    It would take the demo city that this one is loading for one that was cut short and remove it, and a second
    background worker would send messages twice.
    """
    _make_folder(instance)
    try:
        lock = (instance / LOCK).open("a", encoding="utf-8")
    except OSError as problem:
        raise Refusal(f"The folder {instance} cannot be written: {problem.strerror}.") from problem
    with lock:
        try:
            # The system lets go of it with the process, however that ends.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Refusal(
                f"Another start of the site works in {instance}: stop it first, "
                f"or give this one a folder of its own with GUYUB_INSTANCE=/path make run."
            ) from problem
        except OSError as problem:
            raise Refusal(
                f"The folder {instance} cannot be locked ({problem.strerror}): name one on a disk of this machine "
                f"with GUYUB_INSTANCE=/path make run."
            ) from problem
        yield


def _make_folder(instance: Path) -> None:
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Refusal(f"The folder {instance} cannot be made: {problem.strerror}.") from problem


def _load_demo(environment: Mapping[str, str], instance: Path, size: str) -> None:
    print(f"Loading the demo city ({size}); this happens once …", flush=True)
    marker = instance / LOADING
    marker.write_text(_shown(environment["DATABASE_URL"]), encoding="utf-8")
    flask(environment, "demo", "load", "--size", size)
    marker.unlink()
