from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.accounts import services as accounts
from community.accounts.actor import GUEST
from community.accounts.models import Role
from community.foundation.database import db
from community.foundation.errors import DomainError, Refused
from community.recommendations import queries, services
from community.recommendations.engine import telling
from community.recommendations.models import (
    HiddenOffer,
    RankingChoice,
    RecommendationList,
    RefreshRequest,
)
from tests.factories import CITY, JATIRASA, make_account, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.mentoring.factories import make_mentor
from tests.personas import acting
from tests.recommendations.factories import work
from tests.support import unit

pytestmark = pytest.mark.slow


def hidden_number() -> int:
    return db.session.scalar(select(func.count(HiddenOffer.id))) or 0


def test_hiding_works_at_once_and_twice_is_once(app: Flask) -> None:
    job = make_job(make_employer(), region_code=JATIRASA)
    actor = acting(make_account(intents=["kerja"]))
    with unit():
        services.ask_refresh([actor.account_id])
    work()
    assert "job" in queries.for_person(actor).by_kind
    for _again in range(2):
        with unit():
            services.hide("job", job.id, reason="terlalu_jauh", actor=actor)
    assert hidden_number() == 1
    assert "job" not in queries.for_person(actor).by_kind
    work()
    assert "job" not in queries.for_person(actor).by_kind
    [(one, card)] = queries.hidden_by(actor.account_id)
    assert card is not None and card.id == job.id
    with unit():
        services.show_again(one.id, actor=actor)
    work()
    assert "job" in queries.for_person(actor).by_kind


def test_nobody_brings_back_what_another_hid(app: Flask) -> None:
    job = make_job()
    sari, other = acting(make_account()), acting(make_account())
    with unit():
        services.hide("job", job.id, reason="upah_kurang", actor=sari)
    [(one, _card)] = queries.hidden_by(sari.account_id)
    with unit():
        services.show_again(one.id, actor=other)
    assert hidden_number() == 1


def test_only_known_reasons_and_only_members(app: Flask) -> None:
    job = make_job()
    with pytest.raises(DomainError), unit():
        services.hide("job", job.id, reason="entahlah", actor=acting(make_account()))
    with pytest.raises(Refused), unit():
        services.hide("job", job.id, reason="terlalu_jauh", actor=GUEST)


def test_asking_twice_is_one_request(app: Flask) -> None:
    sari = make_account()
    for _again in range(2):
        with unit():
            services.ask_refresh([sari.id])
    assert db.session.scalar(select(func.count(RefreshRequest.account_id))) == 1


def test_a_closed_account_leaves_nothing(app: Flask) -> None:
    job = make_job()
    actor = acting(make_account())
    with unit():
        services.hide("job", job.id, reason="terlalu_jauh", actor=actor)
        services.choose_order(with_profile=False, actor=actor)
    work()
    with unit():
        accounts.close_account(actor.account_id, actor=actor)
    work()
    for table in (RecommendationList, RefreshRequest, HiddenOffer, RankingChoice):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def test_a_suspended_mentor_is_offered_to_nobody_and_comes_back(app: Flask) -> None:
    admin, sari = acting(make_officer(Role.ADMIN, CITY)), make_account(intents=["belajar"])
    wulan = make_account(home_code=JATIRASA)
    make_mentor(wulan)
    actor = acting(sari)

    def kinds() -> set[str]:
        with unit():
            services.ask_refresh([actor.account_id])
        work()
        return {item["kind"] for item in db.session.get_one(RecommendationList, sari.id).items}

    assert "mentor" in kinds()
    with unit():
        accounts.suspend_account(wulan.id, reason="Menipu", actor=admin)
    work()
    assert "mentor" not in kinds()
    assert db.session.get(RecommendationList, wulan.id) is None
    with unit():
        accounts.restore_account(wulan.id, actor=admin)
    work()
    assert "mentor" in kinds()
    assert db.session.get(RecommendationList, wulan.id) is not None


def test_shared_words_are_told_only_when_they_tell_something(app: Flask) -> None:
    near = {"code": "same_region", "for": True, "level": "kelurahan", "region": JATIRASA}
    words = {"code": "words", "for": True, "words": ["c", "sehari", "kinclong"]}
    assert telling([words, near], frozenset({"kinclong"})) == [near, {**words, "words": ["kinclong"]}]
    assert telling([words, near], frozenset()) == [near]
    assert telling([words], frozenset()) == [{**words, "words": ["sehari", "kinclong"]}]


def test_words_of_many_titles_are_no_reason_beside_another() -> None:
    near = {"code": "same_region", "for": True}
    words = {"code": "words", "for": True, "words": ["lulus", "tahun"]}
    assert telling([words, near], frozenset({"lulus", "tahun"})) == [near]
