"""What every response wears: headers, and a page for what went wrong."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, current_app, g, jsonify, make_response, render_template, request, session
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from community.foundation.errors import DomainError

log = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# A right that is missing, and a limit reached.
NOTED = {403, 429}
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["HSTS"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if not response.headers.get("Cache-Control"):
        # A page that depends on who looks at it must not be kept by anything between.
        response.headers["Cache-Control"] = "private, no-store"
        response.vary.add("Cookie")
    return response


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" or request.path.startswith("/api/")


TITLES = {
    400: lambda: _("Permintaan ini tidak bisa dibaca"),
    403: lambda: _("Anda belum boleh membuka ini"),
    404: lambda: _("Halaman ini tidak ada"),
    405: lambda: _("Halaman ini tidak bisa dipakai begitu"),
    413: lambda: _("Kiriman terlalu besar"),
    422: lambda: _("Ada yang perlu diperbaiki"),
    429: lambda: _("Terlalu sering dicoba"),
    500: lambda: _("Maaf, ada yang rusak di pihak kami"),
    503: lambda: _("Situs sedang sibuk"),
}
SENTENCES = {
    400: lambda: _("Muat ulang halaman, lalu coba sekali lagi."),
    403: lambda: _("Kalau menurut Anda ini keliru, hubungi koordinator kelurahan Anda."),
    404: lambda: _("Mungkin sudah ditutup, dipindah, atau alamatnya salah ketik."),
    405: lambda: _("Kembali ke halaman sebelumnya, lalu pakai tombol yang ada di sana."),
    413: lambda: _("Kecilkan foto atau pendekkan tulisannya, lalu kirim lagi."),
    422: lambda: _("Kembali ke halaman sebelumnya, perbaiki, lalu kirim lagi."),
    429: lambda: _("Tunggu sebentar, lalu coba lagi."),
    500: lambda: (
        _("Kami sudah mencatat kerusakan ini. Coba lagi sebentar lagi.")
        if request.method == "GET"
        else _("Isian Anda tidak tersimpan. Kami sudah mencatat kerusakan ini. Coba lagi sebentar lagi.")
    ),
    503: lambda: _("Coba lagi satu menit lagi."),
}


def error_page(status: int, sentence: str = "", title: str = "", template: str = "layouts/error.html") -> Response:
    """The page (or problem+json) for a status, with the sentence that says what to do."""
    known = status if status in TITLES else (500 if status >= 500 else 400)
    title, text = title or TITLES[known](), sentence or SENTENCES[known]()
    if _wants_json():
        response = jsonify(type="about:blank", title=title, status=status, detail=text)
        response.mimetype = "application/problem+json"
    else:
        # What broke on the way to a page may work in a moment; a form is not sent again by a link.
        again = request.full_path.rstrip("?") if status >= 500 and request.method == "GET" else ""
        response = make_response(render_template(template, status=status, title=title, sentence=text, again=again))
    response.status_code = status
    return response


def _note_refusal(status: int) -> None:
    """Write down who was refused what, for whoever looks into an attack: the page by its rule, nothing of a person."""
    account_id = getattr(g.get("actor"), "account_id", None)
    log.warning("refused with %d: %s %s, account %s", status, request.method, request.url_rule, account_id)


def _note_refused(response: Response) -> Response:
    # By what is answered: a refusal may stand on the form that was sent, and then no error reaches a handler.
    if response.status_code in NOTED:
        _note_refusal(response.status_code)
    return response


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = error_page(error.code)
    if error.code == 405 and (allowed := error.get_response().headers.get("Allow")):
        response.headers["Allow"] = allowed
    return response


def _stale_form(_error: CSRFError) -> Response:
    """The form was opened in a session that is over; going back, a browser fills it in again with a new token."""
    _note_refusal(400)
    return error_page(
        400,
        _("Tenang, yang Anda tulis tidak hilang. Tekan tombol kembali, lalu kirim sekali lagi."),
        title=_("Halaman tadi sudah lama terbuka"),
        template="layouts/stale_form.html",
    )


def session_over() -> Response:
    """The page for a form whose sender was signed out meanwhile, on another device or by a long absence."""
    return error_page(
        400,
        _("Tenang, yang Anda tulis tidak hilang. Masuk lagi di tab baru, lalu tekan kembali di sini dan kirim lagi."),
        title=_("Anda sudah keluar dari akun"),
        template="layouts/session_over.html",
    )


def _register_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DomainError, lambda error: error_page(error.status, error.sentence))
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(DataError, lambda error: error_page(400))

    @app.errorhandler(OperationalError)
    def busy(error: OperationalError) -> Response:
        log.exception("database unavailable")
        return error_page(503)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        if app.testing:
            raise error
        # As Python writes it: a path may hold a line break, and what follows would pass for a line of its own.
        log.exception("unhandled error on %r", request.path)
        return error_page(500)


def _refuse_hostile_input() -> Response | None:
    """NUL never reaches a database; PostgreSQL cannot store it and SQLite cuts there."""
    if "\x00" in request.path or any("\x00" in value for _key, value in request.args.items(multi=True)):
        return error_page(400)
    if request.mimetype == "application/x-www-form-urlencoded":
        # Werkzeug bounds the fields of a multipart form, but not this older encoding; a body that comes in
        # chunks has no length to look at, so the reading itself is bounded.
        most = request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
        if (request.content_length or 0) > most:
            return error_page(413)
    return None


def device_id() -> str:
    """A random name for this browser, kept in its signed session, for counting tries."""
    if "device" not in session:
        session["device"] = secrets.token_urlsafe(12)
    return str(session["device"])


def init_app(app: Flask) -> None:
    """Register headers, errors and the first check of every request."""
    app.before_request(_refuse_hostile_input)
    app.after_request(_note_refused)
    app.after_request(_add_headers)
    _register_errors(app)
