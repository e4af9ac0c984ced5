"""Businesses for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from community.accounts.models import Account
from community.businesses.models import Business, BusinessKind, Product, TeamMember, TeamRole
from community.foundation.database import db
from tests.factories import JATIRASA, make_account
from tests.support import unit

_numbers = count(1)


def make_business(owner: Account | None = None, *, staff: tuple[Account, ...] = (), **fields: Any) -> Business:
    """An active business in Jatirasa with its owner, and `staff`, in the team."""
    owner = owner or make_account(intents=["usaha"], call_name="Bu Yanti")
    values = {
        "kind": BusinessKind.SME,
        "name": f"Warung {next(_numbers)}",
        "trade": "Jual nasi uduk",
        "kbli_code": "56102",
        "region_code": JATIRASA,
    }
    with unit():
        business = Business(owner_id=owner.id, **{**values, **fields})
        db.session.add(business)
        db.session.flush()
        db.session.add(TeamMember(business_id=business.id, account_id=owner.id, role=TeamRole.OWNER))
        for person in staff:
            db.session.add(TeamMember(business_id=business.id, account_id=person.id, role=TeamRole.STAFF))
    return business


def make_product(business: Business, **fields: Any) -> Product:
    """Something the business sells."""
    with unit():
        product = Product(business_id=business.id, **{"name": "Nasi uduk", "price": 12_000, "unit": "porsi", **fields})
        db.session.add(product)
    return product


def stored(business: Business) -> Business:
    """The business as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Business, business.id)
