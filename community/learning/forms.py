"""Forms of trainings."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import Optional

from community.foundation.forms import Form, LineField, LinesField, MoneyField, NumberField, Required
from community.regions.fields import RegionField
from community.skills.fields import SkillsField

OF_REGION = "wilayah"
MOST_WORDS = 4000


class TrainingForm(Form):
    """A training, in groups that fit a phone."""

    giver = SelectField(_l("Siapa yang mengadakan?"), [Required(_l("Pilih siapa yang mengadakan."))])
    provider = LineField(_l("Nama penyelenggara"), [Optional()], most=120)
    title = LineField(_l("Pelatihan apa?"), [Required(_l("Tulis nama pelatihannya."))], most=120)
    skills = SkillsField(
        _l("Setelah ini peserta bisa apa?"), [Required(_l("Tulis paling sedikit satu keahlian yang diajarkan."))]
    )
    description = LinesField(_l("Ceritakan isinya"), [Required(_l("Ceritakan isi pelatihannya."))], most=MOST_WORDS)
    starts_on = DateField(_l("Mulai tanggal"), [Required(_l("Pilih tanggal mulai."))])
    ends_on = DateField(_l("Selesai tanggal"), [Required(_l("Pilih tanggal selesai."))])
    schedule = LineField(_l("Hari dan jam"), [Required(_l("Tulis hari dan jamnya."))], most=120)
    hours = NumberField(
        _l("Berapa jam semuanya?"), [Required(_l("Tulis berapa jam semuanya, misalnya 20."))], least=1, most=2000
    )
    online = BooleanField(_l("Daring, lewat HP atau komputer"))
    place = LineField(_l("Tempat dan patokan"), [Optional()], most=160)
    region_code = RegionField(_l("Untuk wilayah"), [Required(_l("Tulis kelurahannya."))])
    places = NumberField(
        _l("Berapa tempat?"), [Required(_l("Tulis berapa tempatnya, misalnya 30."))], least=1, most=2000
    )
    cost = MoneyField(_l("Biaya per orang"), [Optional()])

    def values(self) -> dict[str, Any]:
        """What was typed, as the fields of a TrainingDraft."""
        values = {name: data for name, data in self.data.items() if name != "giver"}
        return values | {
            "cost": self.cost.data or 0,
            "skills": self.skills.data or [],
            "description": self.skills.with_own_words(self.description.data or "", MOST_WORDS),
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """A region's training needs the name of who gives it; a business brings its own."""
        good = super().validate(extra_validators)
        if self.giver.data == OF_REGION and not self.provider.data:
            self.provider.errors = [_("Tulis siapa yang mengadakan, misalnya Kelurahan Jatirasa.")]
            return False
        return bool(good)


class CloseForm(Form):
    """Why it is closed."""

    reason = LinesField(_l("Alasannya"), [Optional()], most=300)
