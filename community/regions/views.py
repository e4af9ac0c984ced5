"""Suggestions while somebody types where she lives."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from community.foundation.doors import public
from community.foundation.forms import argument
from community.regions import queries
from community.regions.info import RegionInfo
from community.regions.models import Level

blueprint = Blueprint("regions", __name__)


@blueprint.get("/wilayah.json")
@public
def suggest() -> Response:
    """Regions that `q` may mean, at most eight, best first; `tingkat` asks for one level only.

    [{code, name, label, slug, text, hint}]: `text` goes into the box, `hint` says where the region lies.
    """
    city = queries.directory()
    level = argument("tingkat", 20)
    found = city.suggest(argument("q", 80), Level(level) if level in set(Level) else None)
    response = jsonify([_suggestion(city, region) for region in found])
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _suggestion(city: queries.Directory, region: RegionInfo) -> dict[str, str]:
    above = city.by_code(region.parent_code) if region.level in (Level.VILLAGE, Level.DISTRICT) else None
    return {
        "code": region.code,
        "name": region.name,
        "label": region.label,
        "slug": region.slug,
        "text": city.full_label(region),
        "hint": above.label if above else "",
    }
