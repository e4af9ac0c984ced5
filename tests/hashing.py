"""Argon2id at its least cost: secrets of made-up people need no protection, and hashing them took much of a run."""

from __future__ import annotations

from argon2 import PasswordHasher

from community.accounts import secrets

DEPLOYED = secrets._hasher


def hash_quickly() -> None:
    """The same algorithm, without the passes and the memory that people get; test_secret_rules.py reads those."""
    secrets._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
