"""Who may do what with mentors and requests."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny
from community.mentoring.models import Mentor, MentoringRequest, MentorStatus, RequestState

ANSWER_WITHIN = timedelta(days=5)
MOST_WAITING = 5
LEAST_LETTERS = 20
MOST_CAPACITY = 50
MODES = ("offline", "online")
SCHEDULES = ("pagi", "siang", "malam", "akhir_pekan")


def is_free(mentor: Mentor) -> bool:
    """Whether a loaded mentor takes mentees and has a place: the same rule as `queries.is_open`."""
    return mentor.status == MentorStatus.OPEN and mentor.taken < mentor.capacity


def can_become_mentor(actor: Actor) -> Decision:
    """Offer one's time: anybody signed in."""
    return ALLOW if actor.is_authenticated else deny(_("Silakan masuk dulu untuk menjadi mentor."))


def can_ask(actor: Actor, mentor: Mentor) -> Decision:
    """Ask a mentor: anybody else signed in, while a place is free."""
    if not actor.is_authenticated:
        return deny(_("Silakan masuk dulu untuk meminta bimbingan."))
    if actor.account_id == mentor.account_id:
        return deny(_("Ini halaman mentor Anda sendiri."))
    if mentor.status == MentorStatus.PAUSED:
        return deny(_("%(name)s sedang istirahat dari membimbing.", name=mentor.name))
    if mentor.taken >= mentor.capacity:
        return deny(_("Tempat %(name)s sudah penuh.", name=mentor.name))
    return ALLOW


def is_mentor(actor: Actor, mentor: Mentor) -> bool:
    """Whether the actor is this mentor."""
    return actor.is_authenticated and actor.account_id == mentor.account_id


def is_mentee(actor: Actor, request: MentoringRequest) -> bool:
    """Whether the actor is who asked."""
    return actor.is_authenticated and actor.account_id == request.mentee_id


def can_read(actor: Actor, request: MentoringRequest, mentor: Mentor) -> Decision:
    """A request is seen by the two it concerns, by nobody else."""
    if is_mentor(actor, mentor) or is_mentee(actor, request):
        return ALLOW
    return deny(_("Permintaan ini bukan milik Anda."))


def can_answer(actor: Actor, request: MentoringRequest, mentor: Mentor, *, at: datetime) -> Decision:
    """Accept or decline: the mentor, while the request waits and its time has not passed."""
    if not is_mentor(actor, mentor):
        return deny(_("Hanya mentor yang bisa menjawab permintaan ini."))
    if request.state == RequestState.WITHDRAWN:
        return deny(_("Permintaan ini sudah ditarik oleh pengirimnya."))
    if request.state == RequestState.EXPIRED or request.expires_at <= at:
        return deny(_("Waktu menjawab permintaan ini sudah lewat."))
    if request.state != RequestState.WAITING:
        return deny(_("Permintaan ini sudah dijawab."))
    return ALLOW


def can_withdraw(actor: Actor, request: MentoringRequest) -> Decision:
    """Take a request back: who asked, while it waits."""
    if not is_mentee(actor, request):
        return deny(_("Hanya pengirim yang bisa menarik permintaan ini."))
    if request.state != RequestState.WAITING:
        return deny(_("Permintaan ini sudah dijawab."))
    return ALLOW


def can_end(actor: Actor, request: MentoringRequest, mentor: Mentor) -> Decision:
    """End a running mentoring: either of the two."""
    if not can_read(actor, request, mentor):
        return can_read(actor, request, mentor)
    if request.state != RequestState.ACCEPTED:
        return deny(_("Bimbingan ini tidak sedang berjalan."))
    return ALLOW


def can_open_phone(actor: Actor, request: MentoringRequest, mentor: Mentor) -> Decision:
    """Open the other's phone: either of the two, while the mentoring runs."""
    if not can_read(actor, request, mentor):
        return can_read(actor, request, mentor)
    if request.state != RequestState.ACCEPTED:
        return deny(_("Nomor HP baru bisa dilihat setelah permintaan diterima."))
    return ALLOW
