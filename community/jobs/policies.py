"""Who may do what with vacancies and applications."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny
from community.jobs.models import Application, ApplicationState, Job, JobStatus

S = ApplicationState
# What the employer may do from where; the applicant's only move is to withdraw.
MOVES: dict[ApplicationState, tuple[ApplicationState, ...]] = {
    S.SENT: (S.READ, S.INTERVIEW, S.OFFERED, S.DECLINED),
    S.READ: (S.INTERVIEW, S.OFFERED, S.DECLINED),
    S.INTERVIEW: (S.OFFERED, S.DECLINED),
    S.OFFERED: (S.ACCEPTED, S.DECLINED),
    S.ACCEPTED: (),
    S.DECLINED: (),
    S.WITHDRAWN: (),
}
CONTACT_STATES = (S.INTERVIEW, S.OFFERED, S.ACCEPTED)
# An application that nobody has opened for so long is brought to mind once.
REMIND_AFTER = timedelta(days=7)
OPEN_STATES = (S.SENT, S.READ, S.INTERVIEW, S.OFFERED)


def can_manage(actor: Actor, *, team: bool) -> Decision:
    """Write, open, close and answer: the team of the business. `team` tells whether the actor is in it."""
    if actor.is_authenticated and team:
        return ALLOW
    return deny(_("Hanya pemilik usaha dan timnya yang mengurus lowongan ini."))


def can_close(actor: Actor, job: Job, *, team: bool) -> Decision:
    """Close: the team, or whoever coordinates the region when a vacancy does harm."""
    if actor.coordinates(job.region_code):
        return ALLOW
    return can_manage(actor, team=team)


def can_see(actor: Actor, job: Job, *, team: bool, in_sight: bool) -> Decision:
    """Drafts belong to the team; what was once open may be read by all while it is `in_sight`.

    `in_sight`: the business is shown to the actor, or she applied. Officers of the region read it all the same.
    """
    if team or actor.administers(job.region_code):
        return ALLOW
    if job.status != JobStatus.DRAFT and (in_sight or actor.coordinates(job.region_code)):
        return ALLOW
    return deny(_("Lowongan ini tidak ditampilkan."))


def can_apply(actor: Actor, *, is_open: bool, team: bool) -> Decision:
    """Apply: anybody signed in, outside the team, while the vacancy is open."""
    if not actor.is_authenticated:
        return deny(_("Silakan masuk dulu untuk melamar."))
    if team:
        return deny(_("Ini lowongan usaha Anda sendiri."))
    if not is_open:
        return deny(_("Lowongan ini sudah ditutup."))
    return ALLOW


def can_report(actor: Actor, job: Job, *, team: bool) -> Decision:
    """Report: anybody signed in, outside the team, while the vacancy is open."""
    if not actor.is_authenticated:
        return deny(_("Silakan masuk dulu untuk melapor."))
    if team:
        return deny(_("Ini lowongan usaha Anda sendiri."))
    if job.status != JobStatus.OPEN:
        return deny(_("Lowongan ini sudah ditutup."))
    return ALLOW


def can_decide_report(actor: Actor, job: Job, *, team: bool) -> Decision:
    """Decide a report: who coordinates the region of the vacancy and is not in its team."""
    if not actor.coordinates(job.region_code):
        return deny(_("Hanya petugas wilayah ini yang memeriksa laporan."))
    if team:
        return deny(_("Anda ada di tim usaha ini. Minta petugas lain yang memutuskan."))
    return ALLOW


def can_move(actor: Actor, application: Application, to: ApplicationState, *, team: bool) -> Decision:
    """Move an application: the team, along MOVES."""
    if not can_manage(actor, team=team):
        return can_manage(actor, team=team)
    if to not in MOVES[application.state]:
        return deny(_("Langkah ini tidak mungkin lagi. Muat ulang halaman untuk melihat keadaan terakhir."))
    return ALLOW


def can_withdraw(actor: Actor, application: Application) -> Decision:
    """Withdraw: the applicant herself, while there is no final answer."""
    if actor.account_id is None or actor.account_id != application.account_id:
        return deny(_("Hanya pelamar yang bisa menarik lamarannya."))
    if application.state not in OPEN_STATES:
        return deny(_("Lamaran ini sudah selesai."))
    return ALLOW


def can_read(actor: Actor, application: Application, *, team: bool) -> Decision:
    """An application is seen by the applicant and the team, by nobody else."""
    if actor.is_authenticated and (team or actor.account_id == application.account_id):
        return ALLOW
    return deny(_("Lamaran ini bukan milik Anda."))


def can_call(actor: Actor, application: Application, *, team: bool) -> Decision:
    """See the applicant's number: the team, from the invitation to an interview on."""
    if not can_manage(actor, team=team):
        return can_manage(actor, team=team)
    if application.state not in CONTACT_STATES:
        return deny(_("Nomor HP terbuka setelah pelamar diundang wawancara."))
    return ALLOW
