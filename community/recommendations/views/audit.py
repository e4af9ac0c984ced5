"""How fair and how good matching is: for the admin of the city, read from the report of last night."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import queries as accounts
from community.foundation.doors import role_required
from community.foundation.errors import NotFound
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.recommendations import audits, policies
from community.recommendations.forms import NumberForm
from community.recommendations.models import MatchingAudit
from community.recommendations.views import blueprint, figures
from community.recommendations.words import percent
from community.regions import queries as regions


@blueprint.get("/pemeriksaan")
@role_required("admin")
def audit_page() -> str:
    """Who gets how much, what is never shown, how crowded the crowded are, and how good the order is."""
    enforce(policies.can_see_audit(g.actor, regions.directory().city.code))
    found = audits.latest()
    if found is None:
        return render_template("recommendations/audit_waiting.html")
    return render_template("recommendations/audit.html", audit=found, **_shown(found))


def _shown(found: MatchingAudit) -> dict[str, Any]:
    report, noted_by = found.report, found.noted_by_id
    return {
        "figures": found.figures,
        "percent": percent,
        "report": report,
        "alarms": figures.alarms(found.alarms),
        "noted_by": accounts.names_of([noted_by]).get(noted_by) if noted_by else None,
        "people": {name: figures.groups(name, rows) for name, rows in report["people"].items()},
        "kinds": figures.kinds(report),
        "areas": figures.areas(report),
        "asked": figures.asked(report),
        "never": figures.never_shown(report, audits.never_shown(report)),
        "quality": figures.quality(report),
        "trend": figures.trend(audits.trend()),
    }


@blueprint.post("/pemeriksaan/dilihat")
@role_required("admin")
def note_alarms() -> Response:
    """Take the alarms off the desk: somebody looks into them."""
    form = NumberForm()
    if not form.validate() or form.number.data is None:
        raise NotFound()
    audits.note_alarms(form.number.data, actor=g.actor)
    flash(_("Dicatat. Tanda ini muncul lagi kalau ada kelurahan lain yang kurang."), "success")
    return see_other("recommendations.audit_page")
