"""The trail of who did what; written in the same transaction as the act itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import literal, select, union_all

from community.accounts.actor import Actor
from community.accounts.models import Account, AuditEntry
from community.foundation.cards import FOLDERS
from community.foundation.database import db

# Each domain adds the sentences of its own actions when it is wired: audit.SENTENCES.update({...}).
SENTENCES: dict[str, object] = {
    "accounts.opened": _l("Akun dibuat"),
    "accounts.signed_in": _l("Masuk"),
    "accounts.signed_out": _l("Keluar"),
    "accounts.session_ended": _l("Satu perangkat dikeluarkan"),
    "accounts.other_sessions_ended": _l("Semua perangkat lain dikeluarkan"),
    "accounts.phone_confirmed": _l("Nomor HP dipastikan"),
    "accounts.phone_changed": _l("Nomor HP diganti"),
    "accounts.email_changed": _l("Email diganti"),
    "accounts.secret_changed": _l("PIN atau kata sandi diganti"),
    "accounts.appointment_code_made": _l("Kode penunjukan dibuat"),
    "accounts.appointment_proved": _l("Kode penunjukan dipakai"),
    "accounts.recovery_codes_made": _l("Kode cadangan dibuat"),
    "accounts.recovery_code_used": _l("Kode cadangan dipakai"),
    "accounts.second_factor_set": _l("Verifikasi dua langkah dipasang"),
    "accounts.second_factor_proved": _l("Verifikasi dua langkah dibuktikan"),
    "accounts.second_factor_removed": _l("Verifikasi dua langkah dilepas"),
    "accounts.details_changed": _l("Nama, kelurahan, atau minat diubah"),
    "accounts.consent_given": _l("Persetujuan diberikan"),
    "accounts.consent_withdrawn": _l("Persetujuan ditarik"),
    "accounts.suspended": _l("Akun ditangguhkan"),
    "accounts.restored": _l("Akun dibuka kembali"),
    "accounts.reset_started": _l("Admin meminta PIN dibuat ulang"),
    "accounts.closed": _l("Akun ditutup"),
    "roles.granted": _l("Ditunjuk menjadi petugas"),
    "roles.ended": _l("Tugas sebagai petugas diakhiri"),
}

# Each domain adds the (id, address, name) of what its entries are about: audit.THINGS["job"] = (Job.id, …).
THINGS: dict[str, tuple[Any, Any, Any]] = {"account": (Account.id, Account.public_id, Account.call_name)}


@dataclass(frozen=True, slots=True)
class Thing:
    """What an entry is about, as it is called now; the trail itself keeps no name, so none outlives its owner."""

    kind: str
    public_id: str
    name: str

    @property
    def url(self) -> str:
        """Its page; "" where that is not told by its public id alone."""
        return f"{FOLDERS[self.kind]}/{self.public_id}" if self.kind in FOLDERS else ""


def things_of(subjects: Iterable[str]) -> dict[str, Thing]:
    """{"event:3": that event, …} in one query; what has no name, or is gone, is left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for subject in subjects:
        kind, _colon, number = subject.partition(":")
        if kind in THINGS and number.isascii() and number.isdigit() and len(number) < 19:
            wanted[kind].add(int(number))
    parts = []
    for kind, numbers in sorted(wanted.items()):
        identity, address, name = THINGS[kind]
        columns = literal(kind).label("kind"), identity.label("number"), address.label("address"), name.label("name")
        parts.append(select(*columns).where(identity.in_(numbers)))
    found = db.session.execute(union_all(*parts)) if parts else ()
    return {f"{row.kind}:{row.number}": Thing(row.kind, row.address, row.name) for row in found}


def note(action: str, subject: str, *, actor: Actor, region_code: str | None = None, **details: object) -> None:
    """Keep who (`actor`) did what ("roles.granted") to what ("account:17"); details hold no secrets."""
    db.session.add(
        AuditEntry(
            actor_id=actor.account_id,
            action=action,
            subject=subject,
            region_code=region_code,
            details={name: str(value)[:300] for name, value in details.items()},
        )
    )


def sentence_of(action: str) -> str:
    """An action of the trail as its owner reads it."""
    sentence = SENTENCES.get(action)
    return str(sentence) if sentence else _("Perubahan tercatat: %(action)s", action=action)


def find(action: str, subject: str, *, actor_id: int | None = None, since: datetime | None = None) -> AuditEntry | None:
    """The newest entry of an act on a subject; by one person, or not before a moment, where asked."""
    statement = select(AuditEntry).where(AuditEntry.subject == subject, AuditEntry.action == action)
    if actor_id is not None:
        statement = statement.where(AuditEntry.actor_id == actor_id)
    if since is not None:
        statement = statement.where(AuditEntry.at >= since)
    return db.session.scalar(statement.order_by(AuditEntry.id.desc()).limit(1))
