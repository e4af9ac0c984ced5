"""Rows of businesses, startups and their vacancies, with some applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from community.businesses.models import (
    Business,
    BusinessKind,
    BusinessStatus,
    ContactWay,
    Product,
    TeamMember,
    TeamRole,
)
from community.demo.bulk import Bulk
from community.demo.corpus import businesses as texts
from community.demo.corpus.jobs import make_vacancy
from community.demo.corpus.places import KelurahanLike
from community.demo.corpus.startups import Startup, make_startup
from community.demo.people import Resident
from community.foundation import clock
from community.jobs.models import Application, ApplicationState, ApplicationStep, Job, JobStatus

S = ApplicationState
PATHS = (
    (S.SENT,), (S.SENT,), (S.SENT, S.READ), (S.SENT, S.READ, S.INTERVIEW),
    (S.SENT, S.READ, S.DECLINED), (S.SENT, S.INTERVIEW, S.OFFERED, S.ACCEPTED),
)  # fmt: skip
NOTES = {
    S.INTERVIEW: "Silakan datang wawancara hari Selasa pukul 09.00, bawa fotokopi ijazah.",
    S.DECLINED: "Terima kasih sudah melamar. Kali ini kami memilih yang rumahnya lebih dekat.",
    S.OFFERED: "Kami cocok dengan Anda. Bisa mulai Senin depan?",
    S.ACCEPTED: "Selamat bergabung.",
}


@dataclass(frozen=True, slots=True)
class Firm:
    """A stored business with the text it was made from."""

    business_id: int
    owner: Resident
    village: KelurahanLike
    text: texts.Business | Startup


def _contact_way(owner: Resident) -> ContactWay:
    """Eight of ten by WhatsApp, one by telephone, one not yet."""
    return {0: ContactWay.NONE, 9: ContactWay.PHONE}.get(owner.account_id % 10, ContactWay.WHATSAPP)


def add_business(bulk: Bulk, owner: Resident, village: KelurahanLike, text: texts.Business | Startup) -> Firm:
    """A business with its owner in the team, and what it sells."""
    is_sme = isinstance(text, texts.Business)
    offer_note = text.offer_note if isinstance(text, texts.Business) else ""
    business_id = bulk.add(
        Business, kind=BusinessKind.SME if is_sme else BusinessKind.STARTUP, name=text.name[:120],
        owner_id=owner.account_id, kbli_version="2025", kbli_code=text.kbli, started_year=text.started_year,
        capital_band=text.capital_band, sales_band=text.sales_band, region_code=village.code,
        landmark=text.landmark[:160], about="\n\n".join(part for part in (text.description, offer_note) if part),
        needs=list(text.needs), offers=list(text.offers), need_note=text.need_note,
        contact_way=_contact_way(owner),
        status=BusinessStatus.ACTIVE, created_at=bulk.now - timedelta(days=bulk.rng.randrange(1, 300)),
    )  # fmt: skip
    bulk.add(TeamMember, business_id=business_id, account_id=owner.account_id, role=TeamRole.OWNER, since=bulk.now)
    for product in text.products if isinstance(text, texts.Business) else ():
        bulk.add(Product, business_id=business_id, name=product.name, price=product.price, unit=product.unit or "")
    return Firm(business_id, owner, village, text)


def add_businesses(
    bulk: Bulk, number: int, residents: list[Resident], villages: dict[str, KelurahanLike]
) -> list[Firm]:
    """Small businesses near where their owners live."""
    owners = [one for one in residents if "usaha" in one.intents] or residents
    firms = []
    for index in range(number):
        owner = owners[index % len(owners)]
        village = villages[owner.region_code]
        firms.append(add_business(bulk, owner, village, texts.make_business(bulk.rng, index, village)))
    return firms


def add_startups(bulk: Bulk, number: int, residents: list[Resident], villages: dict[str, KelurahanLike]) -> list[Firm]:
    """Startups; their programmes come from `programmes`."""
    founders = residents[-number:]
    return [
        add_business(bulk, owner, village, make_startup(bulk.rng, index, village))
        for index, owner in enumerate(founders)
        for village in (villages[owner.region_code],)
    ]


def add_jobs(bulk: Bulk, number: int, firms: list[Firm], residents: list[Resident]) -> None:
    """Vacancies: most open, some past or still drafts, each with up to six applicants."""
    seekers = [one for one in residents if "kerja" in one.intents] or residents
    employers = [firm for firm in firms if isinstance(firm.text, texts.Business)]
    for index in range(number):
        firm = employers[bulk.rng.randrange(len(employers))]
        job_id, status = _add_job(bulk, index, firm)
        if status == JobStatus.DRAFT:
            continue
        for seeker in bulk.rng.sample(seekers, min(len(seekers), bulk.rng.randrange(0, 7))):
            if seeker.account_id != firm.owner.account_id:
                _add_application(bulk, job_id, seeker, firm)


def _add_job(bulk: Bulk, index: int, firm: Firm) -> tuple[int, JobStatus]:
    rng = bulk.rng
    employer = firm.text if isinstance(firm.text, texts.Business) else None
    text = make_vacancy(rng, index, firm.village, employer)
    chance = rng.random()
    status = JobStatus.DRAFT if chance < 0.03 else JobStatus.CLOSED if chance < 0.1 else JobStatus.OPEN
    published = bulk.now - timedelta(days=rng.randrange(0, 40), minutes=rng.randrange(1440))
    job_id = bulk.add(
        Job, business_id=firm.business_id, created_by_id=firm.owner.account_id, title=text.title[:120],
        description=text.text, region_code=firm.village.code, landmark=text.landmark[:160], job_type=text.job_type,
        pay_from=text.pay_from, pay_to=text.pay_to, pay_unit=text.pay_unit,
        pay_per=text.pay_note.removeprefix("per ")[:40], places=text.places,
        skills=list(text.skills), extra_skills=list(text.extra_skills), education=text.education or None,
        schedule=list(text.schedule), licences=list(text.licences), question=text.question or "",
        closes_on=clock.today() + timedelta(days=max(3, text.days_to_closing)), status=status,
        created_at=published, published_at=None if status == JobStatus.DRAFT else published,
        closed_at=bulk.now if status == JobStatus.CLOSED else None,
    )  # fmt: skip
    return job_id, status


def _add_application(bulk: Bulk, job_id: int, seeker: Resident, firm: Firm) -> None:
    path = PATHS[bulk.rng.randrange(len(PATHS))]
    sent = bulk.now - timedelta(days=bulk.rng.randrange(1, 14), minutes=bulk.rng.randrange(1440))
    application_id = bulk.add(
        Application,
        job_id=job_id,
        account_id=seeker.account_id,
        message="",
        answer="",
        state=path[-1],
        sent_at=sent,
    )
    for step, state in enumerate(path):
        by_applicant = state == S.SENT
        bulk.add(
            ApplicationStep, application_id=application_id, state=state, note=NOTES.get(state, ""),
            actor_id=seeker.account_id if by_applicant else firm.owner.account_id,
            at=sent + timedelta(hours=9 * step),
        )  # fmt: skip
