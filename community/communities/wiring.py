from __future__ import annotations

from typing import Any

from flask import Flask, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts import queries as accounts
from community.communities import archive, queries, subscriptions, today
from community.communities.models import Community, Post
from community.communities.views import blueprint, people, places, posts
from community.foundation import concerns, naming, slots
from community.regions import queries as regions
from community.regions.info import RegionInfo

__all__ = ["init_app", "people", "places", "posts"]
MOST_NAMED = 5
SENTENCES = {
    "communities.begun": _l("Komunitas baru dibuka"),
    "communities.edited": _l("Keterangan komunitas diubah"),
    "communities.phone_opened": _l("Nomor kontak komunitas dilihat"),
    "communities.confirmed": _l("Diterima sebagai anggota komunitas"),
    "communities.declined": _l("Belum diterima sebagai anggota komunitas"),
    "communities.post_hidden": _l("Tulisan di komunitas disembunyikan"),
    "communities.comment_hidden": _l("Tanggapan di komunitas disembunyikan"),
}


def _contact(region: RegionInfo, **_values: Any) -> str:
    """Whom to call in an area: who is in office there, else one office up, and the community's contact."""
    city, officers = regions.directory(), accounts.officers_of(region.code)
    nearest = [one for one in officers if one.region_code == officers[0].region_code]
    above = region.parent_code if region.code != city.city.code else None
    return render_template(
        "communities/_contact.html",
        region=region,
        officers=nearest[:MOST_NAMED],
        office=regions.region_label(nearest[0].region_code) if nearest else "",
        above=city.by_code(above),
        community=queries.of_region(region.code),
    )


def _waiting(actor: Any) -> list[dict[str, Any]]:
    """People who wait for the actor's yes or no."""
    return [
        {
            "href": url_for("communities.members", public_id=newcomers.key),
            "title": _("%(n)s orang ingin bergabung", n=newcomers.number),
            "meta": newcomers.title,
            "icon": "user-plus",
            "tone": "sun",
        }
        for newcomers in concerns.of(actor, "newcomers")
    ]


def _tool(actor: Any, **_values: Any) -> dict[str, str]:
    """The community that an officer looks after: of her region, else of where she lives."""
    grants = sorted(actor.grants, key=lambda grant: len(grant.region_code))
    kept = queries.of_region(grants[0].region_code if grants else actor.region_code)
    return {
        "href": url_for("communities.show", public_id=kept.slug) if kept else url_for("communities.index"),
        "title": kept.name if kept else _("Komunitas"),
        "icon": "users",
        "meta": _("Tulis pengumuman, terima anggota, ubah kontak"),
    }


def _of_business(business: Any, **_values: Any) -> dict[str, str] | None:
    """From the desk of a business to the community of its kelurahan."""
    found = queries.of_region(business.region_code)
    if found is None:
        return None
    return {
        "href": url_for("communities.show", public_id=found.slug),
        "title": found.name,
        "icon": "users",
        "meta": _("Kenal sesama usaha di kelurahan ini"),
    }


def _links(actor: Any, **_values: Any) -> dict[str, str]:
    home = queries.of_region(actor.region_code)
    return {
        "href": url_for("communities.index"),
        "title": _("Komunitas saya"),
        "icon": "users",
        "meta": home.name if home else _("Kelurahan dan minat Anda"),
        "group": "events",
    }


def init_app(app: Flask) -> None:
    """Wire communities into the application."""
    app.register_blueprint(blueprint)
    naming.offer_command(app, "communities", "community.communities.cli:communities")
    subscriptions.subscribe_all()
    audit.THINGS["community"] = (Community.id, Community.slug, Community.name)
    audit.THINGS["post"] = (Post.id, Post.public_id, Post.title)
    audit.SENTENCES.update(SENTENCES)
    slots.offer(app, "region.contacts", _contact, position=20)
    today.init_app(app)
    slots.offer(app, "admin.waiting", _waiting, position=40)
    slots.offer(app, "me.links", _links, position=20)
    slots.offer(app, "business.desk", _of_business, position=40)
    slots.offer(app, "admin.tools", _tool, position=20)
    slots.offer(app, "account.data", lambda account_id: {"komunitas": archive.data_of(account_id)})
    slots.offer(app, "area.counts", lambda: ("community", queries.region_codes()))
