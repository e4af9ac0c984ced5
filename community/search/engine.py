"""The port behind which search engines stand; usable without an application."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from community.foundation.documents import Document
from community.search.asking import Days
from community.search.hits import Found, Hit
from community.search.postgresql_engine import PostgresqlEngine
from community.search.whoosh_engine import WhooshEngine


class Engine(Protocol):
    """Writers call `index`, `remove`, `update` and `rebuild`, one at a time; everybody may ask at any time.

    Every method raises IndexUnavailable when there is no index that can be used.
    """

    def index(self, documents: Iterable[Document]) -> int:
        """Put documents in, each in the place of its older self; returns how many."""

    def remove(self, keys: Iterable[str]) -> None:
        """Take out what these keys ("job:17") name; unknown keys do nothing."""

    def update(self, documents: Iterable[Document], removed: Iterable[str]) -> int:
        """`index` and `remove` in one step."""

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], object] | None = None) -> int:
        """Build a new index beside the old one and put it in its place; `progress` is told the number so far."""

    def find(
        self,
        text: str,
        *,
        limit: int = 10,
        kinds: Collection[str] | None = None,
        shown: Collection[str] | None = None,
        region_codes: Collection[str] | None = None,
        near: Mapping[str, float] | None = None,
        place: str = "",
        trade: str | None = None,
        days: Days | None = None,
        without: Collection[str] = (),
        after: str = "",
        as_typed: bool = False,
        newest: bool = False,
        counted: bool = True,
    ) -> Found:
        """The best hits and the counts of each kind, in one pass.

        Only `kinds` exist for the asker, and nothing named in `without` ("job:17"); hits are of the kinds `shown`,
        where given. `region_codes`, `trade` and `days` keep what they tell; without words, all of that. `near`
        lifts the scores of regions by a factor, and the higher factor comes first among what then fits about as
        well. What has `place` in its title is lifted. `after` is the `next` of an earlier page. With `newest` what
        was published last comes first, of one day the nearest, and at the end what has no such day.
        A word that stands nowhere is read as the one that was meant, unless `as_typed`; see Found.corrected.
        Who needs hits alone has nothing `counted`, which is quicker.
        """

    def search(
        self,
        text: str,
        limit: int = 10,
        kinds: Collection[str] | None = None,
        region_codes: Collection[str] | None = None,
    ) -> list[Hit]:
        """The best hits alone."""

    def counts(self, text: str, kinds: Collection[str] | None = None) -> dict[str, int]:
        """How many things of each kind fit."""

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """What documents say beside their titles, by their names; what is gone is left out."""

    def digests(self) -> dict[str, int]:
        """The digest of every document, by name: for comparing the index with what it should hold."""

    def words(self) -> dict[str, int]:
        """Every word as it is written where everybody may read it, and how often."""

    def close(self) -> None:
        """Let go of open files or connections; the next question opens them again."""

    def knows(self, word: str) -> bool:
        """Whether a word, in any of its forms, stands anywhere in the index."""

    def knows_among(self, word: str, kinds: Collection[str] | None) -> bool:
        """The same for somebody for whom only `kinds` exist."""

    def exists(self) -> bool:
        """Whether there is an index at all, whatever its state."""

    def check(self) -> int:
        """Read through the index; returns the number of its documents."""


ENGINES: dict[str, Callable[[str], Engine]] = {
    "whoosh": lambda folder: WhooshEngine(Path(folder)),
    "postgresql": PostgresqlEngine,
}


def chosen_engine(settings: Mapping[str, Any]) -> tuple[str, str]:
    """Which engine the settings of a site ask for, and where its index is; ValueError with a sentence otherwise."""
    name = str(settings["SEARCH_ENGINE"])
    if name not in ENGINES:
        raise ValueError(f"SEARCH_ENGINE={name} is unknown; use one of {', '.join(ENGINES)}.")
    if name == "whoosh":
        return name, str(settings["SEARCH_INDEX_PATH"])
    url = str(settings["SEARCH_DATABASE_URL"] or settings["SQLALCHEMY_DATABASE_URI"])
    if not url.startswith(("postgresql://", "postgresql+psycopg://")):
        raise ValueError(
            "SEARCH_ENGINE=postgresql needs a PostgreSQL database: set SEARCH_DATABASE_URL=postgresql://user@host/name,"
            " or DATABASE_URL to one."
        )
    return name, url


def make_engine(name: str, where: str | Path) -> Engine:
    """The engine called `name` over the index at `where`, made when first written to.

    `where` is a folder for "whoosh" and the address of a database for "postgresql".
    """
    return ENGINES[name](str(where))
