"""The pages of trainings: the catalogue, a place in one, and what those who give them do."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("learning", __name__, url_prefix="/pelatihan")
