"""Which PINs and passwords are refused, and which are not."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts.attempts import check_new_secret
from community.accounts.models import SecretKind
from community.accounts.secret_rules import kind_of, normalise
from community.foundation.errors import DomainError
from tests.hashing import DEPLOYED

OWN = ["+6281234567890", "Sari Wangi", "sari.wangi@contoh.id"]


@pytest.mark.parametrize(
    "secret",
    [
        "123456", "654321", "000000", "121212", "123123", "112233", "159753",  # patterns and favourites
        "345678", "234567", "567890",  # of the person's own phone number
        "12345", "1234567", "abc", "",  # too short
        "password", "Password123", "qwertyuiop", "12345678", "11111111", "abababab",  # used by everybody
        "bekasi2026", "Jatiasih!", "j4t14sih99", "guyub12345", "bantargebang1",  # of this place
        "sariwangi1", "Sari Wangi", "081234567890", "sari.wangi7",  # of this person
        "x" * 129,
    ],
)  # fmt: skip
def test_what_is_easy_to_guess_is_refused(app: Flask, secret: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_new_secret(normalise(secret), own=OWN)
    assert refused.value.field == "secret"


@pytest.mark.parametrize(
    "secret",
    [
        "275043",
        "830 264",
        "kopi tubruk dua gelas",
        "nasi uduk bu yanti",
        "Zx9-merpati",
        "ñandúes verdes",
        "ab3Kq9-z" * 16,
    ],
)
def test_what_is_hard_to_guess_is_taken(app: Flask, secret: str) -> None:
    check_new_secret(normalise(secret), own=OWN)


def test_an_officer_needs_a_long_password(app: Flask) -> None:
    for secret in ("275043", "Zx9-merpa"):
        with pytest.raises(DomainError):
            check_new_secret(secret, own=OWN, officer=True)
    check_new_secret("Zx9-merpati", own=OWN, officer=True)


def test_one_secret_has_one_spelling() -> None:
    assert normalise("275 043") == "275043"
    assert normalise("cafe\u0301 pagi") == normalise("café pagi")
    assert normalise(" spasi tetap ") == " spasi tetap "


def test_kinds() -> None:
    assert kind_of("275043") is SecretKind.PIN
    assert kind_of("\u0662\u0667\u0665\u0660\u0664\u0663") is not SecretKind.PIN
    assert kind_of("merpati9") is SecretKind.PASSWORD
    assert kind_of("merpati-90") is SecretKind.LONG_PASSWORD


def test_a_stolen_hash_costs_a_guess_19_mebibytes_and_two_passes() -> None:
    assert DEPLOYED.hash("275043").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
