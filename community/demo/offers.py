"""Rows of events, programmes, trainings and mentors, with those who take part."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from community.demo.bulk import Bulk
from community.demo.corpus import events as event_texts
from community.demo.corpus import mentors as mentor_texts
from community.demo.corpus import programmes as programme_texts
from community.demo.corpus import trainings as training_texts
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

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def _at(day_offset: int, hour: float) -> datetime:
    day = clock.today() + timedelta(days=day_offset)
    start = datetime.combine(day, time(int(hour) % 24), tzinfo=clock.WIB)
    return start + timedelta(minutes=round((hour % 1) * 60))


def _some(bulk: Bulk, residents: list[Resident], most: int) -> list[Resident]:
    return bulk.rng.sample(residents, min(len(residents), most))


def add_events(
    bulk: Bulk, number: int, villages: list[KelurahanLike], organisers: list[Resident], residents: list[Resident],
    communities: dict[str, int],
) -> None:  # fmt: skip
    """Events of the last and the coming weeks; the full ones have a waiting list."""
    for index in range(number):
        village = villages[bulk.rng.randrange(len(villages))]
        text = event_texts.make_event(bulk.rng, index, village)
        organiser = organisers[index % len(organisers)]
        starts = _at(text.day_offset, text.start_hour)
        coming = _some(bulk, residents, round(text.places * bulk.rng.choice((0.2, 0.4, 0.6, 0.9, 1.05))))
        event_id = bulk.add(
            Event, title=text.title[:120], description=text.description, region_code=village.code,
            place=text.place[:120], landmark=text.landmark[:160], starts_at=starts,
            ends_at=starts + timedelta(minutes=text.minutes), places=text.places,
            taken=min(text.places, len(coming)), topics=list(text.topics), community_id=communities.get(village.code),
            organiser_id=organiser.account_id, organiser_name=text.organiser[:120], status=EventStatus.OPEN,
            cancel_reason="", created_at=bulk.now - timedelta(days=20),
        )  # fmt: skip
        _add_sign_ups(bulk, event_id, coming, text.places, starts)


def _add_sign_ups(bulk: Bulk, event_id: int, coming: list[Resident], places: int, starts: datetime) -> None:
    codes: set[str] = set()
    for turn, resident in enumerate(coming):
        code = "".join(bulk.rng.choices(CODE_LETTERS, k=6))
        while code in codes:
            code = "".join(bulk.rng.choices(CODE_LETTERS, k=6))
        codes.add(code)
        confirmed = turn < places
        came = confirmed and starts < bulk.now and bulk.rng.random() < 0.8
        bulk.add(
            SignUp, event_id=event_id, account_id=resident.account_id, code=code,
            state=SignUpState.CONFIRMED if confirmed else SignUpState.WAITING,
            signed_up_at=bulk.now - timedelta(days=15) + timedelta(minutes=turn),
            checked_in_at=starts if came else None,
        )  # fmt: skip


def add_programmes(bulk: Bulk, number: int, startups: list[Firm], residents: list[Resident]) -> None:
    """Programmes of startups with applicants; some wait for the city's review."""
    today = clock.today()
    for index in range(number):
        firm = startups[index % len(startups)]
        startup = firm.text if isinstance(firm.text, Startup) else None
        text = programme_texts.make_programme(bulk.rng, index, firm.village, startup)
        status = ProgrammeStatus.REVIEW if index % 20 == 7 else ProgrammeStatus.OPEN
        applicants = _some(bulk, residents, bulk.rng.randrange(0, text.places)) if status == "open" else []
        accepted = applicants[: len(applicants) // 3]
        programme_id = bulk.add(
            Programme, business_id=firm.business_id, created_by_id=firm.owner.account_id, title=text.title[:120],
            aim=text.aim, audience=text.audience, benefits=text.benefits, eligibility=dict(text.eligibility),
            topics=list(text.topics), region_code=firm.village.code, place=text.place[:160], online=text.online,
            cost=text.cost, places=text.places, taken=len(accepted),
            closes_on=today + timedelta(days=text.deadline_offset),
            starts_on=today + timedelta(days=text.starts_offset), ends_on=today + timedelta(days=text.ends_offset),
            status=status, review_note="", created_at=bulk.now - timedelta(days=10),
            published_at=bulk.now - timedelta(days=9) if status == "open" else None,
        )  # fmt: skip
        for turn, resident in enumerate(applicants):
            taken = turn < len(accepted)
            bulk.add(
                ProgrammeApplication, programme_id=programme_id, account_id=resident.account_id,
                motivation=f"Saya ingin ikut {text.title.lower()} supaya usaha dan keterampilan saya maju.",
                state=ProgrammeApplicationState.ACCEPTED if taken else ProgrammeApplicationState.SENT,
                reason="", sent_at=bulk.now - timedelta(days=5), decided_at=bulk.now if taken else None,
            )  # fmt: skip


def add_trainings(
    bulk: Bulk,
    number: int,
    villages: list[KelurahanLike],
    organisers: list[Resident],
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
            created_by_id=organisers[index % len(organisers)].account_id, description=text.description,
            region_code=village.code, place=text.place[:160], online=text.online, skills=list(text.skills),
            hours=text.hours, cost=text.cost, schedule=text.schedule[:120],
            starts_on=today + timedelta(days=text.starts_offset), ends_on=today + timedelta(days=text.ends_offset),
            places=text.places, taken=len(coming), status=TrainingStatus.OPEN,
            created_at=bulk.now - timedelta(days=30),
        )  # fmt: skip
        for resident in coming:
            bulk.add(
                TrainingSignUp, training_id=training_id, account_id=resident.account_id,
                state=TrainingSignUpState.CONFIRMED, signed_up_at=bulk.now - timedelta(days=3),
            )  # fmt: skip


def add_mentor(bulk: Bulk, who: Resident, text: mentor_texts.Mentor, mentees: list[Resident]) -> int:
    """A mentor with running mentees, one request waiting."""
    taken = min(len(mentees), max(0, text.capacity - 1))
    mentor_id = bulk.add(
        Mentor, account_id=who.account_id, name=who.call_name, headline=text.headline[:120], about=text.about,
        topics=list(text.topics), modes=list(text.modes), schedule=list(text.schedule), region_code=who.region_code,
        capacity=text.capacity, taken=taken, status=MentorStatus.OPEN, created_at=bulk.now - timedelta(days=60),
    )  # fmt: skip
    for turn, mentee in enumerate(mentees[: taken + 1]):
        running = turn < taken
        bulk.add(
            MentoringRequest, mentor_id=mentor_id, mentee_id=mentee.account_id, topic=text.topics[0],
            message="Saya ingin belajar langsung dari pengalaman Anda, pelan-pelan dari dasar.",
            state=RequestState.ACCEPTED if running else RequestState.WAITING, reason="",
            asked_at=bulk.now - timedelta(days=2), expires_at=bulk.now + timedelta(days=3),
            answered_at=bulk.now - timedelta(days=1) if running else None,
        )  # fmt: skip
    return mentor_id


def add_mentors(bulk: Bulk, number: int, residents: list[Resident], villages: dict[str, KelurahanLike]) -> None:
    """Mentors among the residents."""
    for index, who in enumerate(_some(bulk, residents, number)):
        text = mentor_texts.make_mentor(bulk.rng, index, villages[who.region_code])
        others = [one for one in _some(bulk, residents, bulk.rng.randrange(0, 4)) if one != who]
        add_mentor(bulk, who, text, others)
