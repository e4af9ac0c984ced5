"""Code named by text: there when it is needed, not loaded before."""

from __future__ import annotations

import subprocess
import sys

import pytest
from flask import Flask

from community.foundation import naming
from scripts.environment import ROOT

pytestmark = pytest.mark.slow

# What only commands, the worker, or one rare request need.
FOR_FEW = ("alembic", "icalendar", "lokal", "numpy", "PIL", "scipy", "sklearn")


def test_a_web_server_starts_without_what_only_few_need() -> None:
    code = f"import sys, wsgi; print([name for name in {FOR_FEW!r} if name in sys.modules])"
    environment = {"GUYUB_ENV": "testing", "DATABASE_URL": "sqlite://"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_every_named_command_is_there(app: Flask) -> None:
    assert isinstance(app.cli, naming.Commands)
    assert set(app.cli.named) == {"accounts", "communities", "demo", "regions", "search"}
    for name in app.cli.named:
        assert app.test_cli_runner().invoke(args=[name, "--help"]).exit_code == 0
    assert {*app.cli.named, "worker"} <= set(app.cli.list_commands(None))  # type: ignore[arg-type]


def test_a_later_module_is_the_module() -> None:
    assert naming.Later("json").dumps([1]) == "[1]"
    with pytest.raises(AttributeError):
        _ = naming.Later("json").nothing
