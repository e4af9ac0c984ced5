"""Rows of people: account, consents, profile, skills, experience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from community.accounts import secrets
from community.accounts.consent import VERSION
from community.accounts.models import Account, AccountStatus, Consent, Purpose, Role, RoleGrant, SecretKind
from community.demo.bulk import Bulk
from community.demo.corpus.people import Person, make_person
from community.demo.corpus.places import KelurahanLike
from community.members.models import Education, Experience, MemberProfile, MemberSkill, SkillDirection
from community.recommendations.models import AgeBand, Disability, FairnessAnswer, Sex
from community.regions.queries import directory

# Of those who let themselves be matched, fewer let themselves be shown to others.
INTRODUCED_ONE_IN = 3
# Of five who let themselves be matched, two help to count how fair that is.
ANSWERED_OF_FIVE = 2
_SEXES, _DISABLED_ONE_IN = (Sex.WOMAN, Sex.MAN), 17
_BANDS = (
    (24, AgeBand.TO_24), (34, AgeBand.FROM_25), (44, AgeBand.FROM_35), (59, AgeBand.FROM_45), (200, AgeBand.FROM_60),
)  # fmt: skip
_LEFT_SCHOOL_AT = {
    Education.PRIMARY: 12, Education.JUNIOR: 15, Education.DIPLOMA: 21, Education.BACHELOR: 22,
}  # fmt: skip
AGREE = {Purpose.ACCOUNT: 1.0, Purpose.MATCHING: 0.85, Purpose.MESSAGES: 0.6}


@dataclass(frozen=True, slots=True)
class Resident:
    """A stored person, as the other rows need her."""

    account_id: int
    public_id: str
    call_name: str
    region_code: str
    intents: tuple[str, ...]
    village: KelurahanLike
    trade: str


def add_person(
    bulk: Bulk,
    person: Person,
    village: KelurahanLike,
    *,
    secret_hash: str = secrets.UNUSABLE,
    willing: bool = False,
) -> Resident:
    """All rows of one person; without `secret_hash` nobody can sign in as her."""
    rng, region_code = bulk.rng, village.code
    joined = bulk.now - timedelta(days=rng.randrange(1, 400), minutes=rng.randrange(1440))
    public_id = bulk.public_id()
    account_id = bulk.add(
        Account, public_id=public_id, phone=person.phone, call_name=person.call_name[:60], home_code=region_code,
        intents=list(person.intents), secret_hash=secret_hash, secret_kind=SecretKind.PIN,
        status=AccountStatus.ACTIVE, phone_confirmed_at=joined, created_at=joined,
    )  # fmt: skip
    agreed = [purpose for purpose, share in AGREE.items() if willing or rng.random() < share]
    if Purpose.MATCHING in agreed and (willing or account_id % INTRODUCED_ONE_IN == 0):
        agreed.append(Purpose.INTRODUCTIONS)
    if Purpose.MATCHING in agreed and not willing and account_id % 5 < ANSWERED_OF_FIVE:
        agreed.append(Purpose.FAIRNESS)
        _answer(bulk, account_id, person)
    for purpose in agreed:
        bulk.add(Consent, account_id=account_id, purpose=purpose, version=VERSION, given_at=joined)
    _add_profile(bulk, person, account_id, region_code, joined_listed=willing or rng.random() < 0.3)
    return Resident(account_id, public_id, person.call_name, region_code, tuple(person.intents), village, person.trade)


def _answer(bulk: Bulk, account_id: int, person: Person) -> None:
    """What somebody tells about herself: by her number, so that nothing else of the city changes with it."""
    turn = account_id // 5
    year, step = person.education.year, Education(person.education.level)
    age = None if year is None else bulk.now.year - year + _LEFT_SCHOOL_AT.get(step, 18)
    bulk.add(
        FairnessAnswer, account_id=account_id, told_at=bulk.now,
        sex=None if turn % 11 == 0 else _SEXES[turn % 2],
        age_band=None if age is None or turn % 7 == 0 else next(band for most, band in _BANDS if age <= most),
        disability=None if turn % 5 == 0 else Disability.YES if turn % _DISABLED_ONE_IN == 1 else Disability.NO,
    )  # fmt: skip


def _areas(account_id: int, home_code: str) -> list[str]:
    """Every third person names the kecamatan nearest to home, one to three of them."""
    city, most = directory(), account_id % 9 // 3 + 1
    near = sorted(city.districts, key=lambda district: city.distance_km(home_code, district.code) or 0)
    return [] if account_id % 3 else sorted(district.code for district in near[:most])


def _add_profile(bulk: Bulk, person: Person, account_id: int, home_code: str, *, joined_listed: bool) -> None:
    education = person.education
    bulk.add(
        MemberProfile, account_id=account_id, full_name=person.full_name, about=person.about,
        education=education.level, major=education.major or "", graduation_year=education.year,
        availability=list(person.availability), licences=list(person.licences), travel_km=person.travel_km,
        areas=_areas(account_id, home_code), wished_pay=person.pay_wish,
        looking_for=person.looking_for, offering=person.offering, audiences={},
        is_listed=joined_listed, changed_at=bulk.now,
    )  # fmt: skip
    for skill_id, level in person.skills_have:
        bulk.add(MemberSkill, account_id=account_id, skill_id=skill_id, direction=SkillDirection.HAVE, level=level)
    for skill_id in person.skills_want:
        bulk.add(MemberSkill, account_id=account_id, skill_id=skill_id, direction=SkillDirection.WANT, level=1)
    for one in person.experiences:
        bulk.add(Experience, account_id=account_id, position=one.position, place=one.place or "", months=one.months)


def add_people(bulk: Bulk, number: int, villages: list[KelurahanLike], first: int) -> list[Resident]:
    """`number` residents spread over the kelurahan; `first` is the index of the first one's phone."""
    residents = []
    for index in range(first, first + number):
        village = villages[bulk.rng.randrange(len(villages))]
        residents.append(add_person(bulk, make_person(bulk.rng, index, village), village))
        bulk.relieve()
    return residents


def add_officer(bulk: Bulk, account_id: int, role: Role, region_code: str, granted_by: int | None = None) -> None:
    """A role for two years, with its entry in the trail where somebody gave it."""
    granted = bulk.now - timedelta(days=200)
    bulk.add(
        RoleGrant, account_id=account_id, role=role, region_code=region_code, begins_on=granted.date(),
        ends_on=granted.date() + timedelta(days=730), granted_by_id=granted_by, granted_at=granted, reason="",
    )  # fmt: skip
    if granted_by is not None:
        bulk.note("roles.granted", f"account:{account_id}", granted_by, granted, region=region_code, role=role.value)


def name_coordinators(bulk: Bulk, residents: list[Resident], admin_id: int, taken: set[str]) -> dict[str, Resident]:
    """A coordinator for every kecamatan that has none in `taken`, and for six in ten kelurahan; by region code.

    They are grown-ups (called Bu or Pak) where there are any, and none holds two offices.
    """
    by_village: dict[str, list[Resident]] = {}
    for resident in sorted(residents, key=lambda one: not one.call_name.startswith(("Bu ", "Pak "))):
        by_village.setdefault(resident.region_code, []).append(resident)
    found: dict[str, Resident] = {}
    for code, people in sorted(by_village.items()):
        district = code.rpartition(".")[0]
        if district not in taken | found.keys():
            found[district] = people.pop(0)
        if people and bulk.rng.random() < 0.6:
            found[code] = people[0]
    for code, resident in found.items():
        add_officer(bulk, resident.account_id, Role.COORDINATOR, code, granted_by=admin_id)
    return found
