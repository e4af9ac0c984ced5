"""What events do when something happened below them."""

from __future__ import annotations

from community.accounts.signals import AccountClosed
from community.events import services
from community.foundation import outbox


def forget_person(fact: AccountClosed) -> None:
    """A closed account gives its places back."""
    services.withdraw_all_of(fact.account_id)


def subscribe_all() -> None:
    """Listen to the facts of lower floors."""
    outbox.subscribe(AccountClosed, forget_person)
