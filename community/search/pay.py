"""An amount of pay in a question for work: "gaji 5 juta", "upah di atas 4jt", "loker gaji umr".

A vacancy has the term of each step up to what it pays, so that one term finds all that pay at least so much, by any
engine. A question asks for the step it names and for the one below: what pays nearly as much comes next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from community.foundation import clock
from community.jobs.models import PayUnit
from community.jobs.queries import MONTHLY
from community.jobs.wages import minimum_wage
from matching.text import normalise, terms

PAID = "&"
# In thousands of rupiah.
_STEPS = (1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000, 4_500, 5_000, 5_500, 6_000, 7_000, 8_000, 10_000, 15_000)
STEPS = tuple(1_000 * step for step in _STEPS)
# What is missing so little of a step pays about so much.
ABOUT = 1.02
# Less than this is no month's pay: people tell what a day brings.
LEAST_MONTHLY = 500_000
# Less than this without "ribu" or "juta" counts something else.
LEAST_WRITTEN_OUT = 50_000
_TIMES = {"juta": 1_000_000, "jt": 1_000_000, "million": 1_000_000, "ribu": 1_000, "rb": 1_000, "k": 1_000}
_PER = {"hari": PayUnit.DAY, "day": PayUnit.DAY, "jam": PayUnit.HOUR, "hour": PayUnit.HOUR}
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,9}(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    r"(?P<most>(?:di\s*bawah|kurang\s+dari|maksimal|maks|max|below|under|<)\s*)?"
    r"(?:\b(?:(?:di\s*)?atas|minimal|minimum|min|lebih\s+dari|mulai|sekitar|kisaran|above|over|at\s+least)\s+|>=?\s*)?"
    rf"(?:(?<!\w)rp\.?\s*|(?<![\w.,]))(?P<number>{_NUMBER})(?:\s*(?:-|–|sampai|sampe|hingga|s/d)\s*(?:{_NUMBER}))?"
    r"\s*(?P<times>juta|jt|million|ribu|rb|k)?(?:an)?\b"
    r"(?:\s*(?:/|per\s*|se|a\s+)(?P<per>hari|jam|bulan|bln|day|hour|month)\b)?"
)
_MINIMUM = re.compile(r"(?P<most>di\s*bawah\s+)?\b(?:umr|umk|ump)\b")


@dataclass(frozen=True, slots=True)
class Pay:
    """A question without the amount it names, and the terms of vacancies that pay about so much or more."""

    rest: str
    terms: tuple[str, ...] = ()


@cache
def pay_roots() -> frozenset[str]:
    """Roots of the words by which people speak of pay."""
    return frozenset(root for _, root in terms("gaji bayaran penghasilan pendapatan"))


def steps_up_to(monthly: float) -> Iterator[str]:
    """The terms of a vacancy that pays so much a month."""
    yield from (f"{PAID}{step}" for step in STEPS[: bisect_right(STEPS, monthly * ABOUT)])


def read_pay(text: str, asks_for_work: bool) -> Pay:
    """What a question says of pay; an amount is none where neither pay nor work is spoken of ("modal 5 juta")."""
    plain = normalise(text)
    # "umk bekasi" alone asks what it is.
    if not (asks_for_work or any(root in pay_roots() for _, root in terms(_MINIMUM.sub(" ", plain)))):
        return Pay(text)
    for match in _AMOUNT.finditer(plain):
        if (monthly := _monthly(match)) is not None and not match["most"]:
            return Pay(f"{plain[: match.start()]} {plain[match.end() :]}", _asked(monthly))
    wage = minimum_wage(clock.today())
    least = _MINIMUM.search(plain)
    if wage and least and not least["most"]:
        return Pay(f"{plain[: least.start()]} {plain[least.end() :]}", _asked(wage.monthly))
    return Pay(text)


def _monthly(match: re.Match[str]) -> float | None:
    """The amount for a month of work; None for a number that is no amount."""
    number = match["number"]
    thousands = "." in number and len(number.rpartition(".")[2]) == 3
    amount = float(number.replace(".", "") if thousands else number.replace(",", "."))
    if not match["times"] and amount < LEAST_WRITTEN_OUT:
        return None
    amount *= _TIMES.get(match["times"] or "", 1)
    unit = _PER.get(match["per"] or "", PayUnit.MONTH)
    if unit == PayUnit.MONTH and not match["per"] and amount < LEAST_MONTHLY:
        unit = PayUnit.DAY
    monthly = amount * MONTHLY[unit]
    return monthly if monthly >= LEAST_MONTHLY else None


def _asked(monthly: float) -> tuple[str, ...]:
    found = list(steps_up_to(max(monthly, STEPS[0])))
    return tuple(found[:-3:-1])
