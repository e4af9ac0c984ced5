"""What people type to open, enter and change their accounts."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, SelectChoice, SelectMultipleField, ValidationError

from community.accounts import addresses, attempts, consent, secret_rules
from community.accounts.models import Intent, Purpose
from community.foundation.errors import DomainError
from community.foundation.forms import Form, LineField, PhoneField, Required
from community.regions.fields import RegionField

INTENT_WORDS = {
    Intent.WORK: (_l("Cari kerja"), "briefcase", _l("Lowongan dekat rumah")),
    Intent.BUSINESS: (_l("Kembangkan usaha"), "building-store", _l("Mentor, program, pembeli")),
    Intent.LEARNING: (_l("Belajar"), "school", _l("Pelatihan dan mentor")),
    Intent.ACTIVITIES: (_l("Ikut kegiatan"), "calendar-event", _l("Acara dan komunitas")),
}
INTENT_DETAILS = {intent.value: (icon, text) for intent, (_label, icon, text) in INTENT_WORDS.items()}


class SecretField(PasswordField):
    """A PIN or password in its one spelling; never shown again."""

    def __init__(self, label: Any = None, checks: Any = (), **kwargs: Any) -> None:
        super().__init__(label, checks or [Required()], **kwargs)
        self.type = "PasswordField"

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""
        self.data = ""
        if len(typed) > 4 * secret_rules.LONGEST:
            raise ValueError(_("Terlalu panjang: paling banyak 128 huruf."))
        self.data = secret_rules.normalise(typed)


class AddressField(PhoneField):
    """A phone number or e-mail address; `data` is its canonical spelling."""

    parse: Any = staticmethod(addresses.canonical)
    show: Any = staticmethod(str)


class EmailField(AddressField):
    """An e-mail address in lower case."""

    parse: Any = staticmethod(addresses.parse_email)


class HomeField(RegionField):
    """A kelurahan in any spelling people use; `data` is its code."""

    def __init__(self, **kwargs: Any) -> None:
        checks = [Required(_l("Tulis kelurahan tempat Anda tinggal."))]
        super().__init__(_l("Kelurahan"), checks, level="kelurahan", **kwargs)


class _ChosenIntents(SelectMultipleField):
    def __init__(self, **kwargs: Any) -> None:
        choices = [SelectChoice(value=intent.value, label=INTENT_WORDS[intent][0]) for intent in Intent]
        checks = [Required(_l("Pilih paling sedikit satu."))]
        super().__init__(_l("Saya ingin…"), checks, choices=choices, **kwargs)
        # Templates know fields by this name.
        self.type = "SelectMultipleField"


class DetailsForm(Form):
    call_name = LineField(_l("Nama panggilan"), [Required(_l("Tulis nama panggilan Anda."))], most=60)
    home_code = HomeField()
    intents = _ChosenIntents()


class SignUpForm(Form):
    call_name = LineField(_l("Nama panggilan"), [Required(_l("Tulis nama panggilan Anda."))], most=60)
    phone = PhoneField(_l("Nomor HP"), [Required(_l("Tulis nomor HP Anda."))])
    home_code = HomeField()
    intents = _ChosenIntents()
    secret = SecretField(_l("PIN 6 angka"), [Required(_l("Buat PIN 6 angka."))])
    consent_account = BooleanField(
        consent.SENTENCES[Purpose.ACCOUNT],
        [Required(_l("Centang ini dulu: tanpa persetujuan ini kami tidak boleh membuat akun."))],
    )
    consent_matching = BooleanField(consent.SENTENCES[Purpose.MATCHING])
    consent_messages = BooleanField(consent.SENTENCES[Purpose.MESSAGES])

    def validate_secret(self, field: SecretField) -> None:
        """Told together with whatever else is wrong, not in a round of its own."""
        try:
            attempts.check_strength(field.data, own=[self.phone.data, self.call_name.data])
        except DomainError as error:
            raise ValidationError(error.sentence) from error

    @property
    def purposes(self) -> list[Purpose]:
        """The consents that were ticked."""
        return [purpose for purpose in consent.ASKED_AT_SIGN_UP if self[f"consent_{purpose.value}"].data]


class SignInForm(Form):
    address = AddressField(_l("Nomor HP atau email"), [Required(_l("Tulis nomor HP atau email Anda."))])
    secret = SecretField(_l("PIN atau kata sandi"), [Required(_l("Tulis PIN Anda."))])


class CodeForm(Form):
    code = LineField(_l("Kode 6 angka"), [Required(_l("Tulis kode dari pesan."))], most=12)


class SignInCodeForm(Form):
    code = LineField(_l("Kode dari pesan, atau kode cadangan"), [Required(_l("Tulis kodenya."))], most=24)
    secret = SecretField(_l("PIN atau kata sandi"), [Required(_l("Tulis PIN Anda."))])


class ForgotForm(Form):
    address = AddressField(_l("Nomor HP atau email"), [Required(_l("Tulis nomor HP atau email Anda."))])


class ResetForm(Form):
    code = LineField(_l("Kode dari pesan, atau kode cadangan"), [Required(_l("Tulis kodenya."))], most=24)
    secret = SecretField(_l("PIN baru"), [Required(_l("Buat PIN baru."))])


class SecretForm(Form):
    """The secret asked again before something that matters."""

    secret = SecretField(_l("PIN atau kata sandi Anda"), [Required(_l("Tulis PIN Anda."))])


class AppointedForm(SecretForm):
    appointment_code = LineField(_l("Kode penunjukan"), [Required(_l("Tulis kode penunjukan Anda."))], most=24)


class ChangePhoneForm(SecretForm):
    phone = PhoneField(_l("Nomor HP baru"), [Required(_l("Tulis nomor HP yang baru."))])


class ChangeEmailForm(SecretForm):
    email = EmailField(_l("Alamat email"), [Required(_l("Tulis alamat email."))])


class ChangeSecretForm(Form):
    current = SecretField(_l("PIN sekarang"), [Required(_l("Tulis PIN Anda sekarang."))])
    secret = SecretField(_l("PIN baru"), [Required(_l("Buat PIN baru."))])


class CloseForm(SecretForm):
    sure = BooleanField(
        _l("Saya mengerti akun ini tidak bisa dikembalikan."),
        [Required(_l("Centang dulu kalau Anda yakin."))],
    )
