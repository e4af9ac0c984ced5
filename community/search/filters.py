"""What a list of results can be kept to, as addresses tell it and as people choose it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.foundation import clock
from community.foundation.forms import argument
from community.regions import queries as regions
from community.search.asking import Days
from community.search.hits import Facets
from community.search.queries import Filters
from community.skills import queries as skills

MOST_REGIONS = 15
LONGEST_CURSOR = 120
NEWEST = "terbaru"
Choice = tuple[str, str]
# value: (what counts, how many days, how it is said)
TIMES: dict[str, tuple[Literal["since", "until"], int, Any]] = {
    "baru-7": ("since", 7, _l("Baru 7 hari ini")),
    "baru-30": ("since", 30, _l("Baru 30 hari ini")),
    "sampai-7": ("until", 7, _l("Dalam 7 hari ke depan")),
    "sampai-30": ("until", 30, _l("Dalam 30 hari ke depan")),
}


def _days(value: str) -> Days | None:
    if value not in TIMES:
        return None
    of, number, _name = TIMES[value]
    today = clock.today().toordinal()
    return Days(of, today - number, today) if of == "since" else Days(of, today, today + number)


def given(kinds: Collection[str]) -> dict[str, str]:
    """The filters of this request that mean something, by their names in the address."""
    region = regions.directory().by_slug(argument("wilayah", 60))
    asked = {
        "jenis": kind if (kind := argument("jenis", 20)) in kinds else "",
        "wilayah": region.slug if region else "",
        "bidang": trade if (trade := argument("bidang", 30)) in skills.GROUPS else "",
        "waktu": time if (time := argument("waktu", 20)) in TIMES else "",
        "urut": NEWEST if argument("urut", 20) == NEWEST else "",
        "persis": argument("persis", 4),
    }
    return {name: value for name, value in asked.items() if value}


def read(values: Mapping[str, str]) -> Filters:
    """The same as a question's filters, with the page that is asked for."""
    region = regions.directory().by_slug(values.get("wilayah"))
    return Filters(
        values.get("jenis"), region.code if region else None, values.get("bidang"), _days(values.get("waktu", "")),
        argument("setelah", LONGEST_CURSOR), newest="urut" in values,
    )  # fmt: skip


def address(text: str, values: Mapping[str, str], **changes: str | None) -> str:
    """The page of these words and filters, with some of them changed."""
    merged: dict[str, Any] = {**values, **changes}
    return url_for("search.index", q=text, **{name: value for name, value in merged.items() if value})


def orders(text: str, values: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """In which order a list can stand: (name, address, whether it does)."""
    by_day = "urut" in values
    return [
        (_("Paling cocok"), address(text, values, urut=None), not by_day),
        (_("Terbaru"), address(text, values, urut=NEWEST), by_day),
    ]


def _counted(name: str, number: int) -> str:
    return f"{name} ({number})" if number else name


def choices(facets: Facets, values: Mapping[str, str]) -> dict[str, list[Choice]]:
    """What may be chosen of each filter, with how much there is of it; what is chosen stays among it."""
    return {"wilayah": _regions(facets, values), "bidang": _trades(facets, values), "waktu": _times(facets, values)}


def _regions(facets: Facets, values: Mapping[str, str]) -> list[Choice]:
    city = regions.directory()
    often = sorted(facets.regions, key=lambda code: (-facets.regions[code], code))[:MOST_REGIONS]
    there = [(region, facets.regions[code]) for code in often if (region := city.by_code(code))]
    found = [(region.slug, _counted(region.label, number)) for region, number in there]
    chosen = city.by_slug(values.get("wilayah"))
    if chosen and chosen.slug not in {slug for slug, _name in found}:
        found.insert(0, (chosen.slug, chosen.label))
    return [("", _("Seluruh kota")), *found]


def _trades(facets: Facets, values: Mapping[str, str]) -> list[Choice]:
    often = sorted(facets.trades, key=lambda trade: -facets.trades[trade])
    found = [(trade, _counted(skills.group_name(trade), facets.trades[trade])) for trade in often]
    chosen = values.get("bidang", "")
    if chosen and chosen not in facets.trades:
        found.insert(0, (chosen, skills.group_name(chosen)))
    return [("", _("Semua bidang")), *found]


def _times(facets: Facets, values: Mapping[str, str]) -> list[Choice]:
    found = []
    for value, (of, number, name) in TIMES.items():
        count = (facets.new if of == "since" else facets.ending).get(number, 0)
        if count or value == values.get("waktu"):
            found.append((value, _counted(str(name), count)))
    return [("", _("Kapan saja")), *found]


def chips(text: str, values: Mapping[str, str]) -> list[dict[str, str]]:
    """What is set now beside the kind, each with the address without it."""
    region = regions.directory().by_slug(values.get("wilayah"))
    names = {
        "wilayah": region.label if region else "",
        "bidang": skills.group_name(values["bidang"]) if "bidang" in values else "",
        "waktu": str(TIMES[values["waktu"]][2]) if "waktu" in values else "",
    }
    return [{"text": name, "href": address(text, values, **{key: None})} for key, name in names.items() if name]
