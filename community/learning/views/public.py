"""What everybody sees: the catalogue and one training."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import g, render_template
from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.accounts.models import Intent
from community.businesses.models import Business
from community.businesses.queries import may_act_for, shows_offers
from community.foundation import clock, languages, slots
from community.foundation.doors import public
from community.foundation.errors import NotFound
from community.foundation.forms import argument, list_address
from community.foundation.guest_pages import same_for_guests
from community.foundation.paging import Page, bounded_id, day, page_of
from community.foundation.redirects import public_address
from community.learning import policies, queries, words
from community.learning.models import Training
from community.learning.views import blueprint
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.skills import queries as skills

FILTERS = ("belajar", "gratis", "daring")

_address = partial(list_address, "learning.index", FILTERS)


def in_team(training: Training, actor: Actor) -> bool:
    """Whether the actor may act for the business that gives a training."""
    if training.business_id is None or actor.account_id is None:
        return False
    return may_act_for(actor.account_id, training.business_id)


def seen_training(public_id: str, actor: Actor) -> tuple[Training, Business | None, bool]:
    """The training, its business and whether the actor is in its team; NotFound when she may not see it."""
    training, business = queries.get_training(public_id)
    team = in_team(training, actor)
    in_sight = shows_offers(business, actor) or queries.has_signed_up(training.id, actor.account_id)
    if not policies.can_see(actor, training, team=team, in_sight=in_sight):
        raise NotFound
    return training, business, team


def _filters() -> queries.Filters:
    typed = argument("belajar", 80)
    known, unknown = skills.read_skills(typed)
    near = [skill.id for word in unknown[:3] for skill in skills.near_skills(word)]
    return queries.Filters(
        skills=tuple(known + near),
        words=typed,
        free=argument("gratis", 5) == "1",
        online=argument("daring", 5) == "1",
    )


def _page(region: RegionInfo, chosen: queries.Filters) -> Page:
    statement = queries.open_trainings(chosen)
    return page_of(
        statement.where(regions.region_condition(Training.region_code, region.code)),
        [Training.starts_on, Training.id], [day, bounded_id], argument("setelah", 300),
    )  # fmt: skip


def _chips(chosen: queries.Filters) -> list[dict[str, str]]:
    set_now = (
        ("belajar", chosen.words),
        ("gratis", _("Gratis") if chosen.free else ""),
        ("daring", _("Daring") if chosen.online else ""),
    )
    return [{"text": text, "href": _address(**{name: None})} for name, text in set_now if text]


@blueprint.get("")
@public
@same_for_guests
def index() -> str:
    """Trainings that have not begun, in my kelurahan first, one tap wider."""
    chosen = _filters()
    look = regions.look(argument("wilayah"), g.actor.region_code, lambda region: _page(region, chosen))
    region, page = look.shown, look.page
    widen = regions.ways_wider(region, g.actor.region_code, _address)
    return render_template(
        "learning/index.html", page=page, region=region, first=look.first, widen_items=widen, chosen=chosen,
        chips=_chips(chosen), region_label=regions.region_label, names=words, city=regions.directory().city,
        mine=queries.signed_up_ids(g.actor.account_id), may_give=_may_give(g.actor),
        older=_address(setelah=page.next_mark, wilayah=region.slug) if page.next_mark else None,
        newer=None if page.is_first else _address(wilayah=region.slug),
    )  # fmt: skip


def _may_give(actor: Actor) -> bool:
    return actor.is_officer or Intent.BUSINESS in actor.intents


@blueprint.get("/<public_id>")
@public
@same_for_guests
def show(public_id: str) -> str:
    """One training, with what I can do about it."""
    training, business, team = seen_training(public_id, g.actor)
    is_open = queries.accepts(training, business)
    mine = queries.running_sign_up(training.id, g.actor.account_id)
    km = regions.distance_km(g.actor.region_code, training.region_code)
    rights: dict[str, Any] = {
        "may_manage": policies.can_manage(g.actor, training, team=team),
        "may_close": policies.can_close(g.actor, training, team=team),
        "may_sign_up": policies.can_sign_up(g.actor, training, is_open=is_open),
        "may_cancel": policies.can_cancel(g.actor, training, mine=mine is not None, today=clock.today()),
    }
    return render_template(
        "learning/show.html", training=training, business=business, is_open=is_open, mine=mine, names=words,
        region=regions.directory().by_code(training.region_code), status=training.status.value,
        km=languages.format_number(round(km, 1)) if km and not training.online else "",
        reasons=slots.render("offer.reasons", actor=g.actor, kind="training", id=training.id),
        address=public_address("learning.show", public_id=training.public_id), **rights,
    )  # fmt: skip
