"""Forms of mentoring."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import Optional

from community.foundation.forms import Form, LineField, LinesField, NumberField, Required
from community.mentoring.policies import MOST_CAPACITY
from community.mentoring.words import MODES, SCHEDULES
from community.skills.fields import SkillsField


def _choices(names: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=name) for value, name in names.items()]


MOST_ABOUT = 2000


class MentorForm(Form):
    """What somebody tells of herself as a mentor."""

    name = LineField(_l("Nama Anda sebagai mentor"), [Required(_l("Tulis nama Anda."))], most=80)
    headline = LineField(
        _l("Anda membantu apa, dalam satu kalimat?"),
        [Required(_l("Tulis dalam satu kalimat apa yang Anda bantu."))],
        most=120,
    )
    topics = SkillsField(_l("Topik"), [Required(_l("Tulis paling sedikit satu topik."))])
    about = LinesField(
        _l("Ceritakan pengalaman Anda"),
        [Required(_l("Tulis sedikit saja, misalnya sudah berapa lama."))],
        most=MOST_ABOUT,
    )
    modes = SelectMultipleField(
        _l("Bertemu dengan cara apa?"), [Required(_l("Pilih paling sedikit satu cara."))], choices=_choices(MODES)
    )
    schedule = SelectMultipleField(_l("Biasanya kapan?"), [Optional()], choices=_choices(SCHEDULES))
    capacity = NumberField(
        _l("Paling banyak berapa orang sekaligus?"),
        [Required(_l("Tulis berapa orang, misalnya 3."))],
        least=1,
        most=MOST_CAPACITY,
    )


class AskForm(Form):
    """The words to a mentor."""

    topic = RadioField(_l("Mau dibimbing soal apa?"), [Required(_l("Pilih satu topik."))])
    message = LinesField(
        _l("Ceritakan kebutuhan Anda"), [Required(_l("Tulis dulu apa yang ingin Anda tanyakan."))], most=1000
    )


class DeclineForm(Form):
    """Why not; the mentee alone reads it."""

    reason = LinesField(
        _l("Alasannya"), [Required(_l("Tulis alasannya. Hanya yang meminta yang membacanya."))], most=600
    )
