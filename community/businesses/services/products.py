"""What a business sells, in short."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from community.accounts.actor import Actor
from community.businesses import queries
from community.businesses.models import Business, Product
from community.businesses.services.common import changed, to_edit
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound

MOST_PRODUCTS = 30


def add_product(business: Business, *, actor: Actor, name: str, price: int | None, unit: str) -> Product:
    """Put one more thing on the list of what is sold; `price` in whole rupiah per `unit`."""
    if not name:
        raise DomainError(_("Tulis nama barang atau jasanya."), field="name")
    business = to_edit(business, actor)
    counted = select(func.count()).where(Product.business_id == business.id)
    if (db.session.scalar(counted) or 0) >= MOST_PRODUCTS:
        raise DomainError(_("Paling banyak %(n)s produk. Hapus satu dulu.", n=MOST_PRODUCTS), field="name")
    product = Product(business_id=business.id, name=name, price=price, unit=unit)
    db.session.add(product)
    changed(business)
    return product


def change_product(
    business: Business, public_id: str, *, actor: Actor, name: str, price: int | None, unit: str
) -> None:
    """Change one product."""
    if not name:
        raise DomainError(_("Tulis nama barang atau jasanya."), field="name")
    business = to_edit(business, actor)
    product = queries.product_of(business.id, public_id)
    if product is None:
        raise NotFound()
    product.name, product.price, product.unit = name, price, unit
    changed(business)


def remove_product(business: Business, public_id: str, *, actor: Actor) -> None:
    """Take one product off the list; taking it off twice is no error."""
    business = to_edit(business, actor)
    gone = delete(Product).where(Product.business_id == business.id, Product.public_id == public_id)
    db.session.execute(gone)
    changed(business)
