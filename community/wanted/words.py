"""Saved searches and requests put into words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.foundation.languages import format_date
from community.regions.queries import region_label
from community.wanted.models import HelpRequest, HelpState, SavedSearch

KINDS = {
    "job": _l("Lowongan"),
    "training": _l("Pelatihan"),
    "programme": _l("Program"),
    "mentor": _l("Mentor"),
    "event": _l("Acara"),
    "business": _l("Usaha"),
    "community": _l("Komunitas"),
    "member": _l("Warga"),
}
STATE_NAMES = {
    HelpState.OPEN: _l("Sedang dicarikan"),
    HelpState.ANSWERED: _l("Sudah dijawab"),
    HelpState.CLOSED: _l("Belum ketemu"),
    HelpState.WITHDRAWN: _l("Ditarik"),
    HelpState.EXPIRED: _l("Tidak terjawab"),
}
STATE_TONES = {
    HelpState.OPEN: "sun",
    HelpState.ANSWERED: "green",
    HelpState.CLOSED: "plain",
    HelpState.WITHDRAWN: "plain",
    HelpState.EXPIRED: "plain",
}


def what_and_where(search: SavedSearch) -> str:
    """ "Lowongan · Kec. Jatiasih": what a search listens to."""
    kind = KINDS.get(search.kind or "", _l("Semua jenis"))
    return " · ".join(part for part in (str(kind), region_label(search.region_code)) if part)


def turn_words(request: HelpRequest, helper: str, *, as_officer: bool) -> str:
    """Who must do what next, to the officer or to whoever asked; `helper` is who answers, or answered."""
    until = format_date(request.expires_at)
    if as_officer:
        return {
            HelpState.OPEN: _("Menunggu jawaban petugas wilayah ini, paling lambat %(day)s.", day=until),
            HelpState.ANSWERED: _("Dijawab %(name)s.", name=helper),
            HelpState.CLOSED: _("Ditutup %(name)s dengan alasan.", name=helper),
            HelpState.WITHDRAWN: _("Permintaan ini ditarik."),
            HelpState.EXPIRED: _("Tidak terjawab dalam 60 hari, jadi ditutup sendiri."),
        }[request.state]
    return {
        HelpState.OPEN: _("%(name)s mencarikan untuk Anda, paling lama sampai %(day)s.", name=helper, day=until),
        HelpState.ANSWERED: _("%(name)s sudah mencarikan. Jawabannya di bawah ini.", name=helper),
        HelpState.CLOSED: _("%(name)s belum menemukannya. Alasannya di bawah ini.", name=helper),
        HelpState.WITHDRAWN: _("Permintaan ini sudah Anda tarik."),
        HelpState.EXPIRED: _("Tidak terjawab dalam 60 hari. Anda boleh minta lagi."),
    }[request.state]
