"""Who may name officers, help with accounts, and change what opens an account."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny


def can_appoint(actor: Actor, account_id: int, region_code: str) -> Decision:
    """Grant or end a role: an admin of a region that covers it, and never for oneself."""
    if not actor.administers(region_code):
        return deny(_("Hanya admin wilayah ini yang bisa menunjuk atau memberhentikan petugas."))
    if actor.account_id == account_id:
        return deny(_("Tidak ada yang bisa menunjuk atau memberhentikan dirinya sendiri. Minta admin lain."))
    return ALLOW


def can_prove_appointment(actor: Actor, account_id: int, role_regions: Iterable[str]) -> Decision:
    """Give an officer her appointment code: an admin of all her regions, because the code opens every role."""
    decisions = [can_appoint(actor, account_id, code) for code in role_regions]
    return next((decision for decision in decisions if not decision), ALLOW)


def can_administer(actor: Actor, account_id: int, home_code: str, role_regions: Iterable[str]) -> Decision:
    """Suspend, restore or start a reset: an admin above the person's home and above each of her roles."""
    if actor.account_id == account_id:
        return deny(_("Untuk akun sendiri, pakai halaman Akun saya atau minta admin lain."))
    if not all(actor.administers(code) for code in (home_code, *role_regions)):
        return deny(_("Hanya admin wilayah orang ini yang bisa melakukannya."))
    return ALLOW


def can_change_credentials(actor: Actor, account_id: int, has_second_factor: bool, proved: bool) -> Decision:
    """Change phone, e-mail, secret, second factor or recovery codes, or close: oneself, fully proved."""
    if actor.account_id != account_id:
        return deny(_("Hanya pemilik akun yang bisa mengubahnya."))
    if has_second_factor and not proved:
        return deny(_("Buktikan dulu dengan kode dari aplikasi kode Anda."))
    return ALLOW


def can_remove_second_factor(is_officer: bool, required: bool) -> Decision:
    """Officers keep their second factor where the deployment requires it."""
    if is_officer and required:
        return deny(_("Petugas wajib memakai verifikasi dua langkah."))
    return ALLOW
