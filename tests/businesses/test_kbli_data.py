"""The form of community/businesses/data/kbli.csv: codes, everyday phrases, permit hints."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from community.businesses.kbli import find_trades

KBLI_FILE = Path(__file__).parents[2] / "community" / "businesses" / "data" / "kbli.csv"
COLUMNS = ["code", "title", "words", "halal", "pirt"]
SHARED_PHRASES = {food: {"56101", "56102"} for food in ("jual nasi uduk", "gado gado", "soto", "sate", "nasi goreng")}

Row = dict[str, str]


@pytest.fixture(scope="module")
def activities() -> list[Row]:
    with KBLI_FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def test_table_is_large_and_well_formed(activities: list[Row]) -> None:
    assert len(activities) >= 180
    for row in activities:
        assert list(row) == COLUMNS
        assert row["code"] and row["title"] and row["words"], row
        assert all(value == value.strip() for value in row.values()), row


def test_codes_have_five_digits_and_are_unique_and_sorted(activities: list[Row]) -> None:
    codes = [row["code"] for row in activities]
    assert [code for code in codes if not re.fullmatch(r"[0-9]{5}", code)] == []
    assert codes == sorted(set(codes))


def test_titles_are_unique_short_and_in_everyday_case(activities: list[Row]) -> None:
    titles = [row["title"] for row in activities]
    assert [title for title, count in Counter(titles).items() if count > 1] == []
    assert [title for title in titles if len(title) > 50 or title.isupper()] == []


def test_each_code_has_four_plain_phrases(activities: list[Row]) -> None:
    for row in activities:
        phrases = row["words"].split(";")
        assert len(set(phrases)) == len(phrases) >= 4, row["code"]
        bad = [phrase for phrase in phrases if not re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", phrase)]
        assert bad == [], row["code"]


def test_a_phrase_serves_several_codes_only_where_it_is_ambiguous(activities: list[Row]) -> None:
    codes: dict[str, set[str]] = {}
    for row in activities:
        for phrase in row["words"].split(";"):
            codes.setdefault(phrase, set()).add(row["code"])
    assert {phrase: found for phrase, found in codes.items() if len(found) > 1} == SHARED_PHRASES


def test_permit_hints_are_yes_no_or_unknown(activities: list[Row]) -> None:
    assert {row["halal"] for row in activities} == {"ya", "tidak", ""}
    assert {row["pirt"] for row in activities} == {"ya", "tidak", ""}


def test_home_industry_food_permit_is_for_food_makers_under_the_halal_duty(activities: list[Row]) -> None:
    food_makers = [row for row in activities if row["pirt"] == "ya"]
    assert food_makers
    assert [row["code"] for row in food_makers if row["code"][:2] not in {"10", "11"}] == []
    assert [row["code"] for row in food_makers if row["halal"] != "ya"] == []


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("warung nasi", "56101"),
        ("nasi uduk pagi", "56102"),
        ("warung kelontong", "47112"),
        ("jahit baju", "14120"),
        ("cuci motor", "95320"),
        ("servis hp", "95102"),
        ("les privat", "85595"),
        ("katering", "56210"),
        ("keripik singkong", "10794"),
        ("bengkel las", "25111"),
        ("laundry kiloan", "96100"),
    ],
)
def test_everyday_phrase_leads_to_its_code(phrase: str, code: str) -> None:
    assert find_trades(phrase)[0].code == code
