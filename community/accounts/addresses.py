"""Phone numbers and e-mail addresses in the one spelling in which they are stored and looked up."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from community.foundation.errors import DomainError
from community.foundation.phones import mask_phone, parse_phone

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
# A mail library reads "=?utf-8?q?sari?=@…" as "sari@…": another address than the one that is stored and counted. And no
# mail server takes a dot at an end of the name, so that no code would arrive.
_NOT_PLAIN = ("=?", "..", ".@", "@.")
LONGEST = 254


def parse_email(typed: str) -> str:
    """ "sari@contoh.id" in lower case; DomainError for anything that is not one plain address."""
    email = typed.strip().lower()
    plain = len(email) <= LONGEST and _EMAIL.fullmatch(email) and not any(sign in f"@{email}" for sign in _NOT_PLAIN)
    if not plain:
        raise DomainError(_("Alamat email belum benar. Contoh: nama@contoh.id."), field="email")
    return email


def canonical(typed: str) -> str:
    """E.164 of a typed phone number, or a typed e-mail address; else DomainError."""
    return parse_email(typed) if "@" in typed else parse_phone(typed)


def mask(address: str) -> str:
    """Enough of an address for its owner to recognise: "0812-••••-••90", "s•••@contoh.id"."""
    if "@" not in address:
        return mask_phone(address)
    name, _at, host = address.partition("@")
    return f"{name[:1]}•••@{host}"
