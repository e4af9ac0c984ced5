"""Indonesian phone numbers, in every spelling people type."""

from __future__ import annotations

import re

import phonenumbers
from flask_babel import gettext as _

from community.foundation.errors import DomainError

REGION = "ID"
COUNTRY = 62
_LETTER_AT_DIGIT = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
# Domestic numbers of 10 to 13 digits; 0800 answers for free and receives nothing.
_MOBILE = re.compile(r"8[1-9]\d{7,10}")


def _refused(sentence: str) -> DomainError:
    return DomainError(sentence, field="phone")


def _international(text: str) -> str:
    """The digits as typed, with "+" before a country's code however people write it."""
    digits = "".join(character for character in text if character.isdecimal())
    if text.strip().startswith(("+", "(+")):
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith(str(COUNTRY)):
        return "+" + digits
    return "0" + digits if digits.startswith("8") else digits


def parse_phone(text: str) -> str:
    """E.164 ("+628123456789") of a number that can receive messages; else DomainError.

    Mobile numbers as 08…, 62…, 0062… or +62… with spaces, dots or hyphens; those of other countries with "+" or "00".
    """
    typed = text[:40]
    if _LETTER_AT_DIGIT.search(typed):
        raise _refused(_("Ada huruf di antara angkanya. Tulis nomor HP dengan angka saja, misalnya 0812-3456-7890."))
    try:
        number = phonenumbers.parse(_international(typed), REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None:
        raise _refused(_("Nomor HP belum benar. Contoh: 0812-3456-7890."))
    if number.country_code == COUNTRY and not _MOBILE.fullmatch(phonenumbers.national_significant_number(number)):
        raise _refused(_("Tulis nomor HP yang diawali 08, 10 sampai 13 angka. Contoh: 0812-3456-7890."))
    if number.country_code != COUNTRY and not phonenumbers.is_valid_number(number):
        raise _refused(_("Nomor HP belum benar. Contoh: 0812-3456-7890."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_foreign(e164: str) -> bool:
    return not e164.startswith(f"+{COUNTRY}")


def format_phone(e164: str) -> str:
    """ "0812-3456-7890" from "+6281234567890"; a number of another country in its own grouping."""
    if _is_foreign(e164):
        number = phonenumbers.parse(e164)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    digits = "0" + e164.removeprefix("+62")
    if not digits.startswith("08"):
        return digits
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def mask_phone(e164: str) -> str:
    """ "0812-••••-••90": enough for its owner to recognise."""
    if _is_foreign(e164):
        return f"{e164[:4]}••••••{e164[-2:]}"
    return f"0{e164.removeprefix('+62')[:3]}-••••-••{e164[-2:]}"
