"""What happens to mentors and requests when something happens below."""

from __future__ import annotations

from community.accounts.signals import AccountClosed, AccountMoved
from community.foundation.outbox import subscribe
from community.mentoring import services


def forget_person(fact: AccountClosed) -> None:
    """A closed account offers no time, and nobody waits for it."""
    services.forget_person(fact.account_id)


def follow_move(fact: AccountMoved) -> None:
    """A mentor is found where she lives now."""
    services.follow_move(fact.account_id)


def subscribe_all() -> None:
    """Listen to the floors below."""
    subscribe(AccountClosed, forget_person)
    subscribe(AccountMoved, follow_move)
