"""What a person does with her own profile, and the looks of others that leave a trace."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.accounts.queries import by_public_id
from community.foundation import clock, money, pictures
from community.foundation.database import db, insert_into, rows_changed
from community.foundation.errors import DomainError, NotFound
from community.foundation.limits import Limit, use
from community.foundation.outbox import record
from community.foundation.pictures import Picture
from community.foundation.policies import deny, enforce
from community.members import policies, queries
from community.members.access_log import KEPT_OPENED, PHONE_OPENED, opened_recently
from community.members.models import (
    Audience,
    Education,
    Experience,
    MemberProfile,
    MemberSkill,
    SkillDirection,
)
from community.members.policies import AVAILABILITY, LICENCES, RULES, Field
from community.members.signals import ProfileChanged
from community.regions.queries import directory
from community.skills.queries import known

MOST_SKILLS = 40
MOST_EXPERIENCES = 20
OLDEST_GRADUATION = 1950
FARTHEST_KM = 200
# Enough for anybody who calls back applicants, too few to copy a kelurahan's numbers.
LOOKS = Limit("members.looks", 40, timedelta(days=1))
WITH_MAJOR = frozenset(step for step in Education if step.rank >= Education.SENIOR.rank)
UNFINISHED = frozenset({Education.NONE, Education.SOME_PRIMARY})


def _profile(actor: Actor) -> MemberProfile:
    """The actor's own profile, begun now if need be and locked for the change."""
    enforce(policies.can_edit(actor, actor.account_id or 0))
    begun = insert_into(MemberProfile).values(account_id=actor.account_id)
    db.session.execute(begun.on_conflict_do_nothing())
    locked = select(MemberProfile).where(MemberProfile.account_id == actor.account_id)
    return db.session.execute(locked.with_for_update()).scalar_one()


def _changed(profile: MemberProfile) -> None:
    profile.changed_at = clock.now()
    db.session.flush()
    record(ProfileChanged(profile.account_id))


def save_self(*, actor: Actor, full_name: str, about: str) -> None:
    """Keep the full name for applications and what the person says about herself."""
    profile = _profile(actor)
    profile.full_name, profile.about = full_name, about
    _changed(profile)


def save_education(
    *, actor: Actor, education: Education | None, major: str = "", graduation_year: int | None = None
) -> None:
    """Keep the last school; a major only where a school has one."""
    this_year = clock.today().year
    if graduation_year is not None and not OLDEST_GRADUATION <= graduation_year <= this_year + 1:
        raise DomainError(
            _("Tahun lulus antara %(first)s dan %(last)s.", first=OLDEST_GRADUATION, last=this_year + 1),
            field="graduation_year",
        )
    profile = _profile(actor)
    profile.education = education
    profile.major = major if education in WITH_MAJOR else ""
    profile.graduation_year = graduation_year if education and education not in UNFINISHED else None
    _changed(profile)


def save_skills(*, actor: Actor, direction: SkillDirection, levels: Mapping[str, int]) -> None:
    """Make `levels` (skill id to level 1–3) all that the person can, or wants to learn."""
    if not all(known(skill) for skill in levels):
        raise DomainError(_("Ada keterampilan yang tidak kami kenal."), field="typed")
    if not all(level in (1, 2, 3) for level in levels.values()):
        raise DomainError(_("Pilih tingkat yang ada."), field="typed")
    if len(levels) > MOST_SKILLS:
        raise DomainError(_("Paling banyak %(n)s keterampilan. Pilih yang terpenting.", n=MOST_SKILLS), field="typed")
    profile = _profile(actor)
    kept = {skill.skill_id: skill for skill in queries.skills_of(profile.account_id, direction)}
    for skill_id, skill in kept.items():
        if skill_id in levels:
            skill.level = levels[skill_id]
        else:
            db.session.delete(skill)
    for skill_id in levels.keys() - kept.keys():
        db.session.add(
            MemberSkill(account_id=profile.account_id, skill_id=skill_id, direction=direction, level=levels[skill_id])
        )
    _changed(profile)


def add_experience(*, actor: Actor, position: str, place: str, months: int) -> Experience:
    """Keep one more piece of work; at most twenty."""
    if not position:
        raise DomainError(_("Tulis pekerjaannya, misalnya kasir."), field="position")
    if not 0 <= months <= 720:
        raise DomainError(_("Lamanya paling lama 60 tahun."), field="years")
    profile = _profile(actor)
    counted = select(func.count()).where(Experience.account_id == profile.account_id)
    if (db.session.scalar(counted) or 0) >= MOST_EXPERIENCES:
        raise DomainError(
            _("Paling banyak %(n)s pengalaman. Hapus satu yang lama dulu.", n=MOST_EXPERIENCES),
            field="position",
        )
    experience = Experience(account_id=profile.account_id, position=position, place=place, months=months)
    db.session.add(experience)
    _changed(profile)
    return experience


def remove_experience(*, actor: Actor, public_id: str) -> None:
    """Remove one of one's own; removing it twice is no error."""
    enforce(policies.can_edit(actor, actor.account_id or 0))
    mine = delete(Experience).where(Experience.account_id == actor.account_id, Experience.public_id == public_id)
    if rows_changed(mine):
        _changed(_profile(actor))


def save_schedule(*, actor: Actor, availability: Collection[str], licences: Collection[str]) -> None:
    """Keep when the person can and which licences she holds."""
    profile = _profile(actor)
    profile.availability = [slot for slot in AVAILABILITY if slot in availability]
    profile.licences = [licence for licence in LICENCES if licence in licences]
    _changed(profile)


def save_terms(*, actor: Actor, travel_km: int | None, areas: Collection[str], wished_pay: int | None) -> None:
    """Keep how far the person goes (km), to which kecamatan (codes), and what she hopes to earn (rupiah a month)."""
    if travel_km is not None and not 0 <= travel_km <= FARTHEST_KM:
        raise DomainError(_("Isi antara 0 dan %(most)s km.", most=FARTHEST_KM), field="travel_km")
    if wished_pay is not None and not 0 <= wished_pay <= money.MOST_STORED:
        raise DomainError(_("Jumlahnya terlalu besar."), field="wished_pay")
    profile = _profile(actor)
    profile.travel_km, profile.wished_pay = travel_km, wished_pay
    profile.areas = [district.code for district in directory().districts if district.code in areas]
    _changed(profile)


def save_wishes(*, actor: Actor, looking_for: str, offering: str) -> None:
    """Keep what the person looks for and what she can offer."""
    profile = _profile(actor)
    profile.looking_for, profile.offering = looking_for, offering
    _changed(profile)


def save_audiences(*, actor: Actor, chosen: Mapping[Field, Audience], is_listed: bool) -> None:
    """Keep who may see which field, and whether the person stands in the list of members."""
    for field, audience in chosen.items():
        if audience not in RULES[field].choices:
            raise DomainError(_("Pilihan ini tidak ada."), field=field.value)
    profile = _profile(actor)
    profile.audiences = {
        field.value: (chosen.get(field) or policies.audience_for(field, profile.audiences)).value for field in Field
    }
    profile.is_listed = is_listed
    _changed(profile)


def set_photo(*, actor: Actor, picture: Picture) -> None:
    """Keep a new photo in place of the old one."""
    profile = _profile(actor)
    name = pictures.store_picture(picture)
    pictures.remove_picture(profile.photo)
    profile.photo = name
    _changed(profile)


def remove_photo(*, actor: Actor) -> None:
    """Remove the photo."""
    profile = _profile(actor)
    pictures.remove_picture(profile.photo)
    profile.photo = None
    _changed(profile)


def _person(public_id: str) -> Account:
    account = by_public_id(public_id)
    if account is None or account.status != AccountStatus.ACTIVE:
        raise NotFound()
    return account


def open_kept(*, actor: Actor, public_id: str) -> None:
    """Note that an officer opens what a person keeps for her coordinator."""
    account = _person(public_id)
    enforce(policies.can_open_kept(actor, account.id, account.home_code))
    _note_look(KEPT_OPENED, account, actor)


def open_phone(*, actor: Actor, public_id: str) -> None:
    """Note that somebody who may opens a person's phone number."""
    account = _person(public_id)
    circles = policies.audience_of(actor, account.id, account.home_code, applied=False)
    shown = queries.visible_profile(account.id, circles)
    if shown is None:
        raise NotFound()
    if not shown.phone:
        enforce(deny(_("Orang ini tidak membagikan nomornya kepada Anda.")))
    _note_look(PHONE_OPENED, account, actor)


def _note_look(action: str, account: Account, actor: Actor) -> None:
    if actor.account_id == account.id or opened_recently(actor.account_id, account.id, action):
        return
    use(LOOKS, str(actor.account_id))
    audit.note(action, f"account:{account.id}", actor=actor, region_code=account.home_code)


def erase(account_id: int) -> None:
    """Forget everything a person told; for an account that was closed."""
    profile = queries.profile_of(account_id)
    pictures.remove_picture(profile.photo if profile else None)
    for table in (MemberSkill, Experience, MemberProfile):
        db.session.execute(delete(table).where(table.account_id == account_id))
    record(ProfileChanged(account_id))
