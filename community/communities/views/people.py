"""Joining, leaving, the list of members, and the coordinator's decisions."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.communities import policies, queries, services
from community.communities.models import Membership, MembershipState
from community.communities.views import blueprint, found
from community.foundation.doors import members_only, role_required
from community.foundation.forms import argument
from community.foundation.paging import bounded_id, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.regions import queries as regions


@blueprint.post("/<public_id>/gabung")
@members_only
def join(public_id: str) -> Response:
    """Come in, or ask to."""
    community, _stay = found(public_id, g.actor)
    stay = services.join(community, actor=g.actor)
    if stay.state == MembershipState.CONFIRMED:
        flash(_("Selamat datang! Sekarang Anda bisa menulis dan menanggapi."), "success")
    else:
        flash(_("Permintaan terkirim. Koordinator akan menjawab, dan Anda mendapat kabar di sini."), "success")
    return see_other("communities.show", public_id=community.slug)


@blueprint.post("/<public_id>/keluar")
@members_only
def leave(public_id: str) -> Response:
    """End the actor's own stay."""
    community, _stay = found(public_id, g.actor)
    if services.leave(community, actor=g.actor) is not None:
        flash(_("Anda sudah keluar dari komunitas ini. Kapan saja boleh bergabung lagi."), "success")
    return see_other("communities.show", public_id=community.slug)


@blueprint.get("/<public_id>/anggota")
@members_only
def members(public_id: str) -> str:
    """Who is in, by the names they go by; and who waits, for the coordinator."""
    community, stay = found(public_id, g.actor)
    enforce(policies.can_see_members(g.actor, community, stay))
    words = argument("kata", 60)
    page = page_of(
        queries.members_of(community.id, words),
        [Membership.id],
        [bounded_id],
        argument("setelah", 300),
        size=40,
        scalars=False,
    )
    here: dict[str, Any] = {"public_id": community.slug, **({"kata": words} if words else {})}
    may_decide = policies.can_decide(g.actor, community)
    return render_template(
        "communities/members.html",
        community=community,
        page=page,
        words=words,
        waiting=queries.waiting_in(community.id) if may_decide else [],
        older=page.next_mark and url_for("communities.members", setelah=page.next_mark, **here),
        newer=None if page.is_first else url_for("communities.members", **here),
        region_name=regions.region_name,
    )


@blueprint.post("/<public_id>/anggota/<stay_id>/terima")
@role_required("coordinator", "admin")
def confirm(public_id: str, stay_id: str) -> Response:
    """Let a waiting person in."""
    community, _stay = found(public_id, g.actor)
    stay = services.confirm(community, stay_id, actor=g.actor)
    if stay.state == MembershipState.CONFIRMED:
        flash(_("Diterima. Orangnya mendapat kabar."), "success")
    else:
        flash(_("Permintaan ini sudah tidak menunggu lagi."), "info")
    return see_other("communities.members", public_id=community.slug)


@blueprint.post("/<public_id>/anggota/<stay_id>/tolak")
@role_required("coordinator", "admin")
def decline(public_id: str, stay_id: str) -> Response:
    """Turn a waiting person down."""
    community, _stay = found(public_id, g.actor)
    stay = services.decline(community, stay_id, actor=g.actor)
    if stay.state == MembershipState.DECLINED:
        flash(_("Tidak diterima. Orangnya mendapat kabar dan boleh meminta lagi."), "success")
    else:
        flash(_("Permintaan ini sudah tidak menunggu lagi."), "info")
    return see_other("communities.members", public_id=community.slug)
