"""A start that was cut short is taken up by the next one, wherever that loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from scripts import database
from scripts.environment import Refusal
from tests.factories import make_account

UPDATE = [("db", "upgrade"), ("regions", "load")]
LOAD = ("demo", "load", "--size", "small")
SIGN_INS = ("demo", "accounts")
ELSEWHERE = "postgresql+psycopg://127.0.0.1/guyub"


class Commands:
    """What would be run; `stops_at` is cut short, as by Ctrl-C."""

    def __init__(self, stops_at: tuple[str, ...] = ()) -> None:
        self.run: list[tuple[str, ...]] = []
        self.stops_at = stops_at

    def __call__(self, _environment: object, *words: str, captured: bool = False) -> str:
        self.run.append(words)
        if words == self.stops_at:
            raise KeyboardInterrupt
        return "Sari 0860" if captured else ""


def _start(monkeypatch: pytest.MonkeyPatch, instance: Path, url: str, stops_at: tuple[str, ...] = ()) -> Commands:
    commands = Commands(stops_at)
    monkeypatch.setattr(database, "flask", commands)
    environment = {"GUYUB_INSTANCE": str(instance), "DATABASE_URL": url, "GUYUB_ENV": "demo"}
    if stops_at:
        with pytest.raises(KeyboardInterrupt):
            database.prepare(environment, demo="small")
    else:
        assert database.prepare(environment, demo="small") == "Sari 0860"
    return commands


def test_a_load_that_was_cut_short_is_begun_again(
    app: Flask, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _start(monkeypatch, tmp_path, database_url, LOAD).run == [*UPDATE, LOAD]
    assert _start(monkeypatch, tmp_path, database_url).run == [*UPDATE, LOAD, SIGN_INS]
    assert not (tmp_path / database.LOADING).exists()
    assert _start(monkeypatch, tmp_path, database_url).run == []


def test_an_update_that_was_cut_short_is_done_again(
    app: Flask, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account()
    assert _start(monkeypatch, tmp_path, database_url).run == [*UPDATE, SIGN_INS]
    with monkeypatch.context() as emptied:
        emptied.setattr(database, "_version", lambda _engine: None)
        _start(emptied, tmp_path, database_url, ("regions", "load"))
    assert _start(monkeypatch, tmp_path, database_url).run == [*UPDATE, SIGN_INS]


def _file_with_people(path: Path) -> str:
    url = f"sqlite:///{path}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE accounts (id INTEGER)"))
        connection.execute(text("INSERT INTO accounts VALUES (1)"))
    engine.dispose()
    return url


def _mark(instance: Path, url: str) -> Path:
    marker = instance / database.LOADING
    marker.write_text(url, encoding="utf-8")
    return marker


def test_a_file_with_a_city_half_prepared_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = _file_with_people(tmp_path / "guyub.db")
    _mark(tmp_path, url)
    assert LOAD in _start(monkeypatch, tmp_path, url).run


def test_a_file_that_the_interruption_was_not_about_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = _file_with_people(tmp_path / "guyub.db")
    _mark(tmp_path, ELSEWHERE)
    assert LOAD not in _start(monkeypatch, tmp_path, url).run


def test_a_server_with_a_city_half_prepared_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = create_engine(_file_with_people(tmp_path / "guyub.db"))

    def connect(_url: str) -> Engine:
        return filled

    monkeypatch.setattr(database, "connect", connect)
    marker = _mark(tmp_path, ELSEWHERE)
    with pytest.raises(Refusal, match=f"was interrupted: empty that database, remove {marker}, and start again"):
        _start(monkeypatch, tmp_path, ELSEWHERE)
    assert marker.exists()


@pytest.mark.slow
def test_a_command_that_fails_is_named(tmp_path: Path) -> None:
    environment = {"GUYUB_ENV": "testing", "DATABASE_URL": "sqlite://", "GUYUB_INSTANCE": str(tmp_path)}
    with pytest.raises(Refusal, match=r"'flask demo nonsense' ended with code 2; the lines above say why"):
        database.flask(environment, "demo", "nonsense", captured=True)
