"""The pages of a person's lists."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("recommendations", __name__, url_prefix="/cocok")
