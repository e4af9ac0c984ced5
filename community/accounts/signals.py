from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountOpened:
    account_id: int


@dataclass(frozen=True, slots=True)
class AccountClosed:
    account_id: int


@dataclass(frozen=True, slots=True)
class AccountSuspended:
    """An officer closed the door for now: what the person shows vanishes until it is opened again."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AccountRestored:
    account_id: int


@dataclass(frozen=True, slots=True)
class AccountMoved:
    """The person changed her name, kelurahan or intents."""

    account_id: int


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    account_id: int
    purpose: str
    given: bool


@dataclass(frozen=True, slots=True)
class RoleGranted:
    account_id: int
    role: str
    region_code: str


@dataclass(frozen=True, slots=True)
class RoleEnded:
    account_id: int
    role: str
    region_code: str


@dataclass(frozen=True, slots=True)
class CredentialChanged:
    account_id: int
    what: str
