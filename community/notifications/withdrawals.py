"""What is taken back: by its sender, or with the account it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import delete, select

from community.accounts.models import Account, AccountStatus
from community.accounts.signals import AccountClosed, AccountRestored, AccountSuspended
from community.businesses.models import Business
from community.businesses.queries import team_ids
from community.communities.models import Membership, MembershipState
from community.communities.signals import MembershipAsked, MembershipEnded
from community.foundation.database import db
from community.jobs.models import Application, ApplicationState, Job
from community.jobs.signals import ApplicationSent, ApplicationWithdrawn
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.mentoring.signals import MentoringAsked, MentoringWithdrawn, MentorPaused
from community.notifications import closings, listeners, wishes
from community.notifications.models import Notice
from community.notifications.services import News, address, forget_person, resolve, tell
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState
from community.programmes.signals import ProgrammeApplied, ProgrammeWithdrawn
from community.wanted.models import HelpRequest, HelpState
from community.wanted.signals import HelpAsked


def _name_of_active(account_id: int) -> str | None:
    account = db.session.get_one(Account, account_id)
    return account.call_name if account.status == AccountStatus.ACTIVE else None


def _tell_withdrawn(account_ids: Iterable[int], account_id: int, subject: str, url: str, title: str) -> None:
    name = _name_of_active(account_id)
    if name is not None:
        tell(account_ids, News("taken_back", subject, url, {"name": name, "about": account_id, "title": title}))


def application_withdrawn(fact: ApplicationWithdrawn) -> None:
    """The team has nothing to answer any more, and plans without her."""
    application = db.session.get_one(Application, fact.application_id)
    subject = f"application:{application.id}"
    resolve(subject, "application_received", UNREAD)
    job = db.session.get_one(Job, application.job_id)
    url = address("jobs.application", public_id=application.public_id)
    _tell_withdrawn(team_ids(job.business_id), application.account_id, subject, url, job.title)


def programme_withdrawn(fact: ProgrammeWithdrawn) -> None:
    """The startup has nothing to answer any more, and a free place perhaps."""
    application = db.session.get_one(ProgrammeApplication, fact.application_id)
    subject = f"programme_application:{application.id}"
    resolve(subject, "programme_applied")
    listeners.all_answered(application.programme_id)
    programme = db.session.get_one(Programme, application.programme_id)
    url = address("programmes.application", public_id=application.public_id)
    team = team_ids(db.session.get_one(Business, programme.business_id).id)
    _tell_withdrawn(team, application.account_id, subject, url, programme.title)


def mentoring_withdrawn(fact: MentoringWithdrawn) -> None:
    """The mentor has nothing to answer any more; nothing was promised, so nothing is told."""
    resolve(f"mentoring:{fact.request_id}", "mentoring_asked")


def membership_ended(fact: MembershipEnded) -> None:
    """Nobody decides about who does not ask any more."""
    resolve(f"membership:{fact.membership_id}", "membership_asked")


UNREAD = "application_unread"
Again = Callable[[Any], None]
# What others were to answer somebody: her rows, whose they are, which of them wait, the notices about them,
# and what tells of one of them (again).
ASKED_BY: tuple[tuple[Any, Any, Any, str, str, Again], ...] = (
    (
        Application.id, Application.account_id, Application.state == ApplicationState.SENT,
        "application", "application_received", lambda number: listeners.application_sent(ApplicationSent(number)),
    ),
    (
        MentoringRequest.id, MentoringRequest.mentee_id, MentoringRequest.state == RequestState.WAITING,
        "mentoring", "mentoring_asked", lambda number: listeners.mentoring_asked(MentoringAsked(number)),
    ),
    (
        ProgrammeApplication.id, ProgrammeApplication.account_id,
        ProgrammeApplication.state == ProgrammeApplicationState.SENT,
        "programme_application", "programme_applied",
        lambda number: listeners.programme_applied(ProgrammeApplied(number)),
    ),
    (
        Membership.id, Membership.account_id, Membership.state == MembershipState.WAITING,
        "membership", "membership_asked", lambda number: listeners.membership_asked(MembershipAsked(number)),
    ),
    (
        HelpRequest.id, HelpRequest.account_id, HelpRequest.state == HelpState.OPEN,
        "help", wishes.ASKED, lambda number: wishes.help_asked(HelpAsked(number)),
    ),
)  # fmt: skip


def _resolve_asked_by(account_id: int) -> None:
    for row_id, whose, _waits, subject, kind, _again in ASKED_BY:
        for number in db.session.scalars(select(row_id).where(whose == account_id)):
            resolve(f"{subject}:{number}", kind, *([UNREAD] if kind == "application_received" else []))


def account_closed(fact: AccountClosed) -> None:
    """Nothing of a closed account stays, nobody waits to answer it, and nobody's notices name it any more."""
    forget_person(fact.account_id)
    _resolve_asked_by(fact.account_id)
    db.session.execute(delete(Notice).where(Notice.details["about"].as_integer() == fact.account_id))


def _mentors(account_id: int) -> Iterator[int]:
    return iter(db.session.scalars(select(Mentor.id).where(Mentor.account_id == account_id)).all())


def account_suspended(fact: AccountSuspended) -> None:
    """Nobody is asked to answer somebody who cannot come in; her mentees may look for another mentor."""
    _resolve_asked_by(fact.account_id)
    for mentor_id in _mentors(fact.account_id):
        closings.mentor_paused(MentorPaused(mentor_id))


def account_restored(fact: AccountRestored) -> None:
    """She can come in again, and what waited for an answer waits again."""
    news = News("account_restored", f"account:{fact.account_id}", address("home.today"), important=True)
    tell([fact.account_id], news)
    for row_id, whose, waits, _subject, _kind, again in ASKED_BY:
        for number in db.session.scalars(select(row_id).where(whose == fact.account_id, waits)).all():
            again(number)
