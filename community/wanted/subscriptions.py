"""What happens to searches and requests when something happens below."""

from __future__ import annotations

from community.accounts.signals import AccountClosed, AccountMoved
from community.foundation.outbox import subscribe
from community.search.signals import ThingsIndexed
from community.wanted import services


def take_in(fact: ThingsIndexed) -> None:
    """What is new in the index finds the searches it fits."""
    services.take_in(fact.keys)


def forget_person(fact: AccountClosed) -> None:
    """A closed account looks for nothing any more."""
    services.forget_person(fact.account_id)


def follow_move(fact: AccountMoved) -> None:
    """What she waits for is looked for where she lives now."""
    services.follow_move(fact.account_id)


def subscribe_all() -> None:
    """Listen to the floors below."""
    subscribe(ThingsIndexed, take_in)
    subscribe(AccountClosed, forget_person)
    subscribe(AccountMoved, follow_move)
