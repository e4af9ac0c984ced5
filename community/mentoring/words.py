"""How mentors and requests are put into words."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.mentoring.models import Mentor, MentoringRequest, RequestState

MODES = {"offline": _l("Tatap muka"), "online": _l("Lewat HP")}
SCHEDULES = {"pagi": _l("Pagi"), "siang": _l("Siang"), "malam": _l("Malam"), "akhir_pekan": _l("Akhir pekan")}
STATE_NAMES = {
    RequestState.WAITING: _l("Menunggu jawaban"),
    RequestState.ACCEPTED: _l("Diterima"),
    RequestState.DECLINED: _l("Belum bisa"),
    RequestState.EXPIRED: _l("Tidak terjawab"),
    RequestState.WITHDRAWN: _l("Ditarik"),
    RequestState.ENDED: _l("Selesai"),
}
STATE_TONES = {
    RequestState.WAITING: "sun",
    RequestState.ACCEPTED: "green",
    RequestState.DECLINED: "brick",
    RequestState.EXPIRED: "plain",
    RequestState.WITHDRAWN: "plain",
    RequestState.ENDED: "sky",
}


def _listed(names: Iterable[object]) -> str:
    """ "Tatap muka, lewat HP": each after the first begins small, and "HP" stays as it is."""
    words = [str(name) for name in names]
    return ", ".join(words[:1] + [word[:1].lower() + word[1:] for word in words[1:]])


def mode_words(mentor: Mentor) -> str:
    """ "Tatap muka, lewat HP"."""
    return _listed(MODES[mode] for mode in mentor.modes if mode in MODES)


def schedule_words(mentor: Mentor) -> str:
    """ "Malam, akhir pekan"."""
    return _listed(SCHEDULES[part] for part in mentor.schedule if part in SCHEDULES)


def turn_words(request: MentoringRequest, mentor: Mentor, mentee: str, until: str, *, as_mentor: bool) -> str:
    """Who must do what next, to the mentor or to the mentee; `until` is the mentor's last day, in words."""
    if as_mentor:
        return {
            RequestState.WAITING: _("Menunggu jawaban Anda sampai %(day)s.", day=until),
            RequestState.ACCEPTED: _("Anda membimbing %(name)s.", name=mentee),
            RequestState.DECLINED: _("Anda belum bisa membimbing kali ini."),
            RequestState.EXPIRED: _("Tidak terjawab dalam lima hari, jadi ditutup sendiri."),
            RequestState.WITHDRAWN: _("%(name)s menarik permintaan ini.", name=mentee),
            RequestState.ENDED: _("Bimbingan ini sudah selesai."),
        }[request.state]
    return {
        RequestState.WAITING: _("%(name)s menjawab paling lambat %(day)s.", name=mentor.name, day=until),
        RequestState.ACCEPTED: _("%(name)s membimbing Anda.", name=mentor.name),
        RequestState.DECLINED: _("%(name)s belum bisa membimbing kali ini.", name=mentor.name),
        RequestState.EXPIRED: _("%(name)s tidak sempat menjawab dalam lima hari.", name=mentor.name),
        RequestState.WITHDRAWN: _("Permintaan ini sudah Anda tarik."),
        RequestState.ENDED: _("Bimbingan ini sudah selesai."),
    }[request.state]
