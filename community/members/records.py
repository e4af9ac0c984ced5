"""What leaves this domain: frozen values whose fields are named one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from community.accounts.models import Account
from community.members.models import (
    Audience,
    Education,
    MemberProfile,
    SkillDirection,
)
from community.members.policies import Field, audience_for


@dataclass(frozen=True, slots=True)
class VisibleExperience:
    """Work somebody has done, as she lets others see it."""

    position: str
    place: str
    months: int


@dataclass(frozen=True, slots=True)
class VisibleProfile:
    """What certain audiences may see of a person; what they may not, or what she did not tell, is empty.

    `withheld` names the fields she filled in but keeps for others.
    """

    public_id: str
    call_name: str
    home_code: str
    photo: str | None = None
    about: str = ""
    skills: tuple[tuple[str, int], ...] = ()
    wants: tuple[str, ...] = ()
    looking_for: str = ""
    offering: str = ""
    education: Education | None = None
    major: str = ""
    graduation_year: int | None = None
    experiences: tuple[VisibleExperience, ...] = ()
    availability: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    travel_km: int | None = None
    areas: tuple[str, ...] = ()
    wished_pay: int | None = None
    full_name: str = ""
    phone: str | None = None
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who applied: what those see of her to whom she did, and whether they may open her number."""

    account: Account
    profile: VisibleProfile | None
    opens_phone: bool


@dataclass(frozen=True, slots=True)
class Face:
    """A person beside something she wrote or does: photo only where every member may see it."""

    account_id: int
    public_id: str
    call_name: str
    home_code: str
    photo: str | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What matching may know of a consenting person; `skills` is id to level (1 to 3), pay per month."""

    account_id: int
    home_code: str
    intents: tuple[str, ...]
    education: Education | None = None
    major: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    wants: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    travel_km: int | None = None
    areas: tuple[str, ...] = ()
    wished_pay: int | None = None
    text: str = ""


# What an INSERT would fill in, so that an empty profile reads the same before and after it is stored.
_DEFAULTS = {column.key: column.default for column in MemberProfile.__table__.columns if column.default is not None}


def empty_profile(account_id: int) -> MemberProfile:
    """The profile of somebody who has told nothing yet; it is not stored."""
    told_nothing = {name: one.arg(None) if one.is_callable else one.arg for name, one in _DEFAULTS.items()}
    return MemberProfile(account_id=account_id, **told_nothing)


def words_of(shown: VisibleProfile) -> str:
    """What a person wrote, in one text."""
    positions = (experience.position for experience in shown.experiences)
    parts = (shown.about, shown.looking_for, shown.offering, shown.major, *positions)
    return "\n".join(part for part in parts if part)


def visible(
    account: Account,
    profile: MemberProfile,
    skills: Sequence[Any],
    experiences: Sequence[Any],
    audiences: Collection[Audience],
) -> VisibleProfile:
    """The allow-list itself: each field is named, and filled only for its audience; rows do for entities."""
    have = tuple((skill.skill_id, skill.level) for skill in skills if skill.direction == SkillDirection.HAVE)
    wants = tuple(skill.skill_id for skill in skills if skill.direction == SkillDirection.WANT)
    works = tuple(VisibleExperience(work.position, work.place, work.months) for work in experiences)
    told: dict[Field, dict[str, Any]] = {
        Field.PHOTO: {"photo": profile.photo},
        Field.ABOUT: {"about": profile.about},
        Field.SKILLS: {"skills": have, "wants": wants},
        Field.WISHES: {"looking_for": profile.looking_for, "offering": profile.offering},
        Field.EDUCATION: {
            "education": profile.education,
            "major": profile.major,
            "graduation_year": profile.graduation_year,
        },
        Field.EXPERIENCE: {"experiences": works},
        Field.SCHEDULE: {"availability": tuple(profile.availability), "licences": tuple(profile.licences)},
        Field.TRAVEL: {"travel_km": profile.travel_km, "areas": tuple(profile.areas)},
        Field.PAY: {"wished_pay": profile.wished_pay},
        Field.FULL_NAME: {"full_name": profile.full_name},
        Field.PHONE: {"phone": account.phone},
    }
    seen = [field for field in told if audience_for(field, profile.audiences) in audiences]
    kept = {field.value for field, values in told.items() if field not in seen and any(values.values())}
    shown = {name: value for field in seen for name, value in told[field].items()}
    return VisibleProfile(
        public_id=account.public_id,
        call_name=account.call_name,
        home_code=account.home_code,
        withheld=frozenset(kept),
        **shown,
    )
