"""Who may change, hide and see what of a business: pure rules over a few facts about it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.businesses.models import Business, BusinessStatus, ContactWay, TeamRole
from community.foundation.policies import ALLOW, Decision, deny


@dataclass(frozen=True, slots=True)
class Standing:
    """What rules need to know of a business and of the actor's place in its team (None: none)."""

    status: BusinessStatus
    region_code: str
    role: TeamRole | None = None


def standing_of(business: Business, role: TeamRole | None) -> Standing:
    """The facts of a business for somebody with this role in its team."""
    return Standing(business.status, business.region_code, role)


def can_register(actor: Actor) -> Decision:
    """Anybody who is signed in."""
    return ALLOW if actor.is_authenticated else deny(_("Silakan masuk dulu untuk mendaftarkan usaha."))


def can_see(actor: Actor, standing: Standing) -> Decision:
    """Active: everybody. Hidden: team and officers of the area. Closed: the team."""
    if standing.status == BusinessStatus.ACTIVE or standing.role is not None:
        return ALLOW
    if standing.status == BusinessStatus.HIDDEN and actor.coordinates(standing.region_code):
        return ALLOW
    return deny(_("Usaha ini tidak ditampilkan."))


def can_see_nib(actor: Actor, standing: Standing) -> Decision:
    """The number is for the team and for officers of the area."""
    if standing.role is not None or actor.coordinates(standing.region_code):
        return ALLOW
    return deny(_("NIB hanya untuk tim usaha dan petugas wilayahnya."))


def can_reach(actor: Actor, standing: Standing, way: ContactWay) -> Decision:
    """Open the owner's number: anybody signed in outside the team, where she chose a way and the page is shown."""
    if standing.status != BusinessStatus.ACTIVE:
        return deny(_("Usaha ini sedang tidak aktif."))
    if way == ContactWay.NONE:
        return deny(_("Pemilik usaha ini belum mau dihubungi lewat sini."))
    if not actor.is_authenticated:
        return deny(_("Silakan masuk dulu untuk menghubungi usaha ini."))
    if standing.role is not None:
        return deny(_("Ini usaha Anda sendiri."))
    return ALLOW


def can_edit(actor: Actor, standing: Standing) -> Decision:
    """Owner and staff, while it is not closed."""
    if not actor.is_authenticated or standing.role is None:
        return deny(_("Hanya tim usaha ini yang bisa mengubahnya."))
    if standing.status == BusinessStatus.CLOSED:
        return deny(_("Usaha ini sudah ditutup. Buka lagi dulu untuk mengubahnya."))
    return ALLOW


def can_choose_contact(actor: Actor, standing: Standing) -> Decision:
    """Choose how buyers reach the owner: the owner, for it is her own number that is opened."""
    if not actor.is_authenticated or standing.role != TeamRole.OWNER:
        return deny(_("Hanya pemilik usaha yang bisa membuka nomornya."))
    return ALLOW


def can_act_for(actor: Actor, standing: Standing) -> Decision:
    """Post vacancies and programmes in its name: the team of an active business."""
    if not actor.is_authenticated or standing.role is None:
        return deny(_("Hanya tim usaha ini yang bisa bertindak atas namanya."))
    if standing.status != BusinessStatus.ACTIVE:
        return deny(_("Usaha ini sedang tidak aktif."))
    return ALLOW


def can_change_team(actor: Actor, standing: Standing) -> Decision:
    """Add and remove staff: the owner."""
    if not actor.is_authenticated or standing.role != TeamRole.OWNER:
        return deny(_("Hanya pemilik usaha yang bisa mengatur tim."))
    if standing.status == BusinessStatus.CLOSED:
        return deny(_("Usaha ini sudah ditutup. Buka lagi dulu untuk mengubahnya."))
    return ALLOW


def can_join_team(actor: Actor, standing: Standing, *, invited: bool) -> Decision:
    """Come into the team: whom its owner asked, while the business is open."""
    if not actor.is_authenticated or not invited:
        return deny(_("Undangan ini sudah tidak berlaku."))
    if standing.status == BusinessStatus.CLOSED:
        return deny(_("Usaha ini sudah ditutup."))
    return ALLOW


def can_close(actor: Actor, standing: Standing) -> Decision:
    """Close an active business: its owner. A hidden one stays, so that closing cannot undo the hiding."""
    if not actor.is_authenticated or standing.role != TeamRole.OWNER:
        return deny(_("Hanya pemilik usaha yang bisa menutupnya."))
    if standing.status != BusinessStatus.ACTIVE:
        return deny(_("Usaha ini sedang tidak aktif."))
    return ALLOW


def can_reopen(actor: Actor, standing: Standing) -> Decision:
    """Open a closed business again: its owner."""
    if not actor.is_authenticated or standing.role != TeamRole.OWNER:
        return deny(_("Hanya pemilik usaha yang bisa membukanya lagi."))
    if standing.status != BusinessStatus.CLOSED:
        return deny(_("Usaha ini tidak sedang tutup."))
    return ALLOW


def can_hide(actor: Actor, standing: Standing) -> Decision:
    """Hide, or show again: a coordinator or admin of the area who is not in the team."""
    if not actor.coordinates(standing.region_code):
        return deny(_("Hanya koordinator atau admin wilayah ini yang bisa melakukannya."))
    if standing.role is not None:
        return deny(_("Anda ada di tim usaha ini. Minta petugas lain yang memutuskan."))
    return ALLOW
