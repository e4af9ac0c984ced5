"""The small pages of the site itself: language, theme, stored pictures."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, g, request, send_file
from werkzeug.wrappers import Response

from community.foundation import pictures
from community.foundation.doors import public
from community.foundation.languages import COOKIE
from community.foundation.pictures import Sight
from community.foundation.redirects import see_path

blueprint = Blueprint("site", __name__)
THEME_COOKIE = "tampilan"
THEMES = ("terang", "gelap", "otomatis")
DAY = 24 * 3600
YEAR = 365 * DAY


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
    """A stored picture, for those who may see it now; its name alone, however it became known, opens nothing."""
    path = pictures.picture_path(name, size)
    sight = pictures.sight_of(name, g.actor) if path else Sight.NONE
    if path is None or sight is Sight.NONE:
        abort(404)
    for_all = sight is Sight.FOR_ALL
    response = send_file(path, mimetype="image/webp", max_age=DAY if for_all else None)
    if not for_all:
        response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    """Where old browsers look for the icon."""
    return see_path(current_app.jinja_env.globals["asset_url"]("img/favicon.svg"), status=301)  # type: ignore[operator]
