"""Suggestions while somebody types what she can do."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from community.foundation.doors import public
from community.foundation.forms import argument
from community.foundation.languages import language
from community.skills import queries

blueprint = Blueprint("skills", __name__)


@blueprint.get("/keahlian.json")
@public
def suggest() -> Response:
    """Skills that `q` begins: [{id, name, group}], at most eight, in the language of the page."""
    response = jsonify(
        [
            {"id": skill.id, "name": queries.skill_name(skill.id), "group": queries.group_name(skill.group)}
            for skill in queries.search_skills(argument("q", 80))
        ]
    )
    # The names follow the language cookie, so only this browser may keep them.
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Content-Language"] = language()
    response.vary.add("Cookie")
    return response
