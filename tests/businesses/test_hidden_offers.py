"""What a hidden business offers is as hidden as the business itself."""

from __future__ import annotations

import pytest
from flask import Flask

from community.businesses.models import BusinessKind, BusinessStatus
from tests.businesses.factories import make_business
from tests.factories import JATIRASA, make_account
from tests.inspector import Inspector
from tests.jobs.factories import make_application, make_job
from tests.learning.factories import make_sign_up, make_training
from tests.personas import coordinator, sign_in
from tests.programmes.factories import make_programme, make_programme_application
from tests.regressions.support import browser

STATES = (BusinessStatus.HIDDEN, BusinessStatus.CLOSED)


@pytest.mark.parametrize("state", STATES)
def test_offers_go_out_of_sight_with_their_business(app: Flask, client: Inspector, state: BusinessStatus) -> None:
    staff, taker = make_account(), make_account()
    business = make_business(staff=(staff,), kind=BusinessKind.STARTUP, name="Tipu Jaya", status=state)
    job = make_job(business, region_code=JATIRASA)
    training = make_training(business, region_code=JATIRASA)
    programme = make_programme(business, region_code=JATIRASA)
    make_application(job, taker)
    make_sign_up(training, taker)
    make_programme_application(programme, taker)
    paths = [
        f"/lowongan/{job.public_id}",
        f"/pelatihan/{training.public_id}",
        f"/program/{programme.public_id}",
    ]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    for account, status in ((make_account(), 404), (staff, 200), (taker, 200), (coordinator(), 200)):
        mine = browser(app)
        sign_in(mine, account)
        assert [mine.get(path).status_code for path in paths] == [status] * 3
