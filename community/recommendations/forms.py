"""What a person sends about her lists."""

from __future__ import annotations

from wtforms import RadioField

from community.foundation.forms import Form, LineField, NumberField, Required, as_choices
from community.recommendations.sentences import HIDE_REASONS, SET_ASIDE_REASONS


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
