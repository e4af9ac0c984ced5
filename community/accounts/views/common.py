"""What the pages of accounts share: where one goes next, and codes that are on their way."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import attempts, devices, identity, queries, sessions
from community.accounts.attempts import SignedIn
from community.accounts.devices import Device, this_device
from community.accounts.models import Account, CodePurpose
from community.foundation.database import new_public_id
from community.foundation.errors import NotFound, TooMany
from community.foundation.redirects import safe_path

blueprint = Blueprint("accounts", __name__)
MOST_ADDRESSES = 5


def wanted_path(otherwise: str) -> str:
    """Where the visitor was going (`kembali`), when that is a page of this site."""
    return safe_path(request.args.get("kembali"), otherwise)


def own_account() -> Account:
    """The account of the person who acts."""
    account = queries.account(g.actor.account_id)
    if account is None:
        raise NotFound()
    return account


def enter(signed_in: SignedIn, device: Device, onward: Response, *addresses: str) -> Response:
    """Let this browser carry the new session and go `onward`; the device is remembered as hers."""
    found = sessions.find_actor(signed_in.token)
    if found is None:
        raise NotFound()
    identity.begin(signed_in.token, found[0])
    note_addresses(*addresses)
    return devices.remember(onward, device, signed_in.account.public_id)


def outbox_is_open() -> bool:
    """Whether this deployment shows its messages on a page (building, testing, demonstrating)."""
    return bool(current_app.debug or current_app.testing or current_app.config["DEMO"])


def note_addresses(*typed: str) -> None:
    """Remember what was typed here: this browser may read the demonstration messages to it."""
    if typed and outbox_is_open():
        session["addresses"] = list(dict.fromkeys((*typed, *session.get("addresses", ()))))[:MOST_ADDRESSES]


def keep_pending(purpose: CodePurpose, handle: str, address: str) -> None:
    """Remember in this browser's signed session that a code is on its way."""
    session["codes"] = {**session.get("codes", {}), purpose.value: [handle, address]}
    note_addresses(address)


def ask_for_code(purpose: CodePurpose, address: str) -> str:
    """Send a code for this browser to wait for; returns why none was sent, if so.

    Even then the browser may type what was sent before, or a code from paper: a stranger who asks too often must not
    close the page on the owner.
    """
    try:
        handle, sentence = attempts.send_code_to(purpose, address, this_device()), ""
    except TooMany as error:
        waiting = pending(purpose)
        handle = waiting[0] if waiting and waiting[1] == address else new_public_id()
        still = _("Kode yang sudah Anda terima dan kode cadangan di kertas tetap bisa dipakai di sini.")
        sentence = f"{error.sentence} {still}"
    keep_pending(purpose, handle, address)
    return sentence


def pending(purpose: CodePurpose) -> tuple[str, str] | None:
    """The handle and address of the code this browser waits for."""
    kept: Any = session.get("codes", {}).get(purpose.value)
    return (kept[0], kept[1]) if kept else None


def drop_pending(purpose: CodePurpose) -> None:
    """The code has come, or is not wanted any more."""
    session["codes"] = {key: kept for key, kept in session.get("codes", {}).items() if key != purpose.value}
