"""Finding a community, its page, founding and editing it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import Role
from community.communities import policies, queries, services
from community.communities.forms import CommunityForm, ThemeForm
from community.communities.models import Community, Joining, Membership, Post, PostKind
from community.communities.views import blueprint, found
from community.foundation import clock
from community.foundation.doors import members_only, public, role_required
from community.foundation.forms import argument
from community.foundation.guest_pages import same_for_guests
from community.foundation.paging import Page, bounded_id, moment, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.regions.models import Level
from community.skills import queries as skills

FEED, LOOK = 10, timedelta(hours=1)


def _scope(actor: Actor) -> RegionInfo:
    """Where the list of neighbours looks: what was asked, else my kecamatan, else the city."""
    district = regions.directory().district_of(actor.region_code)
    return regions.where_to_look(argument("wilayah"), district.code if district else None)[0]


def _around(region: RegionInfo) -> list[str]:
    """The regions whose communities are listed: the kecamatan stands beside its kelurahan."""
    codes = regions.codes_under(region.code)
    if region.level != Level.VILLAGE:
        return list(codes)
    return [*codes, region.parent_code or ""]


def _by_name(statement: Any, mark: str = "") -> Page:
    return page_of(statement, [Community.name, Community.id], [str, bounded_id], mark)


@blueprint.get("")
@public
@same_for_guests
def index() -> str:
    """Mine first, then my kecamatan, then themes; or what a typed word finds."""
    words, region = argument("kata", 80), _scope(g.actor)
    shared: dict[str, Any] = {"words": words, "region": region, "region_label": regions.region_label}
    if words:
        page = _by_name(queries.found_by(words), argument("setelah", 300))
        older = page.next_mark and url_for("communities.index", kata=words, setelah=page.next_mark)
        return render_template("communities/found.html", page=page, older=older, **shared)
    mine = queries.mine(g.actor.account_id) if g.actor.account_id else []
    near = _by_name(queries.of_regions(_around(region)), argument("setelah", 300))
    older = near.next_mark and url_for("communities.index", wilayah=region.slug, setelah=near.next_mark)
    return render_template(
        "communities/index.html",
        stays=mine,
        near=sorted(near.rows, key=lambda one: (one.region_code != g.actor.region_code, len(one.region_code))),
        older=older,
        themes=_by_name(queries.themed()).rows if near.is_first else (),
        joined={community.id for community, _state in mine},
        widen_items=regions.ways_wider(region, g.actor.region_code, partial(url_for, "communities.index")),
        may_found=policies.can_found(g.actor, regions.directory().city.code),
        **shared,
    )


def _contact_line(community: Community) -> tuple[str, str]:
    """Whom to call and what she is: the named contact, else the nearest coordinator."""
    if community.contact_name:
        return community.contact_name, _("Kontak komunitas")
    officers = accounts.officers_of(community.region_code)
    nearest = next((one for one in officers if one.role == Role.COORDINATOR), None) or next(iter(officers), None)
    if nearest is None:
        return "", ""
    kind = _("Koordinator") if nearest.role == Role.COORDINATOR else _("Admin")
    return nearest.call_name, f"{kind} {regions.region_label(nearest.region_code)}"


def _seen_phone(community: Community, actor: Actor) -> str | None:
    """The number, for somebody whose look was just written down."""
    if not argument("nomor") or actor.account_id is None:
        return None
    look = audit.find(
        services.CONTACT_OPENED,
        services.contact_subject(community),
        actor_id=actor.account_id,
        since=clock.now() - LOOK,
    )
    return community.contact_phone if look else None


def _talk(community: Community, only: PostKind | None) -> dict[str, Any]:
    known = g.actor.is_authenticated
    statement = queries.posts_of(community.id, only or PostKind.POST, to_members=known)
    page = page_of(
        statement,
        [Post.created_at, Post.id],
        [moment, bounded_id],
        argument("setelah", 300),
        descending=True,
        size=FEED,
        scalars=False,
    )
    kept: dict[str, Any] = {"jenis": "pengumuman"} if only else {}
    pinned = queries.announcements_of(community.id, to_members=known) if page.is_first and not only else []
    older = page.next_mark and url_for("communities.show", public_id=community.slug, setelah=page.next_mark, **kept)
    newer = None if page.is_first else url_for("communities.show", public_id=community.slug, **kept)
    return {"page": page, "pinned": pinned, "older": older, "newer": newer}


def _rights(actor: Actor, community: Community, stay: Membership | None) -> dict[str, Any]:
    return {
        "may_read": policies.can_read(actor, community, stay),
        "may_join": policies.can_join(actor, stay),
        "may_post": policies.can_post(stay),
        "may_announce": policies.can_announce(actor, community),
        "may_edit": policies.can_edit(actor, community),
        "may_see_members": policies.can_see_members(actor, community, stay),
    }


@blueprint.get("/<public_id>")
@public
@same_for_guests
def show(public_id: str) -> str:
    """One community: whom to call, next events, announcements, posts."""
    community, stay = found(public_id, g.actor)
    rights = _rights(g.actor, community, stay)
    only = PostKind.ANNOUNCEMENT if argument("jenis") == "pengumuman" else None
    talk = _talk(community, only) if rights["may_read"] else None
    contact, contact_role = _contact_line(community)
    return render_template(
        "communities/show.html",
        community=community,
        stay=stay,
        talk=talk,
        only=only,
        contact=contact,
        contact_role=contact_role,
        phone=_seen_phone(community, g.actor),
        region=regions.directory().by_code(community.region_code),
        topics=skills.skill_names(community.topics),
        waiting=queries.waiting_in(community.id) if rights["may_edit"] else [],
        **rights,
    )


@blueprint.post("/<public_id>/nomor")
@members_only
def see_contact(public_id: str) -> Response:
    """Write down that somebody looks at the contact's number, then show it."""
    community, _stay = found(public_id, g.actor)
    services.see_contact(community, actor=g.actor)
    return see_other("communities.show", public_id=community.slug, nomor=1, _anchor="kontak")


@blueprint.route("/baru", methods=["GET", "POST"])
@role_required("admin")
def new() -> Any:
    """Found a themed community."""
    form = ThemeForm()
    if form.validate_on_submit():
        with form.showing_errors():
            community = services.begin_theme(
                name=form.name.data,
                about=form.topics.with_own_words(form.about.data or "", 600),
                topics=form.topics.data,
                joining=Joining(form.joining.data),
                actor=g.actor,
            )
            flash(_("Komunitas sudah dibuka. Bagikan tautannya supaya warga bergabung."), "success")
            return see_other("communities.show", public_id=community.slug)
    return render_template("communities/form.html", form=form, community=None), form.status


@blueprint.route("/<public_id>/ubah", methods=["GET", "POST"])
@role_required("coordinator", "admin")
def edit(public_id: str) -> Any:
    """Change purpose, contact and the way of joining."""
    community, _stay = found(public_id, g.actor)
    enforce(policies.can_edit(g.actor, community))
    form = CommunityForm(obj=community, joining=community.joining.value)
    if form.validate_on_submit():
        with form.showing_errors():
            _store(community, form)
            flash(_("Perubahan tersimpan dan langsung terlihat oleh semua orang."), "success")
            return see_other("communities.show", public_id=community.slug)
    return render_template("communities/form.html", form=form, community=community), form.status


def _store(community: Community, form: CommunityForm) -> None:
    services.edit(
        community,
        about=form.topics.with_own_words(form.about.data or "", 600),
        topics=form.topics.data,
        joining=Joining(form.joining.data),
        contact_name=form.contact_name.data,
        contact_phone=form.contact_phone.data,
        office_hours=form.office_hours.data,
        actor=g.actor,
    )
