"""What residents said to what stood in their lists, so that the quality of lists can be looked at on the first day."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from community.accounts.models import Purpose
from community.accounts.queries import consenting
from community.demo.bulk import Bulk
from community.events.models import SignUp
from community.foundation.database import db
from community.jobs.models import Application, Job, JobStatus
from community.learning.models import TrainingSignUp
from community.recommendations.models import HiddenOffer, ListDecision
from community.recommendations.policies import HIDE_REASONS

MOST_OF_A_KIND = 200
YES = {
    "job": (Application.job_id, Application.account_id),
    "training": (TrainingSignUp.training_id, TrainingSignUp.account_id),
    "event": (SignUp.event_id, SignUp.account_id),
}
# Lowest, highest and most usual score of what people took, and of what they hid.
TAKEN, HIDDEN = (0.12, 0.8, 0.46), (0.08, 0.7, 0.27)


def add_decisions(bulk: Bulk, named: set[int]) -> None:
    """A yes for some of what was applied and signed up for, a no where some hid another vacancy; not of the named."""
    rng = Random(1)  # noqa: S311 - the same each time  # nosec B311
    said: dict[tuple[int, str, int], bool] = {}
    for kind, (offer, whose) in YES.items():
        rows = select(whose, offer).where(whose.in_(consenting(Purpose.MATCHING)), whose.not_in(named))
        for account_id, offer_id in db.session.execute(rows.order_by(whose, offer).limit(MOST_OF_A_KIND)):
            said[account_id, kind, offer_id] = True
    jobs = db.session.scalars(select(Job.id).where(Job.status == JobStatus.OPEN).order_by(Job.id)).all()
    for account_id in sorted({account_id for account_id, _kind, _offer in said})[::2] if jobs else ():
        said.setdefault((account_id, "job", rng.choice(jobs)), False)
    for (account_id, kind, offer_id), positive in said.items():
        _add(bulk, rng, positive, account_id=account_id, kind=kind, offer_id=offer_id)


def _add(bulk: Bulk, rng: Random, positive: bool, **of_offer: Any) -> None:
    at = bulk.now - timedelta(days=rng.randrange(1, 90))
    low, high, usual = TAKEN if positive else HIDDEN
    place = min(11, int(rng.expovariate(0.35 if positive else 0.15)))
    score = round(rng.triangular(low, high, usual), 4)
    bulk.add(ListDecision, **of_offer, positive=positive, score=score, place=place, decided_at=at)
    if not positive:
        bulk.add(HiddenOffer, **of_offer, reason=rng.choice(HIDE_REASONS), hidden_at=at)
