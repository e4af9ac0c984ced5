"""Whose lists they are."""

from __future__ import annotations

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny

# Why somebody hides an offer, in the order of the page.
HIDE_REASONS = ("terlalu_jauh", "upah_kurang", "bukan_bidang", "sudah_punya", "tidak_percaya")


def can_choose(actor: Actor) -> Decision:
    """Hide, bring back and choose the order: everybody for her own lists."""
    return ALLOW if actor.is_authenticated else deny(_("Silakan masuk dulu."))
