"""Rupiah as people type it."""

from __future__ import annotations

import pytest
from flask import Flask

from community.foundation.errors import DomainError
from community.foundation.money import parse_rupiah


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("5.999.443", 5_999_443),
        ("5999443", 5_999_443),
        ("Rp 5.999.443,00", 5_999_443),
        ("5,999,443", 5_999_443),
        ("5,9jt", 5_900_000),
        ("2,5 juta", 2_500_000),
        ("750rb", 750_000),
    ],
)
def test_usual_spellings(app: Flask, typed: str, amount: int) -> None:
    assert parse_rupiah(typed) == amount


@pytest.mark.parametrize("typed", ["5,9", "5.9", "12.34.5", "5.999,443,00", "jt", "1e9"])
def test_what_may_mean_two_things_is_asked_again(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(DomainError):
        parse_rupiah(typed)
