"""Front page, "Hari ini", areas, help and status."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, jsonify, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation import clock, messages, slots
from community.foundation.cache import cached, cached_until_a_fact
from community.foundation.doors import members_only, public
from community.foundation.errors import NotFound
from community.foundation.guest_pages import remembers_place, same_for_guests
from community.foundation.languages import format_number, language
from community.foundation.today import rank
from community.home import queries
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.regions.map import city_map, legend
from community.regions.models import Level

blueprint = Blueprint("home", __name__)
SOME_PHONE = "+62"
GREETINGS = ((4, "malam"), (11, "pagi"), (15, "siang"), (18, "sore"), (24, "malam"))


def _map(highlight: str | None) -> str:
    """The city by its vacancies, one kelurahan marked."""

    def draw() -> str:
        return city_map(queries.counts().by_village("job"), highlight, unit=_("lowongan"))

    return cached(("map", highlight, language()), draw)


def _doors(region: RegionInfo) -> list[dict[str, Any]]:
    kinds = ("job", "business", "training", "mentor", "event")
    numbers = (queries.counts().in_region(region.code, kind) for kind in kinds)
    jobs, businesses, trainings, mentors, events = (format_number(number) if number else "" for number in numbers)
    # Nobody is sent away by a zero: the list behind the door widens to where there is something.
    nearest = _("Lihat yang terdekat")
    here: dict[str, Any] = {"wilayah": region.slug}
    return [
        {
            "href": url_for("jobs.index", **here), "icon": "briefcase", "tone": "green",
            "title": _("Cari kerja"),
            "text": _("%(n)s lowongan terbuka", n=jobs) if jobs else nearest,
        },
        {
            "href": url_for("businesses.index", **here), "icon": "building-store", "tone": "sun",
            "title": _("Kembangkan usaha"),
            "text": _("%(n)s usaha saling bantu", n=businesses) if businesses else nearest,
        },
        {
            "href": url_for("learning.index", **here), "icon": "school", "tone": "sky",
            "title": _("Belajar"),
            "text": _("%(n)s pelatihan, %(m)s mentor", n=trainings or 0, m=mentors or 0)
            if trainings or mentors else nearest,
        },
        {
            "href": url_for("events.index", **here), "icon": "calendar-event", "tone": "clay",
            "title": _("Ikut acara"),
            "text": _("%(n)s acara akan datang", n=events) if events else nearest,
        },
    ]  # fmt: skip


def _sections(region: RegionInfo) -> str:
    """What is new there: the same for everybody, so made once until a fact changes something."""

    def gather() -> str:
        return slots.render("region.sections", region=region, codes=regions.codes_under(region.code))

    return cached_until_a_fact(("sections", region.code, language()), gather)


def _contacts(region: RegionInfo) -> str:
    """Whom to call; the same for all guests, while the forms of a member are her own."""

    def gather() -> str:
        return slots.render("region.contacts", region=region)

    if g.actor.is_authenticated:
        return gather()
    return cached_until_a_fact(("contacts", region.code, language()), gather)


@blueprint.get("/")
@public
@same_for_guests
def front() -> str:
    """What this is, a search box, four doors, and what is new in the city."""
    city = regions.directory().city
    return render_template(
        "home/front.html", city=city, doors=_doors(city), map_svg=_map(g.actor.region_code),
        sections=_sections(city),
        counted=queries.counts(),
    )  # fmt: skip


def _greeting() -> str:
    hour = clock.local(clock.now()).hour
    part = next(word for until, word in GREETINGS if hour < until)
    words = {
        "pagi": _("Selamat pagi, %(name)s", name=g.actor.call_name),
        "siang": _("Selamat siang, %(name)s", name=g.actor.call_name),
        "sore": _("Selamat sore, %(name)s", name=g.actor.call_name),
        "malam": _("Selamat malam, %(name)s", name=g.actor.call_name),
    }
    return words[part]


@blueprint.get("/hari-ini")
@members_only
def today() -> str:
    """What waits for me first, then my task, then what fits me."""
    home = regions.directory().by_code(g.actor.region_code) or regions.directory().city
    waiting = [item for items in slots.collect("today.todo", actor=g.actor) for item in items]
    role = slots.render("today.role", actor=g.actor)
    return render_template(
        "home/today.html", greeting=_greeting(), today=clock.today(), waiting=sorted(waiting, key=rank),
        home=home, role=role, suggestion=next(iter(slots.collect("today.suggestion", actor=g.actor)), None),
        fitting=slots.render("today.sections", actor=g.actor, few=bool(role)),
        around=slots.render("today.aside", actor=g.actor, region=home), counted=queries.counts(),
    )  # fmt: skip


@blueprint.get("/saya")
@members_only
def me() -> str:
    """Everything of mine, by what I want to do."""
    links = slots.collect("me.links", actor=g.actor)
    titles = {
        "duty": _("Tugas petugas"),
        "work": _("Kerja"),
        "learning": _("Belajar"),
        "events": _("Warga dan acara"),
        "business": _("Usaha"),
        "account": _("Akun"),
    }
    groups = [(title, [link for link in links if link["group"] == name]) for name, title in titles.items()]
    return render_template("home/me.html", groups=[(title, found) for title, found in groups if found])


def _lead(region: RegionInfo) -> str:
    """How many are here already, without counting what is none."""
    counted = queries.counts()
    members, businesses = (counted.in_region(region.code, kind) for kind in ("member", "business"))
    if members and businesses:
        told = {"members": format_number(members), "businesses": format_number(businesses)}
        return _("%(members)s warga dan %(businesses)s usaha sudah bergabung di sini.", **told)
    if members:
        return _("%(n)s warga sudah bergabung di sini. Usaha Anda bisa yang pertama.", n=format_number(members))
    if businesses:
        return _("%(n)s usaha sudah bergabung di sini. Kenalan, yuk.", n=format_number(businesses))
    return _("Belum ada yang bergabung di sini. Jadilah yang pertama, lalu ajak tetangga.")


@blueprint.get("/wilayah")
@public
@same_for_guests
def city() -> str:
    """The whole city: map and kelurahan by kecamatan."""
    return _area(regions.directory().city)


@blueprint.get("/wilayah/<slug>")
@public
@remembers_place
@same_for_guests
def area(slug: str) -> str:
    """One kelurahan or kecamatan."""
    region = regions.directory().by_slug(slug)
    if region is None or not regions.directory().covers(region.code):
        raise NotFound(_("Wilayah ini tidak kami kenal. Cari nama kelurahan Anda di bawah."))
    return _area(region)


def _area(region: RegionInfo) -> str:
    directory = regions.directory()
    return render_template(
        "home/area.html", region=region, lead=_lead(region), path=directory.path(region.code)[1:], doors=_doors(region),
        children=directory.children(region.code) if region.level != Level.VILLAGE else (),
        neighbours=directory.neighbours(region.code), districts=directory.districts,
        villages_of=directory.children, counted=queries.counts(),
        map_svg=_map(region.code if region.level == Level.VILLAGE else None),
        legend=legend(queries.counts().by_village("job")),
        contacts=_contacts(region), sections=_sections(region),
    )  # fmt: skip


@blueprint.get("/tentang")
@public
@same_for_guests
def about() -> str:
    """What this is and who stands behind it."""
    return render_template("home/about.html")


@blueprint.get("/bantuan")
@public
@same_for_guests
def help_page() -> str:
    """Short answers to what people ask."""
    return render_template("home/help.html", reaches_phones=messages.reaches(SOME_PHONE))


@blueprint.get("/privasi")
@public
@same_for_guests
def privacy() -> str:
    """Which personal data are kept, why, who sees them, and how to take them back."""
    return render_template("home/privacy.html")


@blueprint.get("/status")
@public
def status() -> str:
    """How the site is doing, for everybody."""
    return render_template("home/status.html", state=queries.site_state())


@blueprint.get("/sehat")
@public
def health() -> Response:
    """For machines that watch: 200 while the database answers, 503 when it does not."""
    answers = queries.database_answers()
    return make_response(jsonify(status="ok" if answers else "down"), 200 if answers else 503)
