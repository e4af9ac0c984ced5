"""Notices in words, in the language of whoever reads them now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.foundation.languages import format_date, format_span
from community.foundation.words import inside
from community.regions.queries import region_label
from community.skills.queries import skill_name

Details = Mapping[str, Any]
_ROLES = {"coordinator": _l("koordinator"), "admin": _l("admin")}


@dataclass(frozen=True, slots=True)
class Said:
    """A notice as it is shown; `meta` is the quieter second line."""

    title: str
    meta: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class _Way:
    icon: str
    tone: str
    title: Callable[[Details], str]
    meta: Callable[[Details], str] = lambda details: ""


def _moment(details: Details) -> str:
    first, last = (
        datetime.fromisoformat(details[name]) if details.get(name) else None for name in ("starts_at", "ends_at")
    )
    return format_span(first, last)


def _when_where(details: Details) -> str:
    return ", ".join(part for part in (_moment(details), details.get("place", "")) if part)


def _reason(details: Details) -> str:
    return _("Alasannya: %(reason)s", reason=details["reason"]) if details.get("reason") else ""


def _starts(details: Details) -> str:
    day = format_date(date.fromisoformat(details["starts_on"]))
    return ", ".join(part for part in (day, details.get("schedule", ""), details.get("place", "")) if part)


def _invited(details: Details) -> str:
    words = {"name": details["name"], "title": details["title"]}
    if details["kind"] == "mentor":
        return _("%(name)s bersedia membimbing Anda: “%(title)s”", **words)
    if details["kind"] == "job":
        return _("%(name)s mengundang Anda melihat lowongan “%(title)s”", **words)
    return _("%(name)s mengundang Anda melihat program “%(title)s”", **words)


def _title(details: Details) -> str:
    return str(details["title"])


def _business(details: Details) -> str:
    return str(details["business"])


def _mentor(details: Details) -> str:
    # A closed account leaves no name.
    return _("Mentor Anda") if details["name"] == "-" else str(details["name"])


def _job(details: Details) -> str:
    return _("%(job)s di %(business)s", job=details["job"], business=details["business"])


def _topic(details: Details) -> str:
    return _("Tentang %(topic)s", topic=inside(skill_name(details["topic"])))


def _role(details: Details) -> dict[str, str]:
    return {
        "role": str(_ROLES.get(details["role"], details["role"])),
        "place": region_label(details["region"]),
    }


def _found(details: Details) -> str:
    counts, words = details["counts"], details["words"]
    n = sum(counts.values())
    if len(counts) != 1:
        return _("%(n)s yang baru untuk “%(words)s”", n=n, words=words)
    kind = next(iter(counts))
    return {
        "job": _("%(n)s lowongan baru untuk “%(words)s”", n=n, words=words),
        "training": _("%(n)s pelatihan baru untuk “%(words)s”", n=n, words=words),
        "programme": _("%(n)s program baru untuk “%(words)s”", n=n, words=words),
        "mentor": _("%(n)s mentor baru untuk “%(words)s”", n=n, words=words),
        "event": _("%(n)s acara baru untuk “%(words)s”", n=n, words=words),
        "business": _("%(n)s usaha baru untuk “%(words)s”", n=n, words=words),
        "community": _("%(n)s komunitas baru untuk “%(words)s”", n=n, words=words),
    }.get(kind) or _("%(n)s warga baru untuk “%(words)s”", n=n, words=words)


def _wish(details: Details) -> str:
    return f"“{details['wish']}”"


_WAYS: dict[str, _Way] = {
    "application_received": _Way(
        "clipboard-list", "green", lambda d: _("%(name)s melamar. Baca dan jawab", name=d["name"]), _job
    ),
    "application_unread": _Way(
        "clock", "sun", lambda d: _("%(name)s sudah menunggu 7 hari. Baca dan jawab", name=d["name"]), _job
    ),
    "application_read": _Way("eye", "sky", lambda d: _("Lamaran Anda sudah dibaca"), _job),
    "application_interview": _Way("calendar-event", "sun", lambda d: _("Anda diundang wawancara"), _job),
    "application_offered": _Way("star", "sun", lambda d: _("Anda ditawari pekerjaan"), _job),
    "application_accepted": _Way("circle-check", "green", lambda d: _("Anda diterima bekerja"), _job),
    "application_declined": _Way("info-circle", "plain", lambda d: _("Lamaran Anda tidak dilanjutkan"), _job),
    "mentoring_asked": _Way(
        "heart-handshake", "sky", lambda d: _("%(name)s minta bimbingan Anda", name=d["name"]), _topic
    ),
    "mentoring_accepted": _Way(
        "heart-handshake", "green", lambda d: _("%(name)s mau membimbing Anda", name=d["name"]), _topic
    ),
    "mentoring_declined": _Way(
        "heart-handshake", "plain", lambda d: _("%(name)s belum bisa membimbing Anda", name=d["name"]), _topic
    ),
    "mentoring_expired": _Way(
        "clock", "plain", lambda d: _("%(name)s belum sempat menjawab. Coba mentor lain", name=_mentor(d)), _topic
    ),
    "event_moved_up": _Way(
        "ticket", "green", lambda d: _("Anda dapat tempat di “%(event)s”", event=d["event"]), _when_where
    ),
    "event_cancelled": _Way(
        "alert-triangle", "brick", lambda d: _("Acara “%(event)s” batal", event=d["event"]), _reason
    ),
    "event_changed": _Way(
        "calendar-event", "sun", lambda d: _("Acara “%(event)s” berubah", event=d["event"]), _when_where
    ),
    "membership_asked": _Way(
        "user-plus", "sun", lambda d: _("%(name)s ingin bergabung", name=d["name"]), lambda d: d["community"]
    ),
    "membership_confirmed": _Way(
        "users", "green", lambda d: _("Anda sudah menjadi anggota %(community)s", community=d["community"])
    ),
    "membership_declined": _Way(
        "users", "plain", lambda d: _("%(community)s belum bisa menerima Anda", community=d["community"])
    ),
    "programme_submitted": _Way(
        "rocket", "plum", lambda d: _("Tinjau program “%(programme)s”", programme=d["programme"]),
        lambda d: d["business"],
    ),
    "programme_published": _Way(
        "rocket", "green", lambda d: _("Program “%(programme)s” sudah tayang", programme=d["programme"])
    ),
    "programme_returned": _Way(
        "edit", "sun", lambda d: _("Perbaiki program “%(programme)s”", programme=d["programme"]), _reason
    ),
    "programme_applied": _Way(
        "clipboard-list", "plum", lambda d: _("%(name)s mendaftar. Baca dan jawab", name=d["name"]),
        lambda d: d["programme"],
    ),
    "programme_accepted": _Way(
        "circle-check", "green", lambda d: _("Anda diterima di program “%(programme)s”", programme=d["programme"])
    ),
    "programme_declined": _Way(
        "info-circle", "plain",
        lambda d: _("Pendaftaran Anda di “%(programme)s” belum diterima", programme=d["programme"]), _reason,
    ),
    "training_signed_up": _Way(
        "school", "sky", lambda d: _("%(n)s orang sudah mendaftar", n=d["taken"]), lambda d: d["training"]
    ),
    "training_changed": _Way(
        "calendar-event", "sun", lambda d: _("Pelatihan “%(training)s” berubah", training=d["training"]), _starts
    ),
    "training_closed": _Way(
        "school", "plain",
        lambda d: _("Pendaftaran “%(training)s” ditutup. Anda tetap terdaftar", training=d["training"]), _starts,
    ),
    "training_stopped": _Way(
        "alert-triangle", "brick",
        lambda d: _("Pelatihan “%(training)s” ditutup petugas", training=d["training"]),
        lambda d: _("Tanya penyelenggaranya dulu sebelum datang."),
    ),
    "job_closed": _Way(
        "briefcase", "plain", lambda d: _("Lowongan sudah tutup. Lamaran Anda masih bisa dijawab"), _job
    ),
    "report_upheld": _Way(
        "shield-check", "green", lambda d: _("Terima kasih. Lowongan yang Anda laporkan sudah ditutup"), _job
    ),
    "report_set_aside": _Way(
        "info-circle", "plain", lambda d: _("Petugas sudah memeriksa laporan Anda. Lowongan ini tetap tayang"), _job
    ),
    "job_stopped": _Way("alert-triangle", "brick", lambda d: _("Lowongan ini ditutup petugas"), _job),
    "programme_deadline": _Way(
        "clock", "plain",
        lambda d: _("Pendaftaran “%(programme)s” sudah tutup. Pendaftaran Anda sedang dibaca",
                    programme=d["programme"]),
        _business,
    ),
    "programme_to_answer": _Way(
        "clipboard-list", "sun", lambda d: _("%(n)s pendaftar menunggu jawaban Anda", n=d["n"]),
        lambda d: d["programme"],
    ),
    "programme_closed": _Way(
        "rocket", "plain",
        lambda d: _("“%(programme)s” ditutup. Pendaftaran Anda masih bisa dijawab", programme=d["programme"]),
        _business,
    ),
    "programme_stopped": _Way(
        "alert-triangle", "brick",
        lambda d: _("Program “%(programme)s” ditutup admin", programme=d["programme"]), _business,
    ),
    "programme_unanswered": _Way(
        "clock", "plain",
        lambda d: _("“%(programme)s” sudah selesai, pendaftaran Anda tidak dijawab", programme=d["programme"]),
        _business,
    ),
    "closed_by_officer": _Way(
        "alert-triangle", "brick", lambda d: _("“%(title)s” ditutup petugas", title=d["title"]), _reason
    ),
    "taken_back": _Way("info-circle", "plain", lambda d: _("%(name)s mengundurkan diri", name=d["name"]), _title),
    "mentoring_paused": _Way(
        "heart-handshake", "plain",
        lambda d: _("%(name)s sedang istirahat. Tunggu, atau coba mentor lain", name=_mentor(d)), _topic,
    ),
    "mentoring_ended": _Way("heart-handshake", "plain", lambda d: _("Bimbingan Anda sudah selesai"), _topic),
    "business_closed": _Way(
        "building-store", "brick", lambda d: _("%(business)s sudah tutup", business=d["business"]),
        lambda d: _("Lamaran atau pendaftaran Anda di sana tidak dilanjutkan."),
    ),
    "business_paused": _Way(
        "building-store", "plain", lambda d: _("%(business)s sedang diperiksa petugas", business=d["business"]),
        lambda d: _("Tunggu kabar dulu. Jangan kirim uang."),
    ),
    "business_back": _Way(
        "building-store", "green", lambda d: _("%(business)s tampil lagi", business=d["business"]),
        lambda d: _("Lamaran atau pendaftaran Anda di sana dilanjutkan."),
    ),
    "business_hidden": _Way(
        "alert-triangle", "brick", lambda d: _("%(business)s disembunyikan petugas", business=d["business"]), _reason
    ),
    "business_shown": _Way(
        "building-store", "green", lambda d: _("%(business)s tampil lagi", business=d["business"])
    ),
    "team_invited": _Way(
        "user-plus", "sun", lambda d: _("%(name)s mengajak Anda masuk tim", name=d["name"]), _business
    ),
    "team_joined": _Way("users", "green", lambda d: _("%(name)s masuk tim", name=d["name"]), _business),
    "team_declined": _Way("users", "plain", lambda d: _("%(name)s belum mau masuk tim", name=d["name"]), _business),
    "team_left": _Way("users", "plain", lambda d: _("%(name)s keluar dari tim", name=d["name"]), _business),
    "team_removed": _Way("users", "plain", lambda d: _("Anda tidak lagi di tim ini"), _business),
    "person_invited": _Way(
        "send", "sun", _invited,
        lambda d: _("Anda sendiri yang memutuskan. Undangan berhenti kalau Anda menarik persetujuan diperlihatkan."),
    ),
    "post_hidden": _Way(
        "info-circle", "plain", lambda d: _("Tulisan Anda “%(post)s” disembunyikan", post=d["post"]), _reason
    ),
    "post_answered": _Way(
        "message-circle", "sky", lambda d: _("%(name)s menjawab tulisan Anda", name=d["name"]), lambda d: d["post"]
    ),
    "search_found": _Way("bell", "sun", _found, lambda d: _("Dari pencarian yang Anda simpan.")),
    "help_asked": _Way(
        "heart-handshake", "sun", lambda d: _("%(name)s minta dicarikan “%(wish)s”", name=d["name"], wish=d["wish"]),
        lambda d: region_label(d["region"]),
    ),
    "help_answered": _Way("heart-handshake", "green", lambda d: _("Petugas menjawab permintaan Anda"), _wish),
    "help_closed": _Way("heart-handshake", "plain", lambda d: _("Petugas belum menemukan yang Anda cari"), _wish),
    "help_expired": _Way(
        "clock", "plain", lambda d: _("Permintaan Anda belum terjawab. Anda boleh minta lagi"), _wish
    ),
    "account_restored": _Way("circle-check", "green", lambda d: _("Akun Anda dibuka lagi")),
    "role_granted": _Way(
        "shield-check", "green", lambda d: _("Anda ditunjuk menjadi %(role)s %(place)s", **_role(d))
    ),
    "role_ended": _Way(
        "shield-check", "plain", lambda d: _("Tugas Anda sebagai %(role)s %(place)s selesai", **_role(d))
    ),
}  # fmt: skip
KINDS = frozenset(_WAYS)


def said(kind: str, details: Details) -> Said:
    """The words of a notice; one of a kind that is no longer known says only that something is new."""
    way = _WAYS.get(kind)
    if way is None:
        return Said(_("Ada kabar untuk Anda"), "", "bell", "plain")
    return Said(way.title(details), way.meta(details), way.icon, way.tone)
