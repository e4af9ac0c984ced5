"""What happens to applications when something happens below."""

from __future__ import annotations

from community.accounts.signals import AccountClosed
from community.foundation.outbox import subscribe
from community.programmes import archive


def forget_person(fact: AccountClosed) -> None:
    """A closed account gives its places back and leaves no words behind."""
    archive.forget_person(fact.account_id)


def subscribe_all() -> None:
    """Listen to the floors below."""
    subscribe(AccountClosed, forget_person)
