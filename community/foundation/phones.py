"""Indonesian phone numbers, in every spelling people type."""

from __future__ import annotations

import phonenumbers
from flask_babel import gettext as _

from community.foundation.errors import DomainError

REGION = "ID"


def parse_phone(text: str) -> str:
    """E.164 ("+628123456789") from 08…, 62…, +62…, with spaces, dots or hyphens; else DomainError."""
    typed = "".join(character for character in text[:40] if character.isdigit() or character == "+")
    if typed.startswith("62"):
        typed = "+" + typed
    elif typed.startswith("8"):
        typed = "0" + typed
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.country_code != 62 or not phonenumbers.is_possible_number(number):
        raise DomainError(
            _("Nomor HP belum benar. Contoh: 0812-3456-7890."),
            field="phone",
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def format_phone(e164: str) -> str:
    """ "0812-3456-7890" from "+6281234567890"."""
    digits = "0" + e164.removeprefix("+62")
    if not digits.startswith("08"):
        return digits
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def mask_phone(e164: str) -> str:
    """ "0812-••••-••90": enough for its owner to recognise."""
    return f"0{e164.removeprefix('+62')[:3]}-••••-••{e164[-2:]}"


def whatsapp_link(e164: str) -> str:
    """The wa.me address of a number."""
    return "https://wa.me/" + e164.removeprefix("+")
