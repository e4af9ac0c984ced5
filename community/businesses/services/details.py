"""Registering a business and changing what it tells about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.businesses import kbli, policies, queries
from community.businesses.models import Business, BusinessKind, ContactWay, TeamMember, TeamRole
from community.businesses.services.common import changed, to_edit
from community.businesses.signals import BusinessRegistered
from community.foundation import clock, pictures
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.limits import Limit, use
from community.foundation.outbox import record
from community.foundation.pictures import Picture
from community.foundation.policies import enforce
from community.regions.models import Level
from community.regions.queries import directory
from community.skills.queries import known

MOST_TOPICS = 10
OLDEST_YEAR = 1900
REGISTRATIONS = Limit("businesses.register", 5, timedelta(days=1))
_NIB = re.compile(r"[0-9]{13}")


def _check_place(region_code: str) -> None:
    region = directory().by_code(region_code)
    if region is None or region.level != Level.VILLAGE or not directory().covers(region_code):
        raise DomainError(_("Pilih satu kelurahan dari daftar."), field="region_code")


def _check_name(name: str) -> None:
    if not name:
        raise DomainError(_("Tulis nama usahanya."), field="name")


def register(
    *,
    actor: Actor,
    kind: BusinessKind,
    name: str,
    trade: str,
    region_code: str,
    landmark: str = "",
    contact_way: ContactWay = ContactWay.NONE,
) -> Business:
    """Begin the page of a business with what everybody knows of it; its owner is the actor."""
    enforce(policies.can_register(actor))
    _check_name(name)
    _check_place(region_code)
    use(REGISTRATIONS, str(actor.account_id))
    business = Business(
        kind=kind,
        name=name,
        trade=trade,
        owner_id=actor.account_id,
        region_code=region_code,
        landmark=landmark,
        contact_way=contact_way,
    )
    db.session.add(business)
    db.session.flush()
    db.session.add(TeamMember(business_id=business.id, account_id=actor.account_id, role=TeamRole.OWNER))
    db.session.flush()
    record(BusinessRegistered(business.id))
    return business


def save_basics(
    business: Business,
    *,
    actor: Actor,
    kind: BusinessKind,
    name: str,
    region_code: str,
    landmark: str,
    contact_way: ContactWay | None = None,
) -> None:
    """Change name, kind and place, and as its owner how buyers reach her (None: as before)."""
    _check_name(name)
    _check_place(region_code)
    business = to_edit(business, actor)
    if contact_way not in (None, business.contact_way):
        enforce(policies.can_choose_contact(actor, queries.standing(business, actor)))
        business.contact_way = contact_way
    business.kind, business.name = kind, name
    business.region_code, business.landmark = region_code, landmark
    changed(business)


def save_trade(business: Business, *, actor: Actor, trade: str, code: str | None) -> None:
    """Keep the trade in the owner's words and the KBLI code she chose for it, if any fits."""
    if code is not None and kbli.trade(code) is None:
        raise DomainError(_("Pilih salah satu dari daftar."), field="code")
    business = to_edit(business, actor)
    business.trade, business.kbli_code, business.kbli_version = trade, code, kbli.VERSION
    changed(business)


def save_size(
    business: Business,
    *,
    actor: Actor,
    started_year: int | None,
    capital_band: int,
    sales_band: int,
    nib: str,
) -> None:
    """Keep the year, the bands (0 not told, 1 mikro to 4 besar) and the NIB; "" for none yet."""
    this_year = clock.today().year
    if started_year is not None and not OLDEST_YEAR <= started_year <= this_year:
        raise DomainError(
            _("Tahun mulai antara %(first)s dan %(last)s.", first=OLDEST_YEAR, last=this_year),
            field="started_year",
        )
    for field, band in (("capital_band", capital_band), ("sales_band", sales_band)):
        if not 0 <= band <= 4:
            raise DomainError(_("Pilih salah satu dari daftar."), field=field)
    digits = re.sub(r"[\s.\-]", "", nib)
    if digits and not _NIB.fullmatch(digits):
        raise DomainError(
            _("NIB terdiri dari 13 angka; yang Anda tulis %(n)s. Lihat di lembar NIB dari OSS.", n=len(digits)),
            field="nib",
        )
    business = to_edit(business, actor)
    business.started_year, business.nib = started_year, digits or None
    business.capital_band, business.sales_band = capital_band, sales_band
    changed(business)


def save_story(business: Business, *, actor: Actor, about: str, photo: Picture | None = None) -> None:
    """Keep what the business tells about itself, and a new photo where one is sent."""
    business = to_edit(business, actor)
    business.about = about
    if photo is not None:
        name = pictures.store_picture(photo)
        pictures.remove_picture(business.photo)
        business.photo = name
    changed(business)


def remove_photo(business: Business, *, actor: Actor) -> None:
    """Remove the photo."""
    business = to_edit(business, actor)
    pictures.remove_picture(business.photo)
    business.photo = None
    changed(business)


def _topics(skill_ids: Sequence[str], field: str) -> list[str]:
    chosen = list(dict.fromkeys(skill_ids))
    if not all(known(skill) for skill in chosen):
        raise DomainError(_("Ada topik yang tidak kami kenal."), field=field)
    if len(chosen) > MOST_TOPICS:
        raise DomainError(_("Paling banyak %(n)s topik. Pilih yang terpenting.", n=MOST_TOPICS), field=field)
    return chosen


def save_needs(business: Business, *, actor: Actor, topics: Sequence[str], note: str) -> None:
    """Tell what the business needs: topics of the vocabulary and a sentence."""
    chosen = _topics(topics, "typed")
    business = to_edit(business, actor)
    business.needs, business.need_note = chosen, note
    changed(business)


def save_offers(business: Business, *, actor: Actor, topics: Sequence[str], note: str) -> None:
    """Tell what the business can offer to others."""
    chosen = _topics(topics, "typed")
    business = to_edit(business, actor)
    business.offers, business.offer_note = chosen, note
    changed(business)
