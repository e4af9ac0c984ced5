"""Named places in a page that lower domains fill without the page knowing them.

A page of an upper or neighbouring domain renders `slot("region.sections", region=region)`; a domain
offers a function that returns rendered HTML or an empty string. Offers are ordered by `position`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any

from flask import Flask, current_app, render_template
from markupsafe import Markup

from community.foundation.languages import language

MOST_REMEMBERED = 1_000
Filler = Callable[..., Any]


def offer(app: Flask, slot: str, filler: Filler, *, position: int = 50) -> None:
    """Fill `slot` with what `filler(**values)` returns."""
    fillers = app.extensions.setdefault("slots", {}).setdefault(slot, [])
    fillers.append((position, filler))
    fillers.sort(key=lambda entry: entry[0])


def collect(slot: str, **values: Any) -> list[Any]:
    """What every offer for `slot` returns, without the empty ones."""
    fillers = current_app.extensions.get("slots", {}).get(slot, ())
    return [filled for _position, filler in fillers if (filled := filler(**values))]


def render(slot: str, **values: Any) -> Markup:
    """The offers for `slot`, one after the other."""
    # Fillers return what render_template made of a template, in which everything is escaped already.
    return Markup("").join(Markup(filled) for filled in collect(slot, **values))  # noqa: S704


def fragment(template: str, **values: Any) -> Markup:
    """A rendered template, which escaped its values, as a filler gives it to a slot."""
    return Markup(render_template(template, **values))  # noqa: S704 - made by an escaping template


def remembered(make: Callable[..., str]) -> Callable[..., str]:
    """A filler for hashable values whose HTML depends on nothing but them and the language: made once for the same.

    For what lists show again and again to everybody; a card costs more than the row it shows.
    """

    @lru_cache(MOST_REMEMBERED)
    def known(_app: Flask, _language: str, *values: Hashable) -> str:
        return make(*values)

    @wraps(make)
    def remembering(*values: Hashable) -> str:
        return known(current_app._get_current_object(), language(), *values)  # type: ignore[attr-defined]

    return remembering


def init_app(app: Flask) -> None:
    """Let templates call `slot(name, **values)` and `slot_items(name, **values)`."""
    app.jinja_env.globals.update(slot=render, slot_items=collect)
