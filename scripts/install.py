"""Installs a lock file with pip and shows how far it is. Runs before any package is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

STARTED = re.compile(r"^(?:Collecting|Processing) (\S+)")


def _wanted(lock: Path) -> int:
    lines = lock.read_text(encoding="utf-8").splitlines()
    return sum("==" in line and "win32" not in line for line in lines)


def install(lock: Path) -> int:
    """pip's exit code; its complaints are passed on, its chatter is not."""
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "-r", str(lock)]
    wanted, started, live = _wanted(lock), 0, sys.stdout.isatty()
    print(f"Installing the {wanted} locked packages of {lock.name} …", flush=True)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            if found := STARTED.match(line):
                started += 1
                if live:
                    print(f"\r\033[K  {started}/{wanted} {found[1]}", end="", flush=True)
                elif started % 20 == 0:
                    print(f"  {started}/{wanted}", flush=True)
            elif line.startswith("Installing collected"):
                print(f"{chr(13) if live else ''}  unpacking {started} packages …", flush=True)
    return pip.returncode


if __name__ == "__main__":
    raise SystemExit(install(Path(sys.argv[1])))
