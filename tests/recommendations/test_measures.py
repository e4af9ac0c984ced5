"""What the night's report counts, what it keeps to itself, and when it raises an alarm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from community.accounts import services as account_services
from community.accounts.models import Account, Purpose
from community.foundation import clock
from community.foundation.database import db
from community.foundation.worker import LOOP
from community.jobs.models import ApplicationState
from community.members.models import Education
from community.recommendations import audits, decisions, refresh, services
from community.recommendations.measures import offers, people, work
from community.recommendations.measures.quality import measured, quality
from community.recommendations.models import (
    Disability,
    ListDecision,
    MatchingAudit,
    RankingChoice,
    RecommendationList,
    Sex,
)
from matching.profiles import Offer
from tests.factories import ARENJAYA, JATIASIH, JATIRASA, make_account
from tests.jobs.factories import make_application, make_employer, make_job
from tests.members.factories import make_member
from tests.personas import acting
from tests.recommendations.factories import make_neighbourhood
from tests.recommendations.factories import work as settle_all
from tests.recommendations.fairness import MATCHED, make_audit, make_told, measure
from tests.support import deliver, unit

pytestmark = pytest.mark.usefixtures("app")


def groups(report: MatchingAudit, dimension: str) -> dict[str, dict[str, Any]]:
    return {row["group"]: row for row in report.report["people"][dimension]}


def test_the_report_counts_groups_and_hides_small_ones() -> None:
    make_neighbourhood()
    for _number in range(7):
        make_told(Sex.WOMAN, Disability.NO)
        make_told(Sex.MAN)
    for _number in range(2):
        make_told(Sex.MAN, Disability.YES)
    report = measure()
    by_sex = groups(report, "sex")
    assert by_sex["perempuan"]["people"] == 5 and by_sex["laki_laki"]["people"] == 10
    assert by_sex["perempuan"]["listed"] > 0 and 0 < by_sex["perempuan"]["score"] < 1
    # Of two with a disability nothing is told, nor of the seven without one, from whom they could be worked out.
    by_disability = groups(report, "disability")
    assert by_disability["ya"] == {"group": "ya", "hidden": True}
    assert sum(bool(row.get("hidden")) for row in by_disability.values()) == 2


def test_answers_count_while_both_consents_hold() -> None:
    for _number in range(6):
        make_told(Sex.WOMAN)
    assert groups(measure(), "sex")["perempuan"]["people"] == 5
    everybody = people.counted()
    assert {row.sex for row in everybody} == {Sex.WOMAN}
    gone = [row.id for row in everybody]
    withdraw(gone, Purpose.FAIRNESS)
    assert {row.sex for row in people.counted()} == {None}
    withdraw(gone, Purpose.MATCHING)
    assert people.counted() == []


def withdraw(account_ids: list[int], purpose: Purpose) -> None:
    from_all = db.session.query(Account).filter(Account.id.in_(account_ids)).all()
    actors = [acting(one) for one in from_all]
    with unit():
        for actor in actors:
            account_services.withdraw_consent(purpose, actor=actor)


def test_who_orders_her_lists_without_her_profile_is_not_looked_at() -> None:
    sari = make_told(Sex.WOMAN)
    with unit():
        db.session.add(RankingChoice(account_id=sari.id, without_profile_since=clock.now()))
    assert people.counted() == []


def test_schooling_is_told_in_four_steps() -> None:
    for step in (Education.NONE, Education.JUNIOR, Education.VOCATIONAL, Education.DIPLOMA, Education.MASTER):
        make_member(account={"consents": MATCHED}, education=step)
    make_account(consents=MATCHED)
    found = people.groups_of(people.counted(), "education")
    assert sorted(found.values()) == ["", "diploma", "sampai_smp", "sampai_smp", "sarjana", "sma_smk"]


def test_a_kelurahan_whose_people_are_never_taken_raises_an_alarm_and_bad_luck_does_not() -> None:
    rows = [make_member(account={"consents": MATCHED, "home_code": code}) for code in [JATIRASA] * 8 + [ARENJAYA] * 8]
    counted = people.counted()
    lists = {str(row.id): [("job:1", 0.5)] * 10 for row in rows}
    taken = {str(row.id) for row in rows if row.home_code == JATIRASA}
    _told, alarms = people.by_group(counted, lists, taken, [])
    assert alarms == [{"region": ARENJAYA, "what": ["accepted"]}]
    one_in_eight = {str(row.id) for row in rows if row.home_code == JATIRASA and row is rows[0]}
    assert people.by_group(counted, lists, one_in_eight, [])[1] == []
    short = {**lists, **{str(row.id): [("job:1", 0.5)] for row in rows if row.home_code == JATIRASA}}
    assert people.by_group(counted, short, [], [])[1] == [{"region": JATIRASA, "what": ["listed"]}]


def test_taken_and_joined_are_read_from_what_happened() -> None:
    invited, declined = make_member(), make_member()
    make_application(make_job(), invited, state=ApplicationState.INTERVIEW)
    make_application(make_job(), declined, state=ApplicationState.DECLINED)
    assert people.accepted() == {str(invited.id)}
    assert people.joined() == set()


def offer(number: int, kind: str = "job", region: str = JATIRASA, **fields: Any) -> Offer:
    return Offer(id=f"{kind}:{number}", kind=kind, text="", region=region, **fields)


def test_what_stands_in_no_list_is_named_and_what_is_full_is_not_expected() -> None:
    known = [offer(1), offer(2), offer(3, capacity=0), offer(4, features={"full": True}), offer(5, "event")]
    rows, shown, never = offers.shown_by_kind(known, [{"job": [("job:1", 0.5)]}, {"job": [("job:1", 0.4)]}])
    assert never == ["job:2", "event:5"]
    assert shown == {"job:1": 2, "job:2": 0, "event:5": 0}
    assert rows[0] == {"kind": "job", "open": 2, "never": 1, "gini": 0.5, "top": 1.0}
    assert offers.named(never) == {"job": [2], "event": [5]}


def test_offers_of_a_kelurahan_that_are_hardly_shown_raise_an_alarm() -> None:
    known = [offer(number) for number in range(5)] + [offer(5 + number, region=JATIASIH) for number in range(5)]
    shown = {one.id: 1 if one.region == JATIRASA else 9 for one in known}
    rows, alarms = offers.by_area(known, shown)
    assert alarms == [{"region": JATIRASA, "what": ["offers"]}]
    assert rows[1] == {"group": JATIRASA, "offers": 5, "share": 0.2}
    assert offers.by_area(known[1:], shown)[1] == []
    # With few lists so far it may be chance.
    assert offers.by_area(known, {one.id: 0 if one.region == JATIRASA else 2 for one in known})[1] == []


def test_how_many_ask_for_how_many_places() -> None:
    job = make_job(make_employer(), places=1)
    for _number in range(4):
        make_application(job, make_account())
    make_application(job, make_account(), state=ApplicationState.WITHDRAWN)
    make_job(make_employer(), places=3)
    [row] = offers.asked_over_places()
    assert row == {"kind": "job", "places": 4, "asked": 5, "crowded": 1, "unasked": 1, "offers": 2}
    make_application(job, make_account())
    assert offers.asked_over_places() == [row]


def test_quality_needs_enough_answers_of_both_kinds() -> None:
    assert measured([(True, 0.5, 0)] * 3) == {"decisions": 5, "yes": 5, "no": 0, "too_few": True}
    assert measured([(True, 0.5, 0)] * 100) == {"decisions": 100, "yes": 100, "no": 0, "too_few": True}
    said = [(True, 0.6, 0)] * 30 + [(False, 0.3, 9)] * 30
    found = measured(said)
    assert (found["auc"], found["ndcg"], found["first_three"]) == (1.0, 1.0, 1.0)
    assert [row["came"] for row in found["bins"]] == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert measured([(not yes, score, place) for yes, score, place in said])["auc"] == 0.0


def test_what_was_declined_is_no_yes() -> None:
    job = make_job(make_employer())
    for state in (ApplicationState.ACCEPTED, ApplicationState.DECLINED) * 5:
        who = make_application(job, make_account(), state=state).account_id
        with unit():
            said = {"account_id": who, "kind": "job", "offer_id": job.id, "positive": True}
            db.session.add(ListDecision(**said, score=0.5, place=0))
    assert quality() == {"decisions": 10, "yes": 5, "no": 5, "too_few": True}


def decided() -> list[tuple[str, int, bool]]:
    db.session.expire_all()
    return [(one.kind, one.place, one.positive) for one in db.session.query(ListDecision).order_by(ListDecision.kind)]


def test_yes_and_no_keep_the_score_they_were_shown_with() -> None:
    make_neighbourhood()
    sari = make_member(account={"consents": MATCHED})
    actor = acting(sari)
    with unit():
        services.ask_refresh([sari.id])
    settle_all()
    items = db.session.get_one(RecommendationList, sari.id).items
    jobs = [item for item in items if item["kind"] == "job"]
    job = jobs[1]
    with unit():
        services.hide("job", job["id"], reason="bukan_bidang", actor=actor)
        decisions.note_decision(sari.id, "job", 10**6, positive=True)
    assert decided() == [("job", 1, False)]
    assert db.session.query(ListDecision).one().score == pytest.approx(job["score"])
    withdraw([sari.id], Purpose.MATCHING)
    deliver()
    assert decided() == []


def test_an_answer_counts_no_more_from_the_moment_she_withdraws() -> None:
    number = make_account(consents=MATCHED).id
    with unit():
        for offer_id in range(5):
            of_offer = {"account_id": number, "kind": "job", "offer_id": offer_id}
            db.session.add(ListDecision(**of_offer, positive=True, score=0.5, place=0))
    assert quality()["decisions"] == 5
    withdraw([number], Purpose.MATCHING)
    assert quality()["decisions"] == 0


def test_old_decisions_are_forgotten() -> None:
    sari = make_account()
    of_offer = {"account_id": sari.id, "kind": "job", "positive": True, "score": 0.5, "place": 0}
    with unit():
        db.session.add(ListDecision(**of_offer, offer_id=1, decided_at=clock.now() - timedelta(days=366)))
        db.session.add(ListDecision(**of_offer, offer_id=2))
    measure()
    assert [one.offer_id for one in db.session.query(ListDecision)] == [2]


def test_a_report_is_made_once_a_night_and_the_last_thirty_stay() -> None:
    first = measure()
    assert measure().id == first.id
    with unit():
        db.session.get_one(MatchingAudit, first.id).worked_at = clock.now() - timedelta(days=2)
    assert measure().id != first.id
    for _number in range(audits.KEPT):
        make_audit()
    assert db.session.query(MatchingAudit).count() == audits.KEPT


def test_no_person_stands_in_a_report() -> None:
    make_neighbourhood()
    told = [make_told(Sex.WOMAN) for _number in range(6)]
    report = measure()
    text = json.dumps([report.figures, report.alarms, report.report])
    assert all(one.public_id not in text and one.call_name not in text for one in told)


@pytest.fixture
def loop(app: Flask) -> Iterator[Flask]:
    """The application as the worker's own process has it."""
    app.extensions[LOOP] = True
    yield app
    for name in (LOOP, refresh.EXTENSION, refresh.LEARNING, work.MEASURING, work.TRYING):
        app.extensions.pop(name, None)


def test_in_the_workers_loop_it_is_made_beside_the_deliveries(loop: Flask) -> None:
    make_told(Sex.WOMAN)
    refresh.engine()
    work.keep_measured()
    assert audits.latest() is None
    thread = loop.extensions[work.MEASURING]
    assert thread.running
    thread._thread.join(30)
    work.keep_measured()
    assert audits.latest() is not None and not thread.running
