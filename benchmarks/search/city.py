"""The demo city: its database for the site's own search, and its documents for every engine."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from subprocess import run

from benchmarks.measure import tell
from community.foundation.documents import Document
from scripts.database import flask
from scripts.environment import ROOT, site_environment

DOCUMENTS = "documents.jsonl"
DATABASE = "city.db"


def environment(city: Path) -> dict[str, str]:
    """What a process needs to work on this city, whatever site the shell is set up for."""
    ours = {"GUYUB_ENV": "demo", "GUYUB_INSTANCE": str(city), "DATABASE_URL": f"sqlite:///{city / DATABASE}"}
    return site_environment(os.environ | ours, city, "demo") | ours


def prepare(folder: Path) -> None:
    """The city of size `city` in folder/city, and its documents in the folder; BENCH_CITY names a city to keep."""
    city = Path(os.environ.get("BENCH_CITY") or folder / "city").resolve()
    if not (city / DATABASE).exists():
        tell("loading the demo city …")
        city.mkdir(parents=True, exist_ok=True)
        for words in (("db", "upgrade"), ("regions", "load"), ("demo", "load", "--size", "city")):
            flask(environment(city), *words)
    if city != folder / "city":
        (folder / "city").symlink_to(city)
    command = [sys.executable, "-m", "benchmarks.search.dump", str(folder / DOCUMENTS)]
    run(command, cwd=ROOT, env=environment(folder / "city"), check=True)


def write(documents: Iterable[Document], path: Path) -> None:
    """One document a line."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(asdict(document), ensure_ascii=False, default=str) + "\n")


def read(path: Path) -> Iterator[Document]:
    """What `write` wrote, in its order."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            fields = json.loads(line)
            days = {name: date.fromisoformat(fields[name]) if fields[name] else None for name in ("since", "until")}
            yield Document(**fields | {"skills": tuple(fields["skills"])} | days)
