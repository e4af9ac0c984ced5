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
    text = ", ".join(str(name).lower() for name in names)
    return text[:1].upper() + text[1:]


def mode_words(mentor: Mentor) -> str:
    """ "Tatap muka, lewat HP"."""
    return _listed(MODES[mode] for mode in mentor.modes if mode in MODES)


def schedule_words(mentor: Mentor) -> str:
    """ "Malam, akhir pekan"."""
    return _listed(SCHEDULES[part] for part in mentor.schedule if part in SCHEDULES)


def turn_words(request: MentoringRequest, mentor: Mentor, mentee: str, until: str) -> str:
    """Who must do what next; `until` is the day the mentor's time ends, in words."""
    return {
        RequestState.WAITING: _("%(name)s menjawab paling lambat %(day)s.", name=mentor.name, day=until),
        RequestState.ACCEPTED: _("%(mentor)s membimbing %(mentee)s.", mentor=mentor.name, mentee=mentee),
        RequestState.DECLINED: _("%(name)s belum bisa membimbing kali ini.", name=mentor.name),
        RequestState.EXPIRED: _("%(name)s tidak sempat menjawab dalam lima hari.", name=mentor.name),
        RequestState.WITHDRAWN: _("Permintaan ini sudah ditarik."),
        RequestState.ENDED: _("Bimbingan ini sudah selesai."),
    }[request.state]
