"""Suggestions while somebody types what she can do."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from community.foundation.doors import public
from community.foundation.forms import argument
from community.skills import queries

blueprint = Blueprint("skills", __name__)


@blueprint.get("/keahlian.json")
@public
def suggest() -> Response:
    """Skills that the last word of `q` begins, at most eight: [{id, name, group, text, hint}].

    `text` is the whole list typed so far with that word completed.
    """
    response = jsonify(
        [
            {
                "id": skill.id,
                "name": queries.skill_name(skill.id),
                "group": skill.group,
                "text": text,
                "hint": queries.group_name(skill.group),
            }
            for text, skill in queries.complete(argument("q", 300))
        ]
    )
    # The names follow the language cookie, so only this browser may keep them.
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.vary.add("Cookie")
    return response
