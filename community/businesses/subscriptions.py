"""What this domain does when something happened below it."""

from __future__ import annotations

from community.accounts.signals import AccountClosed, AccountRestored, AccountSuspended
from community.businesses import services
from community.foundation.outbox import subscribe, subscribe_at_once


def close_businesses(fact: AccountClosed) -> None:
    """Nobody acts for the businesses of a closed account any more."""
    services.leave_behind(fact.account_id)


def hide_businesses(fact: AccountSuspended) -> None:
    """The businesses of somebody who was suspended go out of sight with her."""
    services.hide_of_suspended(fact.account_id)


def show_businesses(fact: AccountRestored) -> None:
    """They come back with her."""
    services.show_of_restored(fact.account_id)


def subscribe_all() -> None:
    """Subscribe to the facts of accounts."""
    subscribe(AccountClosed, close_businesses)
    subscribe_at_once(AccountSuspended, hide_businesses)
    subscribe_at_once(AccountRestored, show_businesses)
