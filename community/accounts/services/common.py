"""What several services need: a locked account, and the actor that an account is by itself."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _

from community.accounts import policies, queries
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.foundation import messages
from community.foundation.database import db
from community.foundation.errors import NotFound, Refused
from community.foundation.policies import enforce


def locked(account_id: int) -> Account:
    """The account as it is now, kept from changing until this unit of work ends."""
    db.session.flush()
    account = db.session.get(Account, account_id, with_for_update=True, populate_existing=True)
    if account is None or account.status == AccountStatus.DELETED:
        raise NotFound()
    return account


def own_actor(account: Account) -> Actor:
    """The account acting for itself, before it has a session."""
    return Actor(
        account_id=account.id,
        public_id=account.public_id,
        call_name=account.call_name,
        region_code=account.home_code,
        intents=tuple(account.intents),
    )


def require_active(account: Account) -> None:
    """The one gate of every way in: sign-in, code, reset, confirmation."""
    if account.status != AccountStatus.ACTIVE:
        raise Refused(_("Akun ini sedang ditangguhkan. Hubungi koordinator kelurahan Anda."))


def enforce_own(actor: Actor, account: Account) -> None:
    """Changing what opens an account: its owner, with the second factor where one is set up."""
    has_factor = account.totp_confirmed_at is not None
    proved = not has_factor or queries.proved_at(actor.session_id) is not None
    enforce(policies.can_change_credentials(actor, account.id, has_factor, proved))


def enforce_admin(actor: Actor, account: Account) -> None:
    """Helping with somebody's account: an admin above her home and her roles."""
    regions = [grant.region_code for grant in queries.grants_of(account.id)]
    enforce(policies.can_administer(actor, account.id, account.home_code, regions))


def tell_owner(account: Account, subject: str, sentence: str) -> None:
    """Tell the owner at every address that is hers, whatever she agreed to: it is about her account itself."""
    site = current_app.config["SITE_NAME"]
    for address in (account.phone, account.email):
        if address and messages.reaches(address):
            messages.send(address, subject, f"{site}: {sentence}")


def warn_owner(account: Account, sentence: str, *, also: tuple[str | None, ...] = ()) -> None:
    """Tell the owner, at every address that is hers or was until now, that her account changed."""
    site = current_app.config["SITE_NAME"]
    closing = _("Kalau bukan Anda, segera buka %(url)s dan ganti PIN.", url=current_app.config["PUBLIC_URL"])
    for address in dict.fromkeys((account.phone, account.email, *also)):
        if address and messages.reaches(address):
            messages.send(address, _("Keamanan akun %(site)s", site=site), f"{site}: {sentence} {closing}")
