"""The site is open as soon as its front page answers; what can wait begins after that."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from scripts import serving
from scripts.environment import Refusal

ENVIRONMENT = {"HOST": "127.0.0.1", "PORT": "8000"}


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the processes that were begun, none of which is real."""
    names: list[str] = []
    by_command = {tuple(command): name for name, command in serving.COMMANDS.items()}

    def popen(command: list[str], **_how: object) -> SimpleNamespace:
        names.append(by_command[tuple(command)])
        return SimpleNamespace(poll=lambda: None)

    monkeypatch.setattr(serving.subprocess, "Popen", popen)
    monkeypatch.setattr(serving.time, "sleep", lambda _seconds: None)
    return names


def _answering(monkeypatch: pytest.MonkeyPatch, begun: list[str], *statuses: int | None) -> list[list[str]]:
    """Lets the front page answer so; returns what was begun at each look."""
    looks: list[list[str]] = []
    waiting: Iterator[int | None] = iter(statuses)

    def front_page(_site: serving.Site) -> int | None:
        looks.append(list(begun))
        return next(waiting)

    monkeypatch.setattr(serving.Site, "_front_page", front_page)
    return looks


def test_the_background_worker_begins_when_the_front_page_is_there(
    monkeypatch: pytest.MonkeyPatch, begun: list[str]
) -> None:
    looks = _answering(monkeypatch, begun, None, None, 200)
    site = serving.Site(ENVIRONMENT)
    site.start()
    assert looks == [["web server"]] * 3
    assert list(site.processes) == begun == ["web server", "background worker"]


def test_a_front_page_that_fails_begins_nothing_more(monkeypatch: pytest.MonkeyPatch, begun: list[str]) -> None:
    _answering(monkeypatch, begun, 500)
    with pytest.raises(Refusal, match="The front page answers with error 500"):
        serving.Site(ENVIRONMENT).start()
    assert begun == ["web server"]


def test_a_start_that_is_stopped_begins_nothing_more(monkeypatch: pytest.MonkeyPatch, begun: list[str]) -> None:
    looks = _answering(monkeypatch, begun, None)
    serving.Site(ENVIRONMENT).start(lambda: bool(looks))
    assert begun == ["web server"]
