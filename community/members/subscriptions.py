"""What this domain does when something happened below it."""

from __future__ import annotations

from community.accounts.signals import AccountClosed
from community.foundation.outbox import subscribe
from community.members import services


def forget_member(fact: AccountClosed) -> None:
    """A closed account leaves no profile and no photo behind."""
    services.erase(fact.account_id)


def subscribe_all() -> None:
    """Subscribe to the facts of accounts."""
    subscribe(AccountClosed, forget_member)
