"""Who did what, when."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.audit import Thing
from community.accounts.models import AuditEntry, Role
from community.admin import queries
from community.admin.views import blueprint
from community.admin.views.officers import role_words
from community.foundation.doors import role_required
from community.foundation.forms import argument
from community.foundation.languages import format_date, format_moment
from community.foundation.paging import bounded_id, page_of
from community.regions import queries as regions

AREAS = [
    ("", _l("Semua")),
    ("accounts", _l("Akun")),
    ("roles", _l("Petugas")),
    ("members", _l("Profil warga")),
    ("businesses", _l("Usaha")),
    ("communities", _l("Komunitas")),
    ("events", _l("Acara")),
    ("jobs", _l("Lowongan")),
    ("programmes", _l("Program")),
    ("mentoring", _l("Mentor")),
    ("learning", _l("Pelatihan")),
    ("admin", _l("Meja petugas")),
]


def _details(entry: AuditEntry) -> list[str]:
    """What an act says beside itself: the office and its term, what it was about, the reason."""
    told = {name: value for name, value in entry.details.items() if value and value != "None"}
    words = [role_words(Role(told["role"]))] if told.get("role") in set(Role) else []
    if "until" in told:
        words.append(_("sampai %(day)s", day=format_date(date.fromisoformat(told["until"]))))
    return [*words, *(told[name] for name in ("event", "reason", "note") if name in told)]


def _address(thing: Thing) -> str:
    """Where an officer looks at it; people have their page at the desk."""
    return url_for("admin.person", public_id=thing.public_id) if thing.kind == "account" else thing.url


def _row(entry: AuditEntry, who: str | None, things: dict[str, Thing]) -> dict[str, Any]:
    thing = things.get(entry.subject)
    return {
        "when": format_moment(entry.at),
        "what": audit.sentence_of(entry.action),
        "who": who or _("Sistem"),
        "about": thing.name if thing else "",
        "href": _address(thing) if thing else "",
        "where": regions.region_label(entry.region_code),
        "details": " · ".join(_details(entry)),
    }


@blueprint.get("/jejak")
@role_required("coordinator", "admin")
def trail() -> str:
    """The trail of my regions, narrowed to a kind of act, a subject, or a smaller region."""
    area, subject, slug = argument("bagian", 20), argument("tentang", 80), argument("wilayah", 120)
    known = area if area in dict(AREAS) else ""
    region = regions.directory().by_slug(slug)
    statement = queries.trail(g.actor, area=known, subject=subject, region_code=region.code if region else "")
    page = page_of(
        statement,
        [AuditEntry.id],
        [bounded_id],
        request.args.get("setelah"),
        descending=True,
        scalars=False,
        read_key=lambda row, _key: row.AuditEntry.id,
    )
    # Never the subject of the address by itself: its name is told only where one of my own rows is about it.
    things = audit.things_of(row.AuditEntry.subject for row in page.rows)
    given: dict[str, Any] = {"bagian": known or None, "tentang": subject or None, "wilayah": slug or None}
    districts = [("", _("Semua wilayah saya"))]
    districts += [(one.slug, one.label) for one in regions.directory().districts]
    return render_template(
        "admin/trail.html",
        rows=[_row(row.AuditEntry, row.who, things) for row in page.rows],
        areas=AREAS,
        districts=districts,
        area=known,
        subject=subject,
        subject_name=things[subject].name if subject in things else _("Satu orang atau hal"),
        slug=slug,
        older=url_for("admin.trail", **given, setelah=page.next_mark) if page.next_mark else None,
        newer=None if page.is_first else url_for("admin.trail", **given),
    )
