"""The texts of the demo city: the same from the same seed, many-voiced, plausible, and nobody's real data."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import phonenumbers
import pytest
from phonenumbers import carrier

from community.demo.corpus import names, phones
from community.demo.corpus.businesses import Business, make_business
from community.demo.corpus.communities import make_announcement, make_community, make_post, themed_communities
from community.demo.corpus.events import make_event
from community.demo.corpus.jobs import UMK_2026, Vacancy, make_vacancy
from community.demo.corpus.mentors import make_mentor
from community.demo.corpus.people import INTENTS, make_person
from community.demo.corpus.personas import ROLES, personas
from community.demo.corpus.places import Kelurahan
from community.demo.corpus.programmes import make_programme
from community.demo.corpus.source import business_kinds, is_licence, load, trades
from community.demo.corpus.startups import make_startup
from community.demo.corpus.trainings import make_training

ROOT = Path(__file__).resolve().parents[2]
JATIRASA = Kelurahan("32.75.09.1004", "Jatirasa", "Jatiasih")
CITY = (
    JATIRASA,
    Kelurahan("32.75.01.1004", "Arenjaya", "Bekasi Timur"),
    Kelurahan("32.75.04.1002", "Margajaya", "Bekasi Selatan"),
    Kelurahan("32.75.05.1002", "Pengasinan", "Rawalumbu"),
    Kelurahan("32.75.07.1004", "Cikiwul", "Bantargebang"),
    Kelurahan("32.75.12.1002", "Jatiwarna", "Pondokmelati"),
    Kelurahan("32.01.01.1001", "Elsewhere", "Nowhere"),
)
MAKERS: tuple[Callable[..., Any], ...] = (
    make_person,
    make_business,
    make_vacancy,
    make_event,
    make_programme,
    make_mentor,
    make_training,
    make_community,
    make_post,
    make_announcement,
    make_startup,
)


def many(make: Callable[..., Any], count: int, seed: int = 7) -> list[Any]:
    rng = Random(seed)
    return [make(rng, index, CITY[index % len(CITY)]) for index in range(count)]


def column(path: str, name: str) -> set[str]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def skills() -> set[str]:
    return column("matching/data/skills.csv", "id")


@pytest.fixture(scope="module")
def kbli() -> set[str]:
    return column("community/businesses/data/kbli.csv", "code")


@pytest.fixture(scope="module")
def vacancies() -> list[Vacancy]:
    return many(make_vacancy, 500)


def commonest(texts: Iterable[str]) -> tuple[str, float]:
    """The sentence in the largest share of texts, and that share."""
    texts = list(texts)
    counts = Counter(
        sentence
        for text in texts
        for sentence in {
            part.strip("-* ") for part in re.split(r"(?<=[.!?])\s+|\n", text) if "**" not in part
        }
        if sentence
    )
    sentence, count = counts.most_common(1)[0]
    return sentence, count / len(texts)


@pytest.mark.parametrize("make", MAKERS)
def test_same_seed_same_city(make: Callable[..., Any]) -> None:
    assert many(make, 40, seed=3) == many(make, 40, seed=3)


@pytest.mark.parametrize("make", [make for make in MAKERS if make is not make_community])
def test_other_seed_other_city(make: Callable[..., Any]) -> None:
    assert many(make, 40, seed=3) != many(make, 40, seed=4)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from strings(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


@pytest.mark.parametrize("make", MAKERS)
def test_texts_are_finished(make: Callable[..., Any]) -> None:
    for thing in many(make, 400):
        for text in strings(thing):
            assert not re.search(r"[\[\]{}|]|\bNone\b|  ", text), text
            assert text == text.strip(), text


@pytest.mark.parametrize(
    ("make", "field", "distinct", "largest_share"),
    [
        (make_vacancy, "text", 0.99, 0.12),
        (make_business, "description", 0.95, 0.08),
        (make_person, "about", 0.97, 0.06),
        (make_event, "description", 0.98, 0.12),
        (make_mentor, "about", 0.98, 0.15),
        (make_training, "description", 0.98, 0.15),
    ],
)
def test_many_voices(make: Callable[..., Any], field: str, distinct: float, largest_share: float) -> None:
    texts = [getattr(thing, field) for thing in many(make, 500)]
    assert len(set(texts)) >= distinct * len(texts)
    sentence, share = commonest(texts)
    assert share <= largest_share, sentence


def test_vacancies_of_one_trade_differ(vacancies: list[Vacancy]) -> None:
    by_trade: dict[str, list[Vacancy]] = {}
    for vacancy in vacancies:
        by_trade.setdefault(vacancy.trade, []).append(vacancy)
    assert set(by_trade) == set(trades())
    for same in by_trade.values():
        for one, other in pairwise(same):
            assert (one.description, one.duties) != (other.description, other.duties)


def test_every_skill_is_in_the_vocabulary(skills: set[str]) -> None:
    used: set[str] = set(load("needs")) | set(load("skill_words"))
    for trade in trades().values():
        used.update(trade["skills"], trade["nice"])
    for kind in business_kinds().values():
        used.update(kind["needs"], (topic for topic, _ in kind["offers"]))
    for name, field in (
        ("events", "topics"),
        ("programmes", "topics"),
        ("mentors", "topics"),
        ("trainings", "skills"),
    ):
        for key, entry in load(name).items():
            if key != "shared":
                used.update(entry[field])
    for programme in load("programmes").values():
        used.update(programme.get("who", {}).get("skills", ()))
    for kind in load("startups")["kinds"].values():
        used.update(kind["topics"], kind["needs"], kind["offers"])
    for community in themed_communities():
        used.update(community.topics)
    for persona in personas():
        used.update(persona.person.skills_want, (skill for skill, _ in persona.person.skills_have))
    assert used - skills == set()


def test_every_kbli_code_is_in_the_table(kbli: set[str]) -> None:
    used = {kind["kbli"] for kind in (*business_kinds().values(), *load("startups")["kinds"].values())}
    used |= {persona.business.kbli for persona in personas() if persona.business}
    assert used - kbli == set()


def test_every_trade_has_an_employer_and_every_need_has_words() -> None:
    assert {trade for kind in business_kinds().values() for trade in kind["trades"]} == set(trades())
    assert {topic for kind in business_kinds().values() for topic in kind["needs"]} <= set(load("needs"))


PLAUSIBLE = {
    "bulan": (1_800_000, 12_000_000),
    "hari": (85_000, 155_000),
    "jam": (12_000, 80_000),
    "borongan": (100, 950_000),
}


def test_pay_is_plausible(vacancies: list[Vacancy]) -> None:
    for vacancy in vacancies:
        low, high = PLAUSIBLE[vacancy.pay_unit]
        assert low <= vacancy.pay_from <= vacancy.pay_to <= high, vacancy
        assert bool(vacancy.pay_note) == (vacancy.pay_unit == "borongan")
    assert {vacancy.pay_unit for vacancy in vacancies} == set(PLAUSIBLE)


def test_a_medium_firm_pays_the_minimum_for_a_full_month() -> None:
    rng, checked = Random(5), 0
    for index in range(400):
        employer = make_business(rng, index, JATIRASA, "plastik_pabrik")
        vacancy = make_vacancy(rng, index, JATIRASA, employer)
        assert vacancy.employer == employer.name
        if employer.scale == "menengah":
            checked += 1
            assert vacancy.pay_unit == "bulan" and vacancy.pay_from >= UMK_2026
        else:
            assert "UMK" not in vacancy.text
    assert checked > 50


def test_a_vacancy_fits_its_employer() -> None:
    rng = Random(6)
    for index in range(300):
        employer = make_business(rng, index, CITY[index % len(CITY)])
        vacancy = make_vacancy(rng, index, CITY[index % len(CITY)], employer)
        assert vacancy.trade in employer.trades
        assert vacancy.landmark == employer.landmark
        assert not any(is_licence(skill) for skill in vacancy.skills)


def test_vacancies_ask_for_nobodys_sex_age_or_faith(vacancies: list[Vacancy]) -> None:
    for vacancy in vacancies:
        asked = " ".join((vacancy.title, *vacancy.duties, *vacancy.requirements))
        assert not re.search(
            r"\b(pria|wanita|maksimal \d+ tahun|usia \d+|lajang|belum menikah|muslimah)\b", asked, re.I
        )


@pytest.mark.parametrize(
    ("scale_of", "expected"), [((1, 1), "mikro"), ((2, 1), "kecil"), ((1, 3), "menengah"), ((1, 0), "mikro")]
)
def test_scale_follows_the_larger_band(scale_of: tuple[int, int], expected: str) -> None:
    business = many(make_business, 1)[0]
    fields = {name: getattr(business, name) for name in business.__dataclass_fields__}
    fields["capital_band"], fields["sales_band"] = scale_of
    assert Business(**fields).scale == expected


def test_phones_have_the_form_and_no_carrier() -> None:
    for index in (0, 1, 2, 499_999, phones.CAPACITY - 1):
        number = phonenumbers.parse(phones.demo_phone(index))
        assert phonenumbers.is_valid_number(number)
        assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        assert carrier.name_for_number(number, "en") == ""


def test_no_phone_twice() -> None:
    numbers = {phones.demo_phone(index) for index in range(500_000)}
    assert len(numbers) == 500_000
    named = {phones.persona_phone(index) for index in range(1000)}
    assert len(named) == 1000 and not named & numbers


@pytest.mark.parametrize("index", [-1, phones.CAPACITY])
def test_phones_end_somewhere(index: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        phones.demo_phone(index)


def test_names_are_many_and_never_in_the_news() -> None:
    assert len(names.first_names()) >= 200
    assert len(names.last_names()) >= 200
    rng = Random(1)
    made = [names.make_name(rng, grown=index % 2 == 0) for index in range(5000)]
    assert not {name.full_name for name in made} & set(load("names")["never"])
    assert len({name.full_name for name in made}) > 3500
    assert any(name.call_name.startswith("Bu ") for name in made)


def test_people_hold_together() -> None:
    for person in many(make_person, 2000):
        have = {skill for skill, _ in person.skills_have}
        assert have and set(person.intents) <= set(INTENTS) and person.intents
        assert all(1 <= level <= 3 for _, level in person.skills_have)
        assert not have & set(person.skills_want)
        assert person.availability and 0 < person.travel_km <= 200
        assert (person.pay_wish is None) or (
            "kerja" in person.intents and 1_800_000 <= person.pay_wish <= 9_000_000
        )
        assert person.education.year is None or 1960 < person.education.year <= 2026
        assert all(0 < item.months <= 720 for item in person.experiences)


def test_texts_fit_their_columns() -> None:
    assert all(
        len(v.title) <= 120 and len(v.landmark) <= 160 and len(v.question) <= 200
        for v in many(make_vacancy, 400)
    )
    assert all(len(b.name) <= 120 for b in many(make_business, 400))
    assert all(
        len(e.title) <= 120 and len(e.place) <= 120 and len(e.organiser) <= 120 for e in many(make_event, 400)
    )
    assert all(len(m.headline) <= 120 and m.capacity <= 50 for m in many(make_mentor, 400))
    assert all(
        len(t.title) <= 120 and len(t.provider) <= 120 and len(t.schedule) <= 120
        for t in many(make_training, 400)
    )
    assert all(len(p.title) <= 120 and len(p.place) <= 160 for p in many(make_programme, 400))


def test_dates_are_in_order() -> None:
    for programme in many(make_programme, 300):
        assert programme.deadline_offset < programme.starts_offset < programme.ends_offset
    for training in many(make_training, 300):
        assert training.starts_offset < training.ends_offset
    offsets = [event.day_offset for event in many(make_event, 300)]
    assert any(day < 0 for day in offsets) and sum(0 < day <= 14 for day in offsets) > 100


def test_a_programme_is_about_what_its_startup_does() -> None:
    rng = Random(2)
    for index in range(80):
        startup = make_startup(rng, index, JATIRASA)
        programme = make_programme(rng, index, JATIRASA, startup)
        assert programme.organiser == startup.name
        assert startup.kind in load("programmes")[programme.kind]["kinds"]
        assert set(programme.eligibility) <= {"district", "education", "owns_business", "skills"}


def test_startups_have_different_names() -> None:
    assert len({startup.name for startup in many(make_startup, 320)}) == 320


def test_every_mentor_topic_is_there_from_the_start() -> None:
    kinds = [key for key in load("mentors") if key != "shared"]
    assert {mentor.kind for mentor in many(make_mentor, len(kinds))} == set(kinds)


def test_themed_communities() -> None:
    communities = themed_communities()
    assert len(communities) >= 14
    assert len({community.slug for community in communities}) == len(communities)


def test_personas() -> None:
    found = {persona.role: persona for persona in personas()}
    assert tuple(found) == ROLES
    assert [persona.person.call_name for persona in personas()] == [
        "Sari",
        "Bu Yanti",
        "Dimas",
        "Pak Rahmat",
        "Bu Wulan",
        "Pak Hendra",
    ]
    assert found["job_seeker"].person.education.major == "Tata Boga"
    assert found["job_seeker"].kelurahan_code == JATIRASA.code
    assert found["umkm_owner"].business is not None
    assert found["startup_founder"].startup is not None
    assert found["coordinator"].duty == "32.75.09"
    assert found["mentor"].mentor is not None and "harga_jual" in found["mentor"].mentor.topics
    assert found["city_admin"].duty == "32.75"
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(p.person.phone)) for p in personas())
