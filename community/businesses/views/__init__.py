"""The screens of businesses: the catalogue, registering and changing, products, team, and what officers do."""

from flask import Blueprint

blueprint = Blueprint("businesses", __name__, url_prefix="/usaha")
