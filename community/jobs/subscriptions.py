"""What happens to vacancies and applications when something happens below."""

from __future__ import annotations

from community.accounts.signals import AccountClosed
from community.foundation.outbox import subscribe
from community.jobs import reports, services


def forget_applicant(fact: AccountClosed) -> None:
    """A closed account's words to employers are removed; the counts stay."""
    services.forget_applicant(fact.account_id)
    reports.forget_reporter(fact.account_id)


def subscribe_all() -> None:
    """Listen to the floors below."""
    subscribe(AccountClosed, forget_applicant)
