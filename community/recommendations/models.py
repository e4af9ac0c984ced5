from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import Base, BigId, Json, UtcDateTime, created, pk, public_id, stored_by_value


class RecommendationList(Base):
    """What fits one person, best first, as the worker last worked it out.

    `items`: [{"kind": "job", "id": 17, "score": 0.71, "reasons": [{"code": …, "for": true, …}]}, …]
    """

    __tablename__ = "recommendation_lists"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    items: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    computed_at: Mapped[created]


class RefreshRequest(Base):
    """A person whose list must be worked out anew."""

    __tablename__ = "recommendation_refreshes"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[created]


class HiddenOffer(Base):
    """An offer that a person does not want to see again, and why."""

    __tablename__ = "hidden_offers"
    __table_args__ = (
        UniqueConstraint("account_id", "kind", "offer_id"),
        Index("ix_hidden_offers_offer", "kind", "offer_id"),
    )

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    offer_id: Mapped[int] = mapped_column(BigId)
    reason: Mapped[str] = mapped_column(String(40))
    hidden_at: Mapped[created]


class RankingChoice(Base):
    """Whether a person's lists use her profile; without a row they do, where she consented."""

    __tablename__ = "ranking_choices"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    without_profile_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PeopleList(Base):
    """When the worker last worked out whom the makers of an offer may like to meet."""

    __tablename__ = "people_lists"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    computed_at: Mapped[created] = mapped_column(index=True)


class SuggestedPerson(Base):
    """One person of such a list, best first by `position`, with reasons as in `RecommendationList`.

    `told_at`: when her profile was read; one changed since is not quoted until it is read again.
    """

    __tablename__ = "suggested_people"
    __table_args__ = (
        ForeignKeyConstraint(["kind", "offer_id"], [PeopleList.kind, PeopleList.offer_id], ondelete="CASCADE"),
        Index("ix_suggested_people_account", "account_id"),
    )

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
    told_at: Mapped[created]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)


class PeopleRequest(Base):
    """An offer whose list of people must be worked out anew."""

    __tablename__ = "people_requests"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    asked_at: Mapped[created] = mapped_column(index=True)


class HiddenPerson(Base):
    """Somebody who does not fit an offer in the eyes of its makers, and why."""

    __tablename__ = "hidden_people"
    __table_args__ = (Index("ix_hidden_people_account", "account_id"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40))
    hidden_at: Mapped[created]


class Invitation(Base):
    """Somebody was asked to look at an offer, once; whether she does is hers alone."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("kind", "offer_id", "account_id"),
        Index("ix_invitations_account", "account_id"),
    )

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(20))
    offer_id: Mapped[int] = mapped_column(BigId)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    invited_at: Mapped[created]


class Sex(enum.StrEnum):
    WOMAN = "perempuan"
    MAN = "laki_laki"


class AgeBand(enum.StrEnum):
    TO_24 = "sampai_24"
    FROM_25 = "25_34"
    FROM_35 = "35_44"
    FROM_45 = "45_59"
    FROM_60 = "60_ke_atas"


class Disability(enum.StrEnum):
    YES = "ya"
    NO = "tidak"


class FairnessAnswer(Base):
    """What somebody told about herself so that fairness can be counted, and for nothing else; None: did not want to.

    No list is worked out from it, and nobody but herself is shown it.
    """

    __tablename__ = "fairness_answers"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    sex: Mapped[Sex | None] = mapped_column(stored_by_value(Sex, "fairness_sex"))
    age_band: Mapped[AgeBand | None] = mapped_column(stored_by_value(AgeBand, "fairness_age_band"))
    disability: Mapped[Disability | None] = mapped_column(stored_by_value(Disability, "fairness_disability"))
    told_at: Mapped[created]


class ListDecision(Base):
    """A yes or no to an offer that stood in a person's list, with the score and the place (from 0) it had there."""

    __tablename__ = "list_decisions"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 1", name="score_range"),
        CheckConstraint("place >= 0", name="place_not_negative"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    positive: Mapped[bool]
    score: Mapped[float]
    place: Mapped[int]
    decided_at: Mapped[created] = mapped_column(index=True)


class MatchingAudit(Base):
    """How fairly and how well lists were made one night, in numbers about groups alone.

    `figures`: what the trend shows; `alarms`: [{"region": code, "what": ["listed", …]}]; `report`: all the page shows.
    """

    __tablename__ = "matching_audits"

    id: Mapped[pk]
    worked_at: Mapped[created] = mapped_column(index=True)
    figures: Mapped[dict[str, Any]] = mapped_column(Json)
    alarms: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    report: Mapped[dict[str, Any]] = mapped_column(Json)
    noted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))


class WeightSet(Base):
    """What the parts of a score weigh, in hundredths of the whole; the newest is in force, none is ever changed.

    `again_id`: the earlier set that was put back in force.
    """

    __tablename__ = "weight_sets"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    weights: Mapped[dict[str, int]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(String(300))
    set_by_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    set_at: Mapped[created]
    again_id: Mapped[int | None] = mapped_column(ForeignKey("weight_sets.id"))


class WeightTrial(Base):
    """Weights that somebody wants to see the effect of first.

    `worked_at` is None until the worker has tried them; after that, `result` is None where it could not.

    `base_id`: the set that was in force then, None for the weights of the house.
    """

    __tablename__ = "weight_trials"

    id: Mapped[pk]
    public_id: Mapped[public_id]
    weights: Mapped[dict[str, int]] = mapped_column(Json)
    base_id: Mapped[int | None] = mapped_column(ForeignKey(WeightSet.id))
    again_id: Mapped[int | None] = mapped_column(ForeignKey(WeightSet.id))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    asked_at: Mapped[created] = mapped_column(index=True)
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
    worked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
