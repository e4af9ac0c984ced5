"""From the figures of one database engine to rows and a table."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.pages import PAGES, QUERIES, SIGN_IN, SIGN_UP
from benchmarks.report import Row, rounded, shown, table
from benchmarks.rounds import BARE, Figures, Results

# By page: [status, statements, bytes], or why it could not be opened.
Queries = dict[str, list[int] | str]
PAGE_NAMES = {page.name for page in PAGES}
TARGETS = {page.name: page.target for page in PAGES} | {SIGN_UP: 5.0}
MOST_MEGABYTES, MOST_SECONDS = 90.0, 2.0
MOST_SECONDS_AGAIN, MOST_SECONDS_COUNTRY = 3.0, 60.0
LARGEST = "large"
# Two medians of the same page differ by less than this; what grows with the rows differs by far more.
GROWTH = 1.25
HEAD = ("", "CPU ms", "of it db", "× bare", "target", "req/s", "p50 ms", "p99 ms", "queries", "growth", "")


@dataclass(frozen=True, slots=True)
class EngineResult:
    """Everything measured on one engine.

    MB of each web worker and of the background worker; s of cold starts of the web server, of `make run` on a city
    that is there already, and of the import of all regions of Indonesia.
    """

    name: str
    measured: str
    results: Results
    queries: dict[str, Queries]
    memory: list[float]
    background: float
    cold: list[float]
    again: list[float]
    country: float

    def figures(self, page: str) -> Figures:
        """The figures of a page on the measured size."""
        return self.results[page][self.measured]

    def times_bare(self, page: str) -> float | None:
        """How often the bare list fits into the page."""
        return rounded(self.figures(page).times_bare)

    def counted(self, page: str, size: str) -> tuple[int | None, int | None, str]:
        """(statements, bytes of the page, why not) of a page on a size."""
        found = self.queries[size].get(page, "not asked")
        if isinstance(found, str):
            return None, None, found
        status, statements, length = found
        return (statements, length, "") if status < 400 else (None, None, f"answers {status}")

    def growth(self, page: str, size: str, smaller: str) -> tuple[float | None, str]:
        """Time on a size against the next smaller one, for a page as long."""
        by_size = self.results[page]
        more, less = (by_size[one].totals if one in by_size else [] for one in (size, smaller))
        lengths = [self.counted(page, one)[1] for one in (size, smaller)]
        if not (more and less and lengths[0] and lengths[1]):
            return None, next(
                (by_size[one].why for one in (size, smaller) if one in by_size and by_size[one].why), "not measured"
            )
        times = statistics.median(one / other for one, other in zip(more, less, strict=False))
        return rounded(times / max(1.0, lengths[0] / lengths[1])), ""

    def sizes(self) -> list[tuple[str, str]]:
        """Each size with the next smaller one."""
        names = list(self.queries)
        return list(zip(names[1:], names, strict=False))


def _page_rows(result: EngineResult, page: str) -> Iterator[Row]:
    figures, what = result.figures(page), f"{result.name}, {page}"
    why, target = figures.why, TARGETS.get(page)
    worker = statistics.median(figures.worker_ms) if figures.worker_ms else None
    stored = statistics.median(figures.database_ms) if figures.database_ms else None
    yield Row(f"{what}: CPU of the workers", rounded(worker), "ms/request", None, why)
    yield Row(f"{what}: CPU of the database server", rounded(stored), "ms/request", None, why)
    if page != BARE:
        yield Row(f"{what}: CPU against the bare list", result.times_bare(page), "×", target, why)
    rate = statistics.median(figures.per_second) if figures.per_second else None
    yield Row(f"{what}: requests", rounded(rate), "1/s", None, why)
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        yield Row(f"{what}: {name}", rounded(figures.milliseconds(share)), "ms", None, why)


def _growth_rows(result: EngineResult, page: str) -> Iterator[Row]:
    what = f"{result.name}, {page}"
    for size in result.queries:
        statements, _length, why = result.counted(page, size)
        yield Row(f"{what}: queries on {size}", statements, "queries", QUERIES if page in PAGE_NAMES else None, why)
    for size, smaller in result.sizes():
        more, less = result.counted(page, size)[0], result.counted(page, smaller)[0]
        added = None if more is None or less is None else more - less
        yield Row(
            f"{what}: queries added from {smaller} to {size}",
            added,
            "queries",
            0,
            "" if added is not None else "not counted",
        )
        if page in PAGE_NAMES:
            value, why = result.growth(page, size, smaller)
            yield Row(f"{what}: time from {smaller} to {size}, for a page as long", value, "×", GROWTH, why)


def rows_of(result: EngineResult) -> list[Row]:
    """Every figure of an engine."""
    rows = list(_page_rows(result, BARE))
    for page in [*TARGETS, SIGN_IN]:
        rows += [*_page_rows(result, page), *_growth_rows(result, page)]
    worst, name = max(result.memory, default=None), result.name
    if LARGEST not in result.queries:
        why = "loading so many takes long: ask for it with BENCH_LARGE=1"
        rows.append(Row(f"{name}, every page: time from {result.measured} to {LARGEST}", None, "×", GROWTH, why))
    rows.append(Row(f"{name}, memory (PSS) of a web worker after the load", rounded(worst), "MB", MOST_MEGABYTES))
    rows.append(Row(f"{name}, memory (PSS) of the background worker", rounded(result.background), "MB"))
    cold, again = (statistics.median(starts) if starts else None for starts in (result.cold, result.again))
    rows.append(Row(f"{name}, cold start of the web server", rounded(cold), "s", MOST_SECONDS))
    rows.append(Row(f"{name}, second start of make run", rounded(again), "s", MOST_SECONDS_AGAIN))
    rows.append(Row(f"{name}, import of all regions of Indonesia", rounded(result.country), "s", MOST_SECONDS_COUNTRY))
    return rows


def _line(result: EngineResult, page: str) -> list[str]:
    figures, target = result.figures(page), TARGETS.get(page)
    if figures.total_ms is None:
        return [page, *["–"] * 3, shown(target), *["–"] * 5, figures.why]
    ratio = result.times_bare(page) if page != BARE else None
    missed = ratio is not None and target is not None and ratio > target
    sizes = result.sizes()
    growth = result.growth(page, *sizes[-1])[0] if sizes and page in PAGE_NAMES else None
    counted = result.counted(page, result.measured)[0] if page != BARE else 1
    return [
        page, shown(rounded(figures.total_ms)), shown(rounded(statistics.median(figures.database_ms))), shown(ratio),
        shown(target), shown(rounded(statistics.median(figures.per_second))), shown(rounded(figures.milliseconds(0.5))),
        shown(rounded(figures.milliseconds(0.99))), shown(counted), shown(growth), "missed" if missed else "",
    ]  # fmt: skip


def table_of(result: EngineResult) -> str:
    """The figures of an engine for the screen."""
    head = [f"{result.name}, {result.measured}", *HEAD[1:]]
    return table(head, [_line(result, page) for page in [BARE, *TARGETS, SIGN_IN]])
