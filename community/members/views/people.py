"""Other people: the list for members, and one person's page with what its viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts.queries import by_public_id
from community.foundation import languages, paging
from community.foundation.doors import members_only, public
from community.foundation.errors import NotFound
from community.foundation.forms import argument, list_address
from community.foundation.redirects import see_other
from community.members import access_log, forms, policies, queries, services
from community.members.models import Audience, MemberProfile
from community.members.records import VisibleProfile
from community.members.views import blueprint
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.skills.queries import read_skills, skill_name, skill_names

_address = partial(list_address, "members.index", ("bisa",))


def told(profile: VisibleProfile | None) -> dict[str, Any]:
    """What is visible of a person, in the words and the order people read it."""
    if profile is None:
        return {}
    schooling = forms.EDUCATION_WORDS[profile.education] if profile.education else ""
    pay = languages.format_money(profile.wished_pay)
    return {
        "skills": [(skill_name(skill), forms.LEVEL_WORDS[level], level > 1) for skill, level in profile.skills],
        "wants": skill_names(profile.wants),
        "works": [
            (forms.duration(work.months) or "–", ", ".join(filter(None, (work.position, work.place))))
            for work in profile.experiences
        ],
        "facts": [
            (_("Pendidikan"), schooling),
            (_("Jurusan"), profile.major),
            (_("Lulus"), profile.graduation_year),
            (_("Waktu"), _named(forms.AVAILABILITY_WORDS, profile.availability)),
            (_("SIM"), _named(forms.LICENCE_WORDS, profile.licences)),
            (_("Mau menempuh"), _("sampai %(n)s km", n=profile.travel_km) if profile.travel_km else ""),
            (_("Kecamatan tujuan"), ", ".join(regions.region_name(code) for code in profile.areas)),
            (_("Harapan upah"), _("%(pay)s sebulan", pay=pay) if pay else ""),
            (_("Nama lengkap"), profile.full_name),
        ],
    }


def _named(words: Mapping[str, Any], values: Iterable[str]) -> str:
    return ", ".join(str(words[value]) for value in values if value in words)


def _page_in(region: RegionInfo, skill_ids: list[str]) -> paging.Page:
    return paging.page_of(
        queries.listed(region, skill_ids),
        [MemberProfile.account_id],
        [paging.bounded_id],
        request.args.get("setelah"),
        descending=True,
        scalars=False,
    )


@blueprint.get("/warga")
@members_only
def index() -> str:
    """People who want to be found, from the viewer's kelurahan outwards."""
    typed = argument("bisa", 120)
    skill_ids, unknown = read_skills(typed)
    if typed and not skill_ids:
        unknown = [typed]
    look = regions.look(argument("wilayah"), g.actor.region_code, lambda region: _page_in(region, skill_ids))
    region, page = look.shown, look.page
    shown = queries.shown_skills([row.account_id for row in page.rows])
    return render_template(
        "members/index.html",
        region=region,
        home=look.first,
        around=regions.ways_wider(region, g.actor.region_code, _address),
        people=page.rows,
        skills={person: ", ".join(skill_names(ids)) for person, ids in shown.items()},
        region_label=regions.region_label,
        typed=typed,
        understood=skill_names(skill_ids),
        unknown=unknown,
        clear_href=url_for("members.index", wilayah=region.slug),
        older=_address(wilayah=region.slug, setelah=page.next_mark) if page.next_mark else None,
        wider=regions.directory().wider(region.code),
    )


@blueprint.get("/warga/<public_id>")
@public
def show(public_id: str) -> str:
    """One person, with the fields that are this viewer's to see."""
    account = by_public_id(public_id)
    if account is None:
        raise NotFound()
    stored = queries.own_profile(account.id)
    if not g.actor.is_authenticated and not stored.is_listed:
        raise NotFound()
    circles = policies.audience_of(g.actor, account.id, account.home_code, applied=False)
    is_mine = g.actor.account_id == account.id
    officer = Audience.COORDINATOR in circles and not is_mine
    opened = officer and access_log.opened_recently(g.actor.account_id, account.id, access_log.KEPT_OPENED)
    if officer and not opened:
        circles -= {Audience.COORDINATOR}
    profile = queries.visible_profile(account.id, circles)
    if profile is None:
        raise NotFound()
    numbered = profile.phone is not None and not is_mine
    return render_template(
        "members/show.html",
        profile=profile,
        place=regions.region_label(profile.home_code),
        is_mine=is_mine,
        can_open=officer and not opened and policies.keeps_for_coordinator(profile.withheld, stored.audiences),
        phone_known=numbered and access_log.opened_recently(g.actor.account_id, account.id, access_log.PHONE_OPENED),
        told=told(profile),
    )


@blueprint.post("/warga/<public_id>/buka")
@members_only
def open_kept(public_id: str) -> Response:
    """An officer opens what a person keeps for her coordinator; the person can see that."""
    services.open_kept(actor=g.actor, public_id=public_id)
    return see_other("members.show", public_id=public_id)


@blueprint.post("/warga/<public_id>/nomor")
@members_only
def open_phone(public_id: str) -> Response:
    """Show a number to somebody who may see it; the person can see that."""
    services.open_phone(actor=g.actor, public_id=public_id)
    return see_other("members.show", public_id=public_id, _anchor="nomor")
