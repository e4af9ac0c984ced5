"""What each part of a profile asks, how it is shown for correction and how it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import g, request
from flask_babel import lazy_gettext as _l

from community.foundation.forms import Form
from community.members import forms, queries, services
from community.members.models import SkillDirection
from community.members.policies import Field, audience_for
from community.skills.queries import skill_name


@dataclass(frozen=True, slots=True)
class Section:
    """One question group: its words, its template, and the three things a view does with it."""

    name: str
    title: Any
    lead: Any
    template: str
    field: Field
    build: Callable[[], Form]
    save: Callable[[Any], None]
    shown: Callable[[Form], Mapping[str, Any]] = lambda _form: {}


def _education() -> Form:
    profile = queries.own_profile(g.actor.account_id)
    return forms.EducationForm(
        data={
            "education": profile.education.value if profile.education else None,
            "major": profile.major,
            "graduation_year": profile.graduation_year,
        }
    )


def _save_education(form: forms.EducationForm) -> None:
    services.save_education(
        actor=g.actor,
        education=form.chosen,
        major=form.major.data or "",
        graduation_year=form.graduation_year.data,
    )


def _skills(direction: SkillDirection, form: Form) -> Mapping[str, Any]:
    if form.is_submitted():
        levels = forms.levels_from(request.form, direction, ())
    else:
        kept = queries.skills_of(g.actor.account_id, direction)
        levels = {skill.skill_id: skill.level for skill in kept}
    major = queries.own_profile(g.actor.account_id).major
    told = set(form["typed"].data or ())
    if direction == SkillDirection.WANT:
        told.update(skill.skill_id for skill in queries.skills_of(g.actor.account_id, SkillDirection.HAVE))
    return {
        "levels": levels,
        "kept_rows": [(skill, skill_name(skill), level) for skill, level in levels.items()],
        "level_choices": list(forms.LEVEL_WORDS.items()),
        "with_levels": direction == SkillDirection.HAVE,
        "suggested": forms.suggested_skills(direction, levels, major, told),
    }


def _save_skills(direction: SkillDirection, form: forms.SkillsForm) -> None:
    levels = forms.levels_from(request.form, direction, form.typed.data or ())
    services.save_skills(actor=g.actor, direction=direction, levels=levels)
    if form.typed.own_words:
        profile = queries.own_profile(g.actor.account_id)
        words = {"looking_for": profile.looking_for, "offering": profile.offering}
        told = "offering" if direction == SkillDirection.HAVE else "looking_for"
        words[told] = form.typed.with_own_words(words[told], forms.MOST_WISHES)
        services.save_wishes(actor=g.actor, **words)


def _experiences(_form: Form) -> Mapping[str, Any]:
    return {"experiences": queries.experiences_of(g.actor.account_id), "duration": forms.duration}


def _save_experience(form: forms.ExperienceForm) -> None:
    if not form.is_empty:
        services.add_experience(
            actor=g.actor,
            position=form.position.data or "",
            place=form.place.data or "",
            months=form.months,
        )


def _schedule() -> Form:
    profile = queries.own_profile(g.actor.account_id)
    return forms.ScheduleForm(data={"availability": profile.availability, "licences": profile.licences})


def _save_schedule(form: forms.ScheduleForm) -> None:
    services.save_schedule(actor=g.actor, availability=form.availability.data, licences=form.licences.data)


def _terms() -> Form:
    profile = queries.own_profile(g.actor.account_id)
    distance = "" if profile.travel_km is None else str(profile.travel_km)
    form = forms.TermsForm(data={"travel_km": distance, "areas": profile.areas, "wished_pay": profile.wished_pay})
    form.keep_other(profile.travel_km)
    return form


def _save_terms(form: forms.TermsForm) -> None:
    services.save_terms(
        actor=g.actor, travel_km=form.kilometres, areas=form.areas.data or [], wished_pay=form.wished_pay.data
    )


def _travel_audience(_form: Form) -> Mapping[str, Any]:
    chosen = queries.own_profile(g.actor.account_id).audiences
    return {"travel_audience": forms.AUDIENCE_WORDS[audience_for(Field.TRAVEL, chosen)]}


def _wishes() -> Form:
    profile = queries.own_profile(g.actor.account_id)
    return forms.WishesForm(data={"looking_for": profile.looking_for, "offering": profile.offering})


def _save_wishes(form: forms.WishesForm) -> None:
    services.save_wishes(actor=g.actor, looking_for=form.looking_for.data or "", offering=form.offering.data or "")


def _self() -> Form:
    profile = queries.own_profile(g.actor.account_id)
    return forms.SelfForm(data={"full_name": profile.full_name, "about": profile.about})


def _save_self(form: forms.SelfForm) -> None:
    services.save_self(actor=g.actor, full_name=form.full_name.data or "", about=form.about.data or "")


_HAVE, _WANT = SkillDirection.HAVE, SkillDirection.WANT
_PARTS = (
    Section(
        "pendidikan",
        _l("Sekolah terakhir Anda?"),
        _l("Jurusan SMK membantu kami menemukan kerja yang pas."),
        "education",
        Field.EDUCATION,
        _education,
        _save_education,
    ),
    Section(
        "keterampilan",
        _l("Anda bisa apa saja?"),
        _l("Dari dapur sampai komputer, yang kecil pun berguna."),
        "skills",
        Field.SKILLS,
        forms.SkillsForm,
        partial(_save_skills, _HAVE),
        partial(_skills, _HAVE),
    ),
    Section(
        "belajar",
        _l("Ingin belajar apa?"),
        _l("Kami carikan pelatihan dan mentor yang dekat."),
        "skills",
        Field.SKILLS,
        forms.SkillsForm,
        partial(_save_skills, _WANT),
        partial(_skills, _WANT),
    ),
    Section(
        "pengalaman",
        _l("Pernah bekerja di mana?"),
        _l("Bantu-bantu di warung dan magang juga pengalaman."),
        "experience",
        Field.EXPERIENCE,
        forms.ExperienceForm,
        _save_experience,
        _experiences,
    ),
    Section(
        "waktu",
        _l("Kapan Anda bisa?"),
        _l("Supaya jadwalnya tidak bertabrakan."),
        "schedule",
        Field.SCHEDULE,
        _schedule,
        _save_schedule,
    ),
    Section(
        "jarak",
        _l("Sejauh apa mau pergi?"),
        _l("Yang terlalu jauh tidak kami tampilkan dulu."),
        "terms",
        Field.PAY,
        _terms,
        _save_terms,
        _travel_audience,
    ),
    Section(
        "tujuan",
        _l("Mencari apa, bisa membantu apa?"),
        _l("Satu dua kalimat saja sudah cukup."),
        "wishes",
        Field.WISHES,
        _wishes,
        _save_wishes,
    ),
    Section(
        "diri",
        _l("Tentang Anda"),
        _l("Ceritakan seperti kepada tetangga baru."),
        "self",
        Field.ABOUT,
        _self,
        _save_self,
    ),
)
SECTIONS: dict[str, Section] = {section.name: section for section in _PARTS}
# The first walk asks for what lists need; the rest can be told at any time.
STEPS: dict[str, Section] = {name: section for name, section in SECTIONS.items() if name != "diri"}
