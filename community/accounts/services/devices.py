"""Devices sign in and out."""

from __future__ import annotations

from flask_babel import gettext as _

from community.accounts import queries, sessions
from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import Account
from community.accounts.services.common import locked, own_actor, require_active
from community.foundation.errors import DomainError, NotFound


def begin_session(account_id: int, *, device: str, secret_hash: str | None = None) -> tuple[str, Account]:
    """Sign a device in after its person proved herself; returns the token for the device, and the account.

    Every way in comes through here. With `secret_hash`, the secret that was proved must still be the
    account's: it may have been changed while it was being checked.
    """
    account = locked(account_id)
    require_active(account)
    if secret_hash is not None and account.secret_hash != secret_hash:
        raise DomainError(_("PIN baru saja diganti. Masuk sekali lagi."))
    token = sessions.open_session(account, device=device)
    note("accounts.signed_in", f"account:{account.id}", actor=own_actor(account), device=device)
    return token, account


def sign_out(actor: Actor) -> None:
    """End the session that acts."""
    if actor.session_id is not None:
        sessions.end_session(actor.session_id)
        note("accounts.signed_out", f"account:{actor.account_id}", actor=actor)


def end_device(public_id: str, *, actor: Actor) -> None:
    """Sign one of one's own devices out."""
    found = queries.session_of(actor.account_id or 0, public_id)
    if found is None:
        raise NotFound()
    sessions.end_session(found.id)
    note("accounts.session_ended", f"account:{actor.account_id}", actor=actor, device=found.device)


def end_other_devices(*, actor: Actor) -> None:
    """Sign every other of one's own devices out."""
    if actor.account_id is None:
        raise NotFound()
    sessions.end_all(actor.account_id, but=actor.session_id)
    note("accounts.other_sessions_ended", f"account:{actor.account_id}", actor=actor)
