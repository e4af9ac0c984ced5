"""Who may do what with programmes and applications."""

from __future__ import annotations

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.businesses.models import BusinessKind
from community.foundation.policies import ALLOW, Decision, deny
from community.programmes.models import (
    Programme,
    ProgrammeApplication,
    ProgrammeApplicationState,
    ProgrammeStatus,
)

S = ProgrammeStatus


def can_write(actor: Actor, *, kind: BusinessKind, team: bool) -> Decision:
    """Write in the name of a business: the team of a startup."""
    if not actor.is_authenticated or not team:
        return deny(_("Hanya tim startup ini yang mengurus programnya."))
    if kind != BusinessKind.STARTUP:
        return deny(_("Program dibuat oleh startup. Usaha lain bisa membuat pelatihan atau lowongan."))
    return ALLOW


def can_manage(actor: Actor, *, team: bool) -> Decision:
    """Change, submit, close, see who applied, and answer: the team."""
    if actor.is_authenticated and team:
        return ALLOW
    return deny(_("Hanya tim startup ini yang mengurus programnya."))


def can_change(actor: Actor, programme: Programme, *, team: bool) -> Decision:
    """Change the words: the team, while it is a draft; what people applied to does not change under them."""
    if not can_manage(actor, team=team):
        return can_manage(actor, team=team)
    if programme.status == S.REVIEW:
        return deny(_("Program ini sedang ditinjau admin kota. Tarik dulu kalau ingin mengubahnya."))
    if programme.status != S.DRAFT:
        return deny(
            _("Program yang sudah dibuka tidak bisa diubah, karena sudah ada yang mendaftar dengan syarat ini.")
        )
    return ALLOW


def can_see(actor: Actor, programme: Programme, *, team: bool, in_sight: bool) -> Decision:
    """Open and closed: everybody, while it is `in_sight`. Draft: the team. In review: also the region's admins.

    `in_sight`: the startup is shown to the actor, or she applied. Officers of the region read it all the same.
    """
    if team or (programme.status == S.REVIEW and actor.administers(programme.region_code)):
        return ALLOW
    if programme.status in (S.OPEN, S.CLOSED) and (in_sight or actor.coordinates(programme.region_code)):
        return ALLOW
    return deny(_("Program ini tidak ditampilkan."))


def can_review(actor: Actor, programme: Programme, *, team: bool) -> Decision:
    """Open or return: an admin of the region who is not in the team, also while its startup is hidden or closed."""
    if not actor.administers(programme.region_code):
        return deny(_("Hanya admin wilayah ini yang meninjau program."))
    if team:
        return deny(_("Anda ada di tim startup ini. Minta admin lain yang meninjau."))
    return ALLOW


def can_close(actor: Actor, programme: Programme, *, team: bool) -> Decision:
    """Close: the team, or an admin of the region when a programme does harm."""
    if actor.administers(programme.region_code):
        return ALLOW
    return can_manage(actor, team=team)


def can_apply(actor: Actor, programme: Programme, *, is_open: bool, team: bool, eligible: bool) -> Decision:
    """Apply: anybody signed in, outside the team, who meets every condition while it is open."""
    if not actor.is_authenticated:
        return deny(_("Silakan masuk dulu untuk mendaftar."))
    if team:
        return deny(_("Ini program startup Anda sendiri."))
    if not is_open:
        return deny(_("Pendaftaran program ini sudah ditutup."))
    if programme.taken >= programme.places:
        return deny(_("Semua tempat sudah terisi."))
    if not eligible:
        return deny(_("Ada syarat yang belum Anda penuhi. Lihat daftar syarat di halaman program."))
    return ALLOW


def can_read(actor: Actor, application: ProgrammeApplication, *, team: bool) -> Decision:
    """An application is seen by who sent it and by the team, by nobody else."""
    if actor.is_authenticated and (team or actor.account_id == application.account_id):
        return ALLOW
    return deny(_("Pendaftaran ini bukan milik Anda."))


def can_decide(actor: Actor, application: ProgrammeApplication, *, team: bool) -> Decision:
    """Accept or decline: the team, once."""
    if not can_manage(actor, team=team):
        return can_manage(actor, team=team)
    if application.state == ProgrammeApplicationState.WITHDRAWN:
        return deny(_("Pendaftaran ini sudah ditarik."))
    if application.state != ProgrammeApplicationState.SENT:
        return deny(_("Pendaftaran ini sudah dijawab."))
    return ALLOW


def can_withdraw(actor: Actor, application: ProgrammeApplication) -> Decision:
    """Withdraw: who applied, unless she was declined; an accepted place becomes free again."""
    if not actor.is_authenticated or actor.account_id != application.account_id:
        return deny(_("Hanya pendaftar yang bisa menarik pendaftarannya."))
    if application.state in (ProgrammeApplicationState.DECLINED, ProgrammeApplicationState.WITHDRAWN):
        return deny(_("Pendaftaran ini sudah selesai."))
    return ALLOW


def can_open_phone(actor: Actor, application: ProgrammeApplication, *, team: bool) -> Decision:
    """Open the applicant's phone: the team, after it accepted her."""
    if not can_manage(actor, team=team):
        return can_manage(actor, team=team)
    if application.state != ProgrammeApplicationState.ACCEPTED:
        return deny(_("Nomor HP baru bisa dilihat setelah pendaftar diterima."))
    return ALLOW
