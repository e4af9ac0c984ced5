"""The demo city, built from a seed: the same people, texts and ties each time, dated from today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sqlalchemy import select, text

from community.accounts import secrets
from community.accounts.models import Account, Role
from community.communities.services import founding
from community.demo import decisions, offers, people, stories, talk, trade, wishes
from community.demo.bulk import Bulk
from community.demo.corpus.personas import Persona, personas
from community.demo.corpus.places import Kelurahan, KelurahanLike
from community.demo.people import Resident
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.jobs.models import Job
from community.mentoring.models import Mentor
from community.programmes.models import Programme
from community.recommendations import services as recommendations
from community.regions import queries as regions

PIN = "246810"
OFFICERS = ("city_admin", "coordinator")
Tell = Callable[[str], None]
Named = dict[str, tuple[Persona, Resident]]


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each."""

    people: int
    businesses: int
    jobs: int
    events: int
    programmes: int
    mentors: int
    trainings: int
    pictures: int


SIZES = {
    "small": Size(300, 60, 60, 40, 10, 20, 20, 10),
    "city": Size(20_000, 3_000, 1_500, 600, 80, 300, 200, 80),
    "large": Size(500_000, 50_000, 20_000, 6_000, 800, 4_000, 2_000, 400),
}


class AlreadyFilled(Exception):
    """There are people in the database: a demo city is only built in an empty one."""


def _villages() -> list[KelurahanLike]:
    directory = regions.directory()
    return [
        Kelurahan(village.code, village.name, directory.by_code(village.parent_code).name)  # type: ignore[union-attr]
        for village in directory.villages
    ]


def load(size: Size, *, seed: int, tell: Tell) -> int:
    """Build the city in one unit of work; returns the number of rows. AlreadyFilled leaves all as it is."""
    with unit_of_work():
        if db.session.execute(select(Account.id).limit(1)).first():
            raise AlreadyFilled
        founding.ensure_region_communities()
        founding.ensure_themes()
        bulk = Bulk(Random(seed), clock.now())  # noqa: S311 - a seed is the point  # nosec B311
        _build(bulk, size, tell)
        bulk.write_trail()
        bulk.store()
        bulk.adjust_sequences()
        # The first visitors come before the database has counted what is new by itself.
        db.session.execute(text("ANALYZE"))
        return bulk.written


def _build(bulk: Bulk, size: Size, tell: Tell) -> None:
    villages = _villages()
    by_code = {village.code: village for village in villages}
    named = {persona.role: _add_persona(bulk, persona, by_code) for persona in personas()}
    for role in OFFICERS:
        _give_duty(bulk, named, role)
    tell(f"people: {size.people}")
    residents = people.add_people(bulk, size.people - len(named), villages, first=100)
    organisers = _coordinators(bulk, named, residents)
    bulk.store()
    tell(f"businesses: {size.businesses}, vacancies: {size.jobs}")
    firms = trade.add_businesses(bulk, size.businesses, residents, by_code, size.pictures)
    startups = trade.add_startups(bulk, max(3, size.programmes // 2), residents, by_code)
    own = _add_persona_firms(bulk, named)
    posted = trade.add_jobs(bulk, size.jobs, [*firms, *own.values()], residents)
    bulk.store()
    cast = stories.Cast(named, own, residents)
    tell(f"events: {size.events}, programmes: {size.programmes}, trainings: {size.trainings}, mentors: {size.mentors}")
    by_region, themed = talk.stored_communities()
    talk.open_doors(bulk, villages, themed)
    offers.add_events(bulk, size.events, villages, organisers, residents, by_region)
    offers.add_programmes(bulk, size.programmes, startups, residents, cast.who("city_admin"))
    offers.add_trainings(bulk, size.trainings, villages, organisers, residents)
    offers.add_mentors(bulk, size.mentors, residents[: len(residents) // 2], by_code)
    bulk.store()
    tell("communities")
    everyone = residents + [resident for _persona, resident in named.values()]
    members = talk.add_memberships(bulk, everyone, by_region, themed)
    talk.add_posts(bulk, villages, by_region, members, organisers)
    tell("stories of the named people")
    _add_stories(bulk, cast, posted, by_region, members)
    bulk.store()
    decisions.add_decisions(bulk, {resident.account_id for _persona, resident in named.values()})
    bulk.store()
    stories.in_her_own_words(cast)
    wishes.add_wishes(bulk, cast)
    bulk.store()
    _ask_lists(named)
    talk.count_members(members)


def _ask_lists(named: Named) -> None:
    """Have these worked out first, so that no named person's first visit finds an empty list."""
    named_ids = [resident.account_id for _persona, resident in named.values()]
    recommendations.ask_refresh(named_ids)
    for kind, number, maker in (
        ("mentor", Mentor.id, Mentor.account_id), ("job", Job.id, Job.created_by_id),
        ("programme", Programme.id, Programme.created_by_id),
    ):  # fmt: skip
        made = db.session.scalars(select(number).where(maker.in_(named_ids)))
        recommendations.ask_people((kind, one) for one in made)


def _add_stories(
    bulk: Bulk,
    cast: stories.Cast,
    posted: list[trade.Posted],
    by_region: dict[str, int],
    members: dict[int, list[Resident]],
) -> None:
    stories.mentor_is_asked(bulk, cast)
    stories.startup_holds_programmes(bulk, cast)
    stories.coordinator_has_a_full_week(bulk, cast, by_region, members)
    stories.owner_seeks_help(bulk, cast)
    stories.seeker_is_invited(bulk, cast, posted)


def _add_persona(bulk: Bulk, persona: Persona, villages: dict[str, KelurahanLike]) -> tuple[Persona, Resident]:
    secret = secrets.hash_secret(PIN)
    village = villages[persona.kelurahan_code]
    return persona, people.add_person(bulk, persona.person, village, secret_hash=secret, willing=True)


def _give_duty(bulk: Bulk, named: Named, role: str) -> None:
    persona, resident = named[role]
    if persona.duty:
        held = Role.ADMIN if role == "city_admin" else Role.COORDINATOR
        admin_id = None if held == Role.ADMIN else named["city_admin"][1].account_id
        people.add_officer(bulk, resident.account_id, held, persona.duty, granted_by=admin_id)


def _coordinators(bulk: Bulk, named: Named, residents: list[Resident]) -> dict[str, Resident]:
    """Who coordinates which region: Pak Rahmat his kecamatan, residents the others."""
    persona, rahmat = named["coordinator"]
    duty = persona.duty or ""
    found = people.name_coordinators(bulk, residents, named["city_admin"][1].account_id, {duty})
    return {**found, duty: rahmat}


def _add_persona_firms(bulk: Bulk, named: Named) -> dict[str, trade.Firm]:
    return {
        role: trade.add_business(bulk, resident, resident.village, text, pictured=True)
        for role, (persona, resident) in named.items()
        for text in (persona.business or persona.startup,)
        if text is not None
    }


def sign_ins() -> list[tuple[str, str, str]]:
    """(who, phone in E.164, PIN) of the named people who are in the database."""
    known = {persona.person.phone: persona for persona in personas()}
    present = db.session.scalars(select(Account.phone).where(Account.phone.in_(known)))
    return [
        (f"{known[phone].person.call_name} ({known[phone].role})", phone, PIN)
        for phone in sorted(filter(None, present))
    ]
