"""Yes and no to what stood in a list, with the score it was shown with: by these the lists are measured afterwards.

Lists learn nothing from them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from community.accounts.models import Purpose
from community.accounts.queries import consenting
from community.foundation import clock
from community.foundation.database import db, insert_into
from community.recommendations.models import ListDecision, RecommendationList

KEPT = timedelta(days=365)


def note_decision(account_id: int, kind: str, offer_id: int, *, positive: bool) -> None:
    """Keep what somebody who agrees to matching said to an offer, if it stands in her list; the last word counts."""
    agrees = RecommendationList.account_id.in_(consenting(Purpose.MATCHING))
    stored = select(RecommendationList.items).where(RecommendationList.account_id == account_id, agrees)
    of_kind = [item for item in db.session.scalar(stored) or () if item["kind"] == kind]
    place = next((place for place, item in enumerate(of_kind) if item["id"] == offer_id), None)
    if place is None:
        return
    score = min(max(float(of_kind[place]["score"]), 0.0), 1.0)
    values = {"positive": positive, "score": score, "place": place, "decided_at": clock.now()}
    statement = insert_into(ListDecision).values(account_id=account_id, kind=kind, offer_id=offer_id, **values)
    key = [ListDecision.account_id, ListDecision.kind, ListDecision.offer_id]
    db.session.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


def forget_decisions(account_id: int) -> None:
    """Forget those of somebody who does not agree to matching any more."""
    db.session.execute(delete(ListDecision).where(ListDecision.account_id == account_id))


def forget_old_decisions() -> None:
    """Forget what was decided a year ago."""
    db.session.execute(delete(ListDecision).where(ListDecision.decided_at < clock.now() - KEPT))


def data_of(account_id: int) -> list[dict[str, Any]]:
    """What is kept of a person, for her own copy."""
    mine = select(ListDecision).where(ListDecision.account_id == account_id).order_by(ListDecision.decided_at)
    return [
        {"kind": one.kind, "offer": one.offer_id, "yes": one.positive, "score": one.score, "at": one.decided_at}
        for one in db.session.scalars(mine)
    ]
