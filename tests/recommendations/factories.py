"""A small neighbourhood of offers for tests."""

from __future__ import annotations

from flask import current_app

from community.foundation.database import db
from tests.communities.factories import make_community
from tests.events.factories import make_event
from tests.factories import JATIRASA
from tests.jobs.factories import make_employer, make_job
from tests.learning.factories import make_training
from tests.mentoring.factories import make_mentor
from tests.programmes.factories import make_programme
from tests.support import settle


def make_neighbourhood() -> None:
    """Two open offers of most kinds in and around Jatirasa."""
    for number in range(2):
        make_job(make_employer(region_code=JATIRASA), title=f"Juru masak {number}", skills=["masak_nusantara"])
        make_training(title=f"Menjahit {number}", places=9)
        make_mentor()
        make_event(title=f"Bazar {number}")
    make_programme()
    make_community(name="Komunitas Jatirasa")


def work() -> None:
    """Let the worker do what there is to do, in a session of its own, so that the test keeps its objects."""
    db.session.rollback()
    with current_app.app_context():
        settle()
    db.session.expire_all()
