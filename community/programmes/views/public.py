"""What everybody sees: the list and one programme with its conditions."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import g, render_template

from community.accounts.actor import Actor
from community.accounts.models import Intent
from community.businesses.models import Business
from community.businesses.queries import is_of_team, may_act_for, shows_offers
from community.foundation import slots
from community.foundation.doors import public
from community.foundation.errors import NotFound
from community.foundation.forms import argument, list_address
from community.foundation.guest_pages import same_for_guests
from community.foundation.paging import Page, bounded_id, day, page_of
from community.foundation.policies import Decision
from community.foundation.redirects import public_address
from community.programmes import eligibility, policies, queries, words
from community.programmes.models import Programme
from community.programmes.views import blueprint
from community.regions import queries as regions
from community.regions.info import RegionInfo

_address = partial(list_address, "programmes.index", ())


def in_team(business: Business, actor: Actor) -> bool:
    """Whether the actor may act for the startup."""
    return actor.account_id is not None and may_act_for(actor.account_id, business.id)


def may_review(actor: Actor, programme: Programme) -> Decision:
    """Whether the actor opens or returns the programme; only of an admin is it asked whose startup it is."""
    own = actor.is_admin and is_of_team(actor.account_id, programme.business_id)
    return policies.can_review(actor, programme, team=own)


def seen_programme(public_id: str, actor: Actor) -> tuple[Programme, Business, bool]:
    """The programme, its startup and whether the actor is in its team; NotFound when she may not see it."""
    programme, business = queries.get_programme(public_id)
    team = in_team(business, actor)
    in_sight = shows_offers(business, actor) or queries.has_applied(programme.id, actor.account_id)
    if not policies.can_see(actor, programme, team=team, in_sight=in_sight):
        raise NotFound
    return programme, business, team


def _page(region: RegionInfo) -> Page:
    return page_of(
        queries.open_programmes(region), [Programme.closes_on, Programme.id], [day, bounded_id],
        argument("setelah", 300), scalars=False, read_key=lambda row, key: getattr(row[0], str(key.key)),
    )  # fmt: skip


@blueprint.get("")
@public
@same_for_guests
def index() -> str:
    """Open programmes for my kelurahan and wider ones, the next to close first."""
    look = regions.look(argument("wilayah"), g.actor.region_code, _page)
    region, page = look.shown, look.page
    widen = regions.ways_wider(region, g.actor.region_code, _address)
    return render_template(
        "programmes/index.html", page=page, region=region, first=look.first, widen_items=widen, names=words,
        region_label=regions.region_label,
        applied=queries.applied_ids(g.actor.account_id), may_give=Intent.BUSINESS in g.actor.intents,
        older=_address(setelah=page.next_mark, wilayah=region.slug) if page.next_mark else None,
        newer=None if page.is_first else _address(wilayah=region.slug),
    )  # fmt: skip


def conditions_for(programme: Programme, actor: Actor) -> list[eligibility.Condition]:
    """Each condition of a programme, met or not by who looks."""
    person = queries.person_of(actor) if programme.eligibility else None
    return eligibility.conditions(programme.eligibility, person, words.names_for(programme.eligibility))


@blueprint.get("/<public_id>")
@public
@same_for_guests
def show(public_id: str) -> str:
    """One programme: its conditions stand before any form."""
    programme, business, team = seen_programme(public_id, g.actor)
    is_open = queries.accepts(programme, business)
    asked = conditions_for(programme, g.actor)
    eligible = all(condition.met for condition in asked)
    rights: dict[str, Any] = {
        "may_apply": policies.can_apply(g.actor, programme, is_open=is_open, team=team, eligible=eligible),
        "may_review": may_review(g.actor, programme),
        "may_close": policies.can_close(g.actor, programme, team=team),
    }
    return render_template(
        "programmes/show.html", programme=programme, business=business, team=team, is_open=is_open, conditions=asked,
        eligible=eligible, names=words, region=regions.directory().by_code(programme.region_code),
        mine=queries.running_application(programme.id, g.actor.account_id), status=programme.status.value,
        deadline=words.deadline_words(programme, is_open=is_open),
        reasons=slots.render("offer.reasons", actor=g.actor, kind="programme", id=programme.id),
        address=public_address("programmes.show", public_id=programme.public_id), **rights,
    )  # fmt: skip
