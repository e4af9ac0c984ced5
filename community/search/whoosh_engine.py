"""The embedded engine: Whoosh 2.7.4 in a folder.

The folder holds `current`, a file that names the folder of the index in use, so that a new index takes the
place of an old one by a single rename. Index files are pickles: the folder is never filled from outside.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from whoosh.index import EmptyIndexError

from community.foundation import clock
from community.foundation.documents import Document
from community.search import whoosh_files as disk
from community.search.analysis import BEGUN, SAID, Query, roots_of, words_of
from community.search.asking import Asked
from community.search.base import AskedEngine
from community.search.hits import Found, IndexOutOfReach, IndexUnavailable
from community.search.ranking import Cursor
from community.search.segments import KEY
from community.search.snapshot import Snapshot

Result = TypeVar("Result")
PROGRESS_STEP = 1_000


class WhooshEngine(AskedEngine):
    """See community.search.engine.Engine; one object serves all threads of a process."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._lock = threading.RLock()
        self._folder = ""
        self._index: Any = None
        self._generation = -1
        self._files: disk.Files | None = None
        self._snapshot: Snapshot | None = None

    def index(self, documents: Iterable[Document]) -> int:
        """Put documents in, each in the place of its older self; returns how many."""
        return self.update(documents, ())

    def remove(self, keys: Iterable[str]) -> None:
        """Take out what these keys name."""
        self.update((), keys)

    def update(self, documents: Iterable[Document], removed: Iterable[str]) -> int:
        """Both in one commit; the first one makes the index."""
        new = list(documents)
        with self._alone():
            if not self.exists():
                self._begin()
            with (
                self._guarded(),
                disk.files(self._path / self._current()) as files,
                disk.writer(files.open_index()) as writer,
            ):
                for key in {*removed, *(document.key for document in new)}:
                    writer.delete_by_term(KEY, key)
                for document in {document.key: document for document in new}.values():
                    disk.put(writer, document)
        return len(new)

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], object] | None = None) -> int:
        """Build beside the old index, then swap; whoever still reads the old one keeps its open files."""
        count = 0
        with self._alone():
            folder = self._new_folder()
            try:
                with disk.files(self._path / folder) as files, disk.writer(files.create_index(disk.schema())) as writer:
                    for count, document in enumerate(documents, 1):
                        disk.put(writer, document)
                        if progress is not None and count % PROGRESS_STEP == 0:
                            progress(count)
            except BaseException:
                shutil.rmtree(self._path / folder, ignore_errors=True)
                raise
            self._point_to(folder)
        return count

    def _answer(self, query: Query, asked: Asked, limit: int, after: Cursor | None) -> Found:
        return self._read(lambda now: now.find(query, asked, limit=limit, after=after))

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """What documents say beside their titles, by their names."""
        return self._read(lambda now: now.texts(keys))

    def digests(self) -> dict[str, int]:
        """The digest of every document, by name."""
        return self._read(lambda now: dict(now.digests()))

    def words(self) -> dict[str, int]:
        """Every word as it is written where everybody may read it, and how often."""
        return self._read(lambda now: dict(now.words()))

    def knows(self, word: str) -> bool:
        """Whether a word, in any of its forms, stands anywhere in the index."""
        roots = roots_of(word)
        return self._read(lambda now: not roots or any(now.knows(root) for root in roots))

    def is_written(self, word: str) -> bool:
        """Whether a word stands, just as it is, where everybody may read it."""
        typed = words_of(word)
        return self._read(lambda now: all(any(now.knows(mark + one) for mark in (BEGUN, SAID)) for one in typed))

    def exists(self) -> bool:
        """Whether there is an index at all."""
        try:
            return (self._path / "current").exists()
        except OSError:
            return False

    def check(self) -> int:
        """Open everything anew and read it; returns the number of documents."""
        with self._lock:
            self.close()
            return self._read(Snapshot.read_all)

    def _read(self, work: Callable[[Snapshot], Result]) -> Result:
        """What `work` makes of the newest snapshot."""
        with self._lock, self._guarded():
            try:
                return work(self._now())
            except (OSError, EmptyIndexError):
                # A writer has just taken away what was being opened; what it put in its place is read instead.
                self.close()
                return work(self._now())

    def _current(self) -> str:
        try:
            name = (self._path / "current").read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            raise IndexUnavailable("there is no index") from error
        if not name.startswith("index-") or "/" in name:
            raise IndexUnavailable("the pointer to the index is damaged")
        return name

    def _now(self) -> Snapshot:
        """The newest snapshot: opened anew when the folder, the generation or the day is another."""
        folder, today = self._current(), clock.today().toordinal()
        known = self._snapshot if folder == self._folder else None
        if known is not None and known.today == today and self._index.latest_generation() == self._generation:
            return known
        # What is gone is left out of what is remembered; only a clock put back could bring it back.
        memories = known.memories if known and known.today <= today else {}
        self.close()
        self._files = disk.Files(self._path / folder)
        index = self._files.open_index()
        reader = index.reader()
        self._snapshot = Snapshot(reader, today, memories)
        self._index, self._folder, self._generation = index, folder, reader.generation()
        return self._snapshot

    def close(self) -> None:
        """Let go of the open files; the next question opens them again."""
        self._index, self._snapshot, self._folder = None, None, ""
        if self._files is not None:
            self._files.close_all()
            self._files = None

    def __del__(self) -> None:
        self.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except IndexUnavailable:
            raise
        # Damaged pickles, structs and compressed blocks raise whatever they please.
        except Exception as error:
            self.close()
            raise IndexUnavailable(f"the index cannot be used: {error!r}") from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the one right to write among all processes; IndexOutOfReach when it takes too long."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            with open(self._path / "lock", "w", encoding="ascii") as lock:
                until = time.monotonic() + disk.WRITER_SECONDS
                while True:
                    try:
                        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    except BlockingIOError as error:
                        if time.monotonic() > until:
                            raise IndexOutOfReach("another process is writing the index") from error
                        time.sleep(0.05)
                yield
        except OSError as error:
            raise IndexUnavailable(f"the index cannot be written: {error}") from error

    def _begin(self) -> None:
        folder = self._new_folder()
        with disk.files(self._path / folder) as files:
            files.create_index(disk.schema())
        self._point_to(folder)

    def _new_folder(self) -> str:
        # A build that was cut off could not remove its own.
        with suppress(IndexUnavailable):
            self._sweep(self._current())
        folder = f"index-{secrets.token_hex(6)}"
        (self._path / folder).mkdir()
        return folder

    def _point_to(self, folder: str) -> None:
        draft = self._path / "current.new"
        draft.write_text(folder, encoding="ascii")
        os.replace(draft, self._path / "current")
        self._sweep(folder)

    def _sweep(self, kept: str) -> None:
        for folder in self._path.glob("index-*"):
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)
