"""Whose notices they are."""

from __future__ import annotations

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny


def can_read(actor: Actor, account_id: int) -> Decision:
    """Read and mark: the person they were made for."""
    if actor.is_authenticated and actor.account_id == account_id:
        return ALLOW
    return deny(_("Pemberitahuan ini bukan untuk Anda."))
