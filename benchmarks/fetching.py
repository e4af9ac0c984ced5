"""Other people's libraries, fetched by pip into the throwaway folder of one run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scripts.environment import ROOT

PIP = [sys.executable, "-m", "pip"]
QUIET = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]


class NotAtHandError(Exception):
    """Something could not be fetched or run; the message goes into the table."""


def install(name: str, folder: Path, requirements: Path) -> None:
    """A library into a folder of its own, by its requirements file. NotAtHandError."""
    lock = str(requirements / f"{name}.txt")
    run([*PIP, "install", *QUIET, "--target", str(folder / name), "-r", lock], name)


def run(command: list[str], name: str, environment: dict[str, str] | None = None) -> str:
    """What a command prints. NotAtHandError."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"]
        raise NotAtHandError(f"{name} could not be {'fetched' if 'pip' in command else 'run'}: {_short(said)}")
    return done.stdout


def _short(said: list[str]) -> str:
    """The last complaint, without addresses."""
    errors = [line for line in said if "error" in line.lower()] or said
    return " ".join(word for word in errors[-1].split() if "://" not in word)[:200]
