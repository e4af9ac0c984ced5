"""What waits for the officer, and what the site failed to deliver."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.admin import policies, queries, services
from community.admin.forms import AgainForm
from community.admin.views import blueprint
from community.foundation import slots
from community.foundation.cache import cached
from community.foundation.doors import role_required
from community.foundation.errors import NotFound
from community.foundation.languages import format_number
from community.foundation.phones import mask_phone
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.regions import queries as regions


def _waiting() -> list[dict[str, Any]]:
    """Domains offer one line or several."""
    found: list[dict[str, Any]] = []
    for offered in slots.collect("admin.waiting", actor=g.actor):
        found += [offered] if isinstance(offered, dict) else offered
    return found


def _sections(may_see_deliveries: bool) -> list[dict[str, Any]]:
    links = [
        *slots.collect("admin.tools", actor=g.actor),
        {
            "href": url_for("admin.people"),
            "title": _("Cari warga"),
            "meta": _("Dengan nama atau nomor HP, di wilayah Anda"),
            "icon": "search",
        },
        {
            "href": url_for("admin.officers"),
            "title": _("Petugas"),
            "meta": _("Siapa bertugas di mana, sampai kapan"),
            "icon": "shield-check",
        },
        {
            "href": url_for("admin.trail"),
            "title": _("Jejak"),
            "meta": _("Siapa melakukan apa, dan kapan"),
            "icon": "list",
        },
    ]
    if may_see_deliveries:
        number = queries.number_of_problems()
        links.append(
            {
                "href": url_for("admin.problems"),
                "title": _("Kiriman bermasalah"),
                "meta": _("%(n)s perlu dilihat", n=number) if number else _("Semua kiriman lancar"),
                "icon": "alert-triangle",
                "tone": "brick" if number else "green",
            }
        )
    return links


def _newcomers() -> list[dict[str, Any]]:
    """How many people each kelurahan won this week, the most first."""
    # Counting a city takes a moment, and nobody needs it to the second.
    found = cached(("new people", g.actor.grants), lambda: queries.new_people(g.actor))
    return [
        {
            "href": url_for("home.area", slug=region.slug),
            "title": region.label,
            "meta": _("%(n)s warga baru", n=format_number(number)),
            "icon": "user-plus",
        }
        for code, number in found
        if (region := regions.directory().by_code(code)) is not None
    ]


@blueprint.get("")
@role_required("coordinator", "admin")
def desk() -> str:
    """What waits for a decision, and the ways to everything an officer does."""
    city = regions.directory().city
    return render_template(
        "admin/desk.html",
        waiting=_waiting(),
        sections=_sections(bool(policies.can_see_deliveries(g.actor, city.code))),
        newcomers=_newcomers(),
        places=[regions.region_label(grant.region_code) for grant in g.actor.grants],
    )


@blueprint.get("/kiriman")
@role_required("admin")
def problems() -> str:
    """Facts and messages that could not be delivered."""
    enforce(policies.can_see_deliveries(g.actor, regions.directory().city.code))
    return render_template(
        "admin/problems.html",
        facts=queries.stuck_facts(),
        messages=queries.failed_messages(),
        mask=lambda address: mask_phone(address) if address.startswith("+") else address[:2] + "•••",
    )


@blueprint.post("/kiriman/kabar")
@role_required("admin")
def deliver_again() -> Response:
    """Hand a stuck fact over once more."""
    form = AgainForm()
    if not form.validate() or form.number.data is None:
        raise NotFound()
    services.deliver_again(form.number.data, actor=g.actor)
    return see_other("admin.problems")


@blueprint.post("/kiriman/pesan")
@role_required("admin")
def send_again() -> Response:
    """Try a failed message once more."""
    form = AgainForm()
    if not form.validate() or form.number.data is None:
        raise NotFound()
    services.send_again(form.number.data, actor=g.actor)
    return see_other("admin.problems")
