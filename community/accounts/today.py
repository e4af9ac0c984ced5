"""What the account itself waits for: the proof of an officer, the confirmation of a phone."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from community.accounts.models import Account
from community.foundation import concerns, messages, slots


def _unconfirmed() -> Select[Any]:
    given = concerns.columns(key=Account.public_id, note=Account.phone)
    mine = (Account.id == concerns.ME, Account.phone.is_not(None), Account.phone_confirmed_at.is_(None))
    return select(*given).where(*mine)


def _proof(actor: Any, **_values: Any) -> list[dict[str, Any]]:
    """An officer who has not proved her second factor yet has no rights in this session."""
    if not actor.needs_second_factor:
        return []
    return [
        {
            "href": url_for("accounts.second_factor"),
            "title": _("Buktikan bahwa ini Anda"),
            "meta": _("Hak petugas Anda baru terbuka setelah verifikasi dua langkah"),
            "icon": "shield-check",
            "tone": "sun",
        }
    ]


def _phone(actor: Any, **_values: Any) -> list[dict[str, Any]]:
    """Only where a code can reach the phone."""
    return [
        {
            "href": url_for("accounts.confirm_phone"),
            "title": _("Pastikan nomor HP"),
            "meta": _("supaya akun bisa dibuka lagi kalau lupa PIN"),
            "icon": "phone",
            "tone": "sun",
        }
        for row in concerns.of(actor, "unconfirmed_phone")
        if row.note and messages.reaches(row.note)
    ]


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "unconfirmed_phone", _unconfirmed)
    slots.offer(app, "today.todo", _proof, position=10)
    slots.offer(app, "today.todo", _phone, position=80)
