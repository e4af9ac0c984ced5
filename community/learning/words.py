"""How trainings are put into words."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from community.foundation import languages
from community.learning.models import Training


def as_day(value: Any) -> date:
    """A day out of a list's mark; ValueError when it is none."""
    return date.fromisoformat(str(value))


def cost_words(cost: int) -> str:
    """ "Gratis" or "Rp150.000"."""
    return languages.format_money(cost) if cost else _("Gratis")


def short_words(training: Training) -> str:
    """ "Gratis · 24 jam"."""
    return f"{cost_words(training.cost)} · {_('%(n)s jam', n=training.hours)}"


def days_words(training: Training) -> str:
    """ "Sen, 23 Nov 2026", or the first and the last day."""
    first = languages.format_date(training.starts_on)
    if training.starts_on == training.ends_on:
        return first
    return _("%(first)s sampai %(last)s", first=first, last=languages.format_date(training.ends_on))
