"""What happens to trainings and places in them when something happens below."""

from __future__ import annotations

from community.accounts.signals import AccountClosed
from community.businesses.signals import BusinessChanged
from community.foundation.outbox import subscribe
from community.learning import services


def forget_person(fact: AccountClosed) -> None:
    """A closed account gives its places back."""
    services.forget_person(fact.account_id)


def follow_name(fact: BusinessChanged) -> None:
    """A training bears the name of the business that gives it."""
    services.follow_name(fact.business_id)


def subscribe_all() -> None:
    """Listen to the floors below."""
    subscribe(AccountClosed, forget_person)
    subscribe(BusinessChanged, follow_name)
