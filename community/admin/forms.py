"""What officers type at their desk."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField

from community.accounts.models import Role
from community.accounts.services import USUAL_TERM
from community.foundation import clock
from community.foundation.forms import Form, LineField, LinesField, NumberField, Required, as_choices
from community.regions.fields import RegionField

ROLES = [
    (Role.COORDINATOR.value, _l("Koordinator: mengurus acara, anggota, dan warga wilayahnya")),
    (Role.ADMIN.value, _l("Admin: juga menunjuk petugas dan meninjau program")),
]


def _in_a_year() -> date:
    return clock.today() + USUAL_TERM


class AppointForm(Form):
    """Who becomes what, where, and for how long."""

    account = LineField(_l("Nomor HP atau kode warga"), [Required(_l("Tulis nomor HP atau kode warganya."))], most=40)
    role = RadioField(_l("Tugas"), choices=as_choices(ROLES), validators=[Required(_l("Pilih tugasnya."))])
    region_code = RegionField(_l("Wilayah"), [Required(_l("Tulis wilayahnya."))])
    begins_on = DateField(_l("Mulai"), [Required(_l("Pilih tanggal mulai."))], default=clock.today)
    ends_on = DateField(_l("Sampai"), [Required(_l("Pilih tanggal selesai."))], default=_in_a_year)


class ReasonForm(Form):
    """Why an office ends or an account is suspended."""

    reason = LinesField(_l("Alasan"), [Required(_l("Tulis alasannya."))], most=300)


class SearchForm(Form):
    """A name or a phone number."""

    text = LineField(_l("Nama atau nomor HP"), [Required(_l("Tulis nama atau nomor HP-nya."))], most=80)


class AgainForm(Form):
    """Which delivery is tried again."""

    number = NumberField(checks=[Required()], most=2**53)
