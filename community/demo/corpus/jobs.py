"""Vacancies of the demo city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from community.demo.corpus.businesses import Business, make_business
from community.demo.corpus.compose import between, fill, mixed, pick, sentences, some
from community.demo.corpus.places import KelurahanLike, place_slots
from community.demo.corpus.source import Entry, employers_of, is_licence, load, trades

# UMK Kota Bekasi 2026, Kepgub Jabar 561/Kep.862-Kesra/2025: what the demo's dates fall into.
UMK_2026 = 5_999_443

_PART_TIME_UNITS = ("jam", "borongan")
_GAINS = {"mikro": "micro_gain", "kecil": "small_gain", "menengah": "big_gain"}


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacancy; pay in whole rupiah per `pay_unit`: bulan, hari, jam or borongan (`pay_note`: per what)."""

    trade: str
    title: str
    employer: str
    description: str
    duties: tuple[str, ...]
    requirements: tuple[str, ...]
    skills: tuple[str, ...]
    extra_skills: tuple[str, ...]
    licences: tuple[str, ...]
    pay_from: int
    pay_to: int
    pay_unit: str
    pay_note: str
    job_type: str
    places: int
    schedule: tuple[str, ...]
    education: str | None
    landmark: str
    question: str
    days_to_closing: int

    @property
    def text(self) -> str:
        """The whole vacancy as Markdown."""
        duties = "\n".join(f"- {line}" for line in self.duties)
        needs = "\n".join(f"- {line}" for line in self.requirements)
        pay = f"\n\nUpah dihitung {self.pay_note}." if self.pay_note else ""
        return f"{self.description}\n\n**Yang dikerjakan**\n\n{duties}\n\n**Yang kami cari**\n\n{needs}{pay}"


def make_vacancy(rng: Random, index: int, kelurahan: KelurahanLike, employer: Business | None = None) -> Vacancy:
    """A vacancy of `employer`, for a trade it hires; without one, of a business made up for it."""
    if employer is None:
        key = pick(rng, tuple(trades()))
        employer = make_business(rng, index, kelurahan, pick(rng, employers_of()[key]))
    else:
        key = pick(rng, employer.trades)
    trade, common = trades()[key], load("jobs")
    slots = {**place_slots(rng, kelurahan), "usaha": employer.name, "patokan": employer.landmark}
    low, high, unit = _pay(rng, trade, employer.scale)
    needed = [skill for skill in trade["skills"] if not is_licence(skill)]
    return Vacancy(
        trade=key,
        title=fill(rng, pick(rng, _titles(trade, employer.kind))),
        employer=employer.name,
        description=_description(rng, trade, employer.scale, unit, slots),
        duties=tuple(fill(rng, line, slots) for line in some(rng, trade["duty"], between(rng, 3, 5))),
        requirements=tuple(fill(rng, line, slots) for line in _requirements(rng, trade, common)),
        skills=tuple(needed if rng.random() < 0.7 else needed[:1]),
        extra_skills=tuple(some(rng, trade["nice"], between(rng, 1, 3))),
        licences=tuple(skill for skill in trade["skills"] if is_licence(skill)),
        pay_from=low,
        pay_to=high,
        pay_unit=unit,
        pay_note=trade.get("borongan_note", "") if unit == "borongan" else "",
        job_type=_job_type(rng, unit),
        places=1 if rng.random() < 0.6 else between(rng, 2, 12 if employer.scale == "menengah" else 4),
        schedule=_schedule(rng, trade),
        education=_education(rng, trade),
        landmark=employer.landmark,
        question=fill(rng, pick(rng, common["question"]), slots),
        days_to_closing=between(rng, 2, 45),
    )


def _titles(trade: Entry, kind: str) -> list[str]:
    """What a position of the trade is called in a kind of business, where that differs."""
    found: list[str] = trade.get("at", {}).get(kind) or trade["titles"]
    return found


def _description(rng: Random, trade: Entry, scale: str, unit: str, slots: dict[str, object]) -> str:
    common = load("jobs")
    gains = common[_GAINS[scale] if unit == "bulan" else "short_gain"]
    paragraphs = (
        sentences(rng, trade["intro"], between(rng, 1, 2), slots),
        sentences(rng, gains, between(rng, 1, 3), slots),
        sentences(rng, common["come"], between(rng, 1, 2), slots),
    )
    return "\n\n".join(paragraphs)


def _requirements(rng: Random, trade: Entry, common: Entry) -> list[str]:
    lines = some(rng, trade["need"], between(rng, 2, 4))
    if rng.random() < 0.35:
        lines.append(pick(rng, common["open_to"]))
    return lines


def _pay(rng: Random, trade: Entry, scale: str) -> tuple[int, int, str]:
    """(from, to, unit). Above micro and small, a full month pays at least the city's minimum."""
    units: Sequence[str] = [unit for unit in ("bulan", "hari", "jam", "borongan") if unit in trade]
    if scale == "menengah" and "bulan" in units:
        top = between(rng, 0, 1_200_000, 50_000)
        raised = max(UMK_2026, trade["bulan"][0])
        return raised, max(raised, 6_000_000) + top, "bulan"
    unit = "bulan" if "bulan" in units and rng.random() < 0.62 else pick(rng, units)
    low, high = trade[unit]
    step = {"bulan": 50_000, "hari": 5_000, "jam": 1_000}.get(unit, 500 if low >= 500 else 50)
    middle = (low + high) // 2
    if scale == "kecil" and unit == "bulan":
        low = (low + middle) // 2 // step * step
    start = between(rng, low, middle, step)
    return start, between(rng, start, max(start, high), step), unit


def _job_type(rng: Random, unit: str) -> str:
    if unit == "hari":
        return "harian"
    if unit in _PART_TIME_UNITS:
        return "paruh"
    return "magang" if rng.random() < 0.03 else "penuh"


def _schedule(rng: Random, trade: Entry) -> tuple[str, ...]:
    slots = mixed(rng, trade["shifts"], between(rng, 1, len(trade["shifts"])))
    if rng.random() < 0.25:
        slots.append("akhir_pekan")
    return tuple(slots)


def _education(rng: Random, trade: Entry) -> str | None:
    level = pick(rng, trade["education"])
    return None if level == "tidak_disyaratkan" else level
