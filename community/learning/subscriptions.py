"""What happens to places in trainings when something happens below."""

from __future__ import annotations

from community.accounts.signals import AccountClosed
from community.foundation.outbox import subscribe
from community.learning import services


def forget_person(fact: AccountClosed) -> None:
    """A closed account gives its places back."""
    services.forget_person(fact.account_id)


def subscribe_all() -> None:
    """Listen to the floors below."""
    subscribe(AccountClosed, forget_person)
