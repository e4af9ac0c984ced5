"""The steps of a profile, one question group a form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    FileField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    ValidationError,
)

from community.foundation.forms import (
    Form,
    LineField,
    LinesField,
    MoneyField,
    NumberField,
    Required,
    YearField,
    as_choices,
)
from community.members.models import Audience, Education, SkillDirection
from community.members.policies import RULES, Field
from community.members.services import MOST_SKILLS, OLDEST_GRADUATION
from community.regions.queries import directory
from community.skills.fields import SkillsField
from community.skills.queries import related_skills, skills_in

EDUCATION_WORDS = {
    Education.NONE: _l("Tidak atau belum sekolah"),
    Education.SOME_PRIMARY: _l("Belum tamat SD"),
    Education.PRIMARY: _l("SD, MI, Paket A"),
    Education.JUNIOR: _l("SMP, MTs, Paket B, pesantren wustha"),
    Education.SENIOR: _l("SMA, MA, Paket C, pesantren ulya"),
    Education.VOCATIONAL: _l("SMK, MAK"),
    Education.SHORT_DIPLOMA: _l("D1 atau D2"),
    Education.DIPLOMA: _l("D3"),
    Education.BACHELOR: _l("Sarjana (S1, D4)"),
    Education.MASTER: _l("S2"),
    Education.DOCTORATE: _l("S3"),
}
LEVEL_WORDS = {1: _l("baru belajar"), 2: _l("bisa"), 3: _l("mahir")}
AVAILABILITY_WORDS = {
    "pagi": _l("Pagi"),
    "siang": _l("Siang"),
    "malam": _l("Malam"),
    "akhir_pekan": _l("Akhir pekan"),
}
LICENCE_WORDS = {
    "sim_a": _l("SIM A (mobil)"),
    "sim_b1": _l("SIM B1 (truk, bus)"),
    "sim_b2": _l("SIM B2 (trailer)"),
    "sim_c": _l("SIM C (motor)"),
    "sim_d": _l("SIM D (penyandang disabilitas)"),
}
AUDIENCE_WORDS = {
    Audience.PUBLIC: _l("Semua orang"),
    Audience.MEMBERS: _l("Warga yang punya akun"),
    Audience.COORDINATOR: _l("Koordinator kelurahan saya"),
    Audience.APPLICATION: _l("Tempat saya melamar atau mendaftar"),
}
FIELD_WORDS = {
    Field.NAME: _l("Nama panggilan dan kelurahan"),
    Field.PHOTO: _l("Foto"),
    Field.ABOUT: _l("Tentang saya"),
    Field.SKILLS: _l("Keterampilan"),
    Field.WISHES: _l("Yang dicari dan ditawarkan"),
    Field.EDUCATION: _l("Pendidikan"),
    Field.EXPERIENCE: _l("Pengalaman"),
    Field.SCHEDULE: _l("Waktu dan SIM"),
    Field.TRAVEL: _l("Jarak dan kecamatan tujuan"),
    Field.PAY: _l("Harapan upah"),
    Field.FULL_NAME: _l("Nama lengkap"),
    Field.PHONE: _l("Nomor HP"),
}
MAJORS = (
    "Tata Boga", "Tata Busana", "Tata Kecantikan", "Perhotelan", "Akuntansi", "Administrasi Perkantoran",
    "Bisnis Daring dan Pemasaran", "Rekayasa Perangkat Lunak", "Teknik Komputer dan Jaringan", "Multimedia",
    "Desain Komunikasi Visual", "Teknik Kendaraan Ringan", "Teknik Sepeda Motor", "Teknik Pemesinan",
    "Teknik Pengelasan", "Teknik Instalasi Tenaga Listrik", "Teknik Elektronika Industri", "Mekatronika",
    "Teknik Pendingin dan Tata Udara", "Keperawatan", "Farmasi", "Logistik", "Perbankan",
)  # fmt: skip

STARTERS = {
    SkillDirection.HAVE: (
        "kasir", "layanan_pelanggan", "masakan_nusantara", "bersih_rumah", "mengemudi_motor",
        "komputer_dasar", "internet_dasar", "jahit_dasar", "kemas_pesanan", "bakso_mi_ayam", "mengajar_les",
        "kelola_medsos",
    ),
    SkillDirection.WANT: (
        "komputer_dasar", "pemasaran_digital", "pembukuan_usaha", "foto_produk", "desain_canva", "barista",
        "kue_dan_roti", "mengemudi_mobil", "web_depan", "operator_forklift", "izin_nib", "harga_jual",
    ),
}  # fmt: skip
MOST_SUGGESTED = 6
MOST_WISHES = 600


class EducationForm(Form):
    education = RadioField(
        _l("Pendidikan terakhir"), choices=as_choices((step.value, EDUCATION_WORDS[step]) for step in Education)
    )
    major = LineField(_l("Jurusan"), most=80)
    graduation_year = YearField(_l("Tahun lulus"), least=OLDEST_GRADUATION, ahead=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A question that may be passed over: nothing chosen is an answer too.
        self.education.validate_choice = self.education.data not in (None, "", "None")

    @property
    def chosen(self) -> Education | None:
        """The step of the ladder, None for no answer."""
        return Education(self.education.data) if self.education.data in set(Education) else None


class SkillsForm(Form):
    """Skills typed with commas; those that are kept already have their level beside them in the page."""

    typed = SkillsField(_l("Tulis dengan kata sehari-hari, pisahkan dengan koma"), most=MOST_SKILLS)


def levels_from(values: Any, direction: SkillDirection, typed: Sequence[str]) -> dict[str, int]:
    """Skill ids with levels of a sent skills form: kept rows, ticked suggestions and typed words."""
    levels: dict[str, int] = {}
    for skill_id in [*values.getlist("kept"), *values.getlist("suggested")][: MOST_SKILLS * 2]:
        stated = values.get(f"level-{skill_id}", "2")
        levels[skill_id] = int(stated) if stated in {"1", "2", "3"} else 2
    for skill_id in typed:
        levels.setdefault(skill_id, 2)
    if direction == SkillDirection.WANT:
        return dict.fromkeys(levels, 1)
    return levels


class ExperienceForm(Form):
    position = LineField(_l("Bekerja sebagai"))
    place = LineField(_l("Di mana"))
    years = NumberField(_l("Berapa tahun"), least=0, most=60)
    extra_months = NumberField(_l("dan berapa bulan"), least=0, most=11)

    @property
    def months(self) -> int:
        """How long, in months."""
        return (self.years.data or 0) * 12 + (self.extra_months.data or 0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed at all."""
        return not (self.position.data or self.place.data or self.months)


class ScheduleForm(Form):
    availability = SelectMultipleField(_l("Waktu"), choices=as_choices(AVAILABILITY_WORDS.items()))
    licences = SelectMultipleField(_l("SIM yang Anda punya"), choices=as_choices(LICENCE_WORDS.items()))


def _districts() -> list[SelectChoice]:
    return as_choices((district.code, district.name) for district in directory().districts)


class TermsForm(Form):
    travel_km = SelectField(
        _l("Paling jauh berapa dari rumah?"),
        choices=as_choices(
            (
                ("", _l("Belum tahu")),
                ("2", _l("2 km: bisa jalan kaki atau sepeda")),
                ("5", _l("5 km: satu kali angkot")),
                ("10", _l("10 km: masih di Kota Bekasi")),
                ("20", _l("20 km: sampai pinggir Jakarta atau Cikarang")),
                ("50", _l("50 km: ke mana saja di Jabodetabek")),
            )
        ),
    )
    areas = SelectMultipleField(_l("Mau ke kecamatan mana saja?"), choices=_districts)
    wished_pay = MoneyField(_l("Harapan upah sebulan"))

    def keep_other(self, travel_km: int | None) -> None:
        """Offer a distance that was kept by other means, so that saving does not lose it."""
        known = {choice.value for choice in self.travel_km.choices}
        if travel_km is not None and str(travel_km) not in known:
            other = as_choices([(str(travel_km), _("%(n)s km", n=travel_km))])
            self.travel_km.choices = [*self.travel_km.choices, *other]

    @property
    def kilometres(self) -> int | None:
        """The distance, None for no answer."""
        return int(self.travel_km.data) if self.travel_km.data else None


class WishesForm(Form):
    looking_for = LinesField(_l("Sedang mencari apa?"), most=MOST_WISHES)
    offering = LinesField(_l("Bisa menawarkan atau membantu apa?"), most=MOST_WISHES)


class SelfForm(Form):
    full_name = LineField(_l("Nama lengkap"))
    about = LinesField(_l("Tentang saya"), most=800)


class PhotoForm(Form):
    photo = FileField(_l("Foto"), [Required(_l("Pilih fotonya dulu."))])

    def validate_photo(self, field: FileField) -> None:
        """A file, not words under the name of one."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Pilih fotonya dulu."))


def _audience_field(field: Field) -> SelectField:
    choices = as_choices((audience.value, AUDIENCE_WORDS[audience]) for audience in RULES[field].choices)
    return SelectField(FIELD_WORDS[field], [Required()], choices=choices)


class AudienceForm(Form):
    is_listed = BooleanField(_l("Tampilkan saya di daftar warga"))

    @property
    def chosen(self) -> dict[Field, Audience]:
        """Who may see what."""
        return {field: Audience(self[field.value].data) for field in Field}


for _field in Field:
    setattr(AudienceForm, _field.value, _audience_field(_field))


def suggested_skills(
    direction: SkillDirection, levels: Collection[str], major: str, told: Collection[str] = ()
) -> list[str]:
    """Skills worth asking about: what goes with those that are kept or with the major, then common ones.

    None of those that are `told` otherwise: just typed, or what she can do where she says what she wants to learn.
    """
    near = [other for skill in [*levels, *skills_in(major)] for other in [skill, *related_skills(skill)]]
    ranked = dict.fromkeys([*near, *STARTERS[direction]])
    return [skill for skill in ranked if skill not in levels and skill not in told][:MOST_SUGGESTED]


def duration(months: int) -> str:
    """ "2 tahun 3 bulan", "5 bulan"; "" for no time told."""
    years, rest = divmod(months, 12)
    parts = [_("%(n)s tahun", n=years)] if years else []
    return " ".join([*parts, _("%(n)s bulan", n=rest)] if rest else parts)
