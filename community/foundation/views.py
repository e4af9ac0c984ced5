"""The small pages of the site itself: language, theme, stored pictures."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, request, send_file
from werkzeug.wrappers import Response

from community.foundation import pictures
from community.foundation.doors import public
from community.foundation.languages import COOKIE
from community.foundation.redirects import see_path

blueprint = Blueprint("site", __name__)
THEME_COOKIE = "tampilan"
THEMES = ("terang", "gelap", "otomatis")
YEAR = 365 * 24 * 3600


def theme() -> str:
    """What this visitor chose: "light", "dark" or "auto"."""
    return {"terang": "light", "gelap": "dark"}.get(request.cookies.get(THEME_COOKIE, ""), "auto")


def _keep_choice(cookie: str, value: str) -> Response:
    response = see_path(request.args.get("kembali"), "/")
    response.set_cookie(
        cookie,
        value,
        max_age=YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


@blueprint.get("/bahasa/<code>")
@public
def choose_language(code: str) -> Response:
    """Keep the language in a cookie and go back."""
    if code not in current_app.config["LANGUAGES"]:
        abort(404)
    return _keep_choice(COOKIE, code)


@blueprint.get("/tampilan/<mode>")
@public
def choose_theme(mode: str) -> Response:
    """Keep light, dark or automatic in a cookie and go back."""
    if mode not in THEMES:
        abort(404)
    return _keep_choice(THEME_COOKIE, mode)


@blueprint.get("/foto/<name>-<size>.webp")
@public
def picture(name: str, size: str) -> Response:
    """A stored picture; its name has 128 random bits and is only told to those who may see it."""
    path = pictures.picture_path(name, size)
    if path is None:
        abort(404)
    response = send_file(path, mimetype="image/webp", max_age=YEAR)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    """Where old browsers look for the icon."""
    return redirect(current_app.jinja_env.globals["asset_url"]("img/favicon.svg"), 301)  # type: ignore[operator]
