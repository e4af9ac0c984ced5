"""The lists a report looks at: those that are kept, and for a sample of the others those they would get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import select

from community.foundation.database import db
from community.recommendations.engine import Engine, has_told
from community.recommendations.kinds import KINDS, mixed
from community.recommendations.models import RecommendationList
from matching.lists import Ranked, ranked_lists
from matching.matcher import TwoSidedMatcher

FIRST, BATCH = 10, 100
# A report looks at so many people, the same ones each night as long as they are there.
SAMPLE = 2_000
MOST_STORED = 5_000
ByKind = dict[str, Ranked]


def sampled(rows: Sequence[Any], size: int = SAMPLE) -> list[Any]:
    """Some of these rows."""
    return list(rows) if len(rows) <= size else Random(0).sample(list(rows), size)  # noqa: S311  # nosec B311


def stored_lists() -> dict[int, ByKind]:
    """The first ten of each kind in the lists that are kept, last worked out first, read in batches."""
    newest = select(RecommendationList.account_id).order_by(RecommendationList.computed_at.desc()).limit(MOST_STORED)
    ids, found = list(db.session.scalars(newest)), {}
    for start in range(0, len(ids), BATCH):
        wanted = RecommendationList.account_id.in_(ids[start : start + BATCH])
        rows = db.session.execute(select(RecommendationList.account_id, RecommendationList.items).where(wanted))
        found.update({row.account_id: _first(row.items) for row in rows})
        db.session.rollback()
    return found


def _first(items: Sequence[Mapping[str, Any]]) -> ByKind:
    by_kind: ByKind = {}
    for item in items:
        of_kind = by_kind.setdefault(item["kind"], [])
        if len(of_kind) < FIRST:
            of_kind.append((f"{item['kind']}:{item['id']}", float(item["score"])))
    return by_kind


def made_lists(engine: Engine, account_ids: Sequence[int], matcher: TwoSidedMatcher | None = None) -> dict[int, ByKind]:
    """The first ten of each kind that these people would get now; nothing is kept of them."""
    found: dict[int, ByKind] = {}
    for start in range(0, len(account_ids), BATCH):
        ids, people, exclude = engine.asking(account_ids[start : start + BATCH])
        db.session.rollback()
        for known in (True, False):
            group = [(number, person) for number, person in zip(ids, people, strict=True) if has_told(person) is known]
            asked = [person for _number, person in group]
            lists = ranked_lists(matcher or engine.matcher, asked, FIRST, KINDS, exclude, known)
            found.update({number: one for (number, _person), one in zip(group, lists, strict=True)})
    return found


def as_seen(by_kind: Mapping[str, Ranked], intents: Sequence[str]) -> Ranked:
    """The first ten of all kinds in turn, as somebody sees them who comes for this."""
    return mixed(by_kind, intents, FIRST)
