"""`make run` says in one sentence why it cannot start, before anything is begun."""

from __future__ import annotations

import errno
import fcntl
import signal
import socket
from pathlib import Path

import pytest

from community.demo.load import SIZES
from scripts import database, run, translations
from scripts.environment import free_port

GIVEN = ("GUYUB_ENV", "GUYUB_INSTANCE", "GUYUB_DEMO_OPEN", "HOST", "PUBLIC_URL", "DATABASE_URL", "DEMO_SIZE")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is not there yet, for a start that gets no further than its refusal."""

    def begin(*_args: object, **_values: object) -> None:
        raise AssertionError("begun")

    for name in GIVEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(run, "INSTANCE", tmp_path / "instance")
    monkeypatch.setattr(translations, "compile_changed", lambda: None)
    monkeypatch.setattr(database, "flask", begin)
    monkeypatch.setattr(run, "Site", begin)
    # Whoever runs the tests may still stop them.
    monkeypatch.setattr(signal, "signal", lambda *_args: None)
    return tmp_path / "instance"


def _refused(capsys: pytest.CaptureFixture[str]) -> str:
    assert run.main() == 1
    shown = capsys.readouterr()
    [sentence] = shown.err.splitlines()
    assert shown.out == ""
    return sentence


def test_a_port_in_use(instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        sentence = _refused(capsys)
    assert sentence == f"Port {port} is already in use: stop what runs there, or try PORT={port % 65535 + 1} make run."
    assert not instance.exists()


@pytest.mark.parametrize(("port", "host"), [("80a", ""), ("0", ""), ("65536", ""), ("8000", "192.0.2.1")])
def test_no_port_or_no_address_of_this_machine(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: str, host: str
) -> None:
    monkeypatch.setenv("PORT", port)
    monkeypatch.setenv("GUYUB_DEMO_OPEN", "1")
    if host:
        monkeypatch.setenv("HOST", host)
    wanted = f"HOST={host} is not an address" if host else f"PORT={port} is not a port: give a number from 1 to 65535."
    assert _refused(capsys).startswith(wanted) and not instance.exists()


@pytest.mark.parametrize("size", ["kecil", "Small", "city,large"])
def test_a_mistyped_size_of_the_city(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], size: str
) -> None:
    monkeypatch.setenv("DEMO_SIZE", size)
    assert _refused(capsys) == f"DEMO_SIZE={size} is unknown: use one of small, city, large."
    assert not instance.exists()


def test_the_sizes_are_those_that_can_be_loaded() -> None:
    assert list(SIZES) == list(run.DEMO_SIZES)


def test_a_database_server_that_does_not_answer(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    monkeypatch.setenv("DATABASE_URL", f"postgresql://warga:rahasia@127.0.0.1:{port}/guyub")  # pragma: allowlist secret
    sentence = _refused(capsys)
    assert sentence.startswith(f"The database postgresql+psycopg://warga:***@127.0.0.1:{port}/guyub does not answer (")
    assert sentence.endswith("): start it or correct DATABASE_URL.")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("guyub.db", "DATABASE_URL is not a database address: write postgresql://host/name or sqlite:////path."),
        ("mysql://host/guyub", "DATABASE_URL names mysql: use postgresql:// or sqlite:///."),
    ],
)
def test_no_address_of_a_database(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, sentence: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert _refused(capsys) == sentence


def test_a_file_that_is_no_database(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = instance.with_name("letter.txt")
    path.write_text("Yth. Bapak dan Ibu, " * 100, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    assert _refused(capsys) == (
        f"The database sqlite:///{path} does not answer (file is not a database): start it or correct DATABASE_URL."
    )


def test_two_starts_in_one_folder(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database.only_start(instance):
        (instance / database.LOADING).write_text("sqlite:///half-loaded.db", encoding="utf-8")
        assert _refused(capsys) == (
            f"Another start of the site works in {instance}: stop it first, "
            "or give this one a folder of its own with GUYUB_INSTANCE=/path make run."
        )
        assert [path.name for path in instance.glob("*.db")] == []


def test_a_folder_on_a_disk_without_locks(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def flock(*_args: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    assert _refused(capsys) == (
        f"The folder {instance} cannot be locked (No locks available): name one on a disk of this machine "
        "with GUYUB_INSTANCE=/path make run."
    )


def test_the_folder_is_free_again_after_a_start_that_failed(instance: Path) -> None:
    with pytest.raises(KeyboardInterrupt), database.only_start(instance):
        raise KeyboardInterrupt
    with database.only_start(instance):
        pass


def test_a_folder_that_cannot_be_written(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (instance / database.LOCK).mkdir(parents=True)
    assert _refused(capsys) == f"The folder {instance} cannot be written: Is a directory."
