"""A stored report as its page shows it: names, sentences and numbers as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from community.foundation.cards import Card
from community.foundation.languages import format_date, format_number
from community.recommendations.words import ALARMS, KINDS, decimal, group_name, in_order, number_of_groups, percent
from community.regions import queries as regions

SHOWN_OF_KIND = 8


def alarms(found: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Each kelurahan with what it lacks."""
    shown = []
    for alarm in found:
        region = regions.directory().by_code(alarm["region"])
        if region is not None:
            reasons = ", ".join(str(ALARMS[what]) for what in alarm["what"] if what in ALARMS)
            href = url_for("home.area", slug=region.slug)
            shown.append(
                {"href": href, "title": region.label, "meta": reasons, "icon": "alert-triangle", "tone": "brick"}
            )
    return shown


def _cell(row: Mapping[str, Any], key: str, words: str) -> str:
    return words if row.get(key) is not None else _("terlalu sedikit")


def _share(row: Mapping[str, Any], key: str) -> str:
    return _cell(row, key, percent(row.get(key)))


def groups(dimension: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Bars of what each group gets of places, and all its numbers."""
    bars, lines = [], []
    for row in in_order(dimension, [row for row in rows if not row.get("hidden")]):
        name = group_name(dimension, row["group"])
        if row.get("accepted_share") is not None:
            bars.append((name, round(row["accepted_share"] * 100), percent(row["accepted_share"])))
        lines.append(
            [
                name,
                _("sekitar %(n)s", n=format_number(row["people"])),
                _cell(row, "listed", format_number(float(row.get("listed") or 0))),
                _cell(row, "score", percent(row.get("score"))),
                _share(row, "few"),
                _share(row, "accepted"),
                _share(row, "joined"),
            ]
        )
    most = max([bar[1] for bar in bars] + [100])
    # Empty ones among them: that a group holds anybody at all is not told either.
    return {"bars": bars, "most": most, "lines": lines, "hidden": number_of_groups(dimension) - len(lines)}


def kinds(report: Mapping[str, Any]) -> list[list[str]]:
    """A line for each kind of offer."""
    return [
        [
            str(KINDS[row["kind"]]),
            format_number(row["open"]),
            _("%(n)s (%(share)s)", n=format_number(row["never"]), share=percent(row["never"] / max(row["open"], 1))),
            decimal(row["gini"]),
            percent(row["top"]),
        ]
        for row in report["offers"]["kinds"]
    ]


def areas(report: Mapping[str, Any]) -> list[list[str]]:
    """A line for each kelurahan with offers."""
    rows = sorted(report["offers"]["areas"], key=lambda row: regions.region_name(row["group"]))
    return [[regions.region_name(row["group"]), format_number(row["offers"]), percent(row["share"])] for row in rows]


def asked(report: Mapping[str, Any]) -> list[list[str]]:
    """A line for each kind with places."""
    return [
        [
            str(KINDS[row["kind"]]),
            format_number(row["places"]),
            format_number(row["asked"]),
            decimal(row["asked"] / max(row["places"], 1)),
            format_number(row["crowded"]),
            format_number(row["unasked"]),
        ]
        for row in report["offers"]["asked"]
    ]


def never_shown(report: Mapping[str, Any], cards: Sequence[Card]) -> list[dict[str, Any]]:
    """By kind: how many, and links to the first of those that are open still."""
    found = []
    for row in report["offers"]["kinds"]:
        links = [
            {"href": card.url, "title": card.title, "meta": ", ".join(filter(None, (card.by, _place(card))))}
            for card in cards
            if card.kind == row["kind"]
        ]
        if links:
            found.append({"kind": KINDS[row["kind"]], "number": format_number(row["never"]),
                          "links": links[:SHOWN_OF_KIND]})  # fmt: skip
    return found


def _place(card: Card) -> str:
    return regions.region_label(card.region_code) if card.region_code else ""


def quality(report: Mapping[str, Any]) -> dict[str, Any]:
    """How well lists foretold answers, or how many answers there are so far."""
    said = report["quality"]
    if said.get("too_few"):
        return {"too_few": True, "number": format_number(said["decisions"])}
    bars = [
        (
            _("nilai %(low)s–%(high)s", low=decimal(row["from"]), high=decimal(row["to"])),
            round(row["came"] * 100),
            percent(row["came"]),
        )
        for row in said["bins"]
    ]
    lines = [
        [f"{decimal(row['from'])}–{decimal(row['to'])}", format_number(row["number"]), percent(row["said"]),
         percent(row["came"])]
        for row in said["bins"]
    ]  # fmt: skip
    numbers = [
        (percent(said["auc"]), _("pasangan jawaban: yang ya bernilai lebih tinggi daripada yang tidak (AUC)")),
        (percent(said["ndcg"]), _("mutu urutan, 100 kalau yang dipilih selalu paling atas (nDCG@10)")),
        (percent(said["first_three"]), _("yang dipilih ada di tiga teratas")),
    ]
    answers = _("Dari sekitar %(n)s jawaban: sekitar %(yes)s ya, %(no)s tidak.", n=format_number(said["decisions"]),
                yes=format_number(said["yes"]), no=format_number(said["no"]))  # fmt: skip
    return {"too_few": False, "bars": bars, "lines": lines, "numbers": numbers, "answers": answers}


def trend(rows: Sequence[Any]) -> list[list[Any]]:
    """A line for each night."""
    return [
        [
            format_date(worked_at),
            format_number(number),
            format_number(figures["never"]),
            decimal(figures["gini"]),
            percent(figures["few"]),
            decimal(figures["auc"]) or "–",
        ]
        for worked_at, figures, number in rows
    ]
