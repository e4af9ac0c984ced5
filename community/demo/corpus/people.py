"""Members of the demo city."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

from community.demo.corpus.compose import between, capital, fill, pick, some
from community.demo.corpus.names import business_name, make_name, school_name
from community.demo.corpus.phones import demo_phone
from community.demo.corpus.places import KelurahanLike, place_slots
from community.demo.corpus.source import Entry, business_kinds, employers_of, is_licence, load, trades
from community.demo.corpus.wording import spoken

INTENTS = ("kerja", "usaha", "belajar", "kegiatan")
THIS_YEAR = 2026
_WORKING_DAYS = 24
_GROWN_UP = 31

# Lines only somebody fresh from school would say.
_YOUNG = re.compile(r"kuliah|sekolah|SMK|[Mm]agang|Praktik kerja|kampus|kakak|D3")


@dataclass(frozen=True, slots=True)
class Education:
    """`level` as members.models.Education stores it; `major` and `school` may be empty."""

    level: str
    school: str
    major: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Experience:
    position: str
    place: str
    months: int


@dataclass(frozen=True, slots=True)
class Person:
    """A member. `pay_wish` in whole rupiah a month; `travel_km` one way; skills have with level 1 to 3."""

    call_name: str
    full_name: str
    phone: str
    intents: tuple[str, ...]
    trade: str
    education: Education
    experiences: tuple[Experience, ...]
    skills_have: tuple[tuple[str, int], ...]
    skills_want: tuple[str, ...]
    licences: tuple[str, ...]
    availability: tuple[str, ...]
    travel_km: int
    pay_wish: int | None
    about: str
    looking_for: str
    offering: str


def make_person(rng: Random, index: int, kelurahan: KelurahanLike) -> Person:
    """A person of `kelurahan`; `index` gives the phone number, so it must differ between people."""
    key = pick(rng, _trade_keys())
    trade = trades()[key]
    age = 18 + int(rng.triangular(0, 42, 6))
    name = make_name(rng, grown=age > _GROWN_UP)
    intents = _intents(rng, age)
    have = _skills(rng, trade, age)
    wants = _wants(rng, trade, {skill for skill, _ in have})
    experiences = _experiences(rng, key, age, kelurahan)
    slots = place_slots(rng, kelurahan) | {
        "pos": spoken_title(rng, trade),
        "bisa": spoken(pick(rng, have)[0]),
        "mau": spoken(pick(rng, wants)),
    }
    return Person(
        call_name=name.call_name,
        full_name=name.full_name,
        phone=demo_phone(index),
        intents=intents,
        trade=key,
        education=_education(rng, trade, age),
        experiences=experiences,
        skills_have=have,
        skills_want=wants,
        licences=_licences(rng, trade, age),
        availability=_availability(rng),
        travel_km=pick(rng, (2, 3, 3, 5, 5, 5, 8, 10, 10, 15, 20)),
        pay_wish=_pay_wish(rng, trade) if "kerja" in intents else None,
        about=_about(rng, key, intents, grown=age > _GROWN_UP, has_worked=bool(experiences), slots=slots),
        looking_for=_looking_for(rng, intents, slots),
        offering=fill(rng, pick(rng, load("people")["give"]), slots) if rng.random() < 0.6 else "",
    )


@lru_cache(maxsize=1)
def _trade_keys() -> tuple[str, ...]:
    return tuple(trades())


@cache
def _lines(key: str, field: str, grown: bool) -> tuple[str, ...]:
    """What people of a trade say or did; the grown leave out what only the young would tell."""
    lines = tuple(trades()[key][field])
    return tuple(line for line in lines if not _YOUNG.search(line)) or lines if grown else lines


def spoken_title(rng: Random, trade: Entry) -> str:
    """A position as it stands inside a sentence, e.g. "juru masak"."""
    title = fill(rng, pick(rng, trade["titles"]))
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _intents(rng: Random, age: int) -> tuple[str, ...]:
    chances = (0.75 if age < 35 else 0.4, 0.12 if age < 25 else 0.38, 0.45, 0.3)
    found = tuple(intent for intent, chance in zip(INTENTS, chances, strict=True) if rng.random() < chance)
    return found or (pick(rng, INTENTS),)


def _education(rng: Random, trade: Entry, age: int) -> Education:
    roll = rng.random()
    if roll < 0.42:
        return Education("smk", school_name(rng, "smk"), _major(rng, trade), THIS_YEAR - age + 18)
    if roll < 0.68:
        return Education("sma", school_name(rng, "sma"), pick(rng, ("IPA", "IPS", "Bahasa")), THIS_YEAR - age + 18)
    if roll < 0.8:
        return Education("smp", school_name(rng, "smp"), "", THIS_YEAR - age + 15)
    if roll < 0.85:
        return Education("sd", "", "", THIS_YEAR - age + 12)
    if age < 22 or roll < 0.86:
        return Education("sma", "", "Paket C", min(THIS_YEAR, THIS_YEAR - age + 20))
    if roll < 0.92 or age < 24:
        return Education("d3", "", _major(rng, trade), THIS_YEAR - age + 21)
    return Education("s1", "", pick(rng, _DEGREES), THIS_YEAR - age + 22 + int(rng.random() * 2))


_DEGREES = (
    "Manajemen",
    "Akuntansi",
    "Ilmu Komunikasi",
    "Teknik Informatika",
    "Pendidikan",
    "Teknik Industri",
    "Hukum",
)


def _major(rng: Random, trade: Entry) -> str:
    """Most learned what they do; some did not, as in life."""
    if rng.random() < 0.8 and trade["majors"][0] != "semua jurusan":
        return str(trade["majors"][int(rng.random() * len(trade["majors"]))])
    majors = [other["majors"][0] for other in trades().values() if other["majors"][0] != "semua jurusan"]
    return str(pick(rng, majors))


def _experiences(rng: Random, key: str, age: int, kelurahan: KelurahanLike) -> tuple[Experience, ...]:
    working_years = age - 18
    if working_years <= 0 or rng.random() < 0.22:
        return ()
    count = 1 + (working_years > 3) + (working_years > 9 and rng.random() < 0.5)
    found = []
    for number in range(count):
        worked = key if number == 0 or rng.random() < 0.5 else pick(rng, _trade_keys())
        trade = trades()[worked]
        kind = business_kinds()[pick(rng, employers_of()[worked])]
        found.append(
            Experience(
                position=fill(rng, pick(rng, trade["titles"])),
                place=business_name(rng, kind["names"], kelurahan.name),
                months=between(rng, 3, min(120, max(3, working_years * 12 // count))),
            )
        )
    return tuple(found)


def _skills(rng: Random, trade: Entry, age: int) -> tuple[tuple[str, int], ...]:
    top = 1.4 + min(age - 17, 16) / 10
    own = [skill for skill in trade["skills"] if not is_licence(skill)]
    extra = [skill for skill in some(rng, trade["nice"], between(rng, 0, 3)) if not is_licence(skill)]
    return tuple((skill, 1 + min(2, int(rng.random() * top))) for skill in [*own, *extra])


def _wants(rng: Random, trade: Entry, have: set[str]) -> tuple[str, ...]:
    near = [skill for skill in trade["nice"] if skill not in have and not is_licence(skill)]
    far = [skill for skill in trades()[pick(rng, _trade_keys())]["skills"] if skill not in have]
    pool = near if near and rng.random() < 0.7 else [skill for skill in far if not is_licence(skill)] or near
    return tuple(some(rng, pool, between(rng, 1, 2))) or ("komputer_dasar",)


def _licences(rng: Random, trade: Entry, age: int) -> tuple[str, ...]:
    found = {skill for skill in trade["skills"] if is_licence(skill)}
    if rng.random() < 0.55:
        found.add("sim_c")
    if age > 21 and rng.random() < 0.18:
        found.add("sim_a")
    return tuple(sorted(found))


def _availability(rng: Random) -> tuple[str, ...]:
    slots = some(rng, ("pagi", "siang", "malam"), between(rng, 1, 3))
    if rng.random() < 0.55:
        slots.append("akhir_pekan")
    return tuple(slots)


def _pay_wish(rng: Random, trade: Entry) -> int | None:
    if rng.random() < 0.15:
        return None
    low, high = trade["bulan"] if "bulan" in trade else (rate * _WORKING_DAYS for rate in trade["hari"])
    return between(rng, low // 100_000 * 100_000, (low + high) // 2, 100_000)


def _about(
    rng: Random,
    key: str,
    intents: tuple[str, ...],
    *,
    grown: bool,
    has_worked: bool,
    slots: dict[str, object],
) -> str:
    people = load("people")
    close = people["close_usaha" if "usaha" in intents else "close_kerja" if "kerja" in intents else "close_lain"]
    parts = [pick(rng, people["hello"]), pick(rng, _lines(key, "say", grown))]
    if has_worked and rng.random() < 0.6:
        did = fill(rng, pick(rng, _lines(key, "did", grown)))
        slots = slots | {"did": did if did[:2].isupper() else did[:1].lower() + did[1:]}
        parts.append(pick(rng, people["did"]))
    if rng.random() < 0.6:
        parts.append(pick(rng, close))
    return " ".join(capital(fill(rng, part, slots)) for part in parts)


def _looking_for(rng: Random, intents: tuple[str, ...], slots: dict[str, object]) -> str:
    people = load("people")
    return " ".join(capital(fill(rng, pick(rng, people[f"seek_{intent}"]), slots)) for intent in intents[:2])
