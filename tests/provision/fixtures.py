"""Fixtures over the provisions; tests/conftest.py takes them in by importing this module's names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.provision.browser import ARGUMENTS, ensure_browser
from tests.provision.database import prepare_with_flask, private_database


def shared_folder(factory: pytest.TempPathFactory, worker: str) -> Path:
    """A folder that all processes of this run see."""
    base = factory.getbasetemp()
    return base if worker == "main" else base.parent


def _worker(request: pytest.FixtureRequest) -> str:
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run see, for what is made once and used by each."""
    return shared_folder(tmp_path_factory, _worker(request))


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, run_folder: Path) -> Iterator[str]:
    """A migrated database with the regions loaded, for this test process alone."""
    worker = _worker(request)

    def prepare(url: str) -> None:
        prepare_with_flask(url, ("db", "upgrade"), ("regions", "load"))

    with private_database(worker, run_folder, prepare) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for this test process; tests open their own contexts in it."""
    path = ensure_browser()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()
