"""What everybody sees: the list, one business, and the activities that everyday words may mean."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import g, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.businesses import kbli, policies, queries, services
from community.businesses.forms import KIND_WORDS, SCALE_WORDS
from community.businesses.models import Business, BusinessKind, BusinessStatus, ContactWay, TeamRole
from community.businesses.views import blueprint
from community.foundation import paging
from community.foundation.doors import members_only, public
from community.foundation.forms import argument, list_address
from community.foundation.guest_pages import same_for_guests
from community.foundation.redirects import see_other
from community.members.queries import faces
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.skills.queries import find_skills, skill_names

KINDS = {"umkm": BusinessKind.SME, "startup": BusinessKind.STARTUP}
FILTERS = ("jenis", "kata", "butuh", "tawar")
SHOWN_TOPICS = 3

_address = partial(list_address, "businesses.index", FILTERS)


def _given() -> dict[str, str]:
    """The filters of the address that say something."""
    told = {
        "jenis": argument("jenis", 20),
        "kata": argument("kata", 80),
        "butuh": argument("butuh", 80),
        "tawar": argument("tawar", 80),
    }
    if told["jenis"] not in KINDS:
        told["jenis"] = ""
    return {name: value for name, value in told.items() if value}


def _filters(given: dict[str, str]) -> queries.Filters:
    return queries.Filters(
        kind=KINDS.get(given.get("jenis", "")),
        words=given.get("kata", ""),
        needs=tuple(find_skills(given.get("butuh", ""))),
        offers=tuple(find_skills(given.get("tawar", ""))),
    )


def _chips(region: RegionInfo, given: dict[str, str]) -> list[dict[str, str]]:
    words = {
        "jenis": str(KIND_WORDS[KINDS[given["jenis"]]]) if "jenis" in given else "",
        "kata": _("“%(words)s”", words=given.get("kata", "")),
        "butuh": _("Butuh: %(words)s", words=given.get("butuh", "")),
        "tawar": _("Menawarkan: %(words)s", words=given.get("tawar", "")),
    }
    return [{"text": words[name], "href": _address(wilayah=region.slug, **{name: None})} for name in given]


def _pills(region: RegionInfo, given: dict[str, str]) -> list[dict[str, Any]]:
    """All, shops and startups with one tap each; the other filters stay."""
    words = {"": _("Semua"), "umkm": _("Warung & jasa"), "startup": str(KIND_WORDS[BusinessKind.STARTUP])}
    return [
        {
            "text": text,
            "href": _address(wilayah=region.slug, jenis=kind),
            "active": given.get("jenis", "") == kind,
        }
        for kind, text in words.items()
    ]


def _page_in(region: RegionInfo, filters: queries.Filters) -> paging.Page:
    return paging.page_of(
        queries.open_in(region, filters, to_members=g.actor.is_authenticated).add_columns(Business.id.label("id")),
        [Business.id],
        [paging.bounded_id],
        request.args.get("setelah"),
        descending=True,
        scalars=False,
    )


def card_of(business: Business, owner: str | None) -> dict[str, Any]:
    """What an offer card shows of a business."""
    scale = queries.scale_today(business)
    topics = skill_names(business.needs[:SHOWN_TOPICS])
    tags = [KIND_WORDS[business.kind]] if business.kind == BusinessKind.STARTUP else []
    return {
        "title": business.name,
        "href": url_for("businesses.show", public_id=business.public_id),
        "by": owner,
        "place": regions.region_label(business.region_code),
        "detail": queries.trade_words(business),
        "tags": [*tags, SCALE_WORDS[scale]] if scale else tags,
        "text": _("Butuh: %(topics)s", topics=", ".join(topics)) if topics else "",
        "photo": business.photo,
    }


@blueprint.get("")
@public
@same_for_guests
def index() -> str:
    """Businesses from the viewer's kelurahan outwards, by kind, words, needs and offers."""
    given = _given()
    filters = _filters(given)
    look = regions.look(argument("wilayah"), g.actor.region_code, lambda region: _page_in(region, filters))
    region, page = look.shown, look.page
    return render_template(
        "businesses/index.html",
        region=region,
        home=look.first,
        around=regions.ways_wider(region, g.actor.region_code, _address),
        cards=[card_of(row[0], row.owner) for row in page.rows],
        given=given,
        unread=[given[name] for name in ("butuh", "tawar") if name in given and not find_skills(given[name])],
        kinds=[(word, KIND_WORDS[kind]) for word, kind in KINDS.items()],
        pills=_pills(region, given),
        chips=_chips(region, given),
        clear_href=url_for("businesses.index", wilayah=region.slug),
        older=_address(wilayah=region.slug, setelah=page.next_mark) if page.next_mark else None,
        wider=regions.directory().wider(region.code),
    )


def _reachable(business: Business, standing: policies.Standing) -> bool:
    chosen = business.contact_way != ContactWay.NONE and business.status == BusinessStatus.ACTIVE
    return chosen and standing.role is None


@blueprint.get("/<public_id>")
@public
@same_for_guests
def show(public_id: str) -> str:
    """One business: what it does and sells, what it needs and offers, and who stands behind it."""
    business, standing = services.find(public_id, g.actor)
    team = queries.team_of(business)
    named = faces([one.account_id for one in team], to_members=g.actor.is_authenticated)
    scale = queries.scale_today(business)
    return render_template(
        "businesses/show.html",
        business=business,
        place=regions.region_label(business.region_code),
        region=regions.directory().by_code(business.region_code),
        trade=queries.trade_words(business),
        activity=kbli.trade(business.kbli_code),
        kind=KIND_WORDS[business.kind],
        scale=SCALE_WORDS[scale] if scale else "",
        owner=next((one for one in team if one.role == TeamRole.OWNER and one.account_id in named), None),
        staff=[one for one in team if one.role == TeamRole.STAFF],
        products=queries.products_of([business.id]).get(business.id, []),
        needs=skill_names(business.needs),
        offers=skill_names(business.offers),
        sees_nib=policies.can_see_nib(g.actor, standing),
        manages=standing.role is not None,
        reachable=_reachable(business, standing),
        phone=services.opened_phone(business, standing, actor=g.actor),
        may_hide=policies.can_hide(g.actor, standing),
    )


@blueprint.post("/<public_id>/nomor")
@members_only
def open_phone(public_id: str) -> Response:
    """Show the owner's number; every look is noted where she can see it."""
    business, _standing = services.find(public_id, g.actor)
    services.open_phone(business, actor=g.actor)
    return see_other("businesses.show", public_id=public_id, _anchor="hubungi")


@blueprint.get("/jenis.json")
@public
def trades() -> Response:
    """Activities that everyday words may mean: [{code, text, hint}], at most six, best first."""
    found = kbli.find_trades(argument("q", 80))
    response = jsonify(
        [
            {"code": trade.code, "text": trade.title, "hint": f"KBLI {trade.code}: {', '.join(trade.words[:3])}"}
            for trade in found
        ]
    )
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
