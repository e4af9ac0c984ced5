"""Whose lists they are."""

from __future__ import annotations

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny

# Why somebody hides an offer, in the order of the page.
HIDE_REASONS = ("terlalu_jauh", "upah_kurang", "bukan_bidang", "sudah_punya", "tidak_percaya")


# Why an offer's makers set somebody aside.
SET_ASIDE_REASONS = ("bukan_bidang", "kurang_pengalaman", "terlalu_jauh", "sudah_kenal")


def can_meet_people(actor: Actor, *, mine: bool) -> Decision:
    """See, invite and set aside people who may fit an offer: the mentor herself, or the team behind it."""
    if actor.is_authenticated and mine:
        return ALLOW
    return deny(_("Hanya pemilik tawaran ini dan timnya yang melihat daftar ini."))


def can_invite(actor: Actor, *, mine: bool, is_open: bool) -> Decision:
    """Invite: whoever may see the list, while the offer is open."""
    if not can_meet_people(actor, mine=mine):
        return can_meet_people(actor, mine=mine)
    return ALLOW if is_open else deny(_("Tawaran ini sedang tidak terbuka, jadi belum bisa mengundang."))


def can_choose(actor: Actor) -> Decision:
    """Hide, bring back and choose the order: everybody for her own lists."""
    return ALLOW if actor.is_authenticated else deny(_("Silakan masuk dulu."))


def can_answer(actor: Actor) -> Decision:
    """Tell what fairness is counted by, change it and take it back: everybody about herself."""
    return ALLOW if actor.is_authenticated else deny(_("Silakan masuk dulu."))


def can_see_audit(actor: Actor, city_code: str) -> Decision:
    """How fair matching is concerns the whole city: its admin alone."""
    return ALLOW if actor.administers(city_code) else deny(_("Halaman ini untuk admin kota."))


def can_set_weights(actor: Actor, city_code: str) -> Decision:
    """Try weights out, put them in force and put earlier ones back: the admin of the city alone."""
    return ALLOW if actor.administers(city_code) else deny(_("Hanya admin kota yang bisa mengubah bobot."))
