"""What is taken out of a report, so that nothing is told of fewer than five people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from community.recommendations.measures import people
from community.recommendations.measures.hiding import hidden, hidden_parts, rounded, told_share
from community.recommendations.views import figures
from tests.factories import JATIRASA


def test_one_small_group_takes_the_next_with_it() -> None:
    assert hidden({"a": 40, "b": 7, "c": 3}) == {"b", "c"}
    assert hidden({"a": 40, "b": 7, "c": 5}) == set()
    assert hidden({"a": 40, "b": 3, "c": 2}) == {"b", "c"}
    assert hidden({"a": 40, "b": 9, "c": 1, "d": 2}) == {"b", "c", "d"}
    assert hidden({"a": 3}) == {"a"}
    assert hidden({"a": 40, "b": 0}) == set()


def test_how_many_were_reached_is_hidden_where_few_were_or_all_but_few() -> None:
    everybody = {"a": 40, "b": 40, "c": 40, "d": 6}
    assert hidden_parts({"a": 20, "b": 12, "c": 3, "d": 0}, everybody) == {"b", "c", "d"}
    assert hidden_parts({"a": 20, "b": 38, "c": 12, "d": 6}, everybody) == {"a", "b", "d"}
    assert hidden_parts({"a": 20, "b": 12, "c": 15}, everybody) == set()


def test_those_who_were_not_reached_are_not_told_of_together_either() -> None:
    everybody = {"a": 20, "b": 10, "c": 40, "d": 44}
    # Of a and b one each was not reached: by what the others got, two would be known of.
    found = hidden_parts({"a": 19, "b": 9, "c": 20, "d": 22}, everybody)
    assert found == {"a", "b", "c"}


def told_of(got: int, number: int, shown: int) -> dict[str, Any]:
    """What is told of a group of so many beside a large one: so many were taken, each is shown so much."""
    rest = {f"other {each}": "no" for each in range(100)}
    everybody = rest | {f"one {each}": "yes" for each in range(number)}
    lists = {person: [("job:1", 0.5)] * 10 for person in everybody}
    lists["one 0"] = lists["one 0"][:shown]
    taken = [f"one {each}" for each in range(got)] + list(rest)[:40]
    rows = [SimpleNamespace(id=person, sex=group) for person, group in everybody.items()]
    return next(row for row in people.figures_of(rows, "sex", lists, taken, []).told() if row["group"] == "yes")


def test_neither_a_share_nor_a_mean_tells_how_many_there_are() -> None:
    seventeen = told_of(got=9, number=17, shown=3)
    assert (seventeen["people"], seventeen["accepted"], seventeen["listed"]) == (15, 0.67, 9.5)
    # One more, taken or not, is not seen from one night to the next.
    assert told_of(10, 17, 3) == told_of(9, 17, 1) == told_of(10, 16, 3) == seventeen


def test_numbers_of_people_are_rounded() -> None:
    assert [rounded(number) for number in (5, 7, 8, 12, 13)] == [5, 5, 10, 10, 15]


def test_a_share_of_few_is_told_as_none() -> None:
    assert [told_share(part, 12) for part in (0, 2, 3, 12)] == [0, 0, 0.5, 1]
    assert told_share(1, 2) == 0


@pytest.mark.usefixtures("app")
def test_whether_a_small_group_holds_anybody_is_not_told() -> None:
    nobody: list[dict[str, Any]] = []
    one = [{"group": "", "hidden": True}, {"group": "ya", "hidden": True}]
    assert figures.groups("disability", nobody) == figures.groups("disability", one)
    assert figures.groups("disability", nobody)["hidden"] == 3
    assert figures.groups("kelurahan", [{"group": JATIRASA, "people": 20}])["hidden"] == 55
