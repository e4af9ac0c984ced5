"""Redirects go to this site alone, and its own addresses come from its settings."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import current_app, redirect, url_for
from werkzeug.wrappers import Response

_CONTROL_OR_BACKSLASH = re.compile(r"[\x00-\x20\x7f\\]")


def is_local(target: str | None) -> bool:
    """Whether `target` is a plain path of this site: "/lowongan?x=1" is; "//host", "/\\host", "https:x" are not."""
    if not target or len(target) > 500 or not target.startswith("/") or target.startswith("//"):
        return False
    if _CONTROL_OR_BACKSLASH.search(target):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and "//" not in parts.path[:2]


def safe_path(target: str | None, otherwise: str) -> str:
    """`target` when it is a path of this site, else `otherwise`."""
    return target if target is not None and is_local(target) else otherwise


def see_other(endpoint: str, **values: object) -> Response:
    """Redirect after a change (303), so that reloading repeats nothing."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[arg-type]


def see_path(target: str | None, otherwise: str = "/", *, status: int = 303) -> Response:
    """Redirect to a path that the request named, or that was kept of one, when it is safe."""
    return redirect(safe_path(target, otherwise), status)


def public_address(endpoint: str, **values: object) -> str:
    """The whole address of a page, to be passed on."""
    # From the settings, never from the request: its Host header is anybody's to choose.
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + url_for(endpoint, **values)  # type: ignore[arg-type]
