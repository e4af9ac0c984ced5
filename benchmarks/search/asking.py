"""The judged queries put to each engine over the demo city, for which the environment of the process is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from unittest.mock import patch

from benchmarks.measure import tell
from benchmarks.search import city, judging
from benchmarks.search.engines import OWN, Own, open_engine
from benchmarks.search.judging import Asked, Grades, Thing
from benchmarks.search.metrics import TOP
from community import create_app
from community.search import policies, queries

Ask = Callable[[str], list[str]]


class City:
    """The demo city with its judgements; each engine's index is built once in a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.documents = list(city.read(folder / city.DOCUMENTS))
        self.queries = judging.queries()

    @cached_property
    def grades(self) -> dict[str, Grades]:
        """By the text of a query."""
        things = [Thing.of(document) for document in self.documents if document.kind in judging.KINDS]
        return {asked.text: judging.judge(asked, things) for asked in self.queries}

    @contextmanager
    def asking(self, name: str) -> Iterator[Ask]:
        """The ten best of an engine for a text. NotAtHandError.

        Engines of the site are asked as its page asks them, for a visitor; the others find the same kinds alone.
        """
        engine = open_engine(name, self._folder, "quality")
        built = self._folder / f"quality-{name}.built"
        try:
            if not built.exists():
                tell(f"{name}: building the index …")
                mine = (one for one in self.documents if name in OWN or one.kind in judging.KINDS)
                engine.rebuild(mine)
                built.touch()
            if isinstance(engine, Own):
                with self._site(engine) as ask:
                    yield ask
            else:
                yield lambda text: engine.ask(text, TOP)
        finally:
            engine.close()

    @contextmanager
    def _site(self, own: Own) -> Iterator[Ask]:
        def ask(text: str) -> list[str]:
            found = queries.search(text, kinds=policies.FOR_EVERYBODY)
            if found.degraded:
                raise RuntimeError("the index could not be used")
            return [card.key for card in found.cards[:TOP]]

        with create_app().app_context(), patch.object(queries, "engine", lambda: own.engine):
            yield ask

    def answers(self, name: str, queries: Iterable[Asked]) -> list[list[str]]:
        """What an engine finds for each. NotAtHandError."""
        with self.asking(name) as ask:
            return [ask(asked.text) for asked in queries]
