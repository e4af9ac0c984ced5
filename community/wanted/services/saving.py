"""Searches that a person keeps."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from community.accounts.actor import Actor
from community.accounts.models import Account
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound
from community.foundation.limits import Limit, use
from community.foundation.policies import enforce
from community.search.catalogue import SOURCES
from community.wanted import policies, queries
from community.wanted.models import HelpRequest, KnownThing, SavedFind, SavedSearch
from community.wanted.percolation import PEOPLE

SAVING = Limit("wanted.saving", 60, timedelta(days=1))


def save(words: str, kind: str | None, *, actor: Actor) -> tuple[SavedSearch, bool]:
    """Keep a search, and whether it is new; the same search a second time is the first one."""
    enforce(policies.can_save(actor))
    if kind is not None and kind not in SOURCES:
        raise DomainError(_("Pilih salah satu jenis."))
    wanted = queries.read(words)
    if wanted.is_empty:
        raise DomainError(_("Tulis dulu kata yang Anda cari, misalnya “kasir”."))
    account_id = actor.account_id or 0
    # The row lock lets two searches kept at once be counted one after the other.
    db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
    if known := queries.kept(account_id, wanted.fingerprint(kind)):
        return known, False
    if queries.number_kept(account_id) >= policies.MOST_SAVED:
        raise DomainError(
            _("Anda sudah menyimpan %(n)s pencarian, dan itu yang paling banyak. Hentikan satu dulu.",
              n=policies.MOST_SAVED)
        )  # fmt: skip
    use(SAVING, str(account_id))
    search = SavedSearch(
        account_id=account_id, words=words, kind=kind, region_code=wanted.region_code, roots=list(wanted.roots),
        required=list(wanted.required), excluded=list(wanted.excluded), looked_up=wanted.looked_up,
        fingerprint=wanted.fingerprint(kind),
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(search)
    except IntegrityError:
        first = queries.kept(account_id, search.fingerprint)
        if first is None:
            raise
        return first, False
    return search, True


def _mine(public_id: str, actor: Actor) -> SavedSearch:
    # The row lock lets two taps at once be answered one after the other.
    statement = select(SavedSearch).where(SavedSearch.public_id == public_id).with_for_update()
    search = db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if search is None or not policies.can_see_search(actor, search):
        raise NotFound
    return search


def mark_seen(public_id: str, *, actor: Actor) -> SavedSearch:
    """Nothing found until now is new any more."""
    search = _mine(public_id, actor)
    search.seen_at = clock.now()
    return search


def stop(public_id: str, *, actor: Actor) -> SavedSearch:
    """Keep a search no longer; what it found is forgotten with it."""
    search = _mine(public_id, actor)
    db.session.delete(search)
    return search


def forget_person(account_id: int) -> None:
    """Nothing of a closed account stays: her searches, what she asked for, and that others' searches found her."""
    for model in (SavedSearch, HelpRequest):
        db.session.execute(delete(model).where(model.account_id == account_id))
    for found in (SavedFind, KnownThing):
        db.session.execute(delete(found).where(found.kind == PEOPLE, found.object_id == account_id))
