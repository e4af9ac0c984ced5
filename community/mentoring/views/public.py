"""What everybody sees: who has a place free, and one mentor."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import g, render_template

from community.foundation import languages, slots
from community.foundation.doors import public
from community.foundation.forms import argument, list_address
from community.foundation.guest_pages import same_for_guests
from community.foundation.paging import Page, bounded_id, page_of
from community.foundation.redirects import public_address
from community.mentoring import policies, queries, words
from community.mentoring.models import Mentor
from community.mentoring.views import blueprint
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.skills import queries as skills

FILTERS = ("topik", "cara")

_address = partial(list_address, "mentoring.index", FILTERS)


def _page(region: RegionInfo, topics: list[str], mode: str) -> Page:
    statement = queries.open_mentors(topics, mode)
    return page_of(
        statement.where(regions.region_condition(Mentor.region_code, region.code)),
        [Mentor.taken, Mentor.id], [bounded_id, bounded_id], argument("setelah", 300),
    )  # fmt: skip


def _topics(typed: str) -> list[str]:
    """Ids of what was typed, and of what comes near to a word that is not known."""
    known, unknown = skills.read_skills(typed)
    return known + [skill.id for word in unknown[:3] for skill in skills.near_skills(word)]


def _chips(typed: str, mode: str) -> list[dict[str, str]]:
    chips = [{"text": typed, "href": _address(topik=None)}] if typed else []
    if mode:
        chips.append({"text": str(words.MODES[mode]), "href": _address(cara=None)})
    return chips


def distance_words(code: str, home_code: str | None) -> str:
    """ "2,1" km from one's kelurahan; "" where it is the same one or unknown."""
    km = regions.distance_km(home_code, code)
    return languages.format_number(round(km, 1)) if km else ""


@blueprint.get("")
@public
@same_for_guests
def index() -> str:
    """Mentors with a place free, in my kelurahan first, one tap wider."""
    typed, mode = argument("topik", 80), argument("cara", 20)
    mode = mode if mode in words.MODES else ""
    wanted = _topics(typed)
    topics = wanted or [typed] if typed else []
    look = regions.look(argument("wilayah"), g.actor.region_code, lambda region: _page(region, topics, mode))
    region, page = look.shown, look.page
    widen = regions.ways_wider(region, g.actor.region_code, _address)
    return render_template(
        "mentoring/index.html", page=page, region=region, first=look.first, widen_items=widen, typed=typed, mode=mode,
        unknown=typed if typed and not wanted else "",
        chips=_chips(typed, mode), modes=words.MODES, asked=queries.asked_by(g.actor.account_id),
        region_label=regions.region_label, names=words, city=regions.directory().city,
        older=_address(setelah=page.next_mark, wilayah=region.slug) if page.next_mark else None,
        newer=None if page.is_first else _address(wilayah=region.slug),
    )  # fmt: skip


@blueprint.get("/<public_id>")
@public
@same_for_guests
def show(public_id: str) -> str:
    """One mentor, with what I can do about it; who is full leads to others."""
    mentor = queries.get_mentor(public_id)
    free = policies.is_free(mentor)
    values: dict[str, Any] = {
        "running": queries.running_request(mentor.id, g.actor.account_id),
        "others": () if free else queries.next_free(mentor, not_of=g.actor.account_id),
        "reasons": slots.render("offer.reasons", actor=g.actor, kind="mentor", id=mentor.id),
    }
    return render_template(
        "mentoring/show.html", mentor=mentor, free=free, is_me=policies.is_mentor(g.actor, mentor), names=words,
        region=regions.directory().by_code(mentor.region_code), region_label=regions.region_label,
        km=distance_words(mentor.region_code, g.actor.region_code),
        address=public_address("mentoring.show", public_id=mentor.public_id), **values,
    )  # fmt: skip
