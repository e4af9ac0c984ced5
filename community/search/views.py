"""The search page, and suggestions while somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, jsonify, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from community.foundation.doors import public
from community.foundation.forms import argument
from community.foundation.languages import format_number
from community.regions import queries as regions
from community.search import filters, pace, policies, queries
from community.search.suggestions import PLACE, SKILL, Suggestion, suggestions
from community.search.ways import Way, Ways, ways_on

blueprint = Blueprint("search", __name__)
KINDS = {
    "job": (_l("Lowongan"), "briefcase"),
    "training": (_l("Pelatihan"), "school"),
    "programme": (_l("Program"), "rocket"),
    "mentor": (_l("Mentor"), "heart-handshake"),
    "event": (_l("Acara"), "calendar-event"),
    "business": (_l("Usaha"), "building-store"),
    "community": (_l("Komunitas"), "users"),
    "member": (_l("Warga"), "user"),
}
EXAMPLES = ("kasir", "barista", "jahit", "sopir", "admin", "modal usaha", "digital marketing", "kue")
SUGGESTED = {**KINDS, SKILL: (_l("Keahlian"), "bulb"), PLACE: (_l("Wilayah"), "map-pin")}
# What no entry has a day of.
UNDATED = {"community", "member"}
LONGEST = 200


def _count(number: int, is_least: bool) -> dict[str, Any]:
    """A number on a tab; one that may be higher is rounded down to two digits."""
    step = 10 ** max(len(str(number)) - 2, 0) if is_least else 1
    return {"count": number // step * step, "more": is_least}


def _said(number: int, is_least: bool) -> str:
    """The same in words: "2.600+"."""
    told = _count(number, is_least)
    return f"{format_number(told['count'])}{'+' if told['more'] else ''}"


def _number(results: queries.Results, shown: str | None) -> str:
    """How many there are of what is shown, "" where there is nothing to show."""
    if not results.cards:
        return ""
    if shown:
        return _said(results.counts.get(shown, 0), shown in results.more)
    return _said(results.total, results.total_is_least)


def _tabs(text: str, results: queries.Results, values: Mapping[str, str]) -> list[dict[str, Any]]:
    shown = values.get("jenis")
    kinds = [kind for kind in KINDS if kind in results.counts or kind == shown]
    everything = {
        "href": filters.address(text, values, jenis=None), "text": _("Semua"), "active": shown is None,
        **_count(results.total, results.total_is_least),
    }  # fmt: skip
    return [
        everything,
        *(
            {
                "href": filters.address(text, values, jenis=kind), "text": KINDS[kind][0], "icon": KINDS[kind][1],
                "active": kind == shown, **_count(results.counts.get(kind, 0), kind in results.more),
            }
            for kind in kinds
        ),
    ]  # fmt: skip


def _orders(text: str, results: queries.Results, values: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The orders to choose from, where there is more than one thing that was published some day."""
    shown = sum(results.counts.values()) if "jenis" not in values else results.counts.get(values["jenis"], 0)
    if results.degraded or shown < 2 or all(card.kind in UNDATED for card in results.cards):
        return []
    return filters.orders(text, values)


def _doors() -> list[dict[str, Any]]:
    """The lists people most often look for, as big doors."""
    doors = (
        ("jobs.index", "briefcase", "green", _("Cari kerja"), _("Lowongan dekat rumah")),
        ("learning.index", "school", "sky", _("Belajar"), _("Pelatihan dan kursus")),
        ("mentoring.index", "heart-handshake", "sky", _("Cari mentor"), _("Bertanya pada yang berpengalaman")),
        ("businesses.index", "building-store", "sun", _("Cari usaha"), _("Pemasok, mitra, dan pelanggan")),
        ("events.index", "calendar-event", "clay", _("Ikut acara"), _("Bazar, kumpul, dan pelatihan singkat")),
        ("programmes.index", "rocket", "plum", _("Program"), _("Modal, pendampingan, dan pasar baru")),
    )
    return [
        {"href": url_for(endpoint), "icon": icon, "tone": tone, "title": title, "text": text}
        for endpoint, icon, tone, title, text in doors
    ]


def _chips(words: tuple[str, ...] | list[str]) -> list[dict[str, str]]:
    return [{"href": url_for("search.index", q=word), "text": word} for word in words]


def _ways(text: str, kinds: tuple[str, ...], values: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Where to go on from a page without results; people stand under their own tab alone."""
    shown = values.get("jenis")
    listed = (shown,) if shown else tuple(kind for kind in kinds if kind != queries.PEOPLE)
    found = ways_on(text, kinds=kinds, shown=listed)
    return {name: [_way(way, shown) for way in getattr(found, name)] for name in Ways.__slots__}


def _way(way: Way, shown: str | None) -> dict[str, Any]:
    return {
        "href": url_for("search.index", q=way.text, jenis=shown),
        "title": way.place.label if way.place else way.text,
        "icon": "map-pin" if way.place else "search",
        "count": _said(way.count, way.is_least),
    }


@blueprint.get("/cari")
@public
def index() -> str:
    """Everything that fits what was typed, mine first; without words, where to begin."""
    text = argument("q", LONGEST)
    if not text:
        return render_template("search/start.html", doors=_doors(), examples=_chips(EXAMPLES))
    pace.count_question(g.actor)
    kinds = policies.visible_kinds(is_member=g.actor.is_authenticated)
    values = filters.given(kinds)
    asked = filters.read(values)
    results = queries.search(
        text, kinds=kinds, filters=asked, home_code=g.actor.region_code, as_typed="persis" in values
    )
    return render_template(
        "search/results.html", text=text, results=results, values=values, tabs=_tabs(text, results, values),
        total=results.total, number=_number(results, values.get("jenis")),
        region_label=regions.region_label, choices=filters.choices(results.facets, values),
        chips=filters.chips(text, values), everything=url_for("search.index", q=text),
        newer=filters.address(text, values) if asked.after else None,
        older=filters.address(text, values, setelah=results.next) if results.next else None,
        ways=_ways(text, kinds, values) if not results.cards else None,
        as_typed=filters.address(text, values, persis="ya"), orders=_orders(text, results, values),
        home=regions.directory().by_code(g.actor.region_code),
        # Other words are looked for in the same place, kind and order; in which trade or week, they say anew.
        kept={name: values[name] for name in ("jenis", "wilayah", "urut") if name in values},
    )  # fmt: skip


@blueprint.get("/cari.json")
@public
def suggest() -> Response:
    """What `q` may become, at most eight: [{text, hint, icon, href}]; `hint` says what it is.

    Kept by no browser: who hides is gone at the next letter.
    """
    text = argument("q", 80)
    if len(text) <= 1:
        return jsonify([])
    pace.count_question(g.actor)
    return jsonify([_suggestion(one) for one in suggestions(text, is_member=g.actor.is_authenticated)])


def _suggestion(found: Suggestion) -> dict[str, str]:
    hint, icon = SUGGESTED[found.kind]
    kind = found.kind if found.kind in policies.FOR_EVERYBODY else None
    # Whoever may see a name may see the kelurahan: they are one field.
    place = regions.region_label(found.region_code) if found.region_code else ""
    return {
        "text": found.text,
        "hint": f"{hint} · {place}" if place else str(hint),
        "icon": icon,
        "href": found.address or url_for("search.index", q=found.text, jenis=kind),
    }
