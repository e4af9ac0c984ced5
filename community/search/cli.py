"""`flask search`: the index from the command line."""

from __future__ import annotations

import time

import click
from flask.cli import AppGroup

from community.search import queries, services, tasks
from community.search.hits import IndexUnavailable

group = AppGroup("search", help="The index behind the search box.")


@group.command("rebuild")
def rebuild_command() -> None:
    """Build the index anew from the database; the old one is used until the new one is ready."""
    begun = time.perf_counter()
    try:
        count = services.rebuild(lambda number: click.echo(f"  {number:,} documents"))
    except IndexUnavailable as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"search index ready: {count:,} documents in {time.perf_counter() - begun:.1f} s")


@group.command("check")
def check_command() -> None:
    """Read through the index and compare it with the database, as the worker does; it repairs what differs."""
    try:
        queries.engine().check()
        found = tasks.compare_index()
    except IndexUnavailable as problem:
        raise click.ClickException(f"{problem}: flask search rebuild") from problem
    click.echo(f"the index differs and is being repaired: {found}" if found else "the index holds what it should")
