"""The demo city is plausible: pay, phones, names, dates, and the named people."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import phonenumbers
import pytest
from phonenumbers import carrier

from community.demo.corpus import names, phones
from community.demo.corpus.businesses import Business, kind_for, make_business
from community.demo.corpus.calendar import day_of, weekdays
from community.demo.corpus.events import make_event
from community.demo.corpus.jobs import UMK_2026, Vacancy, make_vacancy
from community.demo.corpus.mentors import make_mentor
from community.demo.corpus.people import INTENTS, make_person
from community.demo.corpus.personas import ROLES, personas
from community.demo.corpus.programmes import make_programme
from community.demo.corpus.source import business_kinds, is_licence, load, trades
from community.demo.corpus.startups import make_startup
from community.demo.corpus.trainings import make_training
from tests.demo.sample import CITY, JATIRASA, many


@pytest.fixture(scope="module")
def vacancies() -> list[Vacancy]:
    return many(make_vacancy, 500)


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
        assert (person.pay_wish is None) or ("kerja" in person.intents and 1_800_000 <= person.pay_wish <= 9_000_000)
        assert person.education.year is None or 1960 < person.education.year <= 2026
        assert all(0 < item.months <= 720 for item in person.experiences)


def test_texts_fit_their_columns() -> None:
    assert all(
        len(v.title) <= 120 and len(v.landmark) <= 160 and len(v.question) <= 200 for v in many(make_vacancy, 400)
    )
    assert all(len(b.name) <= 120 for b in many(make_business, 400))
    assert all(len(e.title) <= 120 and len(e.place) <= 120 and len(e.organiser) <= 120 for e in many(make_event, 400))
    assert all(len(m.headline) <= 120 and m.capacity <= 50 for m in many(make_mentor, 400))
    assert all(
        len(t.title) <= 120 and len(t.provider) <= 120 and len(t.schedule) <= 120 for t in many(make_training, 400)
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


@pytest.mark.parametrize(
    ("owner", "stranger"),
    [("Pak Budi", r"\b(Bu|Mbak|Mpok|Uni|Umi|Ci)\b"), ("Bu Rosi", r"\b(Pak|Bang|Mas|Kang|Uda|Haji|Ko)\b")],
)
def test_a_business_is_named_after_nobody_but_its_owner(owner: str, stranger: str) -> None:
    rng, named = Random(3), 0
    for index in range(400):
        name = make_business(rng, index, JATIRASA, owner=owner).name
        assert not re.search(stranger, name), name
        named += owner in name
    assert named > 40


def test_people_open_what_they_can_do() -> None:
    rng = Random(4)
    for trade in trades():
        kind = kind_for(rng, trade)
        assert kind is None or trade == business_kinds()[kind]["trades"][0]
    assert kind_for(rng, "satpam") is None
    assert "jahit_rumah" in {kind_for(rng, "jahit") for _ in range(40)} <= {"jahit_rumah", "konveksi", None}


def test_a_position_is_called_as_its_kitchen_calls_it() -> None:
    rng = Random(5)
    for index in range(200):
        employer = make_business(rng, index, JATIRASA, "bakso")
        assert not re.search("Padang|Betawi|acara|katering", make_vacancy(rng, index, JATIRASA, employer).title)


def test_every_special_position_is_of_a_kind_that_hires_it() -> None:
    for key, trade in trades().items():
        for kind in trade.get("at", {}):
            assert key in business_kinds()[kind]["trades"], (key, kind)


def test_a_date_falls_on_a_day_its_text_names() -> None:
    friday = date(2026, 11, 27)
    assert weekdays("Senin–Kamis, 08.00–12.00") == {0, 1, 2, 3}
    assert day_of("Sabtu dan Minggu", friday) == date(2026, 11, 28)
    assert day_of("Selasa dan Kamis malam", friday, back=True) == date(2026, 11, 26)
    assert day_of("Kopdar", friday) == friday


def test_an_event_begins_at_the_part_of_the_day_it_names() -> None:
    for event in many(make_event, 600):
        if re.search("sore", event.title, re.I):
            assert 15 <= event.start_hour <= 17, event.title
