"""Keeping and reading what the worker worked out about fairness and quality; the pages only read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from community.accounts import audit
from community.accounts.actor import Actor
from community.foundation import clock
from community.foundation.cards import Card, cards_with_ids
from community.foundation.database import db, rows_changed
from community.foundation.policies import enforce
from community.recommendations import policies
from community.recommendations.kinds import SOURCES
from community.recommendations.models import MatchingAudit
from community.regions import queries as regions

NOTED = "recommendations.alarms_noted"
KEPT = 30


def latest() -> MatchingAudit | None:
    """The newest report."""
    return db.session.scalar(select(MatchingAudit).order_by(MatchingAudit.id.desc()).limit(1))


def worked_at() -> datetime | None:
    """When the newest report was worked out."""
    return db.session.scalar(select(MatchingAudit.worked_at).order_by(MatchingAudit.id.desc()).limit(1))


def trend() -> Sequence[Any]:
    """(worked_at, figures, number of alarms) of the reports that are kept, newest first."""
    columns = (MatchingAudit.worked_at, MatchingAudit.figures, MatchingAudit.alarms)
    found = db.session.execute(select(*columns).order_by(MatchingAudit.id.desc()).limit(KEPT))
    return [(row.worked_at, row.figures, len(row.alarms)) for row in found]


def number_of_alarms(actor: Actor) -> int:
    """How many kelurahan of the newest report wait for the actor; she has not said yet that she looked."""
    if not policies.can_see_audit(actor, regions.directory().city.code):
        return 0
    columns = (MatchingAudit.alarms, MatchingAudit.noted_at)
    row = db.session.execute(select(*columns).order_by(MatchingAudit.id.desc()).limit(1)).first()
    return len(row.alarms) if row and row.noted_at is None else 0


def never_shown(report: Mapping[str, Any]) -> list[Card]:
    """Those of the offers that stood in no list which are still open; one query."""
    ids: dict[str, list[int]] = {kind: report["offers"]["never"].get(kind, []) for kind in SOURCES}
    cards = cards_with_ids("never shown", lambda kind: SOURCES[kind].cards(), ids)
    return sorted(cards, key=lambda card: (list(SOURCES).index(card.kind), card.title))


def keep(figures: dict[str, Any], alarms: list[dict[str, Any]], report: dict[str, Any]) -> MatchingAudit:
    """Store a report and forget the oldest; what an admin has seen already does not wait for her again."""
    before = latest()
    seen = before is not None and before.noted_at is not None and _kelurahan(alarms) <= _kelurahan(before.alarms)
    made = MatchingAudit(figures=figures, alarms=alarms, report=report, worked_at=clock.now())
    if before is not None and seen:
        made.noted_at, made.noted_by_id = before.noted_at, before.noted_by_id
    db.session.add(made)
    db.session.flush()
    kept = select(MatchingAudit.id).order_by(MatchingAudit.id.desc()).limit(KEPT)
    db.session.execute(delete(MatchingAudit).where(MatchingAudit.id.not_in(db.session.scalars(kept).all())))
    return made


def _kelurahan(alarms: Sequence[Mapping[str, Any]]) -> set[str]:
    return {alarm["region"] for alarm in alarms}


def note_alarms(audit_id: int, *, actor: Actor) -> None:
    """Say that the alarms of a report were looked into; the first who says so stands there."""
    city = regions.directory().city.code
    enforce(policies.can_see_audit(actor, city))
    unseen = update(MatchingAudit).where(MatchingAudit.id == audit_id, MatchingAudit.noted_at.is_(None))
    noted = unseen.values(noted_at=clock.now(), noted_by_id=actor.account_id)
    if rows_changed(noted):
        audit.note(NOTED, f"matching_audit:{audit_id}", actor=actor, region_code=city)
