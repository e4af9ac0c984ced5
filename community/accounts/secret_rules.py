"""Which PINs and passwords are good enough: length and not guessable, never a recipe of characters.

Lists: the 3,000 most used passwords of eight characters and more, and 200 PINs, from zxcvbn-python (MIT).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from flask_babel import gettext as _

from community.accounts.models import SecretKind
from community.foundation.errors import DomainError
from community.foundation.words import squash

DATA = Path(__file__).parent / "data"
PIN_DIGITS, SHORTEST, OFFICER_SHORTEST, LONGEST = 6, 8, 10, 128
STEPS = "01234567890", "09876543210"
LOCAL_WORDS = frozenset(
    """guyub guyubbekasi bekasi kotabekasi bekasikota wargabekasi patriot kotapatriot kelurahan kecamatan
    indonesia jakarta jawabarat garuda merdeka pancasila persija persib bismillah alhamdulillah sayang
    sayangku cintaku rahasia katasandi katakunci sandi password passwd qwerty admin petugas koordinator
    warga ibu bapak anakku keluarga doraemon terserah lupasandi""".split()
)


@lru_cache(maxsize=1)
def _common() -> tuple[frozenset[str], frozenset[str]]:
    passwords = (DATA / "common_passwords.txt").read_text().split()
    return frozenset(passwords), frozenset((DATA / "common_pins.txt").read_text().split())


def normalise(typed: str) -> str:
    """One spelling for one secret: NFC, and a PIN without the spaces people put into it."""
    compact = "".join(typed.split())
    if len(compact) == PIN_DIGITS and compact.isascii() and compact.isdigit():
        return compact
    return unicodedata.normalize("NFC", typed)


def kind_of(secret: str) -> SecretKind:
    """What kind of secret a normalised text is."""
    if len(secret) == PIN_DIGITS and secret.isascii() and secret.isdigit():
        return SecretKind.PIN
    return SecretKind.LONG_PASSWORD if len(secret) >= OFFICER_SHORTEST else SecretKind.PASSWORD


def check_secret(secret: str, *, own: Iterable[str] = (), local: Iterable[str] = (), officer: bool = False) -> None:
    """Raise DomainError(field="secret") unless the normalised secret is good enough.

    `own` are the person's name, phone and e-mail; `local` names of places; an officer needs a password of
    at least ten characters.
    """
    problem = _problem(secret, tuple(own), local, officer)
    if problem:
        raise DomainError(problem, field="secret")


def _problem(secret: str, own: tuple[str, ...], local: Iterable[str], officer: bool) -> str:
    if officer and len(secret) < OFFICER_SHORTEST:
        return _("Petugas memakai kata sandi, paling sedikit 10 huruf atau angka.")
    if len(secret) > LONGEST:
        return _("Terlalu panjang: paling banyak 128 huruf.")
    if kind_of(secret) is SecretKind.PIN:
        return _pin_problem(secret, own)
    if len(secret) < SHORTEST:
        return _("Pakai PIN 6 angka, atau kata sandi paling sedikit 8 huruf.")
    if _is_common(secret) or _is_about(secret, own) or _is_local(secret, local):
        return _("Kata sandi ini mudah ditebak. Coba gabungkan tiga kata yang hanya Anda tahu.")
    return ""


def _pin_problem(pin: str, own: tuple[str, ...]) -> str:
    if _is_pattern(pin) or pin in _common()[1]:
        return _("PIN ini mudah ditebak. Pilih 6 angka lain, jangan berurutan atau kembar.")
    if any(pin in _digits(text) for text in own):
        return _("Jangan pakai angka dari nomor HP Anda sendiri.")
    return ""


def _digits(text: str) -> str:
    return re.sub(r"\D", "", "0" + text.removeprefix("+62") if text.startswith("+62") else text)


def _is_pattern(digits: str) -> bool:
    if any(digits in run for run in STEPS):
        return True
    return any(digits == (digits[:size] * len(digits))[: len(digits)] for size in (1, 2, 3) if len(digits) > size)


def _is_common(secret: str) -> bool:
    folded = secret.casefold()
    if folded in _common()[0] or len(set(folded)) < 3:
        return True
    if folded.isascii() and folded.isdigit():
        return _is_pattern(folded)
    return False


def _core(secret: str) -> str:
    """ "jatiasih" of "J4tiAs1h-2026!": what is left without the digits and signs around it."""
    plain = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", secret.casefold())
    return squash(plain.translate(str.maketrans("4310@$5", "aeioass")))


def _is_about(secret: str, own: tuple[str, ...]) -> bool:
    core = _core(secret)
    if core and any(core == squash(text.partition("@")[0]) for text in own):
        return True
    digits = _digits(secret)
    return len(digits) >= SHORTEST and len(digits) == len(secret) and any(digits in _digits(text) for text in own)


def _is_local(secret: str, local: Iterable[str]) -> bool:
    core = _core(secret)
    return core in LOCAL_WORDS or core in {squash(name) for name in local}
