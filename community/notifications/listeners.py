"""What each fact becomes: for whom a notice, with which words, and which earlier ones it resolves."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import select

from community.accounts.models import Role
from community.accounts.queries import officers_of
from community.accounts.signals import RoleEnded, RoleGranted
from community.businesses.models import Business
from community.businesses.queries import team_ids
from community.communities.models import Community, Membership, MembershipState
from community.communities.signals import MembershipAsked, MembershipDecided
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.events.queries import IS_RUNNING
from community.events.signals import EventCancelled, EventChanged, MovedUp
from community.foundation import clock
from community.foundation.database import db
from community.jobs.models import Application, ApplicationState, Job
from community.jobs.signals import ApplicationMoved, ApplicationSent
from community.learning.models import Training, TrainingSignUp
from community.learning.signals import TrainingSignedUp
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.mentoring.signals import (
    MentoringAnswered,
    MentoringAsked,
    MentoringExpired,
)
from community.notifications.closings import number_waiting
from community.notifications.services import News, address, named, resolve, tell
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState, ProgrammeStatus
from community.programmes.signals import (
    ProgrammeApplied,
    ProgrammeChanged,
    ProgrammeDecided,
    ProgrammePublished,
    ProgrammeReturned,
    ProgrammeSubmitted,
)

# News that somebody must act on.
Task = partial(News, needs_action=True)


def _job_words(application: Application) -> tuple[Job, dict[str, Any]]:
    job = db.session.get_one(Job, application.job_id)
    return job, {"job": job.title, "business": db.session.get_one(Business, job.business_id).name}


def application_sent(fact: ApplicationSent) -> None:
    """The employer's team is to read and answer."""
    application = db.session.get_one(Application, fact.application_id)
    job, words = _job_words(application)
    url = address("jobs.application", public_id=application.public_id)
    details = {**words, **named(application.account_id)}
    subject = f"application:{application.id}"
    if application.state == ApplicationState.SENT:
        tell(team_ids(job.business_id), Task("application_received", subject, url, details))


def application_unread(application: Application) -> None:
    """The employer's team hears once more of somebody who waits to be read."""
    job, words = _job_words(application)
    url = address("jobs.application", public_id=application.public_id)
    details = {**words, **named(application.account_id)}
    subject = f"application:{application.id}"
    tell(team_ids(job.business_id), Task("application_unread", subject, url, details, important=True))


def application_moved(fact: ApplicationMoved) -> None:
    """The applicant learns of each step; any step is an answer the team has given."""
    application = db.session.get_one(Application, fact.application_id)
    resolve(f"application:{application.id}", "application_received", "application_unread")
    important = fact.state != ApplicationState.READ
    url = address("jobs.application", public_id=application.public_id)
    _job, words = _job_words(application)
    kind = f"application_{fact.state}"
    tell([application.account_id], News(kind, f"application:{application.id}", url, words, important=important))


def _request(request_id: int) -> tuple[MentoringRequest, Mentor, str, str]:
    request = db.session.get_one(MentoringRequest, request_id)
    url = address("mentoring.request_page", public_id=request.public_id)
    return request, db.session.get_one(Mentor, request.mentor_id), f"mentoring:{request.id}", url


def mentoring_asked(fact: MentoringAsked) -> None:
    """The mentor is to answer in time."""
    request, mentor, subject, url = _request(fact.request_id)
    if request.state != RequestState.WAITING:
        return
    details = {**named(request.mentee_id), "topic": request.topic}
    due_at = request.expires_at
    tell([mentor.account_id], Task("mentoring_asked", subject, url, details, due_at=due_at))


def mentoring_answered(fact: MentoringAnswered) -> None:
    """The mentee learns the answer; the reason stands on its page, for her alone."""
    request, mentor, subject, url = _request(fact.request_id)
    resolve(subject, "mentoring_asked")
    kind = "mentoring_accepted" if fact.accepted else "mentoring_declined"
    details = {"name": mentor.name, "about": mentor.account_id, "topic": request.topic}
    tell([request.mentee_id], News(kind, subject, url, details, important=True))


def mentoring_expired(fact: MentoringExpired) -> None:
    """The mentee may ask somebody else."""
    request, mentor, subject, url = _request(fact.request_id)
    resolve(subject, "mentoring_asked")
    details = {"name": mentor.name, "about": mentor.account_id, "topic": request.topic}
    tell([request.mentee_id], News("mentoring_expired", subject, url, details, important=True))


def _event_words(event: Event) -> dict[str, Any]:
    return {
        "event": event.title,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "place": event.place,
    }


def moved_up(fact: MovedUp) -> None:
    """Somebody who waited has a place."""
    own = db.session.get_one(SignUp, fact.sign_up_id)
    event = db.session.get_one(Event, own.event_id)
    if own.state == SignUpState.CONFIRMED:
        url = address("events.show", public_id=event.public_id)
        news = News("event_moved_up", f"sign_up:{own.id}", url, _event_words(event), important=True)
        tell([own.account_id], news)


def _coming(event_id: int) -> list[int]:
    running = select(SignUp.account_id).where(SignUp.event_id == event_id, IS_RUNNING)
    return list(db.session.scalars(running))


def event_cancelled(fact: EventCancelled) -> None:
    """Everybody who has a place or waits for one stays at home."""
    event = db.session.get_one(Event, fact.event_id)
    url = address("events.show", public_id=event.public_id)
    details = {**_event_words(event), "reason": event.cancel_reason}
    news = News("event_cancelled", f"event:{event.id}", url, details, important=True)
    tell(_coming(event.id), news)


def event_changed(fact: EventChanged) -> None:
    """Everybody who has a place or waits reads a new time or place."""
    event = db.session.get_one(Event, fact.event_id)
    if not fact.moved or event.status != EventStatus.OPEN or event.ends_at <= clock.now():
        return
    url = address("events.show", public_id=event.public_id)
    tell(_coming(event.id), News("event_changed", f"event:{event.id}", url, _event_words(event), important=True))


def membership_asked(fact: MembershipAsked) -> None:
    """The nearest officers decide who comes in, where a community wants that."""
    stay = db.session.get_one(Membership, fact.membership_id)
    community = db.session.get_one(Community, stay.community_id)
    if stay.state != MembershipState.WAITING:
        return
    officers = officers_of(community.region_code)
    nearest = max((len(officer.region_code) for officer in officers), default=0)
    told = [officer.account_id for officer in officers if len(officer.region_code) == nearest]
    details = {**named(stay.account_id), "community": community.name}
    url = address("communities.members", public_id=community.slug)
    tell(told, Task("membership_asked", f"membership:{stay.id}", url, details))


def membership_decided(fact: MembershipDecided) -> None:
    """She is in, or not yet."""
    stay = db.session.get_one(Membership, fact.membership_id)
    community = db.session.get_one(Community, stay.community_id)
    resolve(f"membership:{stay.id}", "membership_asked")
    if stay.decided_by_id is None:
        # She came in by her own tap and saw it happen.
        return
    kind = "membership_confirmed" if fact.confirmed else "membership_declined"
    url = address("communities.show", public_id=community.slug)
    tell([stay.account_id], News(kind, f"membership:{stay.id}", url, {"community": community.name}))


def _programme(programme_id: int) -> tuple[Programme, str, dict[str, Any]]:
    programme = db.session.get_one(Programme, programme_id)
    business = db.session.get_one(Business, programme.business_id)
    return programme, f"programme:{programme.id}", {"programme": programme.title, "business": business.name}


def programme_submitted(fact: ProgrammeSubmitted) -> None:
    """The admins of its region open it or send it back."""
    programme, subject, words = _programme(fact.programme_id)
    resolve(subject, "programme_returned")
    admins = [one.account_id for one in officers_of(programme.region_code) if one.role == Role.ADMIN]
    url = address("programmes.waiting")
    tell(admins, Task("programme_submitted", subject, url, words))


def programme_published(fact: ProgrammePublished) -> None:
    """The startup learns that people can apply."""
    programme, subject, words = _programme(fact.programme_id)
    resolve(subject, "programme_submitted", "programme_returned")
    url = address("programmes.show", public_id=programme.public_id)
    tell(team_ids(programme.business_id), News("programme_published", subject, url, words))


def programme_changed(fact: ProgrammeChanged) -> None:
    """A startup that takes its programme back leaves nothing to review."""
    programme, subject, _words = _programme(fact.programme_id)
    if programme.status != ProgrammeStatus.REVIEW:
        resolve(subject, "programme_submitted")


def programme_returned(fact: ProgrammeReturned) -> None:
    """The startup mends it and submits it again."""
    programme, subject, words = _programme(fact.programme_id)
    resolve(subject, "programme_submitted")
    url = address("programmes.edit", public_id=programme.public_id)
    details = {**words, "reason": programme.review_note}
    tell(team_ids(programme.business_id), Task("programme_returned", subject, url, details))


def _programme_application(application_id: int) -> tuple[ProgrammeApplication, str, str]:
    application = db.session.get_one(ProgrammeApplication, application_id)
    url = address("programmes.application", public_id=application.public_id)
    return application, f"programme_application:{application.id}", url


def programme_applied(fact: ProgrammeApplied) -> None:
    """The startup is to read and answer."""
    application, subject, url = _programme_application(fact.application_id)
    if application.state != ProgrammeApplicationState.SENT:
        return
    programme, _subject, words = _programme(application.programme_id)
    details = {**words, **named(application.account_id)}
    tell(team_ids(programme.business_id), Task("programme_applied", subject, url, details))


def programme_decided(fact: ProgrammeDecided) -> None:
    """The applicant learns the answer with its reason."""
    application, subject, url = _programme_application(fact.application_id)
    _programme_row, _subject, words = _programme(application.programme_id)
    resolve(subject, "programme_applied")
    all_answered(application.programme_id)
    kind = "programme_accepted" if fact.accepted else "programme_declined"
    details = {**words, "reason": application.reason}
    tell([application.account_id], News(kind, subject, url, details, important=True))


def all_answered(programme_id: int) -> None:
    """Once nobody waits for an answer, the startup is done."""
    if not number_waiting(programme_id):
        resolve(f"programme:{programme_id}", "programme_to_answer")


def training_signed_up(fact: TrainingSignedUp) -> None:
    """Whoever gives the training sees it fill: one notice that counts, not one for each person."""
    sign_up = db.session.get_one(TrainingSignUp, fact.sign_up_id)
    training = db.session.get_one(Training, sign_up.training_id)
    givers = team_ids(training.business_id) if training.business_id else [training.created_by_id]
    url = address("learning.participants", public_id=training.public_id)
    details = {"training": training.title, "taken": training.taken}
    tell(givers, News("training_signed_up", f"training:{training.id}", url, details))


def role_granted(fact: RoleGranted) -> None:
    """A new officer learns where."""
    details = {"role": fact.role, "region": fact.region_code}
    tell([fact.account_id], News("role_granted", f"role:{fact.region_code}", address("admin.desk"), details))


def role_ended(fact: RoleEnded) -> None:
    """An officer learns that the task is over."""
    details = {"role": fact.role, "region": fact.region_code}
    url = address("accounts.settings")
    tell([fact.account_id], News("role_ended", f"role:{fact.region_code}", url, details))
