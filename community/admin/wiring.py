from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.admin import services
from community.admin.views import blueprint, desk, officers, people, trail

__all__ = ["desk", "init_app", "officers", "people", "trail"]


def init_app(app: Flask) -> None:
    """Wire the officers' desk into the application."""
    app.register_blueprint(blueprint)
    audit.SENTENCES.update(
        {
            services.LOOKED_UP: _l("Mencari warga"),
            "admin.fact_retried": _l("Kabar dikirim ulang di dalam situs"),
            "admin.message_retried": _l("Pesan dikirim ulang"),
        }
    )
