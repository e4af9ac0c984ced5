"""The pages of programmes: for everybody, for applicants, for startups, for the reviewing city."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("programmes", __name__, url_prefix="/program")
