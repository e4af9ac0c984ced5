"""Who belongs to which group, and what each group gets: read in the worker, told as numbers without small ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select, union_all

from community.accounts.models import Account, AccountStatus, Purpose
from community.accounts.queries import consenting
from community.events.models import SignUp, SignUpState
from community.foundation import clock
from community.foundation.database import db
from community.jobs.models import Application, ApplicationState
from community.learning.models import TrainingSignUp, TrainingSignUpState
from community.members.models import Education, MemberProfile
from community.mentoring.models import MentoringRequest, RequestState
from community.programmes.models import ProgrammeApplication, ProgrammeApplicationState
from community.recommendations.measures.hiding import hidden, hidden_parts, in_halves, in_parts, rounded, told_share
from community.recommendations.models import FairnessAnswer, RankingChoice
from matching.fairness import ALARM_BELOW, SMALLEST_TOLD, GroupShare, chance_of_so_few, group_shares

# More than these are counted by a share of them, so that a night's work stays short.
MOST_COUNTED = 50_000
COUNTED_FOR = timedelta(days=365)
FEW = 5
# Fewer than this is told from bad luck.
UNLIKELY = 0.02
_STEPS = (
    (Education.JUNIOR.rank, "sampai_smp"),
    (Education.SENIOR.rank, "sma_smk"),
    (Education.DIPLOMA.rank, "diploma"),
    (Education.DOCTORATE.rank, "sarjana"),
)
DIMENSIONS = ("kecamatan", "kelurahan", "education", "sex", "age_band", "disability")
Ranked = list[tuple[str, float]]


def counted() -> list[Any]:
    """Plain rows of everybody who agrees to matching and has lists ordered by it, with her groups."""
    fair = and_(FairnessAnswer.account_id == Account.id, Account.id.in_(consenting(Purpose.FAIRNESS)))
    without = select(RankingChoice.account_id).where(RankingChoice.without_profile_since.is_not(None))
    agrees = (
        Account.status == AccountStatus.ACTIVE,
        Account.id.in_(consenting(Purpose.MATCHING)),
        Account.id.not_in(without),
    )
    number = db.session.scalar(select(func.count(Account.id)).where(*agrees)) or 0
    statement = (
        select(
            Account.id, Account.home_code, Account.intents, MemberProfile.education,
            FairnessAnswer.sex, FairnessAnswer.age_band, FairnessAnswer.disability,
        )
        .outerjoin(MemberProfile, MemberProfile.account_id == Account.id)
        .outerjoin(FairnessAnswer, fair)
        .where(*agrees, Account.id % (number // MOST_COUNTED + 1) == 0)
    )  # fmt: skip
    return list(db.session.execute(statement.order_by(Account.id)))


def _schooling(step: Education | None) -> str:
    return "" if step is None else next(name for rank, name in _STEPS if step.rank <= rank)


def groups_of(rows: Iterable[Any], dimension: str) -> dict[str, str]:
    """Person -> group; "" for who did not tell."""
    if dimension == "kecamatan":
        return {str(row.id): row.home_code[:8] for row in rows}
    if dimension == "kelurahan":
        return {str(row.id): row.home_code for row in rows}
    if dimension == "education":
        return {str(row.id): _schooling(row.education) for row in rows}
    return {str(row.id): getattr(row, dimension) or "" for row in rows}


def accepted() -> set[str]:
    """People who were invited or taken by somebody within a year: for work, by a mentor, into a programme."""
    since = clock.now() - COUNTED_FOR
    invited = (ApplicationState.INTERVIEW, ApplicationState.OFFERED, ApplicationState.ACCEPTED)
    helped = (RequestState.ACCEPTED, RequestState.ENDED)
    taken = ProgrammeApplication.state == ProgrammeApplicationState.ACCEPTED
    return _people(
        select(Application.account_id).where(Application.state.in_(invited), Application.sent_at > since),
        select(MentoringRequest.mentee_id).where(MentoringRequest.state.in_(helped), MentoringRequest.asked_at > since),
        select(ProgrammeApplication.account_id).where(taken, ProgrammeApplication.sent_at > since),
    )


def joined() -> set[str]:
    """People who signed up for an event or a training within a year."""
    since = clock.now() - COUNTED_FOR
    coming = TrainingSignUp.state == TrainingSignUpState.CONFIRMED
    return _people(
        select(SignUp.account_id).where(SignUp.state == SignUpState.CONFIRMED, SignUp.signed_up_at > since),
        select(TrainingSignUp.account_id).where(coming, TrainingSignUp.signed_up_at > since),
    )


def _people(*statements: Select[Any]) -> set[str]:
    return {str(number) for number in db.session.scalars(union_all(*statements))}


def by_group(
    rows: Sequence[Any], lists: Mapping[str, Ranked], taken: Collection[str], came: Collection[str]
) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    """(rows of each dimension without small numbers, alarms of kelurahan).

    lists: the first ten of those whose lists were looked at; taken, came: `accepted()` and `joined()`.
    """
    told, alarms = {}, []
    for dimension in DIMENSIONS:
        figures = figures_of(rows, dimension, lists, taken, came)
        told[dimension] = figures.told()
        if dimension == "kelurahan":
            alarms = figures.alarms()
    return told, alarms


def figures_of(
    rows: Sequence[Any], dimension: str, lists: Mapping[str, Ranked], taken: Collection[str], came: Collection[str]
) -> Figures:
    """What the groups of a dimension get."""
    return Figures(groups_of(rows, dimension), lists, taken, came)


class Figures:
    """What the groups of one dimension get, before anything is hidden."""

    def __init__(
        self,
        groups: Mapping[str, str],
        lists: Mapping[str, Ranked],
        taken: Collection[str],
        came: Collection[str],
    ) -> None:
        looked_at = {person: group for person, group in groups.items() if person in lists}
        few = {person for person in looked_at if len(lists[person]) < FEW}
        self.lists = _by_name(group_shares(lists, looked_at, few, smallest=1))
        self.taken = _by_name(group_shares({}, groups, taken, smallest=1))
        self.came = _by_name(group_shares({}, groups, came, smallest=1))
        self.people = {name: one.people for name, one in self.taken.items()}
        number = max(len(groups), 1)
        reached = {"accepted": len(groups.keys() & taken), "joined": len(groups.keys() & came)}
        self.overall = {key: count / number for key, count in reached.items()}
        self.told_overall = {key: told_share(count, number) for key, count in reached.items()}

    def told(self) -> list[dict[str, Any]]:
        """Rows in the order of the names, what must not be told left out of them."""
        district = {name: name[:8] for name in self.people if name.count(".") == 3}
        parts = in_parts(self.people, district)
        small: set[str] = set()
        of_parts: dict[str, set[str]] = {"few": set(), "accepted": set(), "joined": set()}
        for part in parts:
            small |= hidden({name: self.people[name] for name in part})
        for key, found in (("few", self.lists), ("accepted", self.taken), ("joined", self.came)):
            for part in in_parts(found, district):
                people = {name: found[name].people for name in part}
                of_parts[key] |= hidden_parts({name: _reached(found[name]) for name in part}, people)
        return [self._row(name, name in small, of_parts) for name in sorted(self.people)]

    def _row(self, name: str, is_small: bool, of_parts: Mapping[str, set[str]]) -> dict[str, Any]:
        if is_small:
            return {"group": name, "hidden": True}
        row: dict[str, Any] = {"group": name, "people": rounded(self.people[name])}
        shown = self.lists.get(name)
        if shown is not None and shown.people >= SMALLEST_TOLD:
            row |= {"listed": in_halves(shown.listed), "score": shown.score}
            row |= {} if name in of_parts["few"] else {"few": _told(shown)}
        for key, found in (("accepted", self.taken), ("joined", self.came)):
            if name not in of_parts[key]:
                told, overall = _told(found[name]), self.told_overall[key]
                row |= {key: told, f"{key}_share": told / overall if overall else None}
        return {key: round(value, 2) if isinstance(value, float) else value for key, value in row.items()}

    def alarms(self) -> list[dict[str, Any]]:
        """Groups that get less than half their share of something, by more than bad luck."""
        found = []
        for name in sorted(self.people):
            if self.people[name] < SMALLEST_TOLD:
                continue
            what = ["listed"] if _lists_alarm(self.lists.get(name)) else []
            what += [key for key, one in (("accepted", self.taken[name]), ("joined", self.came[name]))
                     if self._falls_short(one, key)]  # fmt: skip
            if what:
                found.append({"region": name, "what": what})
        return found

    def _falls_short(self, one: GroupShare, key: str) -> bool:
        if one.served_share is None or one.served_share >= ALARM_BELOW:
            return False
        return chance_of_so_few(_reached(one), one.people, self.overall[key]) < UNLIKELY


def _lists_alarm(shown: GroupShare | None) -> bool:
    if shown is None or shown.people < SMALLEST_TOLD or shown.listed_share is None:
        return False
    return shown.listed_share < ALARM_BELOW


def _by_name(found: Iterable[GroupShare]) -> dict[str, GroupShare]:
    return {one.group: one for one in found}


def _told(one: GroupShare) -> float:
    return told_share(_reached(one), one.people)


def _reached(one: GroupShare) -> int:
    return round(one.served * one.people)
