"""What the named people are in the middle of: every way through the site can be walked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update

from community.demo import offers, talk, trade
from community.demo.bulk import Bulk
from community.demo.corpus import stories as texts
from community.demo.corpus.personas import Persona
from community.demo.people import Resident
from community.events.models import EventStatus
from community.foundation import clock
from community.foundation.database import db
from community.foundation.languages import format_date
from community.jobs.models import Application, ApplicationState, ApplicationStep, Job, JobStatus, JobType, PayUnit
from community.mentoring.models import MentoringRequest
from community.programmes.models import ProgrammeStatus

S = ApplicationState
JOIN_REQUESTS = 3
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Cast:
    """The named people by role, what two of them own, and everybody else."""

    named: Mapping[str, tuple[Persona, Resident]]
    firms: Mapping[str, trade.Firm]
    residents: list[Resident]

    def who(self, role: str) -> Resident:
        """The stored person of a role."""
        return self.named[role][1]

    def near(self, code: str) -> list[Resident]:
        """Residents of a region, the rest of the city after them."""
        return sorted(self.residents, key=lambda one: not (one.region_code + ".").startswith(code + "."))


def mentor_is_asked(bulk: Bulk, cast: Cast) -> None:
    """Bu Wulan guides two and has three requests to answer; Bu Yanti's is one of them."""
    persona, who = cast.named["mentor"]
    if persona.mentor is None:
        return
    others = [one for one in cast.residents if "usaha" in one.intents][:4]
    offers.add_mentor(bulk, who, persona.mentor, [*others, cast.who("umkm_owner")], waiting=3)


def in_her_own_words(cast: Cast) -> None:
    """Bu Yanti's request to Bu Wulan says what her business page says."""
    hers = MentoringRequest.mentee_id == cast.who("umkm_owner").account_id
    db.session.execute(
        update(MentoringRequest).where(hers).values(topic="harga_jual", message=texts.words("yanti")["message"])
    )


def startup_holds_programmes(bulk: Bulk, cast: Cast) -> None:
    """Dimas has one open programme with every kind of applicant, and one that Pak Hendra reviews."""
    firm, admin = cast.firms["startup_founder"], cast.who("city_admin")
    owners = [one for one in cast.residents if "usaha" in one.intents][4:14]
    place = f"Ruang kumpul {firm.text.name}, Margajaya"
    opened, reviewed = (texts.programme(key, firm.text.name, place) for key in ("open", "review"))
    offers.add_programme(bulk, opened, firm, ProgrammeStatus.OPEN, admin, offers.Answered(owners, 3, 2))
    offers.add_programme(bulk, reviewed, firm, ProgrammeStatus.REVIEW, admin, offers.Answered([], 0, 0))


def coordinator_has_a_full_week(
    bulk: Bulk, cast: Cast, by_region: dict[str, int], members: dict[int, list[Resident]]
) -> None:
    """Pak Rahmat has people to confirm, a full event tomorrow with a waiting list, a draft, and one called off."""
    persona, who = cast.named["coordinator"]
    duty = persona.duty or who.region_code
    around = cast.near(duty)
    community_id = by_region[duty]
    known = {one.account_id for one in members.get(community_id, [])}
    for resident in [one for one in around if one.account_id not in known][-JOIN_REQUESTS:]:
        talk.add_waiting(bulk, community_id, resident)
    full, draft, cancelled = (texts.event(key, "Kecamatan Jatiasih") for key in ("full", "draft", "cancelled"))
    of_duty = {who.region_code: community_id}
    coming = [cast.who("job_seeker"), *around[: full.places + 2]]
    offers.add_event(bulk, full, who.village, who, coming, of_duty)
    offers.add_event(bulk, draft, who.village, who, [], of_duty, status=EventStatus.DRAFT)
    offers.add_event(bulk, cancelled, who.village, who, around[20:26], of_duty, status=EventStatus.CANCELLED)


def owner_seeks_help(bulk: Bulk, cast: Cast) -> None:
    """Bu Yanti's vacancy has applications nobody has read yet."""
    firm, told = cast.firms["umkm_owner"], texts.words("job")
    published = bulk.now - timedelta(days=4)
    job_id = bulk.add(
        Job, business_id=firm.business_id, created_by_id=firm.owner.account_id, title=told["title"],
        description=told["text"], region_code=firm.village.code, landmark=firm.text.landmark,
        job_type=JobType.DAILY, pay_from=told["pay_from"], pay_to=told["pay_to"], pay_unit=PayUnit.DAY, places=1,
        skills=["nasi_uduk"], extra_skills=[], education=None, schedule=["pagi"], licences=[],
        question=told["question"], closes_on=clock.today() + timedelta(days=20), status=JobStatus.OPEN,
        created_at=published, published_at=published, closed_at=None,
    )  # fmt: skip
    posted = trade.Posted(job_id, told["title"], told["question"], firm)
    seekers = [one for one in cast.near(firm.village.code) if "kerja" in one.intents][:5]
    for turn, seeker in enumerate(seekers):
        path = (S.SENT, S.READ) if turn == 0 else (S.SENT,)
        trade.add_application(bulk, posted, seeker, path, days_ago=turn // 2 + 1)


def _invitation(note: str) -> str:
    """The note with a working day to come."""
    day = clock.today() + timedelta(days=3)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1)
    return note.format(hari=format_date(day))


def seeker_is_invited(bulk: Bulk, cast: Cast, posted: list[trade.Posted]) -> None:
    """Sari applied to a kitchen, was read and is asked to come."""
    sari, told = cast.who("job_seeker"), texts.words("sari")
    kitchens = [one for one in posted if getattr(one.firm.text, "kind", "") in {"katering", "warteg", "nasi_uduk"}]
    near = sorted(kitchens or posted, key=lambda one: one.firm.village.kecamatan != sari.village.kecamatan)[0]
    sent = bulk.now - timedelta(days=3)
    application_id = bulk.add(
        Application, job_id=near.job_id, account_id=sari.account_id, message=told["message"],
        answer=told["answer"] if near.question.startswith("Berapa lama") else "", state=S.INTERVIEW, sent_at=sent,
    )  # fmt: skip
    for turn, state in enumerate((S.SENT, S.READ, S.INTERVIEW)):
        by = sari if state == S.SENT else near.firm.owner
        bulk.add(
            ApplicationStep, application_id=application_id, state=state, actor_id=by.account_id,
            note=_invitation(told["note"]) if state == S.INTERVIEW else "", at=sent + timedelta(hours=20 * turn),
        )  # fmt: skip
