"""Founding communities from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from community.communities import services
from community.foundation.transactions import unit_of_work

communities = AppGroup("communities", help="Communities of the city.")


@communities.command("load")
def load() -> None:
    """Found the communities of every kelurahan and kecamatan and the themed ones that are missing."""
    with unit_of_work():
        of_regions, themes = services.ensure_region_communities(), services.ensure_themes()
    click.echo(f"communities: {of_regions} of regions and {themes} themed ones founded")
