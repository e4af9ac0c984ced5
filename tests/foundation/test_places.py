"""A site starts only where somebody said what it is, and one that shows codes stays on its machine."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from config import ProductionConfig, config_for, why_not_there
from scripts.environment import ROOT, free_port

pytestmark = pytest.mark.slow


def _gunicorn(**settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GUYUB_")}
    environment |= {"DATABASE_URL": "sqlite://", "SECRET_KEY": "x", "PORT": str(free_port()), "WORKERS": "1"} | settings
    command = [sys.executable, "-m", "gunicorn", "wsgi:app"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_nothing_starts_without_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    done = _gunicorn()
    assert done.returncode and done.stderr.strip().splitlines()[-1].startswith("Set GUYUB_ENV to production")
    monkeypatch.delenv("GUYUB_ENV", raising=False)
    with pytest.raises(SystemExit, match="Set GUYUB_ENV"):
        config_for()
    monkeypatch.setenv("GUYUB_ENV", "production")
    assert config_for() is ProductionConfig


def test_the_demo_is_not_served_to_other_machines() -> None:
    done = _gunicorn(GUYUB_ENV="demo", HOST="0.0.0.0")
    assert done.returncode and "not at 0.0.0.0, unless GUYUB_DEMO_OPEN=1" in done.stderr


@pytest.mark.parametrize(
    ("place", "host", "open_", "refused"),
    [
        ("demo", "127.0.0.1", "", False),
        ("demo", "::1", "", False),
        ("demo", "localhost", "", False),
        ("demo", "0.0.0.0", "", True),
        ("demo", "::", "", True),
        ("development", "192.168.1.5", "", True),
        ("demo", "example.org", "", True),
        ("demo", "0.0.0.0", "1", False),
        ("demo", "0.0.0.0", "0", True),
        ("production", "0.0.0.0", "", False),
    ],
)
def test_where_a_site_may_be_served(place: str, host: str, open_: str, refused: bool) -> None:
    assert bool(why_not_there({"GUYUB_ENV": place, "GUYUB_DEMO_OPEN": open_}, host)) is refused
