"""The demo city, built from a seed: the same people, texts and ties each time, dated from today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sqlalchemy import select, text

from community.accounts import secrets
from community.accounts.models import Account, Role
from community.communities.services import founding
from community.demo import offers, people, talk, trade
from community.demo.bulk import Bulk
from community.demo.corpus.personas import Persona, personas
from community.demo.corpus.places import Kelurahan, KelurahanLike
from community.demo.people import Resident
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.regions import queries as regions

PIN = "246810"
Tell = Callable[[str], None]


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


SIZES = {
    "small": Size(300, 60, 60, 40, 10, 20, 20),
    "city": Size(20_000, 3_000, 1_500, 600, 80, 300, 200),
    "large": Size(500_000, 50_000, 20_000, 6_000, 800, 4_000, 2_000),
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
        rows = _build(bulk, size, tell)
        bulk.adjust_sequences()
        # The first visitors come before the database has counted what is new by itself.
        db.session.execute(text("ANALYZE"))
        return rows


def _build(bulk: Bulk, size: Size, tell: Tell) -> int:
    villages = _villages()
    by_code = {village.code: village for village in villages}
    named = [_add_persona(bulk, persona) for persona in personas()]
    tell(f"people: {size.people}")
    residents = people.add_people(bulk, size.people - len(named), villages, first=100)
    organisers = _name_coordinators(bulk, residents)
    rows = bulk.store()
    tell(f"businesses: {size.businesses}, vacancies: {size.jobs}")
    firms = trade.add_businesses(bulk, size.businesses, residents, by_code)
    startups = trade.add_startups(bulk, max(3, size.programmes // 2), residents, by_code)
    firms += _add_persona_firms(bulk, named, by_code)
    trade.add_jobs(bulk, size.jobs, firms, residents)
    rows += bulk.store()
    tell(f"events: {size.events}, programmes: {size.programmes}, trainings: {size.trainings}, mentors: {size.mentors}")
    by_region, themed = talk.stored_communities()
    offers.add_events(bulk, size.events, villages, organisers, residents, by_region)
    startups += [firm for firm in firms if firm.owner.call_name == named[2][1].call_name]
    offers.add_programmes(bulk, size.programmes, startups, residents)
    offers.add_trainings(bulk, size.trainings, villages, organisers, residents)
    _add_persona_mentors(bulk, named, residents)
    offers.add_mentors(bulk, size.mentors, residents[: len(residents) // 2], by_code)
    rows += bulk.store()
    tell("communities")
    everyone = residents + [resident for _persona, resident in named]
    members = talk.add_memberships(bulk, everyone, by_region, themed)
    talk.add_posts(bulk, villages, by_region, members)
    rows += bulk.store()
    talk.count_members(members)
    return rows


def _add_persona(bulk: Bulk, persona: Persona) -> tuple[Persona, Resident]:
    resident = people.add_person(
        bulk, persona.person, persona.kelurahan_code, secret_hash=secrets.hash_secret(PIN), willing=True
    )
    if persona.duty:
        role = Role.ADMIN if persona.role == "city_admin" else Role.COORDINATOR
        people.add_officer(bulk, resident.account_id, role, persona.duty)
    return persona, resident


def _add_persona_firms(
    bulk: Bulk, named: list[tuple[Persona, Resident]], by_code: dict[str, KelurahanLike]
) -> list[trade.Firm]:
    return [
        trade.add_business(bulk, resident, by_code[resident.region_code], text)
        for persona, resident in named
        for text in (persona.business or persona.startup,)
        if text is not None
    ]


def _add_persona_mentors(bulk: Bulk, named: list[tuple[Persona, Resident]], residents: list[Resident]) -> None:
    for persona, resident in named:
        if persona.mentor is not None:
            offers.add_mentor(bulk, resident, persona.mentor, residents[5:7])


def _name_coordinators(bulk: Bulk, residents: list[Resident]) -> list[Resident]:
    """The first resident of each kelurahan coordinates it."""
    first: dict[str, Resident] = {}
    for resident in residents:
        first.setdefault(resident.region_code, resident)
    for code, resident in first.items():
        people.add_officer(bulk, resident.account_id, Role.COORDINATOR, code)
    return list(first.values())


def sign_ins() -> list[tuple[str, str, str]]:
    """(who, phone in E.164, PIN) of the named people who are in the database."""
    known = {persona.person.phone: persona for persona in personas()}
    present = db.session.scalars(select(Account.phone).where(Account.phone.in_(known)))
    return [
        (f"{known[phone].person.call_name} ({known[phone].role})", phone, PIN)
        for phone in sorted(filter(None, present))
    ]
