"""`flask demo`: fill an empty database with a made-up city."""

from __future__ import annotations

import time

import click
from flask.cli import AppGroup

from community.demo import load as city
from community.foundation import worker
from community.foundation.phones import format_phone
from community.home.tasks import count_areas
from community.search import services as search

group = AppGroup("demo", help="A made-up city for trying the site out.")
SEED = 3275


@group.command("load")
@click.option("--size", type=click.Choice(list(city.SIZES)), default="city", show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
def load_command(size: str, seed: int) -> None:
    """Fill an empty database with people, businesses and everything they do."""
    begun = time.perf_counter()
    try:
        rows = city.load(city.SIZES[size], seed=seed, tell=lambda line: click.echo(f"  {line}"))
    except city.AlreadyFilled as refused:
        raise click.ClickException("There are people in this database already; nothing was changed.") from refused
    documents = search.rebuild()
    click.echo(f"  search index: {documents:,}")
    worker.prepare()
    # What the first visitors see: the lists of the named people and the counts; the rest the worker does once it runs.
    worker.run_quick_tasks()
    count_areas()
    click.echo(f"demo city ready: {rows:,} rows in {time.perf_counter() - begun:.1f} s")


@group.command("accounts")
def accounts_command() -> None:
    """Show the demo people and how to sign in as them."""
    for who, phone, pin in city.sign_ins():
        click.echo(f"{who:36} {format_phone(phone)}  PIN {pin}")
