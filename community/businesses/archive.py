"""Everything kept of one person, for her to take away."""

from __future__ import annotations

from typing import Any

from community.businesses.models import Business
from community.businesses.queries import businesses_of, invitations_of, products_of


def data_of(account_id: int) -> list[dict[str, Any]]:
    """Everything this domain keeps of the businesses a person owns, for her download."""
    owned = [business for business in businesses_of(account_id, closed=True) if business.owner_id == account_id]
    products = products_of([business.id for business in owned])
    columns = Business.__table__.columns.keys()
    return [
        {name: getattr(business, name) for name in columns}
        | {"products": [(one.name, one.price, one.unit) for one in products.get(business.id, [])]}
        for business in owned
    ]


def teams_data(account_id: int) -> list[str]:
    """The names of the businesses she works for: what is told of them is their owners'."""
    return [business.name for business in businesses_of(account_id, closed=True) if business.owner_id != account_id]


def invitations_data(account_id: int) -> list[str]:
    """The names of the businesses whose invitation she has not answered."""
    return [business.name for business in invitations_of(account_id)]
