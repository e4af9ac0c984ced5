"""Which field of a profile is whose to see, and who may change one."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny
from community.members.models import Audience

AVAILABILITY = ("pagi", "siang", "malam", "akhir_pekan")
LICENCES = ("sim_a", "sim_b1", "sim_b2", "sim_c", "sim_d")


class Field(enum.StrEnum):
    """What a person decides about as one thing."""

    NAME = "name"
    PHOTO = "photo"
    ABOUT = "about"
    SKILLS = "skills"
    WISHES = "wishes"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    SCHEDULE = "schedule"
    TRAVEL = "travel"
    PAY = "pay"
    FULL_NAME = "full_name"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Rule:
    """The columns behind a field, who sees it until the person says otherwise, and what she may choose."""

    columns: tuple[str, ...]
    default: Audience
    choices: tuple[Audience, ...] = tuple(Audience)


_MEMBERS, _APPLICATION = Audience.MEMBERS, Audience.APPLICATION
# A number or a full name in everybody's reach is harvested within days, so that cannot be chosen.
_CAREFUL = (Audience.COORDINATOR, Audience.APPLICATION)

RULES: dict[Field, Rule] = {
    Field.NAME: Rule(("account.call_name", "account.home_code"), _MEMBERS, (Audience.PUBLIC, Audience.MEMBERS)),
    Field.PHOTO: Rule(("profile.photo",), _MEMBERS),
    Field.ABOUT: Rule(("profile.about",), _MEMBERS),
    Field.SKILLS: Rule(("skill.skill_id", "skill.direction", "skill.level"), _MEMBERS),
    Field.WISHES: Rule(("profile.looking_for", "profile.offering"), _MEMBERS),
    Field.EDUCATION: Rule(("profile.education", "profile.major", "profile.graduation_year"), _MEMBERS),
    Field.EXPERIENCE: Rule(("experience.position", "experience.place", "experience.months"), _MEMBERS),
    Field.SCHEDULE: Rule(("profile.availability", "profile.licences"), _MEMBERS),
    Field.TRAVEL: Rule(("profile.travel_km", "profile.areas"), _APPLICATION),
    Field.PAY: Rule(("profile.wished_pay",), _APPLICATION),
    Field.FULL_NAME: Rule(("profile.full_name",), _APPLICATION, _CAREFUL),
    Field.PHONE: Rule(("account.phone",), _APPLICATION, _CAREFUL),
}
# Nobody's to see: keys, switches and times. A new column stands here or above, or a test fails.
INTERNAL_COLUMNS = frozenset(
    {
        "profile.account_id",
        "profile.audiences",
        "profile.is_listed",
        "profile.changed_at",
        "skill.id",
        "skill.account_id",
        "experience.id",
        "experience.public_id",
        "experience.account_id",
    }
)


def audience_for(field: Field, chosen: Mapping[str, str]) -> Audience:
    """Who may see a field: what the person chose where that can be chosen, else the careful default."""
    rule = RULES[field]
    found = next((audience for audience in rule.choices if audience == chosen.get(field)), None)
    return found or rule.default


def audience_of(viewer: Actor, account_id: int, home_code: str, *, applied: bool) -> set[Audience]:
    """Which audiences a viewer belongs to; `applied`: the person applied to something of the viewer's.

    These are circles, not a ladder: a coordinator does not see what is kept for applications.
    """
    if viewer.is_authenticated and viewer.account_id == account_id:
        return set(Audience)
    found = {Audience.PUBLIC}
    if viewer.is_authenticated:
        found.add(Audience.MEMBERS)
        if viewer.coordinates(home_code):
            found.add(Audience.COORDINATOR)
        if applied:
            found.add(Audience.APPLICATION)
    return found


def previewed(audience: Audience) -> set[Audience]:
    """The circles of somebody who looks as `audience` does."""
    if audience == Audience.PUBLIC:
        return {Audience.PUBLIC}
    return {Audience.PUBLIC, Audience.MEMBERS, audience}


def can_edit(actor: Actor, account_id: int) -> Decision:
    """Change a profile: its owner alone."""
    if actor.is_authenticated and actor.account_id == account_id:
        return ALLOW
    return deny(_("Hanya pemilik profil yang bisa mengubahnya."))


def can_open_phone(viewer: Actor, account_id: int, home_code: str, chosen: Mapping[str, str]) -> Decision:
    """Open the number of somebody who applied or signed up to something of the viewer's: whom she lets see it."""
    circles = audience_of(viewer, account_id, home_code, applied=viewer.is_authenticated)
    if audience_for(Field.PHONE, chosen) in circles:
        return ALLOW
    return deny(_("Pemilik nomor ini memilih tidak membukanya."))


def can_open_kept(actor: Actor, account_id: int, home_code: str) -> Decision:
    """Open what a person keeps for her coordinator: a coordinator or admin of her kelurahan."""
    if actor.account_id != account_id and actor.coordinates(home_code):
        return ALLOW
    return deny(_("Hanya koordinator kelurahan orang ini yang bisa membukanya."))


def keeps_for_coordinator(withheld: Collection[str], chosen: Mapping[str, str]) -> bool:
    """Whether any of the fields a viewer does not see is kept for the coordinator."""
    return any(audience_for(Field(name), chosen) == Audience.COORDINATOR for name in withheld)
