"""Runs the tests (`make test`, `make test-fast`) on everything they need; nothing is left out silently."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from scripts import translations
from scripts.environment import ROOT, Refusal
from tests.provision.browser import ensure_browser
from tests.provision.postgres import running_postgres

PYTEST = [sys.executable, "-m", "pytest", "--numprocesses=auto", "--maxprocesses=8", "--dist=worksteal", "-q"]
NO_BROWSER = ["--ignore=tests/browser"]
# A second engine tells nothing new about what touches no database (tests/conftest.py marks what does); both folders
# are named so that nothing there need be read.
ON_A_DATABASE = ["--ignore=tests/architecture", "--ignore=tests/matching", "-m", "database"]
NO_LONG_WALKS = ["--ignore=tests/journeys", "--ignore=tests/regressions", "-m", "not whole_site and not slow"]
NOTHING_COLLECTED = 5
NOT_FOR_TESTS = {
    "TEST_DATABASE_URL",
    "TEST_SEARCH_URL",
    "SEARCH_ENGINE",
    "SEARCH_DATABASE_URL",
    # Modules are compiled once, instead of in every process of every run.
    "PYTHONDONTWRITEBYTECODE",
}
# There is a process for each core already: libraries that start a thread for each core as well would have these
# wait for one another, spinning.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
Outcome = tuple[str, str, float]


def _pytest(*arguments: str, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TESTS}
    environment = {**clean, **ONE_THREAD, **environment}
    code = subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=environment, check=False).returncode
    if code == NOTHING_COLLECTED:
        return "FAILED: no test was found"
    return "passed" if code == 0 else f"FAILED (pytest's code {code})"


def _timed(title: str, part: Callable[[], str]) -> Outcome:
    print(f"\n=== {title}", flush=True)
    started = time.monotonic()
    try:
        outcome = part()
    except Refusal as refusal:
        outcome = f"FAILED: {refusal}"
    return title, outcome, time.monotonic() - started


def _on_sqlite_and_in_a_browser() -> str:
    # The search engine that needs a server is tested beside either database.
    with running_postgres() as server:
        try:
            return _pytest(TEST_SEARCH_URL=server.url, CHROMIUM=ensure_browser())
        except Refusal as refusal:
            return f"{_pytest(*NO_BROWSER, TEST_SEARCH_URL=server.url)} on SQLite, FAILED in a browser: {refusal}"


def _quickly() -> str:
    return _pytest(*NO_BROWSER, *NO_LONG_WALKS)


def _on_postgres() -> str:
    with running_postgres() as server:
        return _pytest(*NO_BROWSER, *ON_A_DATABASE, TEST_DATABASE_URL=server.url)


PARTS: dict[str, list[tuple[str, Callable[[], str]]]] = {
    "fast": [("the tests on SQLite but the long walks (CONTRIBUTING.md)", _quickly)],
    "all": [
        ("the tests on SQLite and in a browser", _on_sqlite_and_in_a_browser),
        ("the tests on PostgreSQL", _on_postgres),
    ],
}


def main(word: str) -> int:
    """Run the parts named by `word`, all of them even when one fails, and sum up."""
    # SIGTERM ends blocks in order, so that the database server never outlives the tests.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    translations.compile_changed()
    outcomes = [_timed(title, part) for title, part in PARTS[word]]
    print()
    for title, outcome, seconds in outcomes:
        print(f"{title}: {outcome} ({seconds:.0f} s)")
    return 0 if all(outcome == "passed" for _, outcome, _ in outcomes) else 1


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1]))
    except KeyboardInterrupt:
        raise SystemExit("\nStopped before the tests were through.") from None
