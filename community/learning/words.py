"""How trainings are put into words."""

from __future__ import annotations

from flask_babel import gettext as _

from community.foundation import languages
from community.learning.models import Training


def cost_words(cost: int) -> str:
    """ "Gratis" or "Rp150.000"."""
    return languages.format_money(cost) if cost else _("Gratis")


def short_words(training: Training) -> str:
    """ "Gratis · 24 jam"."""
    return f"{cost_words(training.cost)} · {_('%(n)s jam', n=training.hours)}"


def days_words(training: Training) -> str:
    """ "Sen, 23 Nov 2026", or the first and the last day."""
    return languages.format_days(training.starts_on, training.ends_on)
