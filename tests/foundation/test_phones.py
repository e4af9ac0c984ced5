"""Phone numbers as people type them: what can receive a message is taken, in one spelling."""

from __future__ import annotations

import pytest
from flask import Flask

from community.foundation.errors import DomainError
from community.foundation.phones import format_phone, mask_phone, parse_phone
from tests.accounts.factories import answers
from tests.inspector import Inspector

TAKEN = {
    "0812-3456-7890": "+6281234567890",
    "62 812 3456 7890": "+6281234567890",
    "+62 (812) 3456.7890": "+6281234567890",
    "(+62) 812 3456 7890": "+6281234567890",
    "0062 812 3456 7890": "+6281234567890",
    "812 3456 7890": "+6281234567890",
    "HP: 0812 3456 7890": "+6281234567890",
    "0811234567": "+62811234567",
    "0812345678901": "+62812345678901",
    "0860-1000-0001": "+6286010000001",
    "+65 8123 4567": "+6581234567",
    "0065 8123 4567": "+6581234567",
}
REFUSED = (
    "0000000000", "8123456", "08123456", "0800123456", "0800-1234-5678", "08123456789O", "o8123456789",
    "08123456789012", "021-88961234", "+1 000 000 0000", "+65 123", "00", "+", "", "satu dua", "0812٣٤٥x",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "stored"), TAKEN.items())
def test_taken_in_every_spelling(app: Flask, typed: str, stored: str) -> None:
    assert parse_phone(typed) == stored


@pytest.mark.parametrize("typed", REFUSED)
def test_refused_with_a_sentence(app: Flask, typed: str) -> None:
    with pytest.raises(DomainError, match="0812-3456-7890"):
        parse_phone(typed)


def test_a_letter_among_the_digits_is_named(app: Flask) -> None:
    with pytest.raises(DomainError, match="Ada huruf"):
        parse_phone("08123456789O")


def test_numbers_of_other_countries_are_shown_whole_and_masked(app: Flask) -> None:
    assert format_phone("+6581234567") == "+65 8123 4567"
    assert mask_phone("+6581234567") == "+658••••••67"
    assert mask_phone("+6281234567890") == "0812-••••-••90"


def test_no_account_and_no_code_for_what_is_no_mobile_number(client: Inspector) -> None:
    for typed in ("0000000000", "8123456", "0800123456"):
        for answer in (client.fill("/daftar", **answers(phone=typed)), client.fill("/lupa-pin", address=typed)):
            assert (answer.status_code == 422 and "diawali 08" in answer.text) or "belum benar" in answer.text
