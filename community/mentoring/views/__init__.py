"""The pages of mentoring: for everybody, for mentors, for those who ask."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("mentoring", __name__, url_prefix="/mentor")
