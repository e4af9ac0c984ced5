"""What the index does when a writer, the disk or its database is in the way."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from community.foundation import clock
from community.search import postgresql_connections, queries, services, tasks, whoosh_files
from community.search.engine import make_engine
from community.search.hits import IndexOutOfReach, IndexUnavailable
from tests.jobs.factories import make_job
from tests.search.factories import document, keys
from tests.support import unit

Later = Callable[[timedelta], None]


@pytest.fixture
def later(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Later]:
    """Lets time pass; nothing of how the index is left alone outlives the test."""
    begun, passed = clock.now(), timedelta()

    def pass_time(how_long: timedelta) -> None:
        nonlocal passed
        passed += how_long

    monkeypatch.setattr(tasks.clock, "now", lambda: begun + passed)
    app.extensions.pop(tasks.RESTING, None)
    yield pass_time
    app.extensions.pop(tasks.RESTING, None)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many things each build of the index had."""
    counted: list[int] = []
    build = services.rebuild

    def noted(*given: Any) -> int:
        counted.append(-1)
        counted[-1] = build(*given)
        return counted[-1]

    monkeypatch.setattr(services, "rebuild", noted)
    return counted


def changed(title: str) -> int:
    number = make_job(title=title).id
    with unit():
        services.mark("job", [number])
    return number


def found(text: str) -> list[str]:
    return [hit.key for hit in queries.engine().search(text, limit=50)]


def test_another_writer_is_waited_for_and_nothing_is_built_anew(
    later: Later, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    services.rebuild()
    number = changed("Kasir swalayan")
    monkeypatch.setattr(whoosh_files, "WRITER_SECONDS", 0.0)
    with open(tmp_path / "search" / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert tasks.update_index() == 0
        assert tasks.update_index() == 0
    assert caplog.text.count("another process is writing the index") == 1
    later(tasks.OUT_OF_REACH)
    assert tasks.update_index() == 1
    assert found("kasir") == [f"job:{number}"]
    assert len(builds) == 1, "built by this test alone"


def test_an_index_that_cannot_be_written_is_told_once_and_tried_again(
    later: Later, builds: list[int], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    services.rebuild()
    number = changed("Kasir swalayan")
    # A folder in the place of a file refuses everybody, the all-powerful user of a container too.
    lock = tmp_path / "search" / "lock"
    lock.unlink()
    lock.mkdir()
    for _round in range(3):
        assert tasks.update_index() == 0
        tasks.check_index()
    assert caplog.text.count("the index cannot be written") == 2, "why it is built anew, and why that failed"
    assert len(builds) == 2
    lock.rmdir()
    later(tasks.NOT_BUILT)
    assert tasks.update_index() == 1
    assert found("kasir") == [f"job:{number}"]


@pytest.mark.parametrize("ending", ["", ".trm"], ids=["at the beginning", "at the end"])
def test_a_full_disk_leaves_the_old_index_and_no_half_of_a_new_one(
    later: Later, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    old = make_job(title="Kasir lama").id
    services.rebuild()
    new = changed("Kasir baru")

    create = whoosh_files.Files.create_file

    def full(self: Any, name: str, **more: Any) -> Any:
        if name.endswith(ending):
            raise OSError(28, "No space left on device")
        return create(self, name, **more)

    with monkeypatch.context() as patched:
        patched.setattr(whoosh_files.Files, "create_file", full)
        assert tasks.update_index() == 0
        assert found("kasir") == [f"job:{old}"]
        with pytest.raises(IndexUnavailable, match="No space left"):
            services.rebuild()
    assert len(list((tmp_path / "search").glob("index-*"))) == 1
    later(tasks.NOT_BUILT)
    assert tasks.update_index() == 1
    assert set(found("kasir")) == {f"job:{old}", f"job:{new}"}


def test_a_folder_that_nobody_may_look_into_is_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.index([document(1, "Kasir")])

    def refused(*_given: object, **_more: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refused)
    assert not engine.exists()


def test_what_a_killed_build_left_goes_with_the_next_build_that_begins(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.index([document(1, "Kasir")])
    left = tmp_path / "index" / "index-0123456789ab"
    left.mkdir()
    (left / "MAIN_half.trm").write_bytes(b"half")
    with pytest.raises(ZeroDivisionError):
        engine.rebuild(document(1 // number, "Kasir") for number in (1, 0))
    assert not left.exists()
    assert keys(engine, "kasir") == ["job:1"]


def test_a_build_that_ends_while_a_question_opens_the_index_is_answered_from_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.rebuild([document(1, "Kasir")])
    reader = make_engine("whoosh", tmp_path / "index")
    opens = whoosh_files.Files.open_index

    def too_late(self: Any, *given: Any, **more: Any) -> Any:
        monkeypatch.setattr(whoosh_files.Files, "open_index", opens)
        engine.rebuild([document(1, "Kasir")])
        return opens(self, *given, **more)

    monkeypatch.setattr(whoosh_files.Files, "open_index", too_late)
    assert keys(reader, "kasir") == ["job:1"]


def test_damaged_texts_are_found_and_built_anew(later: Later, app: Flask, tmp_path: Path) -> None:
    make_job(title="Kasir", description="Menjaga toko roti dan menghitung uang di kasir.")
    services.rebuild()
    for path in (tmp_path / "search").glob("*/*_stored.col"):
        size = path.stat().st_size
        path.unlink()
        path.write_bytes(b"\xff" * size)
    queries.engine().close()
    told = app.test_cli_runner().invoke(args=["search", "check"])
    assert (told.exit_code, "flask search rebuild" in told.output) == (1, True), told.output
    tasks.check_index()
    assert "holds what it should" in app.test_cli_runner().invoke(args=["search", "check"]).output


def test_a_database_that_does_not_answer_is_out_of_reach() -> None:
    with pytest.raises(IndexOutOfReach, match="does not answer"):
        make_engine("postgresql", "postgresql://nobody@127.0.0.1:1/nothing").check()


@pytest.mark.parametrize(("takes", "tries"), [(3.0, [1, 1, 1, 2]), (0.001, [1, 2, 3, 4])], ids=["silent", "refusing"])
def test_a_silent_database_holds_up_few_questions(
    monkeypatch: pytest.MonkeyPatch, takes: float, tries: list[int]
) -> None:
    now, tried = [100.0], [0]

    def connect(*_given: object, **_more: object) -> None:
        # As psycopg does after it has waited.
        tried[0] += 1
        now[0] += takes
        raise psycopg.OperationalError("connection timeout expired")

    monkeypatch.setattr(psycopg, "connect", connect)
    monkeypatch.setattr(postgresql_connections, "monotonic", lambda: now[0])
    engine = make_engine("postgresql", "postgresql://nobody@127.0.0.1:1/nothing")
    counted = []
    for passed in (0.0, 1.0, 10.0, 20.0):
        now[0] += passed
        with pytest.raises(IndexOutOfReach, match="does not answer"):
            engine.search("kasir")
        counted.append(tried[0])
    assert counted == tries
