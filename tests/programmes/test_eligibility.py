"""Conditions of programmes against people, as a table."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.members.models import Education
from community.programmes.eligibility import KEYS, Names, Person, admits, conditions
from tests.factories import ARENJAYA, DISTRICT_JATIASIH, JATIRASA

NOBODY = Person()
AT_HOME = Person(region_code=JATIRASA)
NAMES = Names({DISTRICT_JATIASIH: "Kec. Jatiasih", "32.75.01": "Kec. Bekasi Timur"}, {"jahit_dasar": "menjahit"})


@pytest.mark.parametrize(
    ("eligibility", "person", "admitted"),
    [
        ({}, NOBODY, True),
        ({"district": []}, NOBODY, True),
        ({"district": [DISTRICT_JATIASIH]}, AT_HOME, True),
        ({"district": [DISTRICT_JATIASIH]}, Person(region_code=DISTRICT_JATIASIH), True),
        ({"district": [DISTRICT_JATIASIH]}, Person(region_code=ARENJAYA), False),
        ({"district": [DISTRICT_JATIASIH, "32.75.01"]}, Person(region_code=ARENJAYA), True),
        ({"district": ["32.75.0"]}, AT_HOME, False),
        ({"district": [DISTRICT_JATIASIH]}, NOBODY, False),
        ({"education": "none"}, NOBODY, True),
        ({"education": "smk"}, NOBODY, False),
        ({"education": "smk"}, Person(education=Education.JUNIOR), False),
        ({"education": "smk"}, Person(education=Education.VOCATIONAL), True),
        ({"education": "smk"}, Person(education=Education.SENIOR), True),
        ({"education": "sma"}, Person(education=Education.VOCATIONAL), True),
        ({"education": "sma"}, Person(education=Education.MASTER), True),
        ({"education": "s1"}, Person(education=Education.DIPLOMA), False),
        ({"education": "d2"}, Person(education=Education.DIPLOMA), True),
        ({"education": "d3"}, Person(education=Education.SHORT_DIPLOMA), False),
        ({"education": "s2"}, Person(education=Education.DOCTORATE), True),
        ({"education": "sd"}, Person(education=Education.SOME_PRIMARY), False),
        ({"owns_business": True}, NOBODY, False),
        ({"owns_business": True}, Person(owns_business=True), True),
        ({"owns_business": False}, NOBODY, True),
        ({"skills": ["jahit_dasar", "permak"]}, Person(skills=frozenset({"permak"})), True),
        ({"skills": ["jahit_dasar"]}, Person(skills=frozenset({"las_listrik"})), False),
        ({"owns_business": True, "district": [DISTRICT_JATIASIH]}, Person(JATIRASA, None, True), True),
        ({"owns_business": True, "district": [DISTRICT_JATIASIH]}, Person(ARENJAYA, None, True), False),
    ],
)
def test_who_is_admitted(app: Flask, eligibility: dict[str, Any], person: Person, admitted: bool) -> None:
    assert admits(eligibility, person) is admitted


ALL: dict[str, Any] = {
    "district": [DISTRICT_JATIASIH, "32.75.01"],
    "education": "smk",
    "owns_business": True,
    "skills": ["jahit_dasar"],
}


def test_a_guest_sees_every_condition_undecided(app: Flask) -> None:
    found = conditions(ALL, None, NAMES)
    assert [condition.key for condition in found] == list(KEYS)
    assert {condition.met for condition in found} == {None}
    assert "Kec. Jatiasih, atau Kec. Bekasi Timur" in found[0].sentence
    assert "menjahit" in found[3].sentence


def test_each_unmet_condition_says_how_to_meet_it(app: Flask) -> None:
    for condition in conditions(ALL, NOBODY, NAMES):
        assert condition.met is False
        assert condition.help
        assert condition.fix in {"profile", "business", "account"}


def test_who_has_not_told_her_education_is_asked_to_tell_it(app: Flask) -> None:
    untold, too_low = (
        conditions({"education": "s1"}, Person(education=education), NAMES)[0]
        for education in (None, Education.PRIMARY)
    )
    assert "Tulis pendidikan terakhir" in untold.help
    assert untold.help != too_low.help
