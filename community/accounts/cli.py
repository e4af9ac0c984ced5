"""`flask accounts …`: the first admin of a deployment, and roles from the server's own console."""

from __future__ import annotations

from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup

from community.accounts import queries, secrets, services
from community.accounts.actor import Actor, Grant
from community.accounts.models import Account, Intent, Purpose, Role, SecretKind
from community.foundation import clock
from community.foundation.errors import DomainError
from community.foundation.phones import parse_phone
from community.foundation.transactions import unit_of_work
from community.regions.queries import directory

accounts = AppGroup("accounts", help="Accounts and roles.")


def _console() -> Actor:
    """Whoever has the server's console acts as an admin of the whole city."""
    city = Grant(Role.ADMIN, current_app.config["CITY_CODE"])
    return Actor(granted=(city,), second_factor=True)


def _phone(typed: str) -> str:
    try:
        return parse_phone(typed)
    except DomainError as error:
        raise click.BadParameter(error.sentence) from error


def _account(phone: str) -> Account:
    account = queries.find_by_phone(_phone(phone))
    if account is None:
        raise click.ClickException(f"No account has the phone number {phone}.")
    return account


def _region(typed: str) -> str:
    found, meant = directory().resolve(typed)
    if found is None:
        names = ", ".join(f"{region.label} ({region.code})" for region in meant) or "nothing similar"
        raise click.BadParameter(f"Which region is {typed!r}? Found: {names}.")
    return found.code


def _appoint(account: Account, role: Role, region_code: str, until: datetime | None) -> None:
    today = clock.today()
    ends_on = until.date() if until else today + services.USUAL_TERM
    try:
        services.grant_role(account, role, region_code, today, ends_on, actor=_console(), today=today)
    except DomainError as error:
        raise click.ClickException(error.sentence) from error


def _appointment_code(account: Account) -> str:
    """The new code of an officer without second factor, if she is one."""
    if not queries.needs_appointment_code(account):
        return ""
    return services.make_appointment_code(account.id, actor=_console())


def _print_code(code: str) -> None:
    if code:
        click.echo("The appointment code for /akun/verifikasi, to be given by hand, once, within 7 days:")
        click.echo(f"  {code}")


@accounts.command("create-admin")
@click.argument("phone")
@click.argument("name")
def create_admin(phone: str, name: str) -> None:
    """Make the first admin of the city and print the code with which PHONE is opened once."""
    number, city = _phone(phone), directory()
    with unit_of_work():
        account = queries.find_by_phone(number) or services.open_account(
            call_name=name,
            phone=number,
            home_code=city.villages[0].code,
            intents=[Intent.ACTIVITIES],
            secret_hash=secrets.UNUSABLE,
            secret_kind=SecretKind.PASSWORD,
            purposes=[Purpose.ACCOUNT],
        )
        _appoint(account, Role.ADMIN, city.city.code, None)
        code = services.first_recovery_code(account, actor=_console())
        if queries.needs_appointment_code(account):
            services.make_appointment_code(account.id, actor=_console(), code=code)
    click.echo(f"{name} is now an admin of {city.city.name}.")
    site = current_app.config["PUBLIC_URL"].rstrip("/")
    click.echo(f"Open {site}/lupa-pin, type {phone}, and use this code once:")
    click.echo(f"  {code}")
    click.echo("Choose a password of at least 10 characters, then set up the second step under /akun/verifikasi.")
    click.echo("It asks for the same code once more (as appointment code), within 7 days.")


@accounts.command("grant")
@click.argument("phone")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.argument("region")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day of the term; without it, in a year.")
def grant(phone: str, role: str, region: str, until: datetime | None) -> None:
    """Name the person with PHONE coordinator or admin of REGION (a code or a name)."""
    code = _region(region)
    with unit_of_work():
        account = _account(phone)
        _appoint(account, Role(role), code, until)
        proof = _appointment_code(account)
    click.echo(f"{account.call_name} is now {role} of {code}.")
    _print_code(proof)


@accounts.command("appointment-code")
@click.argument("phone")
def appointment_code(phone: str) -> None:
    """Print a new appointment code for the officer with PHONE, who has no second factor yet."""
    with unit_of_work():
        proof = _appointment_code(_account(phone))
    if not proof:
        raise click.ClickException("This account needs no appointment code.")
    _print_code(proof)


@accounts.command("clear-second-factor")
@click.argument("phone")
def clear_second_factor(phone: str) -> None:
    """Let the person with PHONE, who lost her app, set up a new second factor."""
    with unit_of_work():
        account = _account(phone)
        services.clear_second_factor(account.id, actor=_console())
        proof = _appointment_code(account)
    click.echo(f"{account.call_name} can set up a new second factor. All devices were signed out.")
    _print_code(proof)
