"""What a person does with her lists, and asking the worker for a new one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from community.accounts.actor import Actor
from community.foundation import clock
from community.foundation.database import db, insert_into
from community.foundation.errors import DomainError
from community.foundation.policies import enforce
from community.recommendations import policies
from community.recommendations.decisions import note_decision
from community.recommendations.models import (
    FairnessAnswer,
    HiddenOffer,
    HiddenPerson,
    Invitation,
    ListDecision,
    PeopleRequest,
    RankingChoice,
    RecommendationList,
    RefreshRequest,
    SuggestedPerson,
)

Key = tuple[str, int]


def ask_refresh(account_ids: Iterable[int]) -> None:
    """Have the worker work out new lists for these people; asking again moves nothing but the time."""
    rows = [{"account_id": account_id, "asked_at": clock.now()} for account_id in sorted(set(account_ids))]
    if not rows:
        return
    statement = insert_into(RefreshRequest).values(rows)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[RefreshRequest.account_id], set_={"asked_at": statement.excluded.asked_at}
        )
    )


def ask_people(offers: Iterable[Key]) -> None:
    """Have the worker work out who may fit these offers; asking again moves nothing but the time."""
    rows = [{"kind": kind, "offer_id": number, "asked_at": clock.now()} for kind, number in sorted(set(offers))]
    if not rows:
        return
    statement = insert_into(PeopleRequest).values(rows)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[PeopleRequest.kind, PeopleRequest.offer_id],
            set_={"asked_at": statement.excluded.asked_at},
        )
    )


def keep_lists(lists: dict[int, list[dict[str, object]]]) -> None:
    """Store the lists by account id in place of older ones."""
    for account_id, items in lists.items():
        values = {"items": items, "computed_at": clock.now()}
        statement = insert_into(RecommendationList).values(account_id=account_id, **values)
        db.session.execute(statement.on_conflict_do_update(index_elements=[RecommendationList.account_id], set_=values))


def drop_lists(account_ids: Iterable[int]) -> None:
    """Forget the lists of people who do not agree to matching any more."""
    db.session.execute(delete(RecommendationList).where(RecommendationList.account_id.in_(list(account_ids))))


def close_requests(requests: Iterable[tuple[int, datetime]]) -> None:
    """Take requests (account, asked at) off the queue, unless somebody asked again in the meantime."""
    for account_id, asked_at in requests:
        db.session.execute(
            delete(RefreshRequest).where(RefreshRequest.account_id == account_id, RefreshRequest.asked_at == asked_at)
        )


def hide(kind: str, offer_id: int, *, reason: str, actor: Actor) -> None:
    """Never show this offer to the person again; hiding it twice changes nothing."""
    enforce(policies.can_choose(actor))
    if reason not in policies.HIDE_REASONS:
        raise DomainError(_("Pilih salah satu alasan."), field="reason")
    statement = insert_into(HiddenOffer).values(
        account_id=actor.account_id, kind=kind, offer_id=offer_id, reason=reason, hidden_at=clock.now()
    )
    db.session.execute(statement.on_conflict_do_nothing())
    note_decision(actor.account_id or 0, kind, offer_id, positive=False)
    ask_refresh([actor.account_id or 0])


def show_again(hidden_id: int, *, actor: Actor) -> None:
    """Bring one of one's own hidden offers back; twice changes nothing."""
    enforce(policies.can_choose(actor))
    db.session.execute(
        delete(HiddenOffer).where(HiddenOffer.id == hidden_id, HiddenOffer.account_id == actor.account_id)
    )
    ask_refresh([actor.account_id or 0])


def choose_order(*, with_profile: bool, actor: Actor) -> None:
    """Order the person's lists with or without her profile."""
    enforce(policies.can_choose(actor))
    values = {"without_profile_since": None if with_profile else clock.now()}
    statement = insert_into(RankingChoice).values(account_id=actor.account_id, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=[RankingChoice.account_id], set_=values))
    if with_profile:
        ask_refresh([actor.account_id or 0])


def forget_person(account_id: int) -> None:
    """Remove everything kept here about a person whose account was closed."""
    for table in (
        RecommendationList, RefreshRequest, HiddenOffer, RankingChoice, SuggestedPerson, HiddenPerson, Invitation,
        FairnessAnswer, ListDecision,
    ):  # fmt: skip
        db.session.execute(delete(table).where(table.account_id == account_id))
