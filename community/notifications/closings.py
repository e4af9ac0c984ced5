"""What closes, moves or stops, and who still waited for it; those who are done hear nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from functools import partial
from typing import Any

from sqlalchemy import func, select

from community.businesses.models import Business
from community.businesses.queries import team_ids
from community.businesses.signals import BusinessClosed, BusinessHidden, BusinessShownAgain
from community.foundation import clock
from community.foundation.database import db
from community.jobs.models import Application, Job, JobReport, ReportState
from community.jobs.policies import OPEN_STATES
from community.jobs.signals import JobClosed, JobReportDecided
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState, TrainingStatus
from community.learning.signals import TrainingChanged, TrainingClosed
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.mentoring.signals import MentoringEnded, MentorPaused
from community.notifications.services import News, address, resolve, tell
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState, ProgrammeStatus
from community.programmes.signals import ProgrammeClosed, ProgrammeDeadlinePassed

Important = partial(News, important=True)
Waiting = ProgrammeApplicationState.SENT
Accepted = ProgrammeApplicationState.ACCEPTED


def _by_officer(owners: Iterable[int], subject: str, url: str, title: str, reason: str) -> None:
    tell(owners, Important("closed_by_officer", subject, url, {"title": title, "reason": reason}))


def job_closed(fact: JobClosed) -> None:
    """Whoever still waits for an answer learns that no others come; the team reads an officer's reason."""
    job = db.session.get_one(Job, fact.job_id)
    business = db.session.get_one(Business, job.business_id)
    kind = "job_stopped" if fact.reason else "job_closed"
    running = select(Application).where(Application.job_id == job.id, Application.state.in_(OPEN_STATES))
    for application in db.session.scalars(running):
        url = address("jobs.application", public_id=application.public_id)
        details = {"job": job.title, "business": business.name}
        tell([application.account_id], News(kind, f"application:{application.id}", url, details))
    if fact.reason:
        url = address("jobs.show", public_id=job.public_id)
        _by_officer(team_ids(business.id), f"job:{job.id}", url, job.title, fact.reason)


def job_report_decided(fact: JobReportDecided) -> None:
    """Who reported a vacancy learns what became of it, and nobody else."""
    told = db.session.get_one(JobReport, fact.report_id)
    job = db.session.get_one(Job, told.job_id)
    kind = "report_upheld" if told.state == ReportState.UPHELD else "report_set_aside"
    business = db.session.get_one(Business, job.business_id).name
    url = address("jobs.show", public_id=job.public_id)
    tell([told.account_id], News(kind, f"job-report:{told.id}", url, {"job": job.title, "business": business}))


def _participants(training_id: int) -> list[int]:
    confirmed = select(TrainingSignUp.account_id).where(
        TrainingSignUp.training_id == training_id, TrainingSignUp.state == TrainingSignUpState.CONFIRMED
    )
    return list(db.session.scalars(confirmed))


def _training_news(kind: str, training: Training, *, important: bool) -> News:
    url = address("learning.show", public_id=training.public_id)
    details = {
        "training": training.title, "starts_on": training.starts_on.isoformat(), "place": training.place,
        "schedule": training.schedule,
    }  # fmt: skip
    return News(kind, f"training:{training.id}", url, details, important=important)


def training_changed(fact: TrainingChanged) -> None:
    """Participants read date and place again."""
    training = db.session.get_one(Training, fact.training_id)
    if fact.moved and training.ends_on >= clock.today():
        tell(_participants(training.id), _training_news("training_changed", training, important=True))


def training_closed(fact: TrainingClosed) -> None:
    """Participants learn that they still have their place, or that an officer stopped it; not once it is over."""
    training = db.session.get_one(Training, fact.training_id)
    if training.ends_on >= clock.today():
        kind = "training_stopped" if fact.reason else "training_closed"
        tell(_participants(training.id), _training_news(kind, training, important=bool(fact.reason)))
    if fact.reason:
        owners = team_ids(training.business_id) if training.business_id else [training.created_by_id]
        url = address("learning.show", public_id=training.public_id)
        _by_officer(owners, f"training:{training.id}", url, training.title, fact.reason)


def _applications(programme_id: int, *states: ProgrammeApplicationState) -> Iterable[ProgrammeApplication]:
    wanted = select(ProgrammeApplication).where(
        ProgrammeApplication.programme_id == programme_id, ProgrammeApplication.state.in_(states)
    )
    return db.session.scalars(wanted).all()


def _tell_applicants(programme: Programme, kind: str, *states: ProgrammeApplicationState) -> None:
    business = db.session.get_one(Business, programme.business_id)
    details = {"programme": programme.title, "business": business.name}
    for application in _applications(programme.id, *states):
        url = address("programmes.application", public_id=application.public_id)
        tell([application.account_id], Important(kind, f"programme_application:{application.id}", url, details))


def programme_deadline_passed(fact: ProgrammeDeadlinePassed) -> None:
    """Who applied learns that the reading begins, the startup how many wait and until when."""
    programme = db.session.get_one(Programme, fact.programme_id)
    if programme.status != ProgrammeStatus.OPEN:
        return
    _tell_applicants(programme, "programme_deadline", Waiting)
    waiting = number_waiting(programme.id)
    if waiting:
        url = address("programmes.applicants", public_id=programme.public_id)
        details = {"programme": programme.title, "n": waiting}
        due_at = datetime.combine(programme.starts_on, time(), clock.WIB)
        news = News("programme_to_answer", f"programme:{programme.id}", url, details, needs_action=True, due_at=due_at)
        tell(team_ids(programme.business_id), news)


def number_waiting(programme_id: int) -> int:
    """How many applications nobody answered yet."""
    counted = select(func.count()).where(
        ProgrammeApplication.programme_id == programme_id, ProgrammeApplication.state == Waiting
    )
    return db.session.scalar(counted) or 0


def programme_closed(fact: ProgrammeClosed) -> None:
    """Who waits learns whether an answer can still come; after its end the startup has nothing left to do."""
    programme = db.session.get_one(Programme, fact.programme_id)
    if fact.reason:
        _tell_applicants(programme, "programme_stopped", Waiting, Accepted)
        url = address("programmes.show", public_id=programme.public_id)
        team = team_ids(programme.business_id)
        _by_officer(team, f"programme:{programme.id}", url, programme.title, fact.reason)
    elif programme.ends_on >= clock.today():
        _tell_applicants(programme, "programme_closed", Waiting)
    else:
        _tell_applicants(programme, "programme_unanswered", Waiting)
        resolve(f"programme:{programme.id}", "programme_to_answer")
        for application in _applications(programme.id, Waiting):
            resolve(f"programme_application:{application.id}", "programme_applied")


def mentor_paused(fact: MentorPaused) -> None:
    """Who waits for an answer may wait on or ask somebody else."""
    mentor = db.session.get_one(Mentor, fact.mentor_id)
    asked = select(MentoringRequest).where(
        MentoringRequest.mentor_id == mentor.id, MentoringRequest.state == RequestState.WAITING
    )
    for request in db.session.scalars(asked):
        url = address("mentoring.request_page", public_id=request.public_id)
        details = {"name": mentor.name, "about": mentor.account_id, "topic": request.topic}
        tell([request.mentee_id], News("mentoring_paused", f"mentoring:{request.id}", url, details))


def mentoring_ended(fact: MentoringEnded) -> None:
    """The other of the two learns that it is over."""
    request = db.session.get_one(MentoringRequest, fact.request_id)
    mentor = db.session.get_one(Mentor, request.mentor_id)
    url = address("mentoring.request_page", public_id=request.public_id)
    others = {request.mentee_id, mentor.account_id} - {fact.by_id}
    tell(others, News("mentoring_ended", f"mentoring:{request.id}", url, {"topic": request.topic}))


def _tell_waiting_at(business: Business, kind: str) -> None:
    """Everybody who waits for an answer of the business, or has a place with it."""
    details: dict[str, Any] = {"business": business.name}
    subject = f"business:{business.id}"
    applied = (
        select(Application.account_id, Application.public_id)
        .join(Job, Job.id == Application.job_id)
        .where(Job.business_id == business.id, Application.state.in_(OPEN_STATES))
    )
    wanted = (
        select(ProgrammeApplication.account_id, ProgrammeApplication.public_id)
        .join(Programme, Programme.id == ProgrammeApplication.programme_id)
        .where(
            Programme.business_id == business.id,
            Programme.ends_on >= clock.today(),
            ProgrammeApplication.state.in_((Waiting, Accepted)),
        )
    )
    learning = (
        select(TrainingSignUp.account_id, Training.public_id)
        .join(Training, Training.id == TrainingSignUp.training_id)
        .where(
            Training.business_id == business.id,
            Training.status != TrainingStatus.DRAFT,
            Training.ends_on >= clock.today(),
            TrainingSignUp.state == TrainingSignUpState.CONFIRMED,
        )
    )
    pages = (("jobs.application", applied), ("programmes.application", wanted), ("learning.show", learning))
    for endpoint, statement in pages:
        for account_id, public_id in db.session.execute(statement).all():
            url = address(endpoint, public_id=public_id)
            tell([account_id], Important(kind, subject, url, details))


def business_closed(fact: BusinessClosed) -> None:
    """Nobody waits for a business that is no more."""
    _tell_waiting_at(db.session.get_one(Business, fact.business_id), "business_closed")


def business_hidden(fact: BusinessHidden) -> None:
    """The team reads what to mend; who waits learns that it may take longer."""
    business = db.session.get_one(Business, fact.business_id)
    url = address("businesses.manage", public_id=business.public_id)
    details = {"business": business.name, "reason": fact.reason}
    tell(team_ids(business.id), Important("business_hidden", f"business_team:{business.id}", url, details))
    _tell_waiting_at(business, "business_paused")


def business_shown_again(fact: BusinessShownAgain) -> None:
    """Everybody who heard that it was hidden hears that it is back."""
    business = db.session.get_one(Business, fact.business_id)
    url = address("businesses.manage", public_id=business.public_id)
    details = {"business": business.name}
    tell(team_ids(business.id), News("business_shown", f"business_team:{business.id}", url, details))
    _tell_waiting_at(business, "business_back")
