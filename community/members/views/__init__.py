"""The screens of a profile: its steps, its overview and settings, and the people others see."""

from flask import Blueprint

blueprint = Blueprint("members", __name__)
