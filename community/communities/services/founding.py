"""Communities that exist from the first day, new themes, and what a coordinator may change."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Sequence
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.communities import policies
from community.communities.models import Community, CommunityKind, Joining
from community.communities.signals import CommunityChanged
from community.foundation.database import db, new_public_id
from community.foundation.errors import DomainError
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.foundation.words import slugify
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.regions.models import Level, Region

THEMES = Path(__file__).parent.parent / "data" / "themes.toml"
RESERVED = {"baru"}
CONTACT_OPENED = "communities.phone_opened"


def _free_slug(wish: str, taken: Container[str]) -> str:
    free = wish not in taken and wish not in RESERVED
    return wish if free else f"{wish[:100]}-{new_public_id()[:6]}"


def _taken_slugs() -> set[str]:
    return set(db.session.scalars(select(Community.slug)))


def _store(communities: Sequence[Community]) -> int:
    db.session.add_all(communities)
    db.session.flush()
    for community in communities:
        record(CommunityChanged(community.id))
    return len(communities)


def _of_region(region: RegionInfo, slug: str) -> Community:
    if region.level == Level.VILLAGE:
        name = f"Komunitas {region.name}"
        about = f"Tempat warga dan pelaku usaha {region.name} saling kenal, bertanya, dan mengajak."
    else:
        name = f"Komunitas {region.kind_word} {region.name}"
        about = f"Kabar dan acara bersama dari semua kelurahan di {region.kind_word} {region.name}."
    return Community(slug=slug, kind=CommunityKind.REGION, region_code=region.code, name=name, about=about)


def ensure_region_communities() -> int:
    """Found the community of every kelurahan and kecamatan of the city that has none; returns how many."""
    city = regions.directory()
    present = set(db.session.scalars(select(Community.region_code).where(Community.kind == CommunityKind.REGION)))
    taken = _taken_slugs()
    missing = [region for region in (*city.districts, *city.villages) if region.code not in present]
    return _store([_of_region(region, _free_slug(region.slug, taken)) for region in missing])


def ensure_themes() -> int:
    """Found the themed communities of data/themes.toml that are missing; returns how many."""
    city = regions.directory().city
    short = city.name.removeprefix(city.kind_word).strip()
    entries = tomllib.loads(THEMES.read_text())["themes"]
    taken = _taken_slugs()
    fresh = []
    for entry in entries:
        slug = entry["slug"].format(kota=slugify(short))
        if slug not in taken:
            fresh.append(
                Community(
                    slug=slug,
                    kind=CommunityKind.THEME,
                    region_code=city.code,
                    name=entry["name"].format(kota=short),
                    about=entry["about"],
                    topics=entry["topics"],
                )
            )
    return _store(fresh)


def begin_theme(*, name: str, about: str, topics: list[str], joining: Joining, actor: Actor) -> Community:
    """Found a themed community of the whole city."""
    city = regions.directory().city
    enforce(policies.can_found(actor, city.code))
    # Whoever founds a theme queues here, or two at once would not see each other's name.
    db.session.execute(select(Region.code).where(Region.code == city.code).with_for_update())
    same = select(Community.id).where(Community.kind == CommunityKind.THEME, Community.name == name)
    if db.session.scalar(same) is not None:
        raise DomainError(_("Sudah ada komunitas dengan nama ini."), field="name")
    places = {region.slug for region in (city, *regions.directory().districts, *regions.directory().villages)}
    community = Community(
        slug=_free_slug(slugify(name)[:110] or "komunitas", _taken_slugs() | places),
        kind=CommunityKind.THEME,
        region_code=city.code,
        name=name,
        about=about,
        topics=topics,
        joining=joining,
    )
    _store([community])
    audit.note("communities.begun", f"community:{community.id}", actor=actor, region_code=city.code)
    return community


def edit(
    community: Community,
    *,
    about: str,
    topics: list[str],
    joining: Joining,
    contact_name: str,
    contact_phone: str | None,
    office_hours: str,
    actor: Actor,
) -> None:
    """Change purpose, way of joining, and whom to call."""
    enforce(policies.can_edit(actor, community))
    if contact_phone and not contact_name:
        raise DomainError(_("Tulis juga nama orang yang punya nomor ini."), field="contact_name")
    community.about = about
    community.topics = topics
    community.joining = joining
    community.contact_name = contact_name
    community.contact_phone = contact_phone
    community.office_hours = office_hours
    db.session.flush()
    record(CommunityChanged(community.id))
    audit.note(
        "communities.edited",
        f"community:{community.id}",
        actor=actor,
        region_code=community.region_code,
    )


def contact_subject(community: Community) -> str:
    """Whom a look at the contact's number is about: its owner, who sees it on her page, or the community."""
    owner = accounts.find_by_phone(community.contact_phone) if community.contact_phone else None
    return f"account:{owner.id}" if owner else f"community:{community.id}"


def see_contact(community: Community, *, actor: Actor) -> str:
    """The phone number of whom to call (E.164), after writing down who looked."""
    enforce(policies.can_see_contact(actor))
    if not community.contact_phone:
        raise DomainError(_("Komunitas ini belum punya nomor telepon."))
    audit.note(
        CONTACT_OPENED,
        contact_subject(community),
        actor=actor,
        region_code=community.region_code,
        community=community.name,
    )
    return community.contact_phone
