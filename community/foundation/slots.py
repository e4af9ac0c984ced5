"""Named places in a page that lower domains fill without the page knowing them.

A page of an upper or neighbouring domain renders `slot("region.sections", region=region)`; a domain
offers a function that returns rendered HTML or an empty string. Offers are ordered by `position`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, render_template
from markupsafe import Markup

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


def init_app(app: Flask) -> None:
    """Let templates call `slot(name, **values)` and `slot_items(name, **values)`."""
    app.jinja_env.globals.update(slot=render, slot_items=collect)
