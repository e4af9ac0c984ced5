"""Forms of communities."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import Optional

from community.communities.models import Joining
from community.foundation.forms import Form, LineField, LinesField, PhoneField, Required
from community.skills.fields import SkillsField

JOINING = [
    SelectChoice(Joining.OPEN.value, _l("Langsung diterima")),
    SelectChoice(Joining.CONFIRMED.value, _l("Diterima dulu oleh koordinator")),
]
MARKDOWN_HINT = _l("Baris kosong memulai paragraf baru. **Dua bintang** menebalkan, tanda - membuat daftar.")


class CommunityForm(Form):
    """What a coordinator may change."""

    about = LinesField(_l("Untuk apa komunitas ini?"), [Required(_l("Tulis untuk apa komunitas ini."))], most=600)
    topics = SkillsField(_l("Membahas apa saja?"), [Optional()], most=8)
    joining = RadioField(
        _l("Cara bergabung"), [Required(_l("Pilih cara bergabungnya."))], choices=JOINING, default=Joining.OPEN.value
    )
    contact_name = LineField(_l("Siapa yang bisa dihubungi?"), [Optional()], most=80)
    contact_phone = PhoneField(_l("Nomor HP-nya"), [Optional()])
    office_hours = LineField(_l("Kapan bisa dihubungi atau ditemui?"), [Optional()], most=120)


class ThemeForm(Form):
    """A new themed community."""

    name = LineField(_l("Nama komunitas"), [Required(_l("Tulis nama komunitasnya."))], most=80)
    about = LinesField(_l("Untuk apa komunitas ini?"), [Required(_l("Tulis untuk apa komunitas ini."))], most=600)
    topics = SkillsField(_l("Membahas apa saja?"), [Optional()], most=8)
    joining = RadioField(
        _l("Cara bergabung"), [Required(_l("Pilih cara bergabungnya."))], choices=JOINING, default=Joining.OPEN.value
    )


class PostForm(Form):
    """A post or an announcement; Markdown."""

    title = LineField(_l("Judul"), [Required(_l("Tulis judulnya."))], most=120)
    body = LinesField(_l("Isi"), [Required(_l("Tulis isinya."))], most=4000, description=MARKDOWN_HINT)


class CommentForm(Form):
    """An answer below a post; Markdown."""

    body = LinesField(_l("Tanggapan Anda"), [Required(_l("Tulis dulu tanggapan Anda."))], most=1500)


class HideForm(Form):
    """Why a post or comment is hidden."""

    reason = LineField(_l("Alasannya"), [Optional()], most=200)
