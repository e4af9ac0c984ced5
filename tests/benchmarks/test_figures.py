"""How figures are made of measurements: percentiles, ratios, growth, rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.client import Burst, percentile
from benchmarks.pages import PAGES, SIGN_IN, SIGN_UP
from benchmarks.report import Row, rounded, shown, table, write
from benchmarks.results_of import EngineResult, Queries, rows_of, table_of
from benchmarks.rounds import BARE, Figures

JSON_KEYS = {"what", "value", "unit", "target", "met"}


def figures(*milliseconds: float, database: float = 0.0, bare: float | None = None) -> Figures:
    """Figures of one round for each number of milliseconds, ten requests each, beside a bare list of so many."""
    made = Figures()
    for one in milliseconds:
        made.add(Burst(times=[one / 1000] * 10, seconds=1.0), one / 100, database / 100, bare)
    return made


def result(city: Figures, small: Figures, bare: Figures) -> EngineResult:
    """The same figures for every page; pages of the city are twice as long."""
    results = {page.name: {"small": small, "city": city} for page in PAGES}
    results |= {SIGN_IN: {"city": city}, SIGN_UP: {"city": city}, BARE: {"city": bare}}
    queries: dict[str, Queries] = {
        size: {name: [200, number, length] for name in results}
        for size, number, length in (("small", 3, 1000), ("city", 4, 2000))
    }
    return EngineResult("SQLite", "city", results, queries, [70.0, 80.0], 120.0, [1.0, 3.0, 1.5], [2.0, 9.0, 3.5], 61.0)


def by_name(rows: list[Row]) -> dict[str, Row]:
    """Rows by what they say."""
    assert len({row.what for row in rows}) == len(rows)
    return {row.what: row for row in rows}


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 2), (0.51, 3), (0.99, 4), (1.0, 4)])
def test_a_percentile_is_one_of_the_values(share: float, expected: float) -> None:
    assert percentile([4, 1, 3, 2], share) == expected


def test_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_a_burst_says_what_was_wrong() -> None:
    burst = Burst(times=[0.1])
    burst.statuses.update({200: 3, 500: 2})
    burst.failures["TimeoutError"] = 1
    assert burst.wrong(200) == "2 answered 500, 1 failed (TimeoutError)"
    burst.statuses.pop(500)
    burst.failures.clear()
    assert burst.wrong(200) == ""


@pytest.mark.parametrize(
    ("value", "target", "met"), [(3.0, 3.0, True), (3.1, 3.0, False), (99.0, None, True), (None, None, False)]
)
def test_a_row_is_met_when_measured_and_not_above_its_target(
    value: float | None, target: float | None, met: bool
) -> None:
    assert Row("front page", value, "×", target).met is met


def test_the_file_has_the_form_every_benchmark_writes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "bench.json"
    write(path, "site", [Row("front page", 2.5, "×", 3.0), Row("search", None, "×", 8.0, "/cari answers 404")])
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert set(kept) == {"name", "commit", "machine", "rows"}
    assert kept["name"] == "site" and kept["commit"] and kept["machine"]
    front, search = kept["rows"]
    assert set(front) == JSON_KEYS and front["met"] is True
    assert set(search) == JSON_KEYS | {"why"}
    assert (search["value"], search["met"], search["why"]) == (None, False, "/cari answers 404")


def test_the_median_of_the_rounds_stands_against_the_bare_list() -> None:
    rows = by_name(rows_of(result(figures(8, 30, 6, bare=2.5), figures(4), figures(2, database=0.5))))
    assert rows["SQLite, front page: CPU of the workers"].value == 8
    ratio = rows["SQLite, front page: CPU against the bare list"]
    assert (ratio.value, ratio.target, ratio.met) == (3.2, 3.0, False)
    assert rows["SQLite, search: CPU against the bare list"].met


def test_a_burst_is_compared_with_those_of_its_round() -> None:
    city, small = Figures(), figures(4, 8, 4)
    # The machine was half as fast in the second round, for every server.
    for number, slowed in enumerate((1, 2, 1)):
        city.add(Burst(times=[0.006] * 10, seconds=1.0), 0.06 * slowed, 0.0, [2.0, 4.0, 2.0][number])
    assert city.times_bare == 3.0
    measured = result(city, small, figures(2, 4, 2))
    measured.queries["city"]["front page"] = [200, 4, 1000]
    assert measured.growth("front page", "city", "small") == (1.5, "")


def test_growth_is_told_for_a_page_as_long() -> None:
    grown = result(figures(8), figures(4), figures(2))
    # Twice the time for twice the page is no growth; the same page at twice the time would be.
    assert grown.growth("front page", "city", "small") == (1.0, "")
    grown.queries["city"]["front page"] = [200, 4, 1000]
    assert grown.growth("front page", "city", "small") == (2.0, "")


def test_queries_are_judged_on_every_size_and_must_not_grow() -> None:
    rows = by_name(rows_of(result(figures(4), figures(4), figures(2))))
    assert rows["SQLite, front page: queries on small"].met
    added = rows["SQLite, front page: queries added from small to city"]
    assert (added.value, added.met) == (1, False)


def test_a_page_that_fails_keeps_its_rows_and_says_why() -> None:
    broken = result(figures(4), figures(4), figures(2))
    broken.results["search"] = {"small": figures(4), "city": Figures(why="/cari answers 404")}
    broken.queries["city"]["search"] = "/cari answers 404"
    rows = [row for row in rows_of(broken) if row.what.startswith("SQLite, search")]
    judged = [row for row in rows if row.target is not None and not row.what.endswith("small")]
    assert judged and all(row.value is None and not row.met and row.why for row in judged)
    assert "/cari answers 404" in table_of(broken)


def test_the_heaviest_worker_and_the_median_start_count() -> None:
    rows = by_name(rows_of(result(figures(4), figures(4), figures(2))))
    assert rows["SQLite, memory (PSS) of a web worker after the load"].value == 80
    assert rows["SQLite, cold start of the web server"].value == 1.5
    again = rows["SQLite, second start of make run"]
    assert (again.value, again.target, again.met) == (3.5, 3.0, False)
    country = rows["SQLite, import of all regions of Indonesia"]
    assert (country.value, country.target, country.met) == (61, 60.0, False)


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0.5, "0.50"), (3.0, "3"), (12.34, "12.3"), (123.4, "123"), (2.25, "2.25")]
)
def test_figures_on_the_screen(value: float | None, text: str) -> None:
    assert shown(value) == text


def test_three_figures_are_kept() -> None:
    assert (rounded(0.12345), rounded(12.345), rounded(12345.6), rounded(None)) == (0.123, 12.3, 12346, None)


def test_columns_line_up() -> None:
    assert table(["page", "ms"], [["front", "10"], ["a", "2.5"]]) == "page    ms\nfront   10\na      2.5"
