"""What this domain does when something happened below it."""

from __future__ import annotations

from community.accounts.signals import AccountClosed
from community.businesses import services
from community.foundation.outbox import subscribe


def close_businesses(fact: AccountClosed) -> None:
    """Nobody acts for the businesses of a closed account any more."""
    services.leave_behind(fact.account_id)


def register() -> None:
    """Subscribe to the facts of accounts."""
    subscribe(AccountClosed, close_businesses)
