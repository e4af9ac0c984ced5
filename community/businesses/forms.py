"""The question groups of a business."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, RadioField

from community.businesses import scale
from community.businesses.models import BusinessKind, ContactWay, Scale
from community.foundation.forms import (
    Form,
    LineField,
    LinesField,
    MoneyField,
    Required,
    YearField,
    as_choices,
)
from community.foundation.money import format_rupiah
from community.regions.fields import VillageField
from community.skills.fields import SkillsField

KIND_WORDS = {BusinessKind.SME: _l("UMKM"), BusinessKind.STARTUP: _l("Startup")}
CONTACT_WORDS = {
    ContactWay.WHATSAPP: _l("WhatsApp"),
    ContactWay.PHONE: _l("Telepon"),
    ContactWay.NONE: _l("Belum, jangan dulu"),
}
SCALE_WORDS = {
    Scale.MICRO: _l("Usaha mikro"),
    Scale.SMALL: _l("Usaha kecil"),
    Scale.MEDIUM: _l("Usaha menengah"),
    Scale.LARGE: _l("Usaha besar"),
}
UNITS = ("porsi", "bungkus", "buah", "kg", "pasang", "lembar", "jam", "hari", "bulan", "paket")


def short_rupiah(amount: int) -> str:
    """ "Rp2 miliar" for round billions, else the digits."""
    billions, rest = divmod(amount, 10**9)
    return _("Rp%(n)s miliar", n=billions) if billions and not rest else format_rupiah(amount)


def band_choices(what: str) -> list[tuple[str, str]]:
    """The bands of "capital" or "sales" as people choose them, from the bounds that hold today."""
    micro, small, medium = (short_rupiah(amount) for amount in scale.bounds(what).highest)
    return [
        ("0", _("Belum mau bilang")),
        ("1", _("Sampai %(most)s", most=micro)),
        ("2", _("Di atas %(least)s sampai %(most)s", least=micro, most=small)),
        ("3", _("Di atas %(least)s sampai %(most)s", least=small, most=medium)),
        ("4", _("Di atas %(least)s", least=medium)),
    ]


MOST_NOTE = 600


class BasicsForm(Form):
    kind = RadioField(
        _l("Ini usaha apa?"),
        [Required(_l("Pilih jenis usahanya."))],
        choices=as_choices((kind.value, KIND_WORDS[kind]) for kind in BusinessKind),
    )
    name = LineField(_l("Nama usaha"), [Required(_l("Tulis namanya."))])
    region_code = VillageField(_l("Di kelurahan mana?"), [Required(_l("Tulis kelurahannya."))])
    landmark = LineField(_l("Patokan"), most=160)
    contact_way = RadioField(
        _l("Pembeli boleh menghubungi lewat"),
        [Required(_l("Pilih salah satu."))],
        choices=as_choices((way.value, words) for way, words in CONTACT_WORDS.items()),
        default=ContactWay.NONE.value,
    )

    @property
    def chosen_way(self) -> ContactWay | None:
        """How buyers may reach the owner; None where that is not asked."""
        return ContactWay(self.contact_way.data) if self.contact_way else None

    @property
    def chosen_kind(self) -> BusinessKind:
        """The kind that was chosen."""
        return BusinessKind(self.kind.data)


class RegisterForm(BasicsForm):
    trade = LineField(_l("Jual apa, atau mengerjakan apa?"), [Required(_l("Tulis jual apa atau mengerjakan apa."))])


class TradeForm(Form):
    """The trade in one's own words, and one of the activities they may mean."""

    trade = LineField(_l("Jual apa, atau mengerjakan apa?"), [Required(_l("Tulis jual apa atau mengerjakan apa."))])
    code = RadioField(_l("Mana yang paling cocok?"), choices=[], validate_choice=False)

    @property
    def chosen_code(self) -> str | None:
        """The chosen KBLI code, None for none of them."""
        return self.code.data or None


class SizeForm(Form):
    started_year = YearField(_l("Mulai tahun berapa?"), least=1900)
    sales_band = RadioField(_l("Penjualan setahun"), choices=[], default="0")
    capital_band = RadioField(_l("Modal usaha"), choices=[], default="0")
    nib = LineField(_l("Nomor Induk Berusaha (NIB)"), most=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sales_band.choices = as_choices(band_choices("sales"))
        self.capital_band.choices = as_choices(band_choices("capital"))


class StoryForm(Form):
    about = LinesField(_l("Cerita singkat"), most=1200)
    photo = FileField(_l("Foto usaha"))


class TopicsForm(Form):
    """Topics typed with commas beside those that are kept, and a sentence."""

    typed = SkillsField(_l("Tulis dengan kata sehari-hari, pisahkan dengan koma"), most=40)
    note = LinesField(_l("Ceritakan sedikit"), most=MOST_NOTE)

    @property
    def whole_note(self) -> str:
        """The sentence with the words that are kept as typed."""
        return self.typed.with_own_words(self.note.data or "", MOST_NOTE)


class ProductForm(Form):
    name = LineField(_l("Barang atau jasa"), [Required(_l("Tulis namanya."))])
    price = MoneyField(_l("Harga"))
    unit = LineField(_l("Per apa?"), most=30)


class TeammateForm(Form):
    code = LineField(_l("Kode profil orangnya"), [Required(_l("Tulis kode profil orangnya."))], most=200)


class HideForm(Form):
    reason = LinesField(_l("Alasan untuk pemilik"), [Required(_l("Tulis alasannya."))], most=300)
