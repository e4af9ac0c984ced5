"""Reading notices."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response

from community.foundation.doors import members_only
from community.foundation.languages import format_age, format_moment
from community.foundation.paging import bounded_id, page_of
from community.foundation.redirects import see_other, see_path
from community.notifications import queries, services
from community.notifications.models import Notice
from community.notifications.sentences import said

blueprint = Blueprint("notifications", __name__, url_prefix="/pemberitahuan")


def _row(notice: Notice) -> dict[str, Any]:
    return {
        "public_id": notice.public_id,
        "said": said(notice.kind, notice.details),
        "url": notice.url,
        "when": format_moment(notice.created_at),
        "age": format_age(notice.created_at),
        "is_new": notice.read_at is None,
        "waits": notice.needs_action and notice.done_at is None,
    }


@blueprint.get("")
@members_only
def index() -> str:
    """My notices, newest first."""
    mine = queries.notices_of(g.actor.account_id)
    page = page_of(mine, [Notice.id], [bounded_id], request.args.get("setelah"), descending=True)
    return render_template(
        "notifications/index.html",
        rows=[_row(notice) for notice in page.rows],
        older=url_for("notifications.index", setelah=page.next_mark) if page.next_mark else None,
        newer=None if page.is_first else url_for("notifications.index"),
    )


@blueprint.post("/<public_id>/buka")
@members_only
def open_one(public_id: str) -> Response:
    """Mark one as read and go where it leads."""
    notice = services.mark_read(queries.by_public_id(public_id), actor=g.actor)
    return see_path(notice.url, url_for("notifications.index"))


@blueprint.post("/sudah-dibaca")
@members_only
def mark_all_read() -> Response:
    """Mark all as read."""
    services.mark_all_read(actor=g.actor)
    return see_other("notifications.index")
