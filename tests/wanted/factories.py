"""Saved searches, requests for help and counted searches for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from community.accounts.models import Account
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.wanted.models import EmptySearch, HelpRequest, SavedFind, SavedSearch
from community.wanted.percolation import wanted_by
from community.wanted.policies import OPEN_FOR
from tests.factories import make_account

_numbers = count(1)


def make_saved_search(account: Account | None = None, words: str = "kasir", **fields: Any) -> SavedSearch:
    """A search that somebody keeps; `region_code` is the place, which the words do not name."""
    account = account or make_account(call_name="Sari")
    wanted = wanted_by(words, [])
    values: dict[str, Any] = {
        "roots": list(wanted.roots),
        "required": list(wanted.required),
        "excluded": list(wanted.excluded),
        "looked_up": wanted.looked_up,
        "fingerprint": f"test-{next(_numbers)}",
    }
    with unit_of_work():
        search = SavedSearch(account_id=account.id, words=words, **{**values, **fields})
        db.session.add(search)
    return search


def make_find(search: SavedSearch, kind: str = "job", number: int = 1, **fields: Any) -> SavedFind:
    """Something that was found for a search and is not told yet."""
    with unit_of_work():
        find = SavedFind(search_id=search.id, kind=kind, object_id=number, **fields)
        db.session.add(find)
    return find


def make_help_request(account: Account | None = None, **fields: Any) -> HelpRequest:
    """A request that waits."""
    account = account or make_account(call_name="Sari")
    values: dict[str, Any] = {
        "wish": "kursus jahit",
        "topic": f"jahit kursus {next(_numbers)}",
        "story": "Saya bisa di akhir pekan.",
        "region_code": account.home_code,
        "expires_at": clock.now() + OPEN_FOR,
    }
    with unit_of_work():
        request = HelpRequest(account_id=account.id, **{**values, **fields})
        db.session.add(request)
    return request


def make_empty_search(words: str = "las bawah air", **fields: Any) -> EmptySearch:
    """Words that found nothing three times today."""
    values: dict[str, Any] = {"day": clock.today(), "region_code": "", "times": 3}
    with unit_of_work():
        row = EmptySearch(words=words, **{**values, **fields})
        db.session.add(row)
    return row
