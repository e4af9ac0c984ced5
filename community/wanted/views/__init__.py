"""The pages of what people look for: their searches, their requests, and the officers' side of both."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("wanted", __name__)
