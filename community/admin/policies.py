"""How far an officer sees."""

from __future__ import annotations

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny


def can_look_up(actor: Actor) -> Decision:
    """Search people: whoever holds an office; queries keep to her region."""
    return ALLOW if actor.is_officer else deny(_("Halaman ini untuk petugas yang ditunjuk."))


def can_appoint_somewhere(actor: Actor) -> Decision:
    """Open the form for naming officers: an admin; the service checks the region named."""
    return ALLOW if actor.is_admin else deny(_("Hanya admin yang bisa menunjuk petugas."))


def can_see_deliveries(actor: Actor, city_code: str) -> Decision:
    """What could not be delivered concerns people of the whole city: its admin alone."""
    if actor.administers(city_code):
        return ALLOW
    return deny(_("Halaman ini untuk admin kota."))
