"""`make bench`: the site as it is deployed, beside a bare list of 20 rows, on SQLite and on PostgreSQL.

BENCH_OUT names the file of the result, BENCH_LARGE=1 adds the large demo city (which takes minutes to load).
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks import first_visit, report
from benchmarks.processes import (
    BARE,
    MAKE_RUN,
    SITE,
    Database,
    WebServer,
    await_rest,
    database_url_for,
    environment_for,
    megabytes_of,
    web_server,
    with_free_port,
)
from benchmarks.report import Row
from benchmarks.results_of import LARGEST, EngineResult, Queries, rows_of, table_of
from benchmarks.rounds import run
from scripts import database, translations
from scripts.environment import ROOT, Refusal
from scripts.screenshots import SIGN_IN
from scripts.serving import Site
from tests.provision.postgres import Server as Postgres
from tests.provision.postgres import running_postgres

OUT = ROOT / "benchmarks" / "results" / "bench.json"
MEASURED = "city"
SECONDS_AN_ENGINE = 100.0
COLD_STARTS = 3
Environments = dict[str, dict[str, str]]
People = list[tuple[str, str]]


def _tell(line: str) -> None:
    print(line, flush=True)


def _sizes() -> list[str]:
    return ["small", MEASURED, *([LARGEST] if os.environ.get("BENCH_LARGE") == "1" else [])]


def _prepare(folder: Path, postgres: Postgres | None, server: Database) -> tuple[Environments, People]:
    """A demo city of each size in its own database, and the (phone, PIN) of the people everybody may be."""
    environments, people = {}, []
    for size in _sizes():
        place = folder / size
        place.mkdir()
        server.create(size)
        environments[size] = environment_for(database_url_for(postgres, place, size), place)
        people = SIGN_IN.findall(database.prepare(environments[size], demo=size))
    if not people:
        raise Refusal("'flask demo accounts' names nobody to sign in as.")
    return environments, people


def _queries(environment: Mapping[str, str], people: People) -> Queries:
    command = [sys.executable, "-m", "benchmarks.count_queries", *(word for person in people for word in person)]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Refusal("The queries could not be counted; the lines above say why.")
    found: Queries = json.loads(done.stdout.splitlines()[-1])
    return found


def _starts(command: list[str], environment: Mapping[str, str]) -> list[float]:
    seconds = []
    for _number in range(COLD_STARTS):
        with web_server(command, with_free_port(environment)) as (_server, waited):
            seconds.append(waited)
    return seconds


def _country(folder: Path, postgres: Postgres | None, server: Database) -> float:
    """Seconds in which all regions of Indonesia come into a database that knows the city alone."""
    place = folder / "country"
    place.mkdir()
    server.create(place.name)
    environment = environment_for(database_url_for(postgres, place, place.name), place)
    database.flask(environment, "db", "upgrade")
    database.flask(environment, "regions", "load")
    begun = time.perf_counter()
    database.flask(environment, "regions", "import", "all")
    return time.perf_counter() - begun


def measure(name: str, postgres: Postgres | None, folder: Path) -> tuple[EngineResult, list[Row]]:
    """Everything on one database engine; the rows of the first visits come with SQLite."""
    server = Database(postgres)
    visits: list[Row] = []
    try:
        _tell(f"{name}: loading the demo cities …")
        environments, people = _prepare(folder, postgres, server)
        _tell(f"{name}: counting queries …")
        queries = {size: _queries(environment, people) for size, environment in environments.items()}
        site = Site(environments[MEASURED])
        with contextlib.ExitStack() as stack:
            stack.callback(site.stop)
            site.start()
            web = WebServer(site.address.removeprefix("http://"), site.processes["web server"].pid)
            bare, _waited = stack.enter_context(web_server(BARE, with_free_port(environments[MEASURED])))
            sites = {
                size: web if size == MEASURED else stack.enter_context(web_server(SITE, environment))[0]
                for size, environment in environments.items()
            }
            rest = partial(await_rest, site.processes["background worker"].pid)
            rest()
            results = run(
                bare, sites, server, people, measured=MEASURED, seconds=SECONDS_AN_ENGINE, rest=rest, tell=_tell
            )
            memory = web.megabytes()
            background = megabytes_of(site.processes["background worker"].pid)
            if postgres is None:
                _tell("first visits in a browser …")
                visits = first_visit.measure(web.host)
        _tell(f"{name}: starts …")
        cold, again = (_starts(command, environments[MEASURED]) for command in (SITE, MAKE_RUN))
        _tell(f"{name}: importing all regions of Indonesia …")
        country = _country(folder, postgres, server)
        return EngineResult(name, MEASURED, results, queries, memory, background, cold, again, country), visits
    finally:
        server.close()


def _bench(folder: Path) -> list[Row]:
    translations.compile_changed()
    (folder / "sqlite").mkdir()
    (folder / "postgresql").mkdir()
    on_sqlite, visits = measure("SQLite", None, folder / "sqlite")
    with running_postgres() as postgres:
        on_postgres, _none = measure("PostgreSQL", postgres, folder / "postgresql")
    for result in (on_sqlite, on_postgres):
        print(f"\n{table_of(result)}")
    rows = [row for result in (on_sqlite, on_postgres) for row in rows_of(result)] + visits
    print("\n" + report.table(["", "value", "target", ""], [_line(row) for row in rows if _is_whole(row)]))
    return rows


def _is_whole(row: Row) -> bool:
    """Rows that belong to no page of the tables."""
    return any(word in row.what for word in ("first visit", "memory", "cold start", "second start", "import of"))


def _line(row: Row) -> list[str]:
    judged = "" if row.target is None else "met" if row.met else row.why or "missed"
    return [row.what, report.shown(row.value, row.unit), report.shown(row.target), judged]


def main() -> int:
    """Measure, show, keep; 1 only when the measuring itself failed."""
    out = Path(os.environ.get("BENCH_OUT") or OUT).resolve()
    try:
        with tempfile.TemporaryDirectory(prefix="guyub-bench-") as folder:
            rows = _bench(Path(folder))
    except (Refusal, subprocess.SubprocessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    report.write(out, "site", rows)
    judged = [row for row in rows if row.target is not None]
    missed = [row for row in judged if not row.met]
    print(f"\n{len(judged) - len(missed)} of {len(judged)} targets met; every figure is in {out}")
    for row in missed:
        print(
            f"  missed: {row.what}: {row.why or report.shown(row.value, row.unit)}, target {report.shown(row.target)}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
