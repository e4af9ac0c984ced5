"""Who may enter a view, and the unit of work around every change.

Each view wears exactly one door; a test walks the URL map and fails on a view without one. On unsafe
methods the door opens one unit of work around the view, claims the form's idempotency key in it, and
stores everything when the view answers; whatever it raises, and a form shown again (≥ 400), undoes it all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import abort, current_app, flash, g, make_response, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation import idempotency
from community.foundation.errors import Refused
from community.foundation.redirects import safe_path, see_other, see_path
from community.foundation.transactions import unit_of_work
from community.foundation.web import session_over

P = ParamSpec("P")
View = Callable[P, Any]
SAFE = {"GET", "HEAD", "OPTIONS"}
# Stands in the cookie of a browser whose session was ended elsewhere, until somebody signs in with it.
SIGNED_OUT = "signed_out"


def _owner() -> str:
    return str(session.get("_user_id") or session.get("device") or session.get("csrf_token") or "")


def _claimed_key() -> str | None:
    value = request.form.get(idempotency.FIELD, "")
    if not 8 <= len(value) <= 64:
        return None
    files = ((name, file.stream) for name, file in request.files.items(multi=True))
    content = idempotency.content_of(request.form.items(multi=True), files)
    return idempotency.stored_key(value, _owner(), request.path, content)


def _page_of_form() -> str:
    """Where a form stands: at its own address, or, when that only takes it in, where it was sent from."""
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return request.path
    return safe_path((request.referrer or "").removeprefix(request.host_url.rstrip("/")), "/")


def _run_once(view: View[P], *args: P.args, **kwargs: P.kwargs) -> Response:
    key = _claimed_key()
    with unit_of_work():
        if key and not idempotency.claim(key):
            flash(_("Sudah kami terima. Tidak perlu dikirim dua kali."), "info")
            return see_path(idempotency.answer_of(key) or _page_of_form())
        response = make_response(view(*args, **kwargs))
        if response.status_code >= 400:
            raise _ShownAgain(response)
        if key:
            idempotency.note_answer(key, response.location)
        return response


class _ShownAgain(Exception):
    """Carries a form shown again for correction out of the unit of work, which is thereby undone."""

    def __init__(self, response: Response) -> None:
        super().__init__("shown again")
        self.response = response


def _door(name: str, admits: Callable[[], Response | None], atomic: bool) -> Callable[[View[P]], View[P]]:
    def wear(view: View[P]) -> View[P]:
        @wraps(view)
        def entered(*args: P.args, **kwargs: P.kwargs) -> Any:
            sent_away = admits()
            if sent_away is not None:
                return sent_away
            if request.method in SAFE or not atomic:
                return view(*args, **kwargs)
            prepare = getattr(view, "prepare", None)
            if prepare is not None:
                prepare()
            try:
                return _run_once(view, *args, **kwargs)
            except _ShownAgain as shown:
                return shown.response

        entered.door = name  # type: ignore[attr-defined]
        return entered

    return wear


def prepared_by(prepare: Callable[[], None]) -> Callable[[View[P]], View[P]]:
    """Worn under a door, done before the unit of work begins: what is slow, or must stay when the unit is undone."""

    def wear(view: View[P]) -> View[P]:
        view.prepare = prepare  # type: ignore[attr-defined]
        return view

    return wear


def public(view: View[P]) -> View[P]:
    """Everybody may enter."""
    return _door("public", lambda: None, atomic=True)(view)


def public_by_steps(view: View[P]) -> View[P]:
    """Everybody may enter; the view opens its own units of work (sign-in counts attempts that fail)."""
    return _door("public", lambda: None, atomic=False)(view)


def _member() -> Response | None:
    if g.actor.is_authenticated:
        return None
    if request.method not in SAFE and session.get(SIGNED_OUT):
        return session_over()
    flash(_("Silakan masuk dulu. Setelah itu Anda kembali ke halaman ini."), "info")
    target = request.full_path.rstrip("?") if request.method in SAFE else _page_of_form()
    return see_other("accounts.sign_in", kembali=target)


def members_only(view: View[P]) -> View[P]:
    """Signed-in people; guests are led to sign in and come back."""
    return _door("member", _member, atomic=True)(view)


def members_by_steps(view: View[P]) -> View[P]:
    """Signed-in people; the view opens its own units of work (a wrong code must stay counted)."""
    return _door("member", _member, atomic=False)(view)


def role_required(*roles: str) -> Callable[[View[P]], View[P]]:
    """People who hold one of the roles somewhere and proved a second factor; services check where."""

    def admits() -> Response | None:
        sent_away = _member()
        if sent_away is not None:
            return sent_away
        if not any(g.actor.holds(role) for role in roles):
            if g.actor.needs_second_factor:
                return see_other("accounts.second_factor", kembali=request.path)
            raise Refused(_("Halaman ini untuk petugas yang ditunjuk."))
        return None

    return _door("role:" + ",".join(sorted(roles)), admits, atomic=True)


def development_only(view: View[P]) -> View[P]:
    """Pages that exist while building or demonstrating, and nowhere else."""

    def admits() -> Response | None:
        from_builders = current_app.debug or current_app.testing or current_app.config["DEMO"]
        if from_builders:
            return None
        abort(404)

    return _door("development", admits, atomic=True)(view)
