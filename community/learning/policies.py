"""Who may do what with trainings and places in them."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny
from community.learning.models import Training, TrainingStatus


def can_write(actor: Actor, *, region_code: str, of_business: bool, team: bool) -> Decision:
    """Write, open, change, and see who comes: the team of the business, or who coordinates the region.

    `of_business`: a business gives the training; `team`: the actor may act for it.
    """
    if not actor.is_authenticated:
        return deny(_("Silakan masuk dulu."))
    if of_business:
        return ALLOW if team else deny(_("Hanya tim usaha ini yang mengurus pelatihannya."))
    if actor.coordinates(region_code):
        return ALLOW
    return deny(_("Hanya koordinator atau admin wilayah ini yang mengurus pelatihannya."))


def can_manage(actor: Actor, training: Training, *, team: bool) -> Decision:
    """As `can_write`, for a training that exists."""
    of_business = training.business_id is not None
    return can_write(actor, region_code=training.region_code, of_business=of_business, team=team)


def can_close(actor: Actor, training: Training, *, team: bool) -> Decision:
    """Close: who manages it, and whoever coordinates the region when a training does harm."""
    if actor.coordinates(training.region_code):
        return ALLOW
    return can_manage(actor, training, team=team)


def can_see(actor: Actor, training: Training, *, team: bool, in_sight: bool) -> Decision:
    """Drafts belong to who writes them; what was once open may be read by all while it is `in_sight`.

    `in_sight`: the business is shown to the actor, or she signed up. Officers of the region read it all the same.
    """
    if can_manage(actor, training, team=team):
        return ALLOW
    if training.status != TrainingStatus.DRAFT and (in_sight or actor.coordinates(training.region_code)):
        return ALLOW
    return deny(_("Pelatihan ini tidak ditampilkan."))


def can_sign_up(actor: Actor, training: Training, *, is_open: bool) -> Decision:
    """Take a place: anybody signed in, while it is open and a place is free."""
    if not actor.is_authenticated:
        return deny(_("Silakan masuk dulu untuk mendaftar."))
    if not is_open:
        return deny(_("Pendaftaran pelatihan ini sudah ditutup."))
    if training.taken >= training.places:
        return deny(_("Semua tempat sudah terisi."))
    return ALLOW


def can_cancel(actor: Actor, training: Training, *, mine: bool, today: date) -> Decision:
    """Give a place back: whose it is, until the day the training begins."""
    if not actor.is_authenticated or not mine:
        return deny(_("Anda tidak terdaftar di pelatihan ini."))
    if training.starts_on < today:
        return deny(_("Pelatihan ini sudah mulai. Beri tahu penyelenggaranya kalau Anda berhenti."))
    return ALLOW
