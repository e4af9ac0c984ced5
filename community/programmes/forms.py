"""Forms of programmes and applications."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import Optional

from community.foundation.forms import Form, LineField, LinesField, MoneyField, NumberField, Required
from community.members.models import Education
from community.regions.fields import RegionField
from community.skills.fields import SkillsField

LEAST_EDUCATION = [
    SelectChoice(value="", label=_l("Tidak ada syarat")),
    SelectChoice(value=Education.PRIMARY.value, label=_l("SD")),
    SelectChoice(value=Education.JUNIOR.value, label=_l("SMP")),
    SelectChoice(value=Education.SENIOR.value, label=_l("SMA atau SMK")),
    SelectChoice(value=Education.SHORT_DIPLOMA.value, label=_l("D1 atau D2")),
    SelectChoice(value=Education.DIPLOMA.value, label=_l("D3")),
    SelectChoice(value=Education.BACHELOR.value, label=_l("Sarjana")),
]
MOST_WORDS = 2000
CONDITIONS = ("districts", "education", "owns_business", "skills")


class ProgrammeForm(Form):
    """A programme, in groups that fit a phone."""

    business = SelectField(_l("Startup"), [Required(_l("Pilih startup-nya."))])
    title = LineField(_l("Nama program"), [Required(_l("Tulis nama programnya."))], most=120)
    aim = LinesField(_l("Tujuannya apa?"), [Required(_l("Tulis tujuan programnya."))], most=MOST_WORDS)
    audience = LinesField(_l("Untuk siapa?"), [Required(_l("Tulis untuk siapa program ini."))], most=1000)
    benefits = LinesField(_l("Peserta mendapat apa?"), [Required(_l("Tulis apa yang didapat peserta."))], most=2000)
    topics = SkillsField(_l("Topik"), [Optional()])
    districts = SelectMultipleField(_l("Hanya untuk warga kecamatan"))
    education = SelectField(_l("Pendidikan paling rendah"), choices=LEAST_EDUCATION)
    owns_business = BooleanField(_l("Peserta harus punya usaha yang terdaftar di sini"))
    skills = SkillsField(_l("Peserta harus bisa salah satu dari"), [Optional()])
    online = BooleanField(_l("Daring, lewat HP atau komputer"))
    place = LineField(_l("Tempat dan patokan"), [Optional()], most=160)
    region_code = RegionField(_l("Untuk wilayah"), [Required(_l("Tulis wilayahnya."))])
    places = NumberField(
        _l("Berapa tempat?"), [Required(_l("Tulis berapa tempatnya, misalnya 30."))], least=1, most=5000
    )
    cost = MoneyField(_l("Biaya per orang"), [Optional()])
    closes_on = DateField(_l("Daftar sampai tanggal"), [Required(_l("Pilih batas daftar."))])
    starts_on = DateField(_l("Mulai tanggal"), [Required(_l("Pilih tanggal mulai."))])
    ends_on = DateField(_l("Selesai tanggal"), [Required(_l("Pilih tanggal selesai."))])

    def conditions(self) -> dict[str, Any]:
        """The conditions that were set, as a programme keeps them."""
        typed = {
            "district": self.districts.data or [],
            "education": self.education.data,
            "owns_business": self.owns_business.data,
            "skills": self.skills.data or [],
        }
        return {name: value for name, value in typed.items() if value}

    def show_conditions(self, kept: dict[str, Any]) -> None:
        """Fill the boxes from what a programme keeps."""
        self.districts.data = list(kept.get("district", ()))
        self.education.data = self._education_choice(kept.get("education", ""))
        self.owns_business.data = bool(kept.get("owns_business"))
        self.skills.data = list(kept.get("skills", ()))

    @staticmethod
    def _education_choice(kept: str) -> str:
        """SMA and SMK stand on the same step, and the list names them together."""
        return Education.SENIOR.value if kept == Education.VOCATIONAL else kept

    def values(self) -> dict[str, Any]:
        """What was typed, as the fields of a ProgrammeDraft."""
        values = {name: data for name, data in self.data.items() if name not in (*CONDITIONS, "business")}
        return values | {
            "eligibility": self.conditions(),
            "topics": self.topics.data or [],
            "aim": self.topics.with_own_words(self.aim.data or "", MOST_WORDS),
            "audience": self.skills.with_own_words(self.audience.data or "", MOST_WORDS),
            "cost": self.cost.data or 0,
        }


class ApplyForm(Form):
    """Why one wants to take part."""

    motivation = LinesField(_l("Mengapa Anda ingin ikut?"), [Required(_l("Tulis mengapa Anda ingin ikut."))], most=1500)


class DecideForm(Form):
    """The startup's words to the applicant."""

    reason = LinesField(_l("Alasannya"), [Required(_l("Tulis alasannya. Pendaftar berhak tahu."))], most=600)


class NoteForm(Form):
    """What should be changed before a programme opens."""

    note = LinesField(_l("Apa yang perlu diubah?"), [Required(_l("Tulis apa yang perlu diubah."))], most=300)


class CloseForm(Form):
    """Why it is closed."""

    reason = LinesField(_l("Alasannya"), [Optional()], most=300)
