"""The named people of the demo, with whom visitors sign in. All made up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from community.demo.corpus.businesses import Business, Product
from community.demo.corpus.mentors import Mentor
from community.demo.corpus.people import Education, Experience, Person
from community.demo.corpus.phones import persona_phone
from community.demo.corpus.source import load
from community.demo.corpus.startups import Startup

ROLES = ("job_seeker", "umkm_owner", "startup_founder", "coordinator", "mentor", "city_admin")


@dataclass(frozen=True, slots=True)
class Persona:
    """A named person: `role` is one of ROLES; `duty` names the region an officer answers for, by code."""

    role: str
    person: Person
    kelurahan_code: str
    duty: str | None
    business: Business | None
    startup: Startup | None
    mentor: Mentor | None


@lru_cache(maxsize=1)
def personas() -> tuple[Persona, ...]:
    """The six named people, in the order of ROLES."""
    return tuple(_persona(index, role, load("personas")[role]) for index, role in enumerate(ROLES, start=1))


def _persona(index: int, role: str, entry: dict[str, Any]) -> Persona:
    return Persona(
        role=role,
        person=_person(index, entry["person"]),
        kelurahan_code=entry["kelurahan_code"],
        duty=entry.get("duty"),
        business=_business(entry["business"]) if "business" in entry else None,
        startup=Startup(**_tuples(entry["startup"])) if "startup" in entry else None,
        mentor=Mentor(**_tuples(entry["mentor"])) if "mentor" in entry else None,
    )


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _person(index: int, entry: dict[str, Any]) -> Person:
    fields = _tuples(entry)
    fields["education"] = Education(**entry["education"])
    fields["experiences"] = tuple(Experience(**item) for item in entry["experiences"])
    fields["skills_have"] = tuple((skill, level) for skill, level in entry["skills_have"])
    fields.setdefault("pay_wish", None)
    return Person(phone=persona_phone(index), **fields)


def _business(entry: dict[str, Any]) -> Business:
    fields = _tuples(entry)
    fields["products"] = tuple(Product(*item) for item in entry["products"])
    return Business(**fields)
