"""What "Hari ini" suggests about one's own profile."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from community.foundation import concerns, slots
from community.members import queries
from community.members.views import sections

# With this many answers the lists are good; more is welcome, but no longer asked for.
ENOUGH_STEPS = 4


def _suggestion(actor: Any, **_values: Any) -> dict[str, Any] | None:
    """One line while the profile is still short of what lists for her need."""
    answered = {name for row in concerns.of(actor, "answered_steps") for name in (row.note or "").split()}
    missing = [step for step in sections.STEPS if step not in answered]
    if len(answered) >= ENOUGH_STEPS or not missing:
        return None
    return {
        "href": url_for("members.onboarding", step=missing[0]),
        "title": _("Lengkapi profil supaya sarannya lebih pas"),
        "meta": _("%(done)s dari %(all)s bagian sudah diisi", done=len(answered), all=len(sections.STEPS)),
        "icon": "edit",
        "tone": "sun",
    }


def init_app(app: Flask) -> None:
    """Offer the suggestion of "Hari ini"."""
    concerns.offer(app, "answered_steps", queries.answered)
    slots.offer(app, "today.suggestion", _suggestion, position=90)
