"""Officers are named for a region and a term; a role is never overwritten, but ended."""

from __future__ import annotations

from datetime import date, timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import Account, AccountStatus, Role, RoleGrant, SecretKind
from community.accounts.policies import can_appoint
from community.accounts.services.common import locked
from community.accounts.services.second_factor import switch_off
from community.accounts.signals import RoleEnded, RoleGranted
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.regions.queries import directory

# How long a role runs when nobody says otherwise: long enough to settle, short enough to be thought about again.
USUAL_TERM = timedelta(days=365)


def _check_term(region_code: str, begins_on: date, ends_on: date, today: date) -> None:
    if directory().by_code(region_code) is None:
        raise DomainError(_("Pilih wilayah dari daftar."), field="region_code")
    if ends_on < max(begins_on, today):
        raise DomainError(_("Akhir masa tugas tidak boleh sebelum awalnya atau sudah lewat."), field="ends_on")


def _end_expired(account_id: int, role: Role, region_code: str, today: date) -> None:
    expired = update(RoleGrant).where(
        RoleGrant.account_id == account_id,
        RoleGrant.role == role,
        RoleGrant.region_code == region_code,
        RoleGrant.ended_at.is_(None),
        RoleGrant.ends_on < today,
    )
    db.session.execute(expired.values(ended_at=clock.now(), reason=_("Masa tugas selesai")))


def _add(grant: RoleGrant) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(grant)
            db.session.flush()
    except IntegrityError as error:
        raise DomainError(_("Orang ini sudah memegang tugas itu di wilayah ini."), field="account") from error


def grant_role(
    account: Account,
    role: Role,
    region_code: str,
    begins_on: date,
    ends_on: date,
    *,
    actor: Actor,
    today: date,
) -> RoleGrant:
    """Name somebody for a region and a term. It counts for her once she proved a second factor."""
    enforce(can_appoint(actor, account.id, region_code))
    _check_term(region_code, begins_on, ends_on, today)
    account = locked(account.id)
    if account.status != AccountStatus.ACTIVE:
        raise DomainError(_("Akun ini sedang tidak aktif."), field="account")
    _end_expired(account.id, role, region_code, today)
    grant = RoleGrant(
        account_id=account.id,
        role=role,
        region_code=region_code,
        begins_on=begins_on,
        ends_on=ends_on,
        granted_by_id=actor.account_id,
    )
    _add(grant)
    if current_app.config["OFFICER_SECOND_FACTOR"] and account.secret_kind is not SecretKind.LONG_PASSWORD:
        # What was set up with a PIN alone does not carry an officer's rights.
        switch_off(account)
    subject = f"account:{account.id}"
    note("roles.granted", subject, actor=actor, region_code=region_code, role=role, until=ends_on)
    record(RoleGranted(account.id, role, region_code))
    return grant


def end_role(grant: RoleGrant, *, actor: Actor, reason: str) -> None:
    """End a role now, with the reason; it stops counting at the next request."""
    enforce(can_appoint(actor, grant.account_id, grant.region_code))
    if not reason.strip():
        raise DomainError(_("Tulis alasannya."), field="reason")
    found = db.session.get(RoleGrant, grant.id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound()
    if found.ended_at is not None:
        return
    found.ended_at, found.ended_by_id, found.reason = clock.now(), actor.account_id, reason.strip()[:300]
    note(
        "roles.ended",
        f"account:{found.account_id}",
        actor=actor,
        region_code=found.region_code,
        role=found.role,
        reason=reason,
    )
    record(RoleEnded(found.account_id, found.role, found.region_code))
