"""How well the order of lists foretold what people said: by answers given after they were shown, none learned from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import literal, select, union_all

from community.accounts.models import Purpose
from community.accounts.queries import consenting
from community.foundation.database import db
from community.jobs.models import Application, ApplicationState
from community.mentoring.models import MentoringRequest, RequestState
from community.programmes.models import ProgrammeApplication, ProgrammeApplicationState
from community.recommendations.measures.hiding import rounded
from community.recommendations.models import ListDecision
from matching.evaluation import auc, ndcg, recall

MOST = 20_000
ENOUGH, ENOUGH_OF_EACH = 50, 10
BINS, FIRST = 5, 10


def _declined() -> set[tuple[str, int, int]]:
    """(kind, offer, person) of what its makers said no to."""
    statements = (
        select(literal("job"), Application.job_id, Application.account_id).where(
            Application.state == ApplicationState.DECLINED
        ),
        select(literal("mentor"), MentoringRequest.mentor_id, MentoringRequest.mentee_id).where(
            MentoringRequest.state == RequestState.DECLINED
        ),
        select(literal("programme"), ProgrammeApplication.programme_id, ProgrammeApplication.account_id).where(
            ProgrammeApplication.state == ProgrammeApplicationState.DECLINED
        ),
    )
    return {(kind, offer, person) for kind, offer, person in db.session.execute(union_all(*statements))}


def quality() -> dict[str, Any]:
    """What the stored decisions say; a yes that was declined counts as no, for both sides must want a match."""
    columns = (
        ListDecision.kind, ListDecision.offer_id, ListDecision.account_id,
        ListDecision.positive, ListDecision.score, ListDecision.place,
    )  # fmt: skip
    agrees = ListDecision.account_id.in_(consenting(Purpose.MATCHING))
    newest = select(*columns).where(agrees).order_by(ListDecision.decided_at.desc()).limit(MOST)
    declined = _declined()
    said = [
        (row.positive and (row.kind, row.offer_id, row.account_id) not in declined, row.score, row.place)
        for row in db.session.execute(newest)
    ]
    return measured(said)


def measured(said: Sequence[tuple[bool, float, int]]) -> dict[str, Any]:
    """(yes, score, place) -> AUC, nDCG@10, share of yes among the first three, and five bins by score."""
    yes = [place for positive, _score, place in said if positive]
    no = len(said) - len(yes)
    found: dict[str, Any] = {"decisions": rounded(len(said)), "yes": rounded(len(yes)), "no": rounded(no)}
    if len(said) < ENOUGH or min(len(yes), no) < ENOUGH_OF_EACH:
        return {**found, "too_few": True}
    answers = np.asarray([positive for positive, _score, _place in said], dtype=float)
    scores = np.asarray([score for _positive, score, _place in said])
    ranks = range(FIRST)
    return {
        **found,
        "auc": round(auc(scores, answers), 3),
        "ndcg": round(float(np.mean([ndcg(ranks, {place: 1.0}, FIRST) for place in yes])), 3),
        "first_three": round(float(np.mean([recall(ranks, {place}, 3) for place in yes])), 3),
        "bins": _bins(scores, answers),
    }


def _bins(scores: Any, answers: Any) -> list[dict[str, Any]]:
    """Five parts of about the same number, from low to high: what was said on average, and what came of it."""
    order = np.argsort(scores, kind="stable")
    return [
        {
            "from": round(float(scores[part].min()), 3),
            "to": round(float(scores[part].max()), 3),
            "said": round(float(scores[part].mean()), 3),
            "came": round(float(answers[part].mean()), 3),
            "number": rounded(len(part)),
        }
        for part in np.array_split(order, BINS)
    ]
