"""What a person sends about her lists."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from community.foundation.forms import Form, LineField, LinesField, NumberField, Required, as_choices
from community.recommendations.sentences import HIDE_REASONS, SET_ASIDE_REASONS
from community.recommendations.words import AGE_BANDS, DISABILITIES, NOT_SAID, PARTS, SEXES


class HideForm(Form):
    """Which offer, and why."""

    kind = LineField(checks=[Required()], most=20)
    public_id = LineField(checks=[Required()], most=120)
    reason = RadioField(choices=as_choices(HIDE_REASONS.items()), validators=[Required()])


class PersonForm(Form):
    """Who, by the code in the address of her page."""

    person = LineField(checks=[Required()], most=20)


class SetAsideForm(PersonForm):
    """Whom, and why."""

    reason = RadioField(choices=as_choices(SET_ASIDE_REASONS.items()), validators=[Required()])


class ShowAgainForm(Form):
    """Which hidden offer comes back."""

    hidden = NumberField(checks=[Required()], most=2**53)


class OrderForm(Form):
    """With or without the profile."""

    order = RadioField(choices=as_choices([("tanpa", ""), ("dengan", "")]), validators=[Required()])


class FairnessForm(Form):
    """Three things that matching never reads."""

    sex = RadioField(_l("Jenis kelamin"), choices=as_choices([*SEXES.items(), NOT_SAID]), default="")
    age_band = RadioField(_l("Umur"), choices=as_choices([*AGE_BANDS.items(), NOT_SAID]), default="")
    disability = RadioField(
        _l("Apakah Anda penyandang disabilitas?"), choices=as_choices([*DISABILITIES.items(), NOT_SAID]), default=""
    )


class NumberForm(Form):
    """Which report, or which earlier set of weights."""

    number = NumberField(checks=[Required()], most=2**53)


def _weight(part: str) -> NumberField:
    return NumberField(PARTS[part][0], [Required(_l("Tulis angkanya, 0 juga boleh."))], most=100)


class WeightsForm(Form):
    """What each part of a score weighs."""

    words = _weight("words")
    topic = _weight("topic")
    skills = _weight("skills")
    wants = _weight("wants")
    needs = _weight("needs")
    place = _weight("place")
    pay = _weight("pay")
    schedule = _weight("schedule")
    level = _weight("level")
    sector = _weight("sector")


class InForceForm(Form):
    """Why other weights come into force."""

    note = LinesField(_l("Alasan"), [Required(_l("Tulis alasannya."))], most=300)
