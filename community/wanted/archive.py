"""Everything kept of one person, to take away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from community.foundation.database import db
from community.wanted.models import HelpRequest, SavedFind, SavedSearch


def data_of(account_id: int) -> dict[str, Any]:
    """A person's saved searches with what they found, what she asked for, and what she answered as an officer."""
    searches = select(SavedSearch).where(SavedSearch.account_id == account_id).order_by(SavedSearch.id)
    requests = select(HelpRequest).where(HelpRequest.account_id == account_id).order_by(HelpRequest.id)
    answered = select(HelpRequest).where(HelpRequest.answered_by_id == account_id).order_by(HelpRequest.id)
    return {
        "pencarian_tersimpan": [_search(one) for one in db.session.scalars(searches).all()],
        "minta_dicarikan": [
            {
                "wish": one.wish, "story": one.story, "region": one.region_code, "state": one.state.value,
                "asked_at": one.asked_at, "answered_at": one.answered_at, "answer": one.answer, "things": one.things,
            }
            for one in db.session.scalars(requests)
        ],
        "jawaban_sebagai_petugas": [
            {"answer": one.answer, "things": one.things, "answered_at": one.answered_at}
            for one in db.session.scalars(answered)
        ],
    }  # fmt: skip


def _search(search: SavedSearch) -> dict[str, Any]:
    finds = select(SavedFind).where(SavedFind.search_id == search.id).order_by(SavedFind.found_at)
    return {
        "words": search.words, "kind": search.kind, "region": search.region_code, "saved_at": search.saved_at,
        "seen_at": search.seen_at,
        "finds": [
            {"thing": f"{one.kind}:{one.object_id}", "found_at": one.found_at, "told_at": one.told_at}
            for one in db.session.scalars(finds)
        ],
    }  # fmt: skip
