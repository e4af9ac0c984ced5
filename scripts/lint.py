"""Every check that reads the code without running it (`make lint`); all run, the failed are named."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from scripts.environment import ROOT

TOOLS = Path(sys.executable).parent
MODULE = [sys.executable, "-m"]
CHECKS: dict[str, list[str]] = {
    "style (ruff check)": [str(TOOLS / "ruff"), "check", "--quiet", "."],
    "form (ruff format)": [str(TOOLS / "ruff"), "format", "--check", "--quiet", "."],
    "types (mypy)": [*MODULE, "mypy", "--no-error-summary"],
    "floors (import-linter)": [str(TOOLS / "lint-imports"), "--no-cache"],
    "dependencies (deptry)": [str(TOOLS / "deptry"), "."],
    "templates (djlint)": [str(TOOLS / "djlint"), "--lint", "--quiet", "templates"],
    "risky calls (bandit)": [
        *MODULE, "bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive",
        "community", "matching", "scripts", "config.py", "wsgi.py",
    ],
    "secrets (detect-secrets)": [*MODULE, "scripts.secret_scan"],
    "translations": [*MODULE, "scripts.translations", "check"],
}  # fmt: skip


def _check(title: str, command: list[str]) -> bool:
    started = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    print(f"{'ok    ' if good else 'FAILED'} {title} ({time.monotonic() - started:.0f} s)", flush=True)
    if not good:
        print(done.stdout, flush=True)
    return good


def main() -> int:
    """Run all; 1 when any failed."""
    failed = [title for title, command in CHECKS.items() if not _check(title, command)]
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
