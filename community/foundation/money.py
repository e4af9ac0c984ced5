"""Rupiah: whole numbers inside, typed and shown the way people write them."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _

from community.foundation.errors import DomainError

MOST = 10**15
# A column of whole numbers ends a little above.
MOST_STORED = 2_000_000_000
_WORDS = {
    "rb": 10**3, "ribu": 10**3, "k": 10**3,
    "jt": 10**6, "juta": 10**6,
    "m": 10**9, "milyar": 10**9, "miliar": 10**9,
}  # fmt: skip
_TYPED = re.compile(r"^(?:rp\.?)?\s*(\d[\d.,]*)\s*([a-z]*)\.?$")


def parse_rupiah(text: str) -> int:
    """5999443 from "5.999.443", "5999443", "Rp5,9jt" → 5900000; else DomainError."""
    wrong = DomainError(_("Tulis jumlah uang seperti 5.999.443 atau 5,9jt."))
    match = _TYPED.match(text.strip().casefold()[:40])
    if not match or (match[2] and match[2] not in _WORDS):
        raise wrong
    number, factor = match[1].rstrip(".,"), _WORDS.get(match[2], 1)
    if factor == 1:
        number = re.sub(r",\d{2}$", "", number)
    if re.fullmatch(r"\d+|\d{1,3}([.,])\d{3}(\1\d{3})*", number):
        amount = int(re.sub(r"[.,]", "", number)) * factor
    elif factor == 1:
        raise wrong
    else:
        whole, _comma, part = number.replace(".", ",").partition(",")
        if "," in part or len(part) > 9:
            raise wrong
        amount = int(whole) * factor + int(part or 0) * factor // 10 ** len(part)
    if amount > MOST:
        raise wrong
    return amount


def group_digits(number: int) -> str:
    """ "5.999.443" from 5999443."""
    return f"{number:,}".replace(",", ".")


def format_rupiah(amount: int) -> str:
    """ "Rp5.999.443" from 5999443."""
    return f"Rp{group_digits(amount)}"


def format_range(lowest: int | None, highest: int | None) -> str:
    """ "Rp3.000.000–4.500.000", or the one known end; empty when neither is known."""
    if lowest and highest and lowest != highest:
        return f"{format_rupiah(lowest)}–{group_digits(highest)}"
    known = lowest or highest
    return format_rupiah(known) if known else ""


def format_pay(paid: Any) -> str:
    """ "Rp3.500.000–4.200.000 per bulan", piece work "Rp500 per potong", of whatever has the four columns of pay.

    Empty when no pay is told.
    """
    amount = format_range(paid.pay_from, paid.pay_to)
    if not amount:
        return ""
    if paid.pay_per:
        return str(_("%(amount)s per %(thing)s", amount=amount, thing=paid.pay_per))
    match paid.pay_unit or "bulan":
        case "bulan":
            return str(_("%(amount)s per bulan", amount=amount))
        case "hari":
            return str(_("%(amount)s per hari", amount=amount))
        case "jam":
            return str(_("%(amount)s per jam", amount=amount))
    return str(_("%(amount)s borongan", amount=amount))
