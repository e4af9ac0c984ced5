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
from community.businesses.queries import trade_title
from community.demo.bulk import Bulk
from community.demo.corpus import businesses as texts
from community.demo.corpus.jobs import make_vacancy
from community.demo.corpus.places import KelurahanLike
from community.demo.corpus.startups import Startup, make_startup
from community.demo.drawings import drawing
from community.demo.people import Resident
from community.foundation import clock
from community.foundation.pictures import shrink, store_picture
from community.jobs.models import Application, ApplicationState, ApplicationStep, Job, JobStatus

S = ApplicationState
PATHS = (
    (S.SENT,), (S.SENT,), (S.SENT, S.READ), (S.SENT, S.READ, S.INTERVIEW),
    (S.SENT, S.READ, S.DECLINED), (S.SENT, S.INTERVIEW, S.OFFERED, S.ACCEPTED),
)  # fmt: skip
CALLED = {S.INTERVIEW, S.OFFERED}


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


@dataclass(frozen=True, slots=True)
class Posted:
    """A stored vacancy that is, or was, open."""

    job_id: int
    title: str
    question: str
    firm: Firm
    is_open: bool = True


def add_business(
    bulk: Bulk, owner: Resident, village: KelurahanLike, text: texts.Business | Startup, *, pictured: bool = False
) -> Firm:
    """A business with its owner in the team, and what it sells; with a picture where it has one and wants one."""
    is_sme = isinstance(text, texts.Business)
    offer_note = text.offer_note if isinstance(text, texts.Business) else ""
    business_id = bulk.add(
        Business, kind=BusinessKind.SME if is_sme else BusinessKind.STARTUP, name=text.name[:120],
        owner_id=owner.account_id, trade=trade_title(text.kbli), kbli_version="2025", kbli_code=text.kbli,
        started_year=text.started_year,
        capital_band=text.capital_band, sales_band=text.sales_band, region_code=village.code,
        landmark=text.landmark[:160], about=text.description,
        needs=list(text.needs), offers=list(text.offers), need_note=text.need_note, offer_note=offer_note,
        contact_way=_contact_way(owner), photo=_picture(text, owner) if pictured else None,
        status=BusinessStatus.ACTIVE, created_at=bulk.now - timedelta(days=bulk.rng.randrange(1, 300)),
    )  # fmt: skip
    bulk.add(TeamMember, business_id=business_id, account_id=owner.account_id, role=TeamRole.OWNER, since=bulk.now)
    for product in text.products if isinstance(text, texts.Business) else ():
        bulk.add(Product, business_id=business_id, name=product.name, price=product.price, unit=product.unit or "")
    return Firm(business_id, owner, village, text)


def _picture(text: texts.Business | Startup, owner: Resident) -> str | None:
    """A drawing of what is sold, kept as a photo of the owner's would be: no two businesses share a file."""
    drawn = drawing(text.kind, owner.account_id)
    return store_picture(shrink(drawn.getvalue())) if drawn else None


def add_businesses(
    bulk: Bulk, number: int, residents: list[Resident], villages: dict[str, KelurahanLike], pictures: int
) -> list[Firm]:
    """Small businesses of what their owners can do, near where they live, about `pictures` of them with a picture."""
    every = max(1, number * 2 // 3 // pictures)  # two in three do what is drawn
    owners = [one for one in residents if "usaha" in one.intents] or residents
    firms = []
    for index in range(number):
        owner = owners[index % len(owners)]
        village = villages[owner.region_code]
        kind = texts.kind_for(bulk.rng, owner.trade)
        text = texts.make_business(bulk.rng, index, village, kind, owner.call_name)
        firms.append(add_business(bulk, owner, village, text, pictured=index % every == 0))
        bulk.relieve()
    return firms


def add_startups(bulk: Bulk, number: int, residents: list[Resident], villages: dict[str, KelurahanLike]) -> list[Firm]:
    """Startups; their programmes come from `programmes`."""
    founders = residents[-number:]
    return [
        add_business(bulk, owner, village, make_startup(bulk.rng, index, village))
        for index, owner in enumerate(founders)
        for village in (villages[owner.region_code],)
    ]


def add_jobs(bulk: Bulk, number: int, firms: list[Firm], residents: list[Resident]) -> list[Posted]:
    """Vacancies: most open, some past or still drafts, with up to six applicants from around; returns the open ones."""
    opened = []
    seekers = [one for one in residents if "kerja" in one.intents] or residents
    near: dict[str, list[Resident]] = {}
    for one in seekers:
        near.setdefault(one.village.kecamatan, []).append(one)
    employers = [firm for firm in firms if isinstance(firm.text, texts.Business)]
    for index in range(number):
        if index % len(employers) == 0:
            bulk.rng.shuffle(employers)
        # Everybody's turn comes before anybody's second, so that even a small city has work in most kelurahan.
        firm = employers[index % len(employers)]
        posted = _add_job(bulk, index, firm, (number - index - 1) * 40 / number)
        if posted is None:
            continue
        around = near.get(firm.village.kecamatan, seekers)
        for seeker in bulk.rng.sample(around, min(len(around), bulk.rng.randrange(0, 7))):
            if seeker.account_id != firm.owner.account_id:
                add_application(bulk, posted, seeker, PATHS[bulk.rng.randrange(len(PATHS))])
        if posted.is_open:
            opened.append(posted)
        bulk.relieve()
    return opened


def _add_job(bulk: Bulk, index: int, firm: Firm, days_ago: float) -> Posted | None:
    """A vacancy of `days_ago`; None for a draft, which nobody can apply to."""
    rng = bulk.rng
    employer = firm.text if isinstance(firm.text, texts.Business) else None
    text = make_vacancy(rng, index, firm.village, employer)
    chance = rng.random()
    status = JobStatus.DRAFT if chance < 0.03 else JobStatus.CLOSED if chance < 0.1 else JobStatus.OPEN
    published = bulk.now - timedelta(days=days_ago, minutes=1)
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
    return (
        None
        if status == JobStatus.DRAFT
        else Posted(job_id, text.title[:120], text.question or "", firm, status == JobStatus.OPEN)
    )


def _spoken(title: str) -> str:
    """A position as it stands inside a sentence."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def add_application(
    bulk: Bulk, posted: Posted, seeker: Resident, path: tuple[ApplicationState, ...], *, days_ago: int | None = None
) -> int:
    """An application that went along `path`, with the words of both sides."""
    firm, letters = posted.firm, bulk.letters
    days = bulk.rng.randrange(1, 14) if days_ago is None else days_ago
    # The last step lies in the past too: they follow each other by nine hours.
    sent = bulk.now - timedelta(days=days, hours=9 * (len(path) - 1), minutes=1 + bulk.rng.randrange(600))
    application_id = bulk.add(
        Application, job_id=posted.job_id, account_id=seeker.account_id,
        message=letters.application(seeker.village, _spoken(posted.title)),
        answer=letters.answer(seeker.village, posted.question), state=path[-1], sent_at=sent,
    )  # fmt: skip
    for step, state in enumerate(path):
        by_applicant, at = state == S.SENT, sent + timedelta(hours=9 * step)
        bulk.add(
            ApplicationStep, application_id=application_id, state=state,
            note=letters.step_note(firm.village, state.value),
            actor_id=seeker.account_id if by_applicant else firm.owner.account_id, at=at,
        )  # fmt: skip
        if state in CALLED and bulk.rng.random() < 0.3:
            bulk.note(
                "jobs.phone_opened", f"account:{seeker.account_id}", firm.owner.account_id, at,
                region=firm.village.code, job=posted.title,
            )  # fmt: skip
    return application_id
