"""Starts the site with a demo city, and stops it cleanly (`make run`)."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from config import INSTANCE, why_not_there
from scripts import database, translations
from scripts.environment import Refusal, require_free_port, site_environment
from scripts.serving import Site

DEMO_PLACES = {"demo", "development"}
DEMO_SIZES = ("small", "city", "large")


def _stop_on_signals() -> threading.Event:
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.set())
    return asked


def _watch(site: Site, asked: threading.Event) -> int:
    while not asked.wait(0.2):
        if ended := site.stopped():
            print(f"{ended}; stopping everything.", file=sys.stderr)
            return 1
    print("\nStopping …", flush=True)
    return 0


def _demo_size(environment: Mapping[str, str]) -> str | None:
    """How large a demo city is wanted; None where a site has its own people."""
    if environment["GUYUB_ENV"] not in DEMO_PLACES:
        return None
    size = environment.get("DEMO_SIZE") or "city"
    if size not in DEMO_SIZES:
        raise Refusal(f"DEMO_SIZE={size} is unknown: use one of {', '.join(DEMO_SIZES)}.")
    return size


def run() -> int:
    """Prepare, start, wait; the exit code for make."""
    environment = site_environment(os.environ, INSTANCE, "demo")
    if reason := why_not_there(environment, environment["HOST"]):
        raise Refusal(reason)
    size = _demo_size(environment)
    require_free_port(environment["HOST"], environment["PORT"])
    with database.only_start(Path(environment["GUYUB_INSTANCE"])):
        return _serve(environment, size)


def _serve(environment: Mapping[str, str], size: str | None) -> int:
    translations.compile_changed()
    sign_ins = database.prepare(environment, demo=size)
    asked = _stop_on_signals()
    site = Site(environment)
    try:
        site.start(asked.is_set)
        if not asked.is_set():
            print(f"{sign_ins}\nGuyub Bekasi is open at {site.address} (Ctrl-C stops it)", flush=True)
        return _watch(site, asked)
    finally:
        site.stop()


def main() -> int:
    """Run, and say in one sentence why it could not."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        return run()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before the site was open.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
