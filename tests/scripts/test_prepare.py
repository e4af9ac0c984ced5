"""`make run` on a machine without a new enough Python says what is missing, and leaves everything as it was."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.environment import ROOT

REFUSAL = "Python 3.11 or newer is needed, and none was found: install it, or name one with PYTHON=/path/to/python3.\n"
# As one of another version, it takes the question how old it is and answers that it is too old.
OLD = "#!/bin/sh\nexit 1\n"


def _program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what prepares, on a machine whose every Python is old."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "prepare.sh", tmp_path / "scripts")
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        _program(tmp_path / "bin" / name, OLD)
    (tmp_path / "bin" / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    return tmp_path


def _prepared(checkout: Path, word: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(checkout / "scripts" / "prepare.sh"), word],
        env={"PATH": str(checkout / "bin"), **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("named", [False, True])
def test_an_old_python_is_refused(checkout: Path, named: bool) -> None:
    done = _prepared(checkout, **({"PYTHON": str(checkout / "bin" / "python3")} if named else {}))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", REFUSAL)
    assert not (checkout / ".venv").exists()


def test_an_environment_whose_python_is_gone_stays_while_there_is_no_other(checkout: Path) -> None:
    old = checkout / ".venv" / "bin" / "python"
    _program(old, OLD)
    done = _prepared(checkout)
    assert (done.returncode, done.stderr) == (1, REFUSAL) and old.exists()


def test_an_unknown_word_is_refused(checkout: Path) -> None:
    done = _prepared(checkout, "lari")
    assert (done.returncode, done.stderr) == (1, "usage: sh scripts/prepare.sh run|dev\n")
