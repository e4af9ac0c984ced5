"""Which language a page speaks, and how dates, money and numbers are written."""

from __future__ import annotations

import logging
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, Domain
from flask_babel import gettext as _
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from community.foundation import clock, money

COOKIE = "bahasa"
# The language in which the sentences stand in the code.
SOURCE = "id"
TRANSLATIONS = "translations"
MOST_DAYS_TOLD = 30
_AS_WRITTEN = NullTranslations()
_DAYS = (
    ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
)
_LONG_DAYS = (
    ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_MONTHS = (
    ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def choose_language() -> str:
    """The person's own choice (cookie), else Indonesian; never guessed from the browser."""
    if not has_request_context():
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    chosen = request.cookies.get(COOKIE, "")
    languages = current_app.config["LANGUAGES"]
    return chosen if chosen in languages else languages[0]


def language() -> str:
    """The language of this request, worked out once."""
    try:
        # Past the proxy: a page asks a hundred times.
        return str(g._get_current_object().language)
    except (AttributeError, RuntimeError):  # not asked yet, or outside an application
        chosen = choose_language()
    if has_request_context():
        g.language = chosen
    return chosen


class _Sentences(Domain):
    """The catalogue of a language; the source language needs none, and most pages are in it."""

    def get_translations(self) -> Any:
        return _AS_WRITTEN if language() == SOURCE else super().get_translations()

    def gettext(self, string: str, **variables: Any) -> str:
        if language() != SOURCE:
            return str(super().gettext(string, **variables))
        return string % variables if variables else string


class _Babel(Babel):
    @cached_property
    def domain_instance(self) -> Domain:
        return _Sentences(domain=self.domain)


babel = _Babel()
log = logging.getLogger(__name__)


def _row() -> int:
    return 1 if language() == "en" else 0


def _as_date(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def format_date(value: date | datetime | None) -> str:
    """ "Sen, 23 Nov 2026"."""
    if value is None:
        return ""
    day, row = _as_date(value), _row()
    return f"{_DAYS[row][day.weekday()]}, {day.day} {_MONTHS[row][day.month - 1]} {day.year}"


def format_long_date(value: date | datetime) -> str:
    """ "Senin, 23 Nov 2026"."""
    day, row = _as_date(value), _row()
    return f"{_LONG_DAYS[row][day.weekday()]}, {day.day} {_MONTHS[row][day.month - 1]} {day.year}"


def format_hour(value: datetime | None) -> str:
    """ "09.00 WIB"."""
    return f"{clock.local(value):%H.%M} WIB" if value else ""


def format_moment(value: datetime | None) -> str:
    """ "Sen, 23 Nov 2026, 09.00 WIB"."""
    return f"{format_date(value)}, {format_hour(value)}" if value else ""


def format_span(first: datetime | None, last: datetime | None) -> str:
    """ "Sen, 23 Nov 2026, 09.00–11.00 WIB"; with both days where it lasts longer than one."""
    if first is None or last is None:
        return format_moment(first)
    begins, ends = clock.local(first), clock.local(last)
    if begins.date() == ends.date():
        return f"{format_date(begins)}, {begins:%H.%M}–{format_hour(ends)}"
    return f"{format_date(begins)}, {begins:%H.%M} – {format_moment(ends)}"


def format_days(first: date, last: date) -> str:
    """ "Sen, 23 Nov 2026", or the first and the last day."""
    if first == last:
        return format_date(first)
    return str(_("%(first)s sampai %(last)s", first=format_date(first), last=format_date(last)))


def format_number(value: int | float) -> str:
    """ "1.284" in Indonesian, "1,284" in English; one decimal at most."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text if _row() else text.translate(str.maketrans(",.", ".,"))


def format_money(amount: int | None) -> str:
    """ "Rp5.999.443"; rupiah are written the same way in both languages."""
    return money.format_rupiah(amount) if amount is not None else ""


def format_age(value: datetime) -> str:
    """How long ago, for standing beside the exact moment: "2 jam lalu"."""
    minutes = int((clock.now() - value).total_seconds() // 60)
    if minutes < 1:
        return str(_("baru saja"))
    if minutes < 60:
        return str(_("%(n)s menit lalu", n=minutes))
    if minutes < 1440:
        return str(_("%(n)s jam lalu", n=minutes // 60))
    return str(_("%(n)s hari lalu", n=minutes // 1440))


def format_day(day: date) -> str:
    """How many days ago, "hari ini" or "3 hari lalu", which tells the day itself; after a month, that day."""
    days = (clock.today() - day).days
    if days > 1:
        return str(_("%(days)s hari lalu", days=days)) if days <= MOST_DAYS_TOLD else format_date(day)
    return str(_("kemarin") if days == 1 else _("hari ini"))


@lru_cache(4_000)
def _as_markup(sentence: str) -> Markup:
    """A sentence of the source or its translation; what stands in for its values is escaped."""
    return Markup(sentence)  # noqa: S704 - see above


@pass_eval_context
def _in_templates(context: EvalContext, sentence: str, **values: Any) -> str:
    """`_()` of the templates: what Jinja's own does, without its detours (a page has a hundred of them)."""
    spoken = str(_(sentence)) if language() != SOURCE else sentence
    if context.autoescape:
        spoken = _as_markup(spoken)
    return spoken % values if values or "%" in spoken else spoken


def _warn_of_stale(folder: Path) -> None:
    """Say once which catalogues are not compiled as they stand: their pages would speak Indonesian, or as before."""
    stale = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            stale.append(source.parts[-3])
    if stale:
        log.warning(
            "catalogue not compiled as it stands (%s): run python -m scripts.translations compile", ", ".join(stale)
        )


def init_app(app: Flask) -> None:
    """Bind the chooser, and the filters and words that templates use."""
    _warn_of_stale(Path(app.root_path) / TRANSLATIONS)
    babel.init_app(app, locale_selector=language, default_translation_directories=TRANSLATIONS)
    app.jinja_env.globals["_"] = _in_templates
    app.jinja_env.filters.update(
        tanggal=format_date,
        tanggal_panjang=format_long_date,
        jam=format_hour,
        waktu=format_moment,
        rentang_waktu=format_span,
        angka=format_number,
        rupiah=format_money,
        upah=money.format_pay,
        hari_lalu=format_day,
    )
