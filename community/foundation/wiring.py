from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask import Flask, g, request, url_for
from flask.templating import Environment
from flask_compress import Compress
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from community.foundation import (
    assets,
    database,
    forms,
    frame,
    guest_pages,
    languages,
    messages,
    naming,
    phones,
    pictures,
    slots,
    styleguide,
    transactions,
    web,
    words,
    worker,
)
from community.foundation import views as site
from community.foundation.pictures import SIZES


def picture_url(name: str | None, size: str = "small") -> str:
    """The address of a stored picture, "" when there is none."""
    return url_for("site.picture", name=name, size=size) if name else ""


def picture_srcset(name: str | None) -> str:
    """Both sizes of a stored picture for `srcset`, "" when there is none."""
    return ", ".join(f"{picture_url(name, size)} {edge}w" for size, edge in SIZES.items()) if name else ""


def _context() -> dict[str, Any]:
    return {
        "actor": g.get("actor"),
        "theme": site.theme(),
        "language": languages.language(),
        "here": request.full_path.rstrip("?"),
    }


class _Templates(Environment):
    """All share one dict of globals: Jinja's chain of dicts is walked name by name at each import of a macro."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def _prepare_templates(app: Flask) -> None:
    app.jinja_environment = _Templates
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        site_name=app.config["SITE_NAME"],
        form_guard=forms.form_guard,
        picture_url=picture_url,
        picture_srcset=picture_srcset,
        public_url=app.config["PUBLIC_URL"].rstrip("/"),
    )
    app.jinja_env.filters.update(
        telepon=phones.format_phone,
        markdown=words.markdown,
        awal=words.first_words,
        di_kalimat=words.inside,
    )
    app.context_processor(_context)


def init_app(app: Flask) -> None:
    """Wire the ground floor."""
    if app.config["TRUSTED_PROXIES"]:
        proxies = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, 0, 0, 0)  # type: ignore[method-assign]
    naming.init_app(app)
    _prepare_templates(app)
    database.init_app(app)
    transactions.init_app(app)
    languages.init_app(app)
    guest_pages.init_app(app)
    # Before the CSRF check, which reads the whole body: what is hostile or too large is not read.
    web.init_app(app)
    forms.csrf.init_app(app)
    slots.init_app(app)
    frame.init_app(app)
    messages.init_app(app)
    worker.init_app(app)
    worker.add_task(app, "lost pictures", pictures.forget_lost, every_seconds=24 * 3600)
    assets.init_app(app)
    styleguide.init_app(app)
    app.register_blueprint(site.blueprint)
    Compress(app)
