"""PINs, passwords, tokens and codes: hashed with Argon2id or SHA-256, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from community.foundation.database import ALPHABET

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
UNUSABLE = "!"


def hash_secret(secret: str) -> str:
    """An Argon2id hash (OWASP's 19 MiB, two passes)."""
    return _hasher.hash(secret)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return hash_secret(secrets.token_urlsafe(12))


def secret_matches(stored: str | None, secret: str) -> bool:
    """Whether the secret is the stored one; takes as long when there is no such account."""
    try:
        return _hasher.verify(stored if stored and stored != UNUSABLE else _decoy(), secret) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """256 random bits, for a session."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a random token; fast, because the token cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code(digits: int = 6) -> str:
    """So many random digits."""
    return f"{secrets.randbelow(10**digits):0{digits}d}"


def code_hash(code: str, salt: str, key: str) -> str:
    """What is stored of a short code: bound to its row, useless without the site's own key."""
    return hmac.new(key.encode(), f"{salt}:{code}".encode(), hashlib.sha256).hexdigest()


def new_recovery_code() -> str:
    """ "k7mq-2xvp-9rht": 59 random bits on paper, without letters that look alike."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def plain_code(typed: str) -> str:
    """A code from paper without what people put between its letters, and in small ones."""
    return "".join(letter for letter in typed.casefold() if letter.isalnum())


def recovery_hash(typed: str) -> str:
    """What is stored of a recovery code, however it is spaced and capitalised."""
    return token_hash(plain_code(typed))


def same(left: str, right: str) -> bool:
    """Constant-time comparison."""
    return hmac.compare_digest(left.encode(), right.encode())
