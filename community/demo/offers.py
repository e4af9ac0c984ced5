"""Rows of events, programmes, trainings and mentors, with those who take part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from community.demo.bulk import Bulk
from community.demo.corpus import events as event_texts
from community.demo.corpus import mentors as mentor_texts
from community.demo.corpus import programmes as programme_texts
from community.demo.corpus import trainings as training_texts
from community.demo.corpus.calendar import day_of
from community.demo.corpus.places import KelurahanLike
from community.demo.corpus.startups import Startup
from community.demo.people import Resident
from community.demo.trade import Firm
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.foundation import clock
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState, TrainingStatus
from community.mentoring.models import Mentor, MentoringRequest, MentorStatus, RequestState
from community.programmes.models import (
    Programme,
    ProgrammeApplication,
    ProgrammeApplicationState,
    ProgrammeStatus,
)

_WEEK = 6  # a course that begins later in its first week ends later too
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def _at(day_offset: int, hour: float, title: str) -> datetime:
    day = day_of(title, clock.today() + timedelta(days=day_offset))
    start = datetime.combine(day, time(int(hour) % 24), tzinfo=clock.WIB)
    return start + timedelta(minutes=round((hour % 1) * 60))


def _some(bulk: Bulk, residents: list[Resident], most: int) -> list[Resident]:
    return bulk.rng.sample(residents, min(len(residents), most))


def add_events(
    bulk: Bulk, number: int, villages: list[KelurahanLike], organisers: dict[str, Resident],
    residents: list[Resident], communities: dict[str, int],
) -> None:  # fmt: skip
    """Events of the last and the coming weeks; the full ones have a waiting list, a few were called off."""
    for index in range(number):
        village = villages[bulk.rng.randrange(len(villages))]
        text = event_texts.make_event(bulk.rng, index, village)
        coming = _some(bulk, residents, round(text.places * bulk.rng.choice((0.2, 0.4, 0.6, 0.9, 1.05))))
        status = EventStatus.CANCELLED if index % 23 == 6 else EventStatus.OPEN
        add_event(bulk, text, village, organiser_of(organisers, village), coming, communities, status=status)
        bulk.relieve()


def organiser_of(organisers: dict[str, Resident], village: KelurahanLike) -> Resident:
    """Who is in office for a kelurahan: its own coordinator, else the one of its kecamatan."""
    return organisers.get(village.code) or organisers[village.code.rpartition(".")[0]]


def add_event(
    bulk: Bulk, text: event_texts.Event, village: KelurahanLike, organiser: Resident, coming: list[Resident],
    communities: dict[str, int], *, status: EventStatus = EventStatus.OPEN,
) -> int:  # fmt: skip
    """An event with who comes, first come first, and its entry in the trail."""
    starts, written = _at(text.day_offset, text.start_hour, text.title), bulk.now - timedelta(days=20)
    called_off = status == EventStatus.CANCELLED
    event_id = bulk.add(
        Event, title=text.title[:120], description=text.description, region_code=village.code,
        place=text.place[:120], landmark=text.landmark[:160], starts_at=starts,
        ends_at=starts + timedelta(minutes=text.minutes), places=text.places,
        taken=min(text.places, len(coming)), topics=list(text.topics), community_id=communities.get(village.code),
        organiser_id=organiser.account_id, organiser_name=text.organiser[:120], status=status,
        cancel_reason=bulk.letters.cancelled() if called_off else "", created_at=written,
    )  # fmt: skip
    what = "events.created" if status == EventStatus.DRAFT else "events.published"
    about = {"region": village.code, "title": text.title[:120]}
    bulk.note(what, f"event:{event_id}", organiser.account_id, written, **about)
    if called_off:
        yesterday = min(bulk.now, starts) - timedelta(days=1)
        bulk.note("events.cancelled", f"event:{event_id}", organiser.account_id, yesterday, **about)
    add_sign_ups(bulk, event_id, coming, text.places, starts, held=status == EventStatus.OPEN)
    return event_id


def add_sign_ups(
    bulk: Bulk, event_id: int, coming: list[Resident], places: int, starts: datetime, *, held: bool
) -> None:
    """Places for the first, the waiting list for the rest; most came to what was held."""
    codes: set[str] = set()
    for turn, resident in enumerate(coming):
        code = "".join(bulk.rng.choices(CODE_LETTERS, k=6))
        while code in codes:
            code = "".join(bulk.rng.choices(CODE_LETTERS, k=6))
        codes.add(code)
        confirmed = turn < places
        came = held and confirmed and starts < bulk.now and bulk.rng.random() < 0.8
        bulk.add(
            SignUp, event_id=event_id, account_id=resident.account_id, code=code,
            state=SignUpState.CONFIRMED if confirmed else SignUpState.WAITING,
            signed_up_at=bulk.now - timedelta(days=15) + timedelta(minutes=turn),
            checked_in_at=starts if came else None,
        )  # fmt: skip


def add_programmes(bulk: Bulk, number: int, startups: list[Firm], residents: list[Resident], admin: Resident) -> None:
    """Programmes of startups with applicants; some wait for the city's review."""
    for index in range(number):
        firm = startups[index % len(startups)]
        startup = firm.text if isinstance(firm.text, Startup) else None
        text = programme_texts.make_programme(bulk.rng, index, firm.village, startup)
        status = ProgrammeStatus.REVIEW if index % 20 == 7 else ProgrammeStatus.OPEN
        applicants = _some(bulk, residents, bulk.rng.randrange(0, text.places)) if status == "open" else []
        accepted, declined = len(applicants) // 3, len(applicants) // 5
        add_programme(bulk, text, firm, status, admin, Answered(applicants, accepted, declined))
        bulk.relieve()


@dataclass(frozen=True, slots=True)
class Answered:
    """Applicants: the first `accepted` got a yes, the next `declined` a no, the rest wait."""

    applicants: list[Resident]
    accepted: int
    declined: int

    def __iter__(self) -> Iterator[tuple[Resident, ProgrammeApplicationState]]:
        for turn, resident in enumerate(self.applicants):
            if turn < self.accepted:
                yield resident, ProgrammeApplicationState.ACCEPTED
            elif turn < self.accepted + self.declined:
                yield resident, ProgrammeApplicationState.DECLINED
            else:
                yield resident, ProgrammeApplicationState.SENT


def add_programme(
    bulk: Bulk, text: programme_texts.Programme, firm: Firm, status: ProgrammeStatus, admin: Resident,
    answered: Answered,
) -> int:  # fmt: skip
    """A programme of a startup with its applicants; the admin opened it unless it waits for review."""
    today, opened = clock.today(), bulk.now - timedelta(days=9)
    programme_id = bulk.add(
        Programme, business_id=firm.business_id, created_by_id=firm.owner.account_id, title=text.title[:120],
        aim=text.aim, audience=text.audience, benefits=text.benefits, eligibility=dict(text.eligibility),
        topics=list(text.topics), region_code=firm.village.code, place=text.place[:160], online=text.online,
        cost=text.cost, places=text.places, taken=answered.accepted,
        closes_on=today + timedelta(days=text.deadline_offset),
        starts_on=today + timedelta(days=text.starts_offset), ends_on=today + timedelta(days=text.ends_offset),
        status=status, review_note="", created_at=opened - timedelta(days=1),
        published_at=opened if status == ProgrammeStatus.OPEN else None,
    )  # fmt: skip
    if status == ProgrammeStatus.OPEN:
        bulk.note("programmes.opened", f"programme:{programme_id}", admin.account_id, opened, region=firm.village.code)
    for resident, state in answered:
        decided = state != ProgrammeApplicationState.SENT
        taken = state == ProgrammeApplicationState.ACCEPTED
        bulk.add(
            ProgrammeApplication, programme_id=programme_id, account_id=resident.account_id,
            motivation=bulk.letters.motivation(resident.village, text.kind), state=state,
            reason=bulk.letters.programme_answer(accepted=taken) if decided else "",
            sent_at=bulk.now - timedelta(days=5, minutes=bulk.rng.randrange(4000)),
            decided_at=bulk.now - timedelta(days=1) if decided else None,
            decided_by_id=firm.owner.account_id if decided else None,
        )  # fmt: skip
    return programme_id


def add_trainings(
    bulk: Bulk,
    number: int,
    villages: list[KelurahanLike],
    organisers: dict[str, Resident],
    residents: list[Resident],
) -> None:
    """The catalogue of trainings with those who signed up."""
    today = clock.today()
    for index in range(number):
        village = villages[bulk.rng.randrange(len(villages))]
        text = training_texts.make_training(bulk.rng, index, village)
        coming = _some(bulk, residents, round(text.places * bulk.rng.choice((0.1, 0.3, 0.5, 0.8))))
        training_id = bulk.add(
            Training, title=text.title[:120], provider=text.provider[:120],
            created_by_id=organiser_of(organisers, village).account_id, description=text.description,
            region_code=village.code, place=text.place[:160], online=text.online, skills=list(text.skills),
            hours=text.hours, cost=text.cost, schedule=text.schedule[:120],
            starts_on=day_of(text.schedule, today + timedelta(days=text.starts_offset)),
            ends_on=day_of(text.schedule, today + timedelta(days=text.ends_offset + _WEEK), back=True),
            places=text.places, taken=len(coming), status=TrainingStatus.OPEN,
            created_at=bulk.now - timedelta(days=30),
        )  # fmt: skip
        for resident in coming:
            bulk.add(
                TrainingSignUp, training_id=training_id, account_id=resident.account_id,
                state=TrainingSignUpState.CONFIRMED, signed_up_at=bulk.now - timedelta(days=3),
            )  # fmt: skip


def add_mentor(bulk: Bulk, who: Resident, text: mentor_texts.Mentor, mentees: list[Resident], waiting: int = 1) -> int:
    """A mentor with running mentees; the last `waiting` wait for an answer, one without a place got a no."""
    taken = min(max(0, len(mentees) - waiting), max(0, text.capacity - 1))
    mentor_id = bulk.add(
        Mentor, account_id=who.account_id, name=who.call_name, headline=text.headline[:120], about=text.about,
        topics=list(text.topics), modes=list(text.modes), schedule=list(text.schedule), region_code=who.region_code,
        capacity=text.capacity, taken=taken, status=MentorStatus.OPEN, created_at=bulk.now - timedelta(days=60),
    )  # fmt: skip
    for turn, mentee in enumerate(mentees):
        waits = turn >= len(mentees) - waiting
        state = RequestState.ACCEPTED if turn < taken else RequestState.WAITING if waits else RequestState.DECLINED
        topic = text.topics[turn % len(text.topics)]
        asked = bulk.now - timedelta(days=1 if waits else 9 + turn, minutes=bulk.rng.randrange(600))
        bulk.add(
            MentoringRequest, mentor_id=mentor_id, mentee_id=mentee.account_id, topic=topic,
            message=bulk.letters.mentoring_request(mentee.village, topic), state=state,
            reason=bulk.letters.mentoring_declined() if state == RequestState.DECLINED else "",
            asked_at=asked, expires_at=asked + timedelta(days=5),
            answered_at=None if waits else asked + timedelta(days=1),
        )  # fmt: skip
    return mentor_id


def add_mentors(bulk: Bulk, number: int, residents: list[Resident], villages: dict[str, KelurahanLike]) -> None:
    """Mentors among the residents."""
    for index, who in enumerate(_some(bulk, residents, number)):
        text = mentor_texts.make_mentor(bulk.rng, index, villages[who.region_code])
        others = [one for one in _some(bulk, residents, bulk.rng.randrange(0, 5)) if one != who]
        add_mentor(bulk, who, text, others)
