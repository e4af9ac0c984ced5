"""Pages of another language speak it only from a compiled catalogue: a site that has none says so as it starts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask

from community.foundation import languages

CHANGED = 1_000_000


def _catalogue(folder: Path, language: str, compiled: int | None) -> None:
    """A catalogue, compiled so many seconds after its last change; None for not at all."""
    place = folder / "translations" / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    for ending, moment in (("po", 0), ("mo", compiled)):
        if moment is not None:
            path = place / f"messages.{ending}"
            path.touch()
            os.utime(path, (CHANGED + moment, CHANGED + moment))


def _started(folder: Path, caplog: pytest.LogCaptureFixture) -> list[str]:
    languages.init_app(Flask("another", root_path=str(folder)))
    return [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]


@pytest.mark.parametrize("compiled", [None, -1])
def test_a_catalogue_that_is_not_compiled_as_it_stands_is_told_of_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, compiled: int | None
) -> None:
    _catalogue(tmp_path, "en", compiled)
    _catalogue(tmp_path, "jv", compiled)
    _catalogue(tmp_path, "su", 1)
    [said] = _started(tmp_path, caplog)
    assert "(en, jv)" in said and "python -m scripts.translations compile" in said


@pytest.mark.parametrize("compiled", [0, 1])
def test_a_compiled_catalogue_is_worth_no_word(tmp_path: Path, caplog: pytest.LogCaptureFixture, compiled: int) -> None:
    _catalogue(tmp_path, "en", compiled)
    assert _started(tmp_path, caplog) == []
