"""Who acts for a business, and whether it is shown."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.accounts.models import Account, AuditEntry
from community.accounts.services import restore_account, suspend_account
from community.accounts.signals import AccountClosed
from community.businesses import queries, services
from community.businesses.models import BusinessStatus, TeamInvitation
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused
from community.foundation.outbox import OutboxMessage, record
from tests.businesses.factories import make_business
from tests.businesses.test_services import fresh
from tests.factories import make_account, make_officer
from tests.inspector import Inspector
from tests.personas import acting, city_admin, coordinator, sign_in
from tests.support import deliver_facts, side_by_side, unit


def test_the_owner_asks_and_she_comes_in_when_she_agrees(app: Flask) -> None:
    owner, helper = make_account(), make_account()
    shop = make_business(owner)
    with unit():
        services.invite_teammate(shop, actor=acting(owner), code=f" https://contoh/warga/{helper.public_id} ")
    assert not queries.may_act_for(helper.id, shop.id)
    assert [one.account_id for one in queries.team_of(shop)] == [owner.id]
    assert queries.team_ids(shop.id) == [owner.id]
    with pytest.raises(DomainError), unit():
        services.invite_teammate(shop, actor=acting(owner), code=helper.public_id)
    for _tap in range(2):
        with unit():
            services.accept_invitation(shop, actor=acting(helper))
    assert queries.may_act_for(helper.id, shop.id)
    assert queries.invitations_of(helper.id) == []
    with pytest.raises(DomainError), unit():
        services.invite_teammate(shop, actor=acting(owner), code=helper.public_id)


def test_only_the_owner_asks_and_only_who_was_asked_comes_in(app: Flask) -> None:
    owner, helper = make_account(), make_account()
    shop = make_business(owner)
    for actor in (acting(helper), acting(make_account()), acting(coordinator())):
        with pytest.raises(Refused), unit():
            services.invite_teammate(shop, actor=actor, code=make_account().public_id)
    with unit():
        services.invite_teammate(shop, actor=acting(owner), code=helper.public_id)
    with pytest.raises(Refused), unit():
        services.accept_invitation(shop, actor=acting(make_account()))
    with pytest.raises(Refused), unit():
        services.withdraw_invitation(shop, helper.public_id, actor=acting(helper))
    with unit():
        services.withdraw_invitation(shop, helper.public_id, actor=acting(owner))
    with pytest.raises(Refused), unit():
        services.accept_invitation(shop, actor=acting(helper))
    assert not queries.may_act_for(helper.id, shop.id)


def test_declining_leaves_nothing(app: Flask) -> None:
    owner, helper = make_account(), make_account()
    shop = make_business(owner)
    with unit():
        services.invite_teammate(shop, actor=acting(owner), code=helper.public_id)
    for _tap in range(2):
        with unit():
            services.decline_invitation(shop, actor=acting(helper))
    assert queries.invited_to(shop) == []
    answers = select(OutboxMessage.payload).where(OutboxMessage.kind == "businesses.TeammateAnswered")
    assert [answer["accepted"] for answer in db.session.scalars(answers)] == [False]


def test_a_closed_account_or_business_leaves_no_invitation(app: Flask) -> None:
    owner, helper = make_account(), make_account()
    shop, other = make_business(owner), make_business()
    with unit():
        services.invite_teammate(shop, actor=acting(owner), code=helper.public_id)
        services.invite_teammate(other, actor=acting(db.session.get_one(Account, other.owner_id)),
                                 code=owner.public_id)  # fmt: skip
    with unit():
        record(AccountClosed(owner.id))
    deliver_facts()
    assert db.session.scalars(select(TeamInvitation)).all() == []


def test_the_same_person_is_asked_once_however_often_at_once(app: Flask) -> None:
    owner, helper = make_account(), make_account()
    shop, actor = make_business(owner), acting(owner)

    def ask() -> None:
        with unit():
            services.invite_teammate(shop, actor=actor, code=helper.public_id)

    answers = side_by_side(app, [ask] * 4)
    db.session.rollback()
    assert sum(1 for answer in answers if answer is None) == 1
    assert all(isinstance(answer, DomainError) for answer in answers if answer is not None)
    assert db.session.scalar(select(func.count()).select_from(TeamInvitation)) == 1


def test_people_leave_and_are_removed_but_the_owner_stays(app: Flask) -> None:
    owner, first, second = (make_account() for _person in range(3))
    shop = make_business(owner, staff=(first, second))
    with pytest.raises(Refused), unit():
        services.remove_teammate(shop, second.public_id, actor=acting(first))
    with unit():
        services.remove_teammate(shop, first.public_id, actor=acting(first))
        services.remove_teammate(shop, second.public_id, actor=acting(owner))
    assert [one.account_id for one in queries.team_of(shop)] == [owner.id]
    with pytest.raises(Refused), unit():
        services.remove_teammate(shop, owner.public_id, actor=acting(owner))
    with pytest.raises(NotFound), unit():
        services.remove_teammate(shop, "tidakada", actor=acting(owner))


def test_the_owner_takes_somebody_off_while_she_is_suspended(app: Flask, client: Inspector) -> None:
    owner, staff, asked = make_account(), make_account(), make_account()
    shop = make_business(owner, staff=(staff,))
    with unit():
        services.invite_teammate(shop, actor=acting(owner), code=asked.public_id)
        for one in (staff, asked):
            suspend_account(one.id, reason="Menipu.", actor=acting(city_admin()))
    assert [one.account_id for one in queries.team_of(shop)] == [owner.id]
    sign_in(client, owner)
    page = f"/usaha/{shop.public_id}/tim"
    assert f"/warga/{staff.public_id}" not in client.get(page).text
    assert client.fill(page, f"/tim/{staff.public_id}/keluarkan").status_code == 303
    assert client.fill(page, f"/tim/{asked.public_id}/batalkan").status_code == 303
    with unit():
        for one in (staff, asked):
            restore_account(one.id, actor=acting(city_admin()))
    assert not queries.may_act_for(staff.id, shop.id)
    assert queries.invitations_of(asked.id) == []


def test_closing_and_opening_again(app: Flask) -> None:
    owner, staff = make_account(), make_account()
    shop = make_business(owner, staff=(staff,))
    with pytest.raises(Refused), unit():
        services.close(shop, actor=acting(staff))
    with unit():
        services.close(shop, actor=acting(owner))
    assert fresh(shop).status == BusinessStatus.CLOSED
    with unit():
        services.reopen(fresh(shop), actor=acting(owner))
    assert fresh(shop).status == BusinessStatus.ACTIVE


def test_hiding_has_a_reason_a_trace_and_no_way_round(app: Flask) -> None:
    owner = make_account()
    shop, officer = make_business(owner), acting(coordinator())
    with pytest.raises(DomainError), unit():
        services.hide(shop, actor=officer, reason="")
    for actor in (acting(owner), acting(make_account()), acting(make_officer(region_code="32.75.01"))):
        with pytest.raises(Refused), unit():
            services.hide(shop, actor=actor, reason="x")
    for _tap in range(2):
        with unit():
            services.hide(shop, actor=officer, reason="Foto tidak pantas")
    stored = fresh(shop)
    assert (stored.status, stored.hidden_reason) == (BusinessStatus.HIDDEN, "Foto tidak pantas")
    entries = list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == "businesses.hidden")))
    assert [(entry.subject, entry.details) for entry in entries] == [
        (f"business:{shop.id}", {"reason": "Foto tidak pantas"})
    ]
    for undo in (services.close, services.reopen):
        with pytest.raises(Refused), unit():
            undo(stored, actor=acting(owner))
    with unit():
        services.show_again(stored, actor=officer)
    assert fresh(shop).status == BusinessStatus.ACTIVE
    assert fresh(shop).hidden_reason == ""


def test_a_closed_account_closes_its_businesses_and_leaves_teams(app: Flask) -> None:
    owner, staff = make_account(), make_account()
    own = make_business(owner, staff=(staff,), nib="1234567890123", landmark="Depan masjid", about="Cerita")
    foreign = make_business(staff=(owner,))
    with unit():
        record(AccountClosed(owner.id))
    deliver_facts()
    stored = fresh(own)
    assert (stored.status, stored.nib, stored.landmark, stored.about) == (BusinessStatus.CLOSED, None, "", "")
    assert owner.id not in {one.account_id for one in queries.team_of(fresh(foreign))}
    assert fresh(foreign).status == BusinessStatus.ACTIVE
