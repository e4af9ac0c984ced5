"""The people the site is for, and how a test signs one of them in."""

from __future__ import annotations

from flask.testing import FlaskClient

from community.accounts import sessions
from community.accounts.actor import Actor
from community.accounts.models import Account, Role
from community.foundation.transactions import unit_of_work
from tests.factories import ARENJAYA, CITY, make_account, make_officer


def sign_in(client: FlaskClient, account: Account, *, second_factor: bool = True) -> Actor:
    """Give the client a session of the account, as if it had signed in; returns who acts."""
    with unit_of_work():
        token = sessions.open_session(account, device="Chrome, Android", second_factor=second_factor)
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return actor_of(token)


def actor_of(token: str) -> Actor:
    """The actor behind a session's token."""
    found = sessions.find_actor(token)
    assert found is not None
    return found[0]


def acting(account: Account) -> Actor:
    """The actor of an account, for calling services without a browser."""
    with unit_of_work():
        token = sessions.open_session(account, device="test", second_factor=True)
    return actor_of(token)


def job_seeker() -> Account:
    """A school leaver with SMK Tata Boga, in Kelurahan Jatirasa."""
    return make_account(call_name="Sari", intents=["kerja", "belajar"])


def umkm_owner() -> Account:
    """Sells nasi uduk in Kelurahan Arenjaya."""
    return make_account(call_name="Bu Yanti", intents=["usaha"], home_code=ARENJAYA)


def startup_founder() -> Account:
    """Runs a startup and posts programmes."""
    return make_account(call_name="Dimas", intents=["usaha"])


def mentor() -> Account:
    """Gives two hours a week."""
    return make_account(call_name="Bu Wulan", intents=["kegiatan"])


def coordinator() -> Account:
    """Coordinates Kecamatan Jatiasih."""
    return make_officer(call_name="Pak Rahmat")


def city_admin() -> Account:
    """Administers the whole city."""
    return make_officer(Role.ADMIN, CITY, call_name="Pak Hendra")
