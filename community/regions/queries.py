"""Regions as every other domain reads them: from memory for the deployment's city, by query for the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import ColumnElement

from community.foundation.paging import Page
from community.regions.directory import Directory, below
from community.regions.info import RegionInfo

Row = TypeVar("Row")

EXTENSION = "region_directory"


@dataclass(frozen=True, slots=True)
class Look:
    """Where a list looked first, the region it shows, and what it found there."""

    first: RegionInfo
    shown: RegionInfo
    page: Page


def directory() -> Directory:
    """The city of this deployment, read once per process. LookupError until regions are loaded."""
    known: Directory | None = current_app.extensions.get(EXTENSION)
    if known is None:
        known = Directory(current_app.config["CITY_CODE"])
        if not known:
            raise LookupError("The regions are not loaded yet: run `flask regions load`.")
        current_app.extensions[EXTENSION] = known
    return known


def forget_directory() -> None:
    """Read the city anew at its next use, after a change."""
    current_app.extensions.pop(EXTENSION, None)


def region_name(code: str | None) -> str:
    """ "Jatirasa"; "" for a code nobody knows."""
    region = directory().by_code(code)
    return region.name if region else ""


def region_label(code: str | None) -> str:
    """ "Kel. Jatirasa"; "" for a code nobody knows."""
    region = directory().by_code(code)
    return region.label if region else ""


def distance_km(code_a: str | None, code_b: str | None) -> float | None:
    """Kilometres between the middles of two regions; None where one is unknown."""
    return directory().distance_km(code_a, code_b)


def codes_under(code: str) -> tuple[str, ...]:
    """The codes of a region of this city and of everything in it."""
    return directory().codes_under(code)


def where_to_look(slug: str | None, home_code: str | None) -> tuple[RegionInfo, ...]:
    """Regions a list tries in turn: the one asked for alone, else from home up to the city."""
    asked = directory().by_slug(slug)
    if asked is not None and directory().covers(asked.code):
        return (asked,)
    return directory().path(home_code) or (directory().city,)


def look(slug: str | None, home_code: str | None, page_in: Callable[[RegionInfo], Page]) -> Look:
    """The first page with rows where a list looks in turn; the widest one where there are none."""
    steps = where_to_look(slug, home_code)
    for shown in steps:
        page = page_in(shown)
        if page.rows:
            break
    return Look(first=steps[0], shown=shown, page=page)


def ways_wider(shown: RegionInfo, home_code: str | None, address: Callable[..., str]) -> list[tuple[str, str, bool]]:
    """(label, href, whether it is shown) of what one tap leads to: from home, or from the region shown, to the city.

    `address(wilayah=slug)` is the list in that region.
    """
    path = directory().path(home_code)
    if shown not in path:
        path = directory().path(shown.code)
    return [(step.label, address(wilayah=step.slug), step == shown) for step in path]


def nearest_with(
    region: RegionInfo, rows_in: Callable[[Sequence[str]], Sequence[Row]]
) -> tuple[RegionInfo, Sequence[Row]]:
    """What `rows_in` finds in the region, else in the kecamatan or city around it; and where that was."""
    for shown in directory().path(region.code) or (region,):
        rows = rows_in(codes_under(shown.code))
        if rows:
            return shown, rows
    return region, ()


def find(text: str, limit: int = 8) -> list[RegionInfo]:
    """Regions of the city that a typed name or postal code may mean, best first."""
    return directory().find(text, limit)


def region_condition(column: Any, code: str) -> ColumnElement[bool]:
    """SQL: rows in a region or below it, by index on every engine and collation."""
    codes = directory().codes_under(code)
    if len(codes) == 1:
        return column == codes[0]
    return column.in_(codes) if codes else below(column, code)


def village_choices() -> dict[str, list[tuple[str, str]]]:
    """(code, name) of every kelurahan by the label of its kecamatan, for a grouped <select>."""
    city = directory()
    return {
        district.label: [(village.code, village.name) for village in city.children(district.code)]
        for district in city.districts
    }
