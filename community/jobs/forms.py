"""Forms of vacancies and applications."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import DateField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional, ValidationError

from community.foundation import clock
from community.foundation.forms import (
    Form,
    LineField,
    LinesField,
    MoneyField,
    NumberField,
    Required,
    as_choices,
)
from community.jobs.models import ApplicationState, JobType, PayUnit, ReportReason
from community.regions.fields import RegionField
from community.skills.fields import SkillsField

TYPES = [
    (JobType.FULL_TIME.value, _l("Kerja penuh")),
    (JobType.PART_TIME.value, _l("Paruh waktu")),
    (JobType.DAILY.value, _l("Harian")),
    (JobType.INTERNSHIP.value, _l("Magang")),
]
UNITS = [
    (PayUnit.MONTH.value, _l("per bulan")),
    (PayUnit.DAY.value, _l("per hari")),
    (PayUnit.HOUR.value, _l("per jam")),
    (PayUnit.PIECE.value, _l("borongan")),
]
REPORT_REASONS = [
    (ReportReason.MONEY.value, _l("Diminta uang")),
    (ReportReason.PAPERS.value, _l("Diminta ijazah asli")),
    (ReportReason.FAKE.value, _l("Bukan lowongan sungguhan")),
    (ReportReason.OTHER.value, _l("Lainnya")),
]
SCHEDULES = [
    ("pagi", _l("Pagi")),
    ("siang", _l("Siang")),
    ("malam", _l("Malam")),
    ("akhir_pekan", _l("Akhir pekan")),
]
LICENCES = [("sim_c", _l("SIM C")), ("sim_a", _l("SIM A")), ("sim_b1", _l("SIM B1"))]
EDUCATION = [
    ("", _l("Tidak ada syarat")),
    ("sd", _l("SD")),
    ("smp", _l("SMP")),
    ("sma", _l("SMA atau SMK")),
    ("smk", _l("SMK")),
    ("d2", _l("D1 atau D2")),
    ("d3", _l("D3")),
    ("s1", _l("Sarjana")),
]


MOST_WORDS = 4000


def _without_per(typed: str) -> str:
    """ "potong" from "per potong"."""
    return re.sub(r"^per\b\s*", "", typed.strip(), flags=re.IGNORECASE)


class JobForm(Form):
    """A vacancy, in groups that fit a phone."""

    business = SelectField(lazy_pgettext("one", "Usaha"), [Required(_l("Pilih usahanya."))])
    title = LineField(_l("Pekerjaan apa?"), [Required(_l("Tulis pekerjaannya, misalnya Kasir toko."))], most=80)
    places = NumberField(
        _l("Butuh berapa orang?"), [Required(_l("Tulis butuh berapa orang, misalnya 2."))], least=1, most=500
    )
    description = LinesField(_l("Apa yang dikerjakan?"), [Required(_l("Tulis apa yang dikerjakan."))], most=MOST_WORDS)
    job_type = RadioField(
        _l("Jenis kerja"),
        [Required(_l("Pilih jenis kerjanya."))],
        choices=as_choices(TYPES),
        default=JobType.FULL_TIME.value,
    )
    pay_from = MoneyField(_l("Upah paling sedikit"), [Required(_l("Tulis upahnya, misalnya 3.500.000."))])
    pay_to = MoneyField(_l("Upah paling banyak"), [Optional()])
    pay_unit = SelectField(_l("Dibayar"), [Required(_l("Pilih dibayar per apa."))], choices=as_choices(UNITS))
    pay_per = LineField(_l("Borongan per apa?"), most=40)
    schedule = SelectMultipleField(_l("Waktu kerja"), choices=as_choices(SCHEDULES))
    skills = SkillsField(_l("Harus bisa apa?"), [Optional()])
    extra_skills = SkillsField(_l("Lebih baik kalau bisa"), [Optional()])
    education = SelectField(_l("Pendidikan paling rendah"), choices=as_choices(EDUCATION))
    licences = SelectMultipleField(_l("Perlu SIM?"), choices=as_choices(LICENCES))
    region_code = RegionField(
        _l("Kelurahan tempat kerja"), [Required(_l("Tulis kelurahan tempat kerjanya."))], level="kelurahan"
    )
    landmark = LineField(_l("Patokan"), [Optional()], most=160)
    closes_on = DateField(_l("Hari terakhir melamar"), [Required(_l("Pilih hari terakhir melamar."))])
    question = LineField(_l("Satu pertanyaan untuk pelamar"), [Optional()], most=200)

    def values(self) -> dict[str, Any]:
        """What was typed, as the fields of a JobDraft."""
        values = {name: data for name, data in self.data.items() if name != "business"}
        return values | {
            "job_type": JobType(self.job_type.data),
            "pay_unit": PayUnit(self.pay_unit.data),
            "pay_per": _without_per(self.pay_per.data or "") if self.pay_unit.data == PayUnit.PIECE else "",
            "education": self.education.data or None,
            "description": self.extra_skills.with_own_words(
                self.skills.with_own_words(self.description.data or "", MOST_WORDS), MOST_WORDS
            ),
            "skills": self.skills.data or [],
            "extra_skills": self.extra_skills.data or [],
            "schedule": self.schedule.data or [],
            "licences": self.licences.data or [],
        }

    def validate_pay_per(self, field: LineField) -> None:
        """Nobody can judge piece work without knowing what a piece is."""
        if self.pay_unit.data == PayUnit.PIECE and not _without_per(field.data or ""):
            raise ValidationError(_("Tulis upahnya untuk apa, misalnya: potong atau pesanan."))

    def suggest_closing(self) -> None:
        """Two weeks from now, unless something was typed."""
        if self.closes_on.data is None:
            self.closes_on.data = clock.today() + timedelta(days=14)


class ApplyForm(Form):
    """Words to the employer; the profile goes along."""

    message = LinesField(_l("Pesan untuk pemberi kerja"), [Optional()], most=1000)
    answer = LinesField(_l("Jawaban Anda"), [Optional()], most=1000)

    def ask(self, question: str) -> None:
        """Put the employer's question in the place of the label; an asked question needs its answer."""
        self.answer.label.text = question
        self.answer.flags.required = bool(question)


class AnswerForm(Form):
    """The employer's words to the applicant."""

    note = LinesField(_l("Pesan untuk pelamar"), [Optional()], most=1000)

    def stand_for(self, to: str) -> None:
        """Several of these stand on one page; whoever is not taken has a right to the reason."""
        self.note.id = f"note-{to}"
        if to == ApplicationState.DECLINED:
            self.note.label.text = _("Alasan untuk pelamar")
            self.note.flags.required = True


class ReportForm(Form):
    """What is wrong with a vacancy."""

    reason = RadioField(
        _l("Apa yang terjadi?"), [Required(_l("Pilih apa yang terjadi."))], choices=as_choices(REPORT_REASONS)
    )
    words = LinesField(_l("Ceritakan sedikit"), [Optional()], most=600)
