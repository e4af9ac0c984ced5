"""What everybody sees: the list and one vacancy."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import g, render_template
from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.businesses.models import Business
from community.businesses.queries import shows_offers
from community.foundation import clock, languages, money, slots
from community.foundation.cache import cached_until_a_fact, kept_statement
from community.foundation.doors import public
from community.foundation.errors import DomainError, NotFound
from community.foundation.forms import argument, list_address
from community.foundation.guest_pages import same_for_guests
from community.foundation.paging import Page, bounded_id, moment, page_of
from community.foundation.redirects import public_address
from community.foundation.words import markdown
from community.jobs import policies, queries, reports, words
from community.jobs.forms import SCHEDULES, TYPES
from community.jobs.models import Job, JobType
from community.jobs.views import blueprint
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.skills import queries as skills

FILTERS = ("kata", "jenis", "waktu", "upah")

_address = partial(list_address, "jobs.index", FILTERS)


def filters() -> dict[str, str]:
    """The filters of the address that mean something."""
    given = {name: argument(name, 60) for name in FILTERS}
    if given["jenis"] not in {kind.value for kind in JobType}:
        given["jenis"] = ""
    if given["waktu"] not in dict(SCHEDULES):
        given["waktu"] = ""
    try:
        given["upah"] = str(money.parse_rupiah(given["upah"])) if given["upah"] else ""
    except DomainError:
        given["upah"] = ""
    return given


def _pay_error() -> str:
    """What is wrong with a typed pay; "" when it is money or nothing."""
    try:
        money.parse_rupiah(argument("upah", 60) or "0")
    except DomainError as error:
        return str(error)
    return ""


def _fitting(given: dict[str, str], region: RegionInfo) -> Any:
    fitting = queries.open_matching(given["kata"], given["jenis"], given["waktu"], int(given["upah"] or 0))
    return fitting.where(regions.region_condition(Job.region_code, region.code))


def _total(given: dict[str, str], region: RegionInfo) -> int:
    if any(given.values()):
        return queries.number_of(_fitting(given, region))
    return cached_until_a_fact(("jobs", region.code), lambda: queries.number_of(_fitting(given, region)))


def _place(code: str) -> str:
    """ "Kel. Jatimekar, 2,1 km": where it is, and how far from where the viewer looks."""
    km = regions.distance_km(g.actor.region_code, code)
    label = regions.region_label(code)
    return _("%(place)s, %(km)s km", place=label, km=languages.format_number(round(km, 1))) if km else label


@slots.remembered
def card(job: Any, place: str, level: int = 2) -> str:
    """A row of `queries.for_list` in a list, its title a heading of `level`."""
    return slots.fragment("jobs/_card.html", job=job, place=place, level=level, pay=money.format_pay(job))


def _page(given: dict[str, str], region: RegionInfo) -> Page:
    def shown() -> Any:
        return queries.for_list(_fitting(given, region))

    # Putting the statement together takes as long as running it.
    kept = None if any(given.values()) else ("vacancies in", region.code)
    statement = kept_statement(kept, shown) if kept else shown()
    keys, kinds = [Job.published_at, Job.id], [moment, bounded_id]
    return page_of(statement, keys, kinds, argument("setelah", 300), descending=True, plain=True, kept=kept)


def _chips(given: dict[str, str]) -> list[dict[str, str]]:
    names = {
        "kata": given["kata"],
        "jenis": str(words.TYPE_NAMES.get(given["jenis"], "")),
        "waktu": str(words.SCHEDULE_NAMES.get(given["waktu"], "")),
        "upah": _("mulai %(amount)s", amount=money.format_rupiah(int(given["upah"]))) if given["upah"] else "",
    }
    return [{"text": names[name], "href": _address(**{name: None})} for name in FILTERS if given[name]]


@blueprint.get("/lowongan")
@public
@same_for_guests
def index() -> str:
    """Open vacancies: in my kelurahan first, one tap wider."""
    given = filters()
    look = regions.look(argument("wilayah"), g.actor.region_code, partial(_page, given))
    region, page = look.shown, look.page
    widen = regions.ways_wider(region, g.actor.region_code, _address)
    return render_template(
        "jobs/index.html", page=page, region=region, widen_items=widen, given=given, chips=_chips(given),
        types=TYPES, schedules=SCHEDULES, card=card, place=_place,
        pay_error=_pay_error(), pay_typed=argument("upah", 60), total=_total(given, region),
        older=_address(setelah=page.next_mark, wilayah=region.slug) if page.next_mark else None,
        newer=None if page.is_first else _address(wilayah=region.slug),
    )  # fmt: skip


def seen_job(public_id: str, actor: Actor) -> tuple[Job, Business, bool]:
    """The vacancy, its business and whether the actor is in its team; NotFound when she may not see it."""
    job, business = queries.get_job(public_id)
    team = queries.in_team(business.id, actor.account_id)
    in_sight = shows_offers(business, actor) or queries.has_applied(job.id, actor.account_id)
    if not policies.can_see(actor, job, team=team, in_sight=in_sight):
        raise NotFound
    return job, business, team


def _job_posting(job: Job, business: Business) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.title,
        "description": str(markdown(job.description)),
        "datePosted": clock.local(job.published_at).date().isoformat() if job.published_at else None,
        "validThrough": job.closes_on.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": business.name},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": regions.region_label(job.region_code),
                "addressRegion": regions.directory().city.name,
                "addressCountry": "ID",
            },
        },
    }


@blueprint.get("/lowongan/<public_id>")
@public
@same_for_guests
def show(public_id: str) -> str:
    """One vacancy, with what I can do about it."""
    job, business, team = seen_job(public_id, g.actor)
    is_open = queries.accepts(job, business)
    km = regions.distance_km(g.actor.region_code, job.region_code)
    return render_template(
        "jobs/show.html", job=job, business=business, team=team, is_open=is_open, pay=money.format_pay(job),
        below=words.below_minimum(job),
        posting=_job_posting(job, business) if is_open else None,
        km=languages.format_number(round(km, 1)) if km else None,
        region=regions.directory().by_code(job.region_code),
        skills=skills.skill_names(job.skills), extra=skills.skill_names(job.extra_skills),
        names=words, mine=queries.running_application(job.id, g.actor.account_id),
        may_close=policies.can_close(g.actor, job, team=team),
        told=reports.number_about(job) if policies.can_decide_report(g.actor, job, team=team) else 0,
        reasons=slots.render("offer.reasons", actor=g.actor, kind="job", id=job.id),
        address=public_address("jobs.show", public_id=job.public_id),
    )  # fmt: skip
