"""Who does a trade, who helps a business, and what still has room."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.events.models import Event
from community.events.signals import SignedUp, SignUpCancelled
from community.foundation.database import db
from community.foundation.outbox import record
from community.learning.models import Training
from community.learning.signals import TrainingSignedUp, TrainingSignUpCancelled
from community.programmes.models import Programme
from community.programmes.signals import ProgrammeDecided, ProgrammeWithdrawn
from community.search import queries, services
from community.search.analysis import read_query
from community.search.engine import Engine
from tests.events import factories as events
from tests.learning import factories as learning
from tests.members.factories import make_member
from tests.programmes import factories as programmes
from tests.search.factories import document, keys
from tests.support import settle, unit


def test_who_does_a_trade_comes_before_such_work(engine: Engine) -> None:
    engine.index(
        [
            document(1, "Pembantu teknisi AC", "Tukang ac muda."),
            document(2, "AC Subur", "Tukang ac.", kind="business"),
            *(document(number, "Sopir") for number in range(3, 9)),
        ]
    )
    assert keys(engine, "tukang ac ")[0] == "business:2"
    assert keys(engine, "loker tukang ac ")[0] == "job:1"


def test_a_word_for_the_work_alone_asks_for_nobody() -> None:
    assert read_query("tukang ").meant == frozenset()


@pytest.mark.parametrize("text", ["bantuan umkm ", "hibah usaha ", "bantuan usaha "])
def test_help_for_a_business_is_what_is_for_businesses(engine: Engine, text: str) -> None:
    owners = {"audience": ("business_owner",)}
    engine.index(
        [
            document(1, "Kelas kerja web", "Bantuan belajar, tempat usaha.", kind="programme"),
            document(2, "Kargo pertama", "Bantuan kirim usaha.", kind="programme", features=owners),
            document(3, "Usaha Jaya", "Usaha umkm.", kind="business"),
            *(document(number, "Sopir") for number in range(4, 9)),
        ]
    )
    assert keys(engine, text)[0] == "programme:2"


def test_money_for_a_business_is_told_of_by_who_helps() -> None:
    assert "business" not in read_query("modal usaha").wanted
    assert {"programme", "event"} <= read_query("pinjaman usaha").wanted
    assert read_query("modal nikah").wanted == frozenset()


def test_what_is_full_comes_after_what_has_room(engine: Engine) -> None:
    engine.index(
        [
            document(1, "Modal usaha", kind="event"),
            document(2, "Modal usaha", kind="event", features={"full": True}),
            document(3, "Modal usaha", kind="training", features={"capacity": 0}),
            document(4, "Modal usaha", kind="training", features={"capacity": 1}),
        ]
    )
    assert set(keys(engine, "modal usaha")[:2]) == {"event:1", "training:4"}


def test_full_is_another_document() -> None:
    some, none = ({"capacity": left} for left in (1, 0))
    assert document(1, "Las", features=some).digest != document(1, "Las", features=none).digest


def taken(model: type[Any], number: int, of: int, fact: object) -> int:
    """What the index holds of a thing once so many places are taken and that was told."""
    with unit():
        db.session.get_one(model, number).taken = of
        record(fact)
    settle()
    return queries.engine().digests()[f"{model.__name__.lower()}:{number}"]


@pytest.mark.parametrize(
    ("model", "make", "sign_up", "full", "free"),
    [
        (Event, events.make_event, events.make_sign_up, SignedUp, SignUpCancelled),
        (Training, learning.make_training, learning.make_sign_up, TrainingSignedUp, TrainingSignUpCancelled),
        (
            Programme, programmes.make_programme, programmes.make_programme_application,
            lambda number: ProgrammeDecided(number, accepted=True), ProgrammeWithdrawn,
        ),
    ],
)  # fmt: skip
def test_the_last_place_that_is_taken_or_given_back_is_told_to_the_index(
    app: Flask, model: type[Any], make: Any, sign_up: Any, full: Any, free: Any
) -> None:
    thing = make(places=9)
    number = thing.id
    signed = sign_up(thing, make_member()).id
    services.rebuild()
    before = queries.engine().digests()[f"{model.__name__.lower()}:{number}"]
    assert taken(model, number, 9, full(signed)) != before
    assert taken(model, number, 8, free(signed)) == before
