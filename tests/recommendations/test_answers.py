"""What people tell so that fairness can be counted: by consent, for counting alone, gone when they say so."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from community.accounts import queries as accounts
from community.accounts import services as account_services
from community.accounts.actor import GUEST
from community.accounts.models import Account, Consent, Purpose, Role
from community.foundation.database import db
from community.foundation.errors import Refused
from community.recommendations import answers, services
from community.recommendations.models import Disability, FairnessAnswer, RecommendationList, Sex
from scripts.environment import ROOT
from tests.factories import CITY, make_account, make_officer
from tests.personas import acting, sign_in
from tests.recommendations.factories import make_neighbourhood, work
from tests.recommendations.fairness import make_told
from tests.support import deliver, unit

pytestmark = pytest.mark.usefixtures("app")


def kept(account: Account) -> FairnessAnswer | None:
    number = inspect(account).identity
    assert number
    db.session.expire_all()
    return db.session.get(FairnessAnswer, number[0])


def agrees(account: Account) -> bool:
    return Purpose.FAIRNESS in accounts.consents_of(account.id)


def test_told_changed_and_taken_back_on_one_page(client: FlaskClient) -> None:
    sari = make_account()
    sign_in(client, sari)
    assert client.fill("/cocok/adil", sex="perempuan", age_band="", disability="tidak").status_code == 303
    told = kept(sari)
    assert told is not None and (told.sex, told.age_band, told.disability) == (Sex.WOMAN, None, Disability.NO)
    consent = db.session.scalars(select(Consent).where(Consent.purpose == Purpose.FAIRNESS)).one()
    assert consent.version and consent.given_at and consent.withdrawn_at is None
    page = client.page("/cocok/adil")
    assert {box.get("value") for box in page.every("input") if "checked" in box.attributes} == {
        "perempuan",
        "",
        "tidak",
    }
    client.fill("/cocok/adil", sex="", age_band="25_34", disability="")
    told = kept(sari)
    assert told is not None and (told.sex, told.age_band, told.disability) == (None, "25_34", None)
    assert client.fill("/cocok/adil", "hapus").status_code == 303
    assert kept(sari) is None and not agrees(sari)
    assert "hapus" not in {form.get("action").rpartition("/")[2] for form in client.page("/cocok/adil").every("form")}


def test_three_times_no_answer_keeps_nothing(client: FlaskClient) -> None:
    sari = make_told(Sex.WOMAN)
    sign_in(client, sari)
    assert client.fill("/cocok/adil", sex="", age_band="", disability="").status_code == 303
    assert kept(sari) is None and not agrees(sari)


def test_an_answer_nobody_offered_is_refused(client: FlaskClient) -> None:
    sari = make_account()
    sign_in(client, sari)
    assert client.fill("/cocok/adil", sex="lainnya").status_code == 422
    assert kept(sari) is None and not agrees(sari)


def test_guests_tell_nothing() -> None:
    for call in (lambda: answers.take_back(actor=GUEST), lambda: answers.tell(
        sex=Sex.WOMAN, age_band=None, disability=None, actor=GUEST
    )):  # fmt: skip
        with pytest.raises(Refused), unit():
            call()


def test_withdrawn_where_all_consents_stand_it_counts_no_more_at_once_and_is_deleted(client: FlaskClient) -> None:
    sari = make_told(Sex.WOMAN)
    sign_in(client, sari)
    with unit():
        account_services.withdraw_consent(Purpose.FAIRNESS, actor=acting(sari))
    # "Langsung dihapus": with the consent, not once the worker comes to it.
    assert kept(sari) is None


def test_an_answer_sent_at_the_same_moment_goes_with_the_withdrawal() -> None:
    sari = make_told(Sex.WOMAN)
    with unit():
        account_services.withdraw_consent(Purpose.FAIRNESS, actor=acting(sari))
        db.session.add(FairnessAnswer(account_id=sari.id, sex=Sex.WOMAN))
    assert answers.own(acting(sari)) is None
    deliver()
    assert kept(sari) is None


def test_an_error_that_is_logged_tells_no_answer() -> None:
    with pytest.raises(IntegrityError) as error, unit():
        db.session.add(FairnessAnswer(account_id=10**9, sex=Sex.WOMAN))
    assert "perempuan" not in str(error.value)


def test_who_agreed_again_before_the_withdrawal_was_delivered_keeps_her_answers() -> None:
    sari = make_told(Sex.WOMAN)
    with unit():
        account_services.withdraw_consent(Purpose.FAIRNESS, actor=acting(sari))
        answers.tell(sex=Sex.MAN, age_band=None, disability=None, actor=acting(sari))
    deliver()
    assert getattr(kept(sari), "sex", None) == Sex.MAN


def test_the_page_of_consents_leads_here_and_gives_nothing_by_itself(client: FlaskClient) -> None:
    sari = make_account()
    sign_in(client, sari)
    assert "/cocok/adil" in {link.get("href") for link in client.page("/akun/persetujuan").every("a")}
    _address, sent = client.find_form("/akun/persetujuan")
    given = {**sent, "purpose": "fairness", "answer": "give"}
    assert client.post("/akun/persetujuan", data=given).location == "/cocok/adil"
    assert not agrees(sari)


def test_hers_to_take_away_and_gone_with_her_account(client: FlaskClient) -> None:
    sari = make_told(Sex.WOMAN, Disability.YES)
    sign_in(client, sari)
    copy = client.get("/akun/data.json").get_data(as_text=True)
    assert '"disability": "ya"' in copy and '"sex": "perempuan"' in copy
    with unit():
        services.forget_person(sari.id)
    assert kept(sari) is None


def test_nobody_else_sees_them_not_even_the_admin(client: FlaskClient) -> None:
    sari = make_told(Sex.WOMAN, Disability.YES)
    sign_in(client, make_officer(Role.ADMIN, CITY))
    for path in (f"/warga/{sari.public_id}", "/admin/jejak", "/admin/warga", "/cocok/pemeriksaan"):
        text = client.page(path).text.casefold()
        assert "perempuan" not in text and "penyandang" not in text, path


READERS = {
    "community/recommendations/answers.py", "community/recommendations/models.py",
    "community/recommendations/services.py", "community/recommendations/measures/people.py", "community/demo/people.py",
}  # fmt: skip


def test_only_the_page_and_the_counting_read_them() -> None:
    named = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "community").rglob("*.py")
        if re.search(r"\bFairnessAnswer\b|fairness_answers\b(?!\(|\")", path.read_text(encoding="utf-8"))
    }
    assert named - READERS == set()


def test_twins_get_the_same_list_whatever_they_told() -> None:
    make_neighbourhood()
    twins = [make_told(Sex.WOMAN, Disability.YES), make_told(Sex.MAN, Disability.NO), make_told()]
    with unit():
        services.ask_refresh(one.id for one in twins)
    work()
    first, *others = [db.session.get_one(RecommendationList, one.id).items for one in twins]
    assert first and all(other == first for other in others)
