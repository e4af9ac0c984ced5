"""Suggestions while somebody types where she lives."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from community.foundation.doors import public
from community.foundation.forms import argument
from community.regions import queries

blueprint = Blueprint("regions", __name__)


@blueprint.get("/wilayah.json")
@public
def suggest() -> Response:
    """Regions that `q` may mean: [{code, name, label, slug}], at most eight, best first."""
    city = queries.directory()
    found = city.find(argument("q", 80))
    response = jsonify(
        [
            {"code": region.code, "name": region.name, "label": city.full_label(region), "slug": region.slug}
            for region in found
        ]
    )
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
