"""A suggestion as its card shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from community.foundation import clock, slots
from community.foundation.cards import Card
from community.foundation.languages import format_date, format_span
from community.foundation.money import format_pay
from community.recommendations.queries import Order, Suggestion
from community.recommendations.sentences import HIDE_REASONS, spoken
from community.regions.queries import region_label

SOON = timedelta(days=3)
# What these reasons say is true of every neighbour.
OF_EVERYBODY = {"same_region", "distance", "online", "available", "new"}


def _when(card: Card) -> str:
    if card.starts_at is not None:
        return format_span(card.starts_at, card.ends_at)
    if card.closes_on is None:
        return ""
    day = format_date(card.closes_on)
    if card.kind == "training":
        return _("Mulai %(day)s", day=day)
    return _("Lamar sampai %(day)s", day=day) if card.kind == "job" else _("Daftar sampai %(day)s", day=day)


def _soon(card: Card) -> bool:
    return card.starts_at is not None and card.starts_at < clock.now() + SOON


def order_shown(order: Order, found: Iterable[Suggestion]) -> str:
    """How a list came about, as its page says it: "near" where the profile told too little to choose by."""
    quoted = (reason for one in found for reason in one.reasons if reason.get("for", True))
    if order is Order.FITTING and all(reason["code"] in OF_EVERYBODY for reason in quoted):
        return "near"
    return order.value


def shown(suggestion: Suggestion, level: int) -> dict[str, Any]:
    """The card under a heading of this level, with what its hide form names."""
    card = suggestion.card
    return {
        "kind": card.kind,
        "public_id": card.public_id,
        "led": card.starts_at is not None,
        "face": _face(card, _soon(card), json.dumps(suggestion.reasons), level),
    }


@slots.remembered
def hide_buttons() -> str:
    """What may be wrong with a suggestion: the same buttons for each."""
    return slots.fragment("recommendations/_hide_buttons.html", reasons=HIDE_REASONS)


@slots.remembered
def _face(card: Card, soon: bool, why: str, level: int) -> str:
    """What a card says; `why` is its reasons as JSON. People come back to the same suggestions again and again."""
    reasons, lacks = spoken(json.loads(why), card.kind)
    values = {
        "kind": card.kind,
        "title": card.title,
        "href": card.url,
        "by": card.by,
        "place": _("Daring") if card.online else region_label(card.region_code),
        "detail": format_pay(card),
        "when": _when(card),
        "date": card.starts_at,
        "soon": soon,
        "meter": (card.taken, card.places) if card.places and card.taken is not None else None,
        "text": card.note if card.kind in {"business", "community"} else None,
        "reasons": reasons,
        "lacks": lacks,
    }
    return slots.fragment("recommendations/_face.html", card=values, level=level)
