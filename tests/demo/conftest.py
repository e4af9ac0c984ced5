"""The small demo city, loaded once for all tests of it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts.models import Account
from community.demo.corpus.personas import personas
from community.foundation.database import db
from tests.city import load_city


@pytest.fixture
def city(app: Flask) -> dict[str, Account]:
    """The named people of the small city by what they are called."""
    load_city()
    phones = [persona.person.phone for persona in personas()]
    return {one.call_name: one for one in db.session.scalars(select(Account).where(Account.phone.in_(phones)))}
