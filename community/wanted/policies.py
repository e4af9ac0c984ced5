"""Who may keep searches, ask for help and answer, and who reads what finds nothing."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation.policies import ALLOW, Decision, deny
from community.wanted.models import HelpRequest, HelpState, SavedSearch

MOST_SAVED = 20
# For so long what a search found is shown.
FOUND_WITHIN = timedelta(days=60)
MOST_OPEN = 5
MOST_THINGS = 5
OPEN_FOR = timedelta(days=60)
# For so many people or devices must words have found nothing before anybody reads them.
LEAST_TIMES = 3
EMPTY_KEPT = timedelta(days=90)


def can_save(actor: Actor) -> Decision:
    """Keep a search: anybody signed in."""
    return ALLOW if actor.is_authenticated else deny(_("Silakan masuk dulu untuk menyimpan pencarian."))


def can_see_search(actor: Actor, search: SavedSearch) -> Decision:
    """Read, mark and stop a saved search: whoever saved it."""
    if actor.is_authenticated and actor.account_id == search.account_id:
        return ALLOW
    return deny(_("Pencarian ini bukan milik Anda."))


def can_ask(actor: Actor) -> Decision:
    """Ask the officers of one's region: anybody signed in."""
    return ALLOW if actor.is_authenticated else deny(_("Silakan masuk dulu untuk minta dicarikan."))


def is_asker(actor: Actor, request: HelpRequest) -> bool:
    """Whether the actor is who asked."""
    return actor.is_authenticated and actor.account_id == request.account_id


def can_read(actor: Actor, request: HelpRequest) -> Decision:
    """A request is seen by who asked and by the officers of her region."""
    if is_asker(actor, request) or actor.coordinates(request.region_code):
        return ALLOW
    return deny(_("Permintaan ini hanya dilihat oleh yang meminta dan petugas wilayahnya."))


def can_answer(actor: Actor, request: HelpRequest) -> Decision:
    """Answer or close: an officer of the region while it is open, never for herself."""
    if not actor.coordinates(request.region_code):
        return deny(_("Hanya petugas wilayah ini yang bisa menjawab."))
    if is_asker(actor, request):
        return deny(_("Permintaan Anda sendiri dijawab petugas lain."))
    if request.state != HelpState.OPEN:
        return deny(_("Permintaan ini sudah tidak menunggu jawaban."))
    return ALLOW


def can_withdraw(actor: Actor, request: HelpRequest) -> Decision:
    """Take a request back: who asked, while it is open."""
    if not is_asker(actor, request):
        return deny(_("Hanya yang meminta yang bisa menarik permintaan ini."))
    if request.state != HelpState.OPEN:
        return deny(_("Permintaan ini sudah tidak menunggu jawaban."))
    return ALLOW


def can_see_empty_searches(actor: Actor, city_code: str) -> Decision:
    """What finds nothing is asked all over the city: its admin alone."""
    if actor.administers(city_code):
        return ALLOW
    return deny(_("Halaman ini untuk admin kota."))
