"""What people tell about themselves so that fairness can be counted: kept apart, by consent, and read for that alone.

Nothing here gives one person's answers to anybody but herself, and nothing that works lists out reads them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from community.accounts.actor import Actor
from community.accounts.models import Purpose
from community.accounts.queries import consenting
from community.accounts.services import give_consent, withdraw_consent
from community.foundation import clock
from community.foundation.database import db, insert_into
from community.foundation.policies import enforce
from community.recommendations import policies
from community.recommendations.models import AgeBand, Disability, FairnessAnswer, Sex


def tell(*, sex: Sex | None, age_band: AgeBand | None, disability: Disability | None, actor: Actor) -> bool:
    """Keep the actor's answers with her consent; whether anything is kept: three times no answer takes all back."""
    enforce(policies.can_answer(actor))
    if not (sex or age_band or disability):
        take_back(actor=actor)
        return False
    give_consent(Purpose.FAIRNESS, actor=actor)
    values = {"sex": sex, "age_band": age_band, "disability": disability, "told_at": clock.now()}
    statement = insert_into(FairnessAnswer).values(account_id=actor.account_id, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=[FairnessAnswer.account_id], set_=values))
    return True


def take_back(*, actor: Actor) -> None:
    """Delete the actor's answers and end her consent, in one step; twice changes nothing."""
    enforce(policies.can_answer(actor))
    withdraw_consent(Purpose.FAIRNESS, actor=actor)
    db.session.execute(delete(FairnessAnswer).where(FairnessAnswer.account_id == actor.account_id))


def forget_withdrawn(account_id: int) -> None:
    """Delete the answers of somebody who withdrew elsewhere, unless she has agreed again since."""
    mine = (FairnessAnswer.account_id == account_id, FairnessAnswer.account_id.not_in(consenting(Purpose.FAIRNESS)))
    db.session.execute(delete(FairnessAnswer).where(*mine))


def own(actor: Actor) -> FairnessAnswer | None:
    """What the actor told, for her own page."""
    mine = (FairnessAnswer.account_id == actor.account_id, FairnessAnswer.account_id.in_(consenting(Purpose.FAIRNESS)))
    return db.session.scalar(select(FairnessAnswer).where(*mine))


def data_of(account_id: int) -> dict[str, Any] | None:
    """The same for her copy."""
    told = db.session.get(FairnessAnswer, account_id)
    if told is None:
        return None
    return {"sex": told.sex, "age_band": told.age_band, "disability": told.disability, "told_at": told.told_at}
