"""What people and those behind offers decided, as the matcher learns from it: plain rows, never who decided for whom.

Only of open accounts that agree to matching at the moment of reading, of the last twelve months, and of one person no
more than her latest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import CompoundSelect, Select, case, func, literal, select, union_all

from community.accounts.models import Account, AccountStatus, Consent, Purpose
from community.accounts.queries import consenting
from community.communities.models import Community, Membership, MembershipState
from community.events.models import Event, SignUp, SignUpState
from community.foundation import clock
from community.foundation.database import db
from community.jobs.models import Application, ApplicationState, Job
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState
from community.recommendations.models import HiddenOffer
from matching.profiles import Decision

LOOKING_BACK = timedelta(days=365)
MOST_OF_ONE = 100
_PART = 500


@dataclass(frozen=True)
class Steps:
    """Where people step towards offers of one kind, and how those behind the offers answer.

    `taken_back`: states that are no yes of hers; `accepted`, `declined`: states that tell the other side's answer.
    """

    offer_id: Any
    account_id: Any
    at: Any
    state: Any
    taken_back: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()


STEPS: dict[str, Steps] = {
    "job": Steps(
        Application.job_id, Application.account_id, Application.sent_at, Application.state,
        (ApplicationState.WITHDRAWN,),
        (ApplicationState.OFFERED, ApplicationState.ACCEPTED), (ApplicationState.DECLINED,),
    ),
    "training": Steps(
        TrainingSignUp.training_id, TrainingSignUp.account_id, TrainingSignUp.signed_up_at, TrainingSignUp.state,
        (TrainingSignUpState.CANCELLED,),
    ),
    "programme": Steps(
        ProgrammeApplication.programme_id, ProgrammeApplication.account_id, ProgrammeApplication.sent_at,
        ProgrammeApplication.state, (ProgrammeApplicationState.WITHDRAWN,),
        (ProgrammeApplicationState.ACCEPTED,), (ProgrammeApplicationState.DECLINED,),
    ),
    "mentor": Steps(
        MentoringRequest.mentor_id, MentoringRequest.mentee_id, MentoringRequest.asked_at, MentoringRequest.state,
        (RequestState.WITHDRAWN,),
        (RequestState.ACCEPTED, RequestState.ENDED), (RequestState.DECLINED,),
    ),
    "event": Steps(SignUp.event_id, SignUp.account_id, SignUp.signed_up_at, SignUp.state, (SignUpState.CANCELLED,)),
    "community": Steps(
        Membership.community_id, Membership.account_id, Membership.asked_at, Membership.state, (MembershipState.LEFT,),
    ),
}  # fmt: skip
# What her own list may call them, whether they are still open or not; of a mentor no name.
_NAMES: dict[str, tuple[Any, Any]] = {
    "job": (Job.id, Job.title),
    "training": (Training.id, Training.title),
    "programme": (Programme.id, Programme.title),
    "mentor": (Mentor.id, Mentor.headline),
    "event": (Event.id, Event.title),
    "community": (Community.id, Community.name),
}
_YES, _NO, _UNKNOWN = 1, 0, -1


def of_everybody() -> list[Decision]:
    """All decisions that may be learned from now, oldest first; one query."""
    return list(_read(None))


def of(account_ids: Collection[int]) -> list[Decision]:
    """Those of these people who agree to matching now."""
    ids = sorted(set(account_ids))
    return [one for start in range(0, len(ids), _PART) for one in _read(ids[start : start + _PART])]


def _read(account_ids: Collection[int] | None) -> Iterator[Decision]:
    rows = _rows(account_ids).subquery()
    latest = func.row_number().over(partition_by=rows.c.account_id, order_by=(rows.c.at.desc(), rows.c.offer_id.desc()))
    numbered = select(rows, latest.label("number")).subquery()
    found = numbered.c
    statement = (
        select(found.account_id, found.kind, found.offer_id, found.hers, found.theirs)
        .where(found.number <= MOST_OF_ONE)
        .order_by(found.at, found.account_id, found.kind, found.offer_id, found.hers.desc())
    )
    for account_id, kind, offer_id, hers, theirs in db.session.execute(statement):
        person, offer = f"account:{account_id}", f"{kind}:{offer_id}"
        yield Decision(person, offer, "person", hers == _YES)
        if theirs != _UNKNOWN:
            yield Decision(person, offer, "offer", theirs == _YES)


def _rows(account_ids: Collection[int] | None) -> CompoundSelect[Any]:
    """(account_id, kind, offer_id, at, hers, theirs) of those who agree."""
    parts = [_steps(kind, steps) for kind, steps in STEPS.items()]
    hidden = select(
        HiddenOffer.account_id, HiddenOffer.kind, HiddenOffer.offer_id, HiddenOffer.hidden_at.label("at"),
        literal(_NO).label("hers"), literal(_UNKNOWN).label("theirs"),
    )  # fmt: skip
    of_whom = [*(steps.account_id for steps in STEPS.values()), HiddenOffer.account_id]
    times = [*(steps.at for steps in STEPS.values()), HiddenOffer.hidden_at]
    consents = consenting(Purpose.MATCHING)
    if account_ids is not None:
        # Asked of these alone: everybody's consents would be gathered for a few people's list.
        consents = consents.where(Consent.account_id.in_(account_ids))
    agreeing = select(Account.id).where(Account.status == AccountStatus.ACTIVE, Account.id.in_(consents))
    since = clock.now() - LOOKING_BACK
    return union_all(
        *(
            part.where(at > since, whose.in_(agreeing))
            for part, whose, at in zip([*parts, hidden], of_whom, times, strict=True)
        )
    )


def _steps(kind: str, steps: Steps) -> Select[Any]:
    theirs: Any = literal(_UNKNOWN)
    if steps.accepted:
        theirs = case((steps.state.in_(steps.accepted), _YES), (steps.state.in_(steps.declined), _NO), else_=_UNKNOWN)
    return select(
        steps.account_id.label("account_id"), literal(kind).label("kind"), steps.offer_id.label("offer_id"),
        steps.at.label("at"), literal(_YES).label("hers"), theirs.label("theirs"),
    ).where(steps.state.not_in(steps.taken_back))  # fmt: skip


def named(lists: dict[int, list[dict[str, Any]]]) -> dict[int, list[dict[str, Any]]]:
    """The lists with the title of each offer that a reason names; a reason whose offer is gone is left out."""
    items = [item for found in lists.values() for item in found]
    titles = _titles({reason["offer"] for item in items for reason in item["reasons"] if "offer" in reason})
    for item in items:
        told = [
            {**reason, "title": titles[reason["offer"]]} if "offer" in reason else reason
            for reason in item["reasons"]
            if "offer" not in reason or reason["offer"] in titles
        ]
        item["reasons"] = told or [{"code": "available", "for": True, "capacity": None}]
    return lists


def _titles(keys: Iterable[str]) -> dict[str, str]:
    """Titles by key ("job:17"), one query for each kind among them."""
    by_kind: dict[str, list[int]] = {}
    for key in sorted(keys):
        kind, _colon, number = key.partition(":")
        by_kind.setdefault(kind, []).append(int(number))
    found: dict[str, str] = {}
    for kind, numbers in by_kind.items():
        number, title = _NAMES[kind]
        for row_id, words in db.session.execute(select(number, title).where(number.in_(numbers))):
            found[f"{kind}:{row_id}"] = words
    return found
