"""In the demo city every maker of offers sees somebody, for a believable share agrees to be shown."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.accounts.models import Account, Consent, Purpose
from community.accounts.queries import consenting
from community.foundation.database import db
from community.jobs.models import Job
from community.mentoring.models import Mentor
from community.programmes.models import Programme, ProgrammeStatus
from community.recommendations import introductions
from community.recommendations.models import SuggestedPerson
from tests.personas import acting, sign_in

pytestmark = pytest.mark.whole_site


def seen(maker: Account, kind: str, public_id: str) -> list[Any]:
    offer = introductions.offered(acting(maker), kind, public_id)
    assert offer is not None and offer.mine
    return introductions.people_for(offer)


def test_those_who_offer_something_see_somebody(city: dict[str, Account]) -> None:
    offers = {
        "Bu Wulan": ("mentor", select(Mentor.public_id).where(Mentor.account_id == city["Bu Wulan"].id)),
        "Bu Yanti": ("job", select(Job.public_id).where(Job.created_by_id == city["Bu Yanti"].id)),
        "Dimas": (
            "programme",
            select(Programme.public_id).where(
                Programme.created_by_id == city["Dimas"].id, Programme.status == ProgrammeStatus.OPEN
            ),
        ),
    }
    for name, (kind, found) in offers.items():
        lists = [seen(city[name], kind, public_id) for public_id in db.session.scalars(found)]
        assert any(lists), name


def test_a_believable_share_agrees_and_sari_is_among_it(city: dict[str, Account]) -> None:
    agreed = db.session.scalar(select(func.count()).select_from(consenting(Purpose.INTRODUCTIONS).subquery())) or 0
    everybody = db.session.scalar(select(func.count(Account.id))) or 0
    assert 0.15 < agreed / everybody < 0.5
    mine = select(Consent.id).where(Consent.account_id == city["Sari"].id, Consent.purpose == Purpose.INTRODUCTIONS)
    assert db.session.scalar(mine) is not None
    assert db.session.scalar(select(SuggestedPerson.kind).where(SuggestedPerson.account_id == city["Sari"].id).limit(1))


def test_the_page_of_the_mentor_shows_them(city: dict[str, Account], client: FlaskClient) -> None:
    sign_in(client, city["Bu Wulan"])
    links = [link.get("href") for link in client.page("/mentor/permintaan").every("a")]
    [address] = [link for link in links if link.startswith("/cocok/orang/mentor/")]
    page = client.page(address)
    assert "Undang" in page.text
    assert "+62" not in page.text
