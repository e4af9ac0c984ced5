"""Searches that I keep."""

from __future__ import annotations

from itertools import groupby

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation import clock
from community.foundation.doors import members_only
from community.foundation.errors import NotFound
from community.foundation.forms import argument
from community.foundation.redirects import see_other
from community.regions import queries as regions
from community.wanted import policies, queries, services, words
from community.wanted.forms import SaveForm
from community.wanted.views import blueprint


def _asked_kind(name: str | None) -> str | None:
    return name if name in words.KINDS else None


@blueprint.route("/cari/simpan", methods=["GET", "POST"])
@members_only
def save() -> Response | tuple[str, int]:
    """Keep a search; the page asks once more, for who had to sign in first."""
    if request.method == "GET":
        form = SaveForm(q=argument("q", 200), jenis=argument("jenis", 20))
    else:
        form = SaveForm()
    kind = _asked_kind(form.jenis.data)
    if form.validate_on_submit():
        with form.showing_errors():
            search, new = services.save(form.q.data or "", kind, actor=g.actor)
            if new:
                said = _("Tersimpan. Kalau ada yang baru untuk “%(words)s”, kami kabari.", words=search.words)
                flash(said, "success")
            else:
                flash(_("Pencarian ini sudah Anda simpan. Kami kabari kalau ada yang baru."), "info")
            return see_other("search.index", q=search.words, jenis=search.kind)
    page = render_template(
        "wanted/save.html", form=form, kind=kind, kinds=words.KINDS,
        back=url_for("search.index", q=form.q.data or None, jenis=kind),
    )  # fmt: skip
    return page, form.status


@blueprint.get("/cari/simpanan")
@members_only
def saved() -> str:
    """My searches: what each says, how many new things it has."""
    rows = queries.searches_of(g.actor.account_id)
    return render_template(
        "wanted/saved.html", rows=rows, what_and_where=words.what_and_where, most=policies.MOST_SAVED,
        new=sum(number for _search, number in rows),
    )  # fmt: skip


@blueprint.get("/cari/simpanan/<public_id>")
@members_only
def saved_one(public_id: str) -> str:
    """What one of my searches found lately, newest first."""
    search = queries.search_at(public_id)
    if search is None or not policies.can_see_search(g.actor, search):
        raise NotFound
    found = queries.found_for(search)
    days = groupby(found, key=lambda row: row[1].astimezone(clock.WIB).date())
    return render_template(
        "wanted/finds.html", search=search, what=words.what_and_where(search),
        new=sum(when > search.seen_at for _card, when in found), region_label=regions.region_label,
        days=[(day, [card for card, _when in rows]) for day, rows in days],
        results=url_for("search.index", q=search.words, jenis=search.kind),
    )  # fmt: skip


@blueprint.post("/cari/simpanan/<public_id>/lihat")
@members_only
def mark_seen(public_id: str) -> Response:
    """Look at what is new; none of it is new after that."""
    services.mark_seen(public_id, actor=g.actor)
    return see_other("wanted.saved_one", public_id=public_id)


@blueprint.post("/cari/simpanan/<public_id>/hentikan")
@members_only
def stop(public_id: str) -> Response:
    """Hear no more of a search."""
    search = services.stop(public_id, actor=g.actor)
    flash(_("Dihentikan. Kami tidak mengabari lagi soal “%(words)s”.", words=search.words), "success")
    return see_other("wanted.saved")
