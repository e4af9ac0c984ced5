"""How a vacancy and an application are put into words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.foundation import clock, money
from community.jobs.forms import EDUCATION, LICENCES, REPORT_REASONS, SCHEDULES, TYPES
from community.jobs.models import ApplicationState, Job, JobType, PayUnit
from community.jobs.wages import minimum_wage
from community.regions.queries import directory

TYPE_NAMES = dict(TYPES)
REPORT_NAMES = dict(REPORT_REASONS)
SCHEDULE_NAMES = dict(SCHEDULES)
LICENCE_NAMES = dict(LICENCES)
EDUCATION_NAMES = dict(EDUCATION)
_ELSE_TOLD = {"none": _l("Belum sekolah"), "belum_sd": _l("Belum tamat SD"), "s2": _l("S2"), "s3": _l("S3")}
STATE_NAMES = {
    ApplicationState.SENT: _l("Terkirim"),
    ApplicationState.READ: _l("Dibaca"),
    ApplicationState.INTERVIEW: _l("Wawancara"),
    ApplicationState.OFFERED: _l("Ditawari kerja"),
    ApplicationState.ACCEPTED: _l("Diterima"),
    ApplicationState.DECLINED: _l("Tidak lanjut"),
    ApplicationState.WITHDRAWN: _l("Ditarik"),
}
STATE_TONES = {
    ApplicationState.SENT: "plain",
    ApplicationState.READ: "sky",
    ApplicationState.INTERVIEW: "sun",
    ApplicationState.OFFERED: "sun",
    ApplicationState.ACCEPTED: "green",
    ApplicationState.DECLINED: "brick",
    ApplicationState.WITHDRAWN: "plain",
}


_WAY = (
    ApplicationState.SENT,
    ApplicationState.READ,
    ApplicationState.INTERVIEW,
    ApplicationState.OFFERED,
    ApplicationState.ACCEPTED,
)


def ahead(state: ApplicationState) -> tuple[ApplicationState, ...]:
    """What may come after this step; nothing once it is decided."""
    return _WAY[_WAY.index(state) + 1 :] if state in _WAY else ()


def schedule_name(part: str) -> str:
    """ "Pagi" for "pagi"; a word of older days is shown as it is."""
    return str(SCHEDULE_NAMES.get(part, part))


def education_name(step: str) -> str:
    """ "SMA atau SMK" for "sma": what somebody told of her schooling, which a vacancy may not ask for."""
    return str(_ELSE_TOLD.get(step) or EDUCATION_NAMES.get(step, step))


def below_minimum(job: Job) -> str:
    """How full-time monthly pay stands to the minimum wage of its day; "" where there is nothing to say."""
    lowest, highest = job.pay_from or job.pay_to, job.pay_to or job.pay_from
    wage = minimum_wage(clock.local(job.published_at).date() if job.published_at else clock.today())
    full_month = job.job_type == JobType.FULL_TIME and job.pay_unit == PayUnit.MONTH
    if not (full_month and wage and lowest and highest) or lowest >= wage.monthly:
        return ""
    told = {"city": directory().city.label, "amount": money.format_rupiah(wage.monthly)}
    if highest >= wage.monthly:
        return _("Upah terendahnya di bawah UMK %(city)s (%(amount)s).", **told)
    return _("Di bawah UMK %(city)s (%(amount)s).", **told)


def turn_words(state: ApplicationState, employer: str, applicant: str, *, as_employer: bool) -> str:
    """Who must do what next, as the one who reads it is spoken to."""
    if as_employer and state == ApplicationState.SENT:
        return _("Menunggu Anda membaca dan menjawab lamaran ini.")
    if as_employer and state == ApplicationState.READ:
        return _("Menunggu jawaban Anda.")
    return {
        ApplicationState.SENT: _("Menunggu %(name)s membaca lamaran ini.", name=employer),
        ApplicationState.READ: _("Menunggu jawaban %(name)s.", name=employer),
        ApplicationState.INTERVIEW: _("%(name)s diundang wawancara.", name=applicant),
        ApplicationState.OFFERED: _("%(name)s ditawari pekerjaan ini.", name=applicant),
        ApplicationState.ACCEPTED: _("Selesai: %(name)s diterima.", name=applicant),
        ApplicationState.DECLINED: _("Selesai: lamaran ini tidak dilanjutkan."),
        ApplicationState.WITHDRAWN: _("Lamaran ini sudah ditarik."),
    }[state]
