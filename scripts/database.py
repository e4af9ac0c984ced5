"""The database before the site starts: reachable, migrated, and filled when it is empty."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, literal, select, table, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from scripts.environment import ROOT, Refusal

PEOPLE = "accounts"
STATE = "prepared.json"
LOADING = "demo-loading"


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


def flask(environment: Mapping[str, str], *words: str) -> None:
    """Run one command of the site; its output is the progress people see."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    code = subprocess.run(command, cwd=ROOT, env=dict(environment), check=False).returncode
    if code:
        raise Refusal(f"'flask {' '.join(words)}' ended with code {code}; the lines above say why.")


def _captured(environment: Mapping[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Refusal(f"'flask {' '.join(words)}' ended with code {done.returncode}; the lines above say why.")
    return done.stdout


def _forget_half_loaded(url: str, marker: Path) -> None:
    """A demo load that was interrupted left a part behind, which nobody has used yet."""
    path = make_url(url).database
    if not marker.exists() or marker.read_text(encoding="utf-8") != _shown(url):
        return
    if not url.startswith("sqlite") or not path:
        raise Refusal(
            f"Loading the demo city into {_shown(url)} was interrupted: "
            f"empty that database, remove {marker}, and start again."
        )
    print("The last loading of the demo city was interrupted; starting it afresh …", flush=True)
    for ending in ("", "-wal", "-shm"):
        Path(path + ending).unlink(missing_ok=True)
    marker.unlink()


def prepare(environment: Mapping[str, str], *, demo: str | None) -> str:
    """Migrate, load the regions, and the demo city of size `demo` when nobody is there yet.

    Returns the demo people's sign-ins as text; empty without a demo.
    """
    instance, url = Path(environment["GUYUB_INSTANCE"]), environment["DATABASE_URL"]
    _require_known(url)
    _make_folder(instance)
    _forget_half_loaded(url, instance / LOADING)
    engine = connect(url)
    state, fingerprint = instance / STATE, _fingerprint(environment)
    try:
        known = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
        if known.get("fingerprint") == fingerprint and known.get("version") == (_version(engine) or "none"):
            return str(known["sign_ins"] if demo else "")
        print("Bringing the database up to date …", flush=True)
        flask(environment, "db", "upgrade")
        flask(environment, "regions", "load")
        if demo and not _has_people(engine):
            _load_demo(environment, instance, demo)
        sign_ins = _captured(environment, "demo", "accounts") if demo else ""
        known = {"fingerprint": fingerprint, "version": _version(engine), "sign_ins": sign_ins}
        state.write_text(json.dumps(known, indent=1), encoding="utf-8")
        return sign_ins
    finally:
        engine.dispose()


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
