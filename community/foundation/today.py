"""How concerns are told on "Hari ini": as rows of what waits, and as short parts of a person's own task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from community.foundation import clock, concerns, slots
from community.foundation.languages import format_date

SHOWN = 4
# So many of a kind that is told `together` have rows of their own.
APART = 2
SOON_SECONDS = 36 * 3600
# Each kind of concern fills the columns it needs, so what is said of one is not told apart by type.
Said = Callable[[Any], Any]


def waiting_since(concern: Any) -> str:
    """What about, and since when."""
    return str(_("%(what)s · menunggu sejak %(day)s", what=concern.title, day=format_date(concern.since)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The words of each concern of a kind; its row leads to `endpoint` of the concern's key.

    `due` says until when an answer is worth something; where `told` says no, a concern has no row. More than APART
    become one row where `together` says them all, by the first of them; it leads to the page `every`.
    """

    endpoint: str
    icon: str
    title: Said = attrgetter("title")
    meta: Said = waiting_since
    tone: str | Said = "green"
    due: Said = lambda concern: None
    told: Said = lambda concern: True
    together: Said | None = None
    every: str = ""

    def rows(self, actor: Any, kind: str) -> list[dict[str, Any]]:
        """A row for each concern, in the order in which they are read; or one for all."""
        found = [concern for concern in concerns.of(actor, kind) if self.told(concern)]
        if self.together is not None and len(found) > APART:
            oldest = found[0]
            meta = _("yang paling lama sejak %(day)s", day=format_date(oldest.since))
            return [self._row(oldest) | {"href": url_for(self.every), "title": self.together(oldest), "meta": meta}]
        return [self._row(concern) for concern in found]

    def _row(self, concern: Any) -> dict[str, Any]:
        return {
            "href": url_for(self.endpoint, public_id=concern.key),
            "title": self.title(concern),
            "meta": self.meta(concern),
            "icon": self.icon,
            "tone": self.tone(concern) if callable(self.tone) else self.tone,
            "since": concern.since,
            "due": self.due(concern),
        }


def tell_what_waits(app: Flask, kind: str, telling: Telling, *, position: int) -> None:
    """Let the concerns of a kind stand among what waits for the person."""
    slots.offer(app, "today.todo", lambda actor, **_values: telling.rows(actor, kind), position=position)


def tell_how_it_fares(app: Flask, kind: str, telling: Telling, *, title: Any, more: str, position: int) -> None:
    """Let the first concerns of a kind make a part of their own, which leads on to the page `more`."""

    def part(actor: Any, **_values: Any) -> str:
        rows = telling.rows(actor, kind)[:SHOWN]
        return slots.fragment("home/_rows.html", title=title, items=rows, more=url_for(more)) if rows else ""

    slots.offer(app, "today.role", part, position=position)


def rank(row: Mapping[str, Any]) -> tuple[bool, float]:
    """Sorts what waits: what is due within a day and a half first, then whoever has waited longest."""
    now = clock.now().timestamp()
    due, since = row.get("due"), row.get("since")
    if due is not None and due.timestamp() < now + SOON_SECONDS:
        return False, due.timestamp()
    return True, since.timestamp() if since is not None else now
