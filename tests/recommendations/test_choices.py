"""What people decided is learned from while they agree, and from nobody else; their own lists say so in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from community.accounts import services as accounts
from community.accounts.models import Account, Purpose, Role
from community.communities.models import MembershipState
from community.events.models import Event, SignUpState
from community.foundation import clock
from community.foundation.database import db
from community.jobs.models import ApplicationState
from community.learning.models import TrainingSignUp, TrainingSignUpState
from community.mentoring.models import RequestState
from community.programmes.models import ProgrammeApplicationState
from community.recommendations import choices, queries, refresh, services
from community.recommendations.queries import Order
from community.recommendations.sentences import spoken
from matching.profiles import Decision
from tests.communities.factories import make_stay, make_theme
from tests.events.factories import make_event
from tests.events.factories import make_sign_up as make_turn
from tests.factories import CITY, make_account, make_officer
from tests.jobs.factories import make_application, make_employer, make_job
from tests.learning.factories import make_sign_up, make_training
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import acting
from tests.programmes.factories import make_programme, make_programme_application
from tests.recommendations.factories import work
from tests.recommendations.test_refresh import PATIENCE, Gate, learn_with, loop, taken
from tests.support import count_queries, deliver_facts, unit

pytestmark = pytest.mark.slow

__all__ = ["loop"]


def told(*people: Account) -> set[tuple[str, str, bool]]:
    return {(one.offer_id, one.side, one.positive) for one in choices.of([person.id for person in people])}


def of(offer_id: str, *answers: tuple[str, bool]) -> set[tuple[str, str, bool]]:
    return {(offer_id, side, positive) for side, positive in answers}


def make_fans(bazaar: Event, cooking: Event, number: int = 5) -> list[Account]:
    """People who chose both, among others who chose neither."""
    fans = [make_account() for _one in range(number)]
    for fan in fans:
        make_turn(bazaar, fan)
        make_turn(cooking, fan)
    other = make_event(title="Senam pagi", places=90)
    for _one in range(40):
        make_turn(other, make_account())
    return fans


def ask_for(person: Account) -> None:
    with unit():
        services.ask_refresh([person.id])
    work()


def reasons(person: Account, event: Event) -> list[str]:
    """What the person's list says for an event, in sentences."""
    return spoken(queries.reasons_for(acting(person), "event", event.id), "event")[0]


def weights(app: Flask) -> tuple[str, ...]:
    return tuple(app.extensions[refresh.EXTENSION].matcher.blend_.others.ids)


class TestRows:
    def test_yes_and_the_answers_of_each_domain(self, app: Flask) -> None:
        person, job, mentor, programme = make_account(), make_job(), make_mentor(), make_programme()
        training, event, community = make_training(), make_event(), make_theme()
        make_application(job, person, state=ApplicationState.OFFERED)
        make_request(mentor, person, state=RequestState.DECLINED)
        make_programme_application(programme, person, state=ProgrammeApplicationState.ACCEPTED)
        make_sign_up(training, person)
        make_turn(event, person, state=SignUpState.WAITING)
        make_stay(community, person)
        yes, offered, declined = ("person", True), ("offer", True), ("offer", False)
        assert told(person) == {
            *of(f"job:{job.id}", yes, offered), *of(f"mentor:{mentor.id}", yes, declined),
            *of(f"programme:{programme.id}", yes, offered), *of(f"training:{training.id}", yes),
            *of(f"event:{event.id}", yes), *of(f"community:{community.id}", yes),
        }  # fmt: skip

    def test_what_waits_for_an_answer_is_no_answer(self, app: Flask) -> None:
        person, job, mentor = make_account(), make_job(), make_mentor()
        make_application(job, person, state=ApplicationState.READ)
        make_request(mentor, person)
        assert {side for _offer, side, _yes in told(person)} == {"person"}

    def test_what_was_taken_back_is_no_yes(self, app: Flask) -> None:
        person = make_account()
        make_application(make_job(), person, state=ApplicationState.WITHDRAWN)
        make_request(make_mentor(), person, state=RequestState.WITHDRAWN)
        make_programme_application(make_programme(), person, state=ProgrammeApplicationState.WITHDRAWN)
        make_turn(make_event(), person, state=SignUpState.CANCELLED)
        make_stay(make_theme(), person, state=MembershipState.LEFT)
        left = make_sign_up(make_training(), person)
        with unit():
            db.session.get_one(TrainingSignUp, left.id).state = TrainingSignUpState.CANCELLED
        assert told(person) == set()

    @pytest.mark.parametrize("reason", ["sudah_punya", "tidak_percaya"])
    def test_hiding_is_a_no_whatever_the_reason_and_the_last_word_counts(self, app: Flask, reason: str) -> None:
        person, job = make_account(), make_job()
        make_application(job, person, sent_at=clock.now() - timedelta(days=2))
        with unit():
            services.hide("job", job.id, reason=reason, actor=acting(person))
        found = choices.of([person.id])
        assert [one.positive for one in found] == [True, False]
        assert found[-1] == Decision(f"account:{person.id}", f"job:{job.id}", "person", False)

    def test_nothing_of_who_does_not_agree_or_cannot_come_in(self, app: Flask) -> None:
        job = make_job()
        refused = make_account(consents=(Purpose.ACCOUNT, Purpose.MESSAGES))
        withdrew, suspended, agrees = make_account(), make_account(), make_account()
        for person in (refused, withdrew, suspended, agrees):
            make_application(job, person)
        with unit():
            accounts.withdraw_consent(Purpose.MATCHING, actor=acting(withdrew))
            accounts.suspend_account(suspended.id, reason="Menipu warga.", actor=acting(make_officer(Role.ADMIN, CITY)))
        assert {one.person_id for one in choices.of_everybody()} == {f"account:{agrees.id}"}
        assert told(refused, withdrew, suspended) == set()

    def test_the_latest_of_each_person(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(choices, "MOST_OF_ONE", 2)
        person, other = make_account(), make_account()
        jobs = [make_job() for _number in range(3)]
        for days, job in zip((3, 2, 1), jobs, strict=True):
            make_application(job, person, sent_at=clock.now() - timedelta(days=days))
        make_application(jobs[0], other)
        assert {offer for offer, _side, _yes in told(person)} == {f"job:{jobs[1].id}", f"job:{jobs[2].id}"}
        assert len(choices.of_everybody()) == 3

    def test_twelve_months(self, app: Flask) -> None:
        person, old, new = make_account(), make_job(), make_job()
        make_application(old, person, sent_at=clock.now() - timedelta(days=366))
        make_application(new, person, sent_at=clock.now() - timedelta(days=364))
        assert told(person) == of(f"job:{new.id}", ("person", True))

    def test_one_query_however_many_people(self, app: Flask) -> None:
        people = [make_account() for _one in range(3)]
        for person in people:
            make_application(make_job(), person)
        with count_queries() as seen:
            assert len(choices.of([person.id for person in people])) == 3
        assert len(seen) == 1


class TestLists:
    def test_what_those_who_chose_the_same_chose_is_said_in_words(self, app: Flask) -> None:
        bazaar, cooking = make_event(title="Bazar UMKM", places=90), make_event(title="Masak bareng", places=90)
        make_fans(bazaar, cooking)
        sari = make_account()
        ask_for(sari)
        said = "Anda pernah memilih “Bazar UMKM”, dan yang memilihnya juga memilih ini"
        assert said not in reasons(sari, cooking)
        # A yes counts at the next list, without learning anew.
        make_turn(bazaar, sari)
        ask_for(sari)
        assert said in reasons(sari, cooking)

    def test_four_people_tell_nothing(self, app: Flask) -> None:
        bazaar, cooking = make_event(title="Bazar UMKM", places=90), make_event(title="Masak bareng", places=90)
        make_fans(bazaar, cooking, 4)
        sari = make_account()
        make_turn(bazaar, sari)
        ask_for(sari)
        assert weights(app) == ()
        assert not any("Bazar UMKM" in text for text in reasons(sari, cooking))

    def test_a_withdrawal_takes_her_choices_out_of_memory_and_of_what_others_see(self, app: Flask) -> None:
        bazaar, cooking = make_event(title="Bazar UMKM", places=90), make_event(title="Masak bareng", places=90)
        fan, *_others = make_fans(bazaar, cooking)
        sari = make_account()
        make_turn(bazaar, sari)
        ask_for(sari)
        assert weights(app)
        with unit():
            accounts.withdraw_consent(Purpose.MATCHING, actor=acting(fan))
        work()
        assert weights(app) == ()
        refusals = app.extensions[refresh.EXTENSION].matcher.refusals_
        assert f"account:{fan.id}" not in refusals.accepted and f"account:{sari.id}" in refusals.accepted
        ask_for(sari)
        assert not any("Bazar UMKM" in text for text in reasons(sari, cooking))
        refresh.refit()
        assert f"account:{fan.id}" not in app.extensions[refresh.EXTENSION].matcher.refusals_.accepted

    def test_who_withdrew_has_no_list_and_no_history_even_before_the_fact_arrives(self, app: Flask) -> None:
        bazaar, cooking = make_event(title="Bazar UMKM", places=90), make_event(title="Masak bareng", places=90)
        make_fans(bazaar, cooking)
        sari = make_account()
        make_turn(bazaar, sari)
        ask_for(sari)
        engine = refresh.engine()
        with unit():
            accounts.withdraw_consent(Purpose.MATCHING, actor=acting(sari))
        assert queries.for_person(acting(sari)).order == Order.WITHOUT_CONSENT
        assert engine.lists_for([sari.id]) == {}
        assert f"account:{sari.id}" not in engine.matcher.refusals_.accepted

    @pytest.mark.parametrize(
        ("how", "forgotten"), [("matching", True), ("messages", False), ("suspended", True), ("closed", True)]
    )
    def test_who_goes_is_forgotten_and_other_consents_change_nothing(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch, how: str, forgotten: bool
    ) -> None:
        person, admin = make_account(), acting(make_officer(Role.ADMIN, CITY))
        make_application(make_job(), person)
        matcher = refresh.engine().matcher
        assert f"account:{person.id}" in matcher.refusals_.accepted
        asked: list[str] = []
        monkeypatch.setattr(matcher, "forget", asked.extend)
        with unit():
            if how == "closed":
                accounts.close_account(person.id, actor=acting(person))
            elif how == "suspended":
                accounts.suspend_account(person.id, reason="Menipu warga.", actor=admin)
            else:
                accounts.withdraw_consent(Purpose(how), actor=acting(person))
        work()
        assert (asked == [f"account:{person.id}"]) is forgotten and bool(asked) is forgotten

    def test_hiding_and_bringing_back_reach_the_model_with_the_next_list(self, app: Flask) -> None:
        job, person = make_job(make_employer()), make_account()
        ask_for(person)
        refusals = refresh.engine().matcher.refusals_
        with unit():
            services.hide("job", job.id, reason="sudah_punya", actor=acting(person))
        work()
        assert refusals.by_person[f"account:{person.id}"] == {f"job:{job.id}"}
        [(hidden, _card)] = queries.hidden_by(person.id)
        with unit():
            services.show_again(hidden.id, actor=acting(person))
        work()
        assert not refusals.by_person.get(f"account:{person.id}")
        assert "job" in queries.for_person(acting(person)).by_kind

    def test_who_withdraws_while_the_matcher_learns_is_not_in_the_new_one(self, loop: Flask) -> None:
        person = make_account()
        make_application(make_job(), person)
        gate = Gate()
        learning = learn_with(gate, loop)
        learning.start()
        assert gate.read.wait(PATIENCE)
        with unit():
            accounts.withdraw_consent(Purpose.MATCHING, actor=acting(person))
        deliver_facts()
        gate.open.set()
        taken(learning)
        fresh = refresh.ready()
        assert fresh is not None and f"account:{person.id}" not in fresh.matcher.refusals_.accepted


class TestNames:
    def test_a_title_that_is_gone_takes_its_reason_along_and_something_is_always_said(self, app: Flask) -> None:
        event = make_event(title="Bazar UMKM")
        known = {"code": "others", "for": True, "offer": f"event:{event.id}"}
        gone = {"code": "others", "for": True, "offer": "event:404"}
        near = {"code": "online", "for": True}
        lists = {1: [{"reasons": [known, near]}, {"reasons": [gone, near]}, {"reasons": [gone]}]}
        first, second, third = (item["reasons"] for item in choices.named(lists)[1])
        assert first == [{**known, "title": "Bazar UMKM"}, near]
        assert second == [near]
        assert third == [{"code": "available", "for": True, "capacity": None}]
