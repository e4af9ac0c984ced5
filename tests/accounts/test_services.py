"""Roles, consents and the life of an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts import queries, services, sessions
from community.accounts.models import Account, AuditEntry, CodePurpose, OneTimeCode, Purpose, Role, SecretKind
from community.accounts.signals import AccountClosed, AccountOpened, ConsentChanged, RoleEnded, RoleGranted
from community.foundation.clock import now, today
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused, TooMany
from community.foundation.outbox import OutboxMessage, kind_of
from tests.accounts.factories import officer_with_password
from tests.factories import CITY, DISTRICT_JATIASIH, JATIASIH, JATIRASA, make_account, make_officer
from tests.personas import acting, actor_of, city_admin
from tests.support import side_by_side, unit


def recorded(fact: type) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind_of(fact))).all())


def open_one(phone: str = "+6281355550100", **fields: object) -> Account:
    values = {
        "call_name": "Sari",
        "phone": phone,
        "home_code": JATIRASA,
        "intents": ["kerja", "kerja"],
        "secret_hash": "x",
        "secret_kind": SecretKind.PIN,
        "purposes": [Purpose.ACCOUNT],
    }
    with unit():
        return services.open_account(**{**values, **fields})  # type: ignore[arg-type]


def test_opening_records_consents_and_the_fact(app: Flask) -> None:
    account = open_one(purposes=[Purpose.ACCOUNT, Purpose.MESSAGES])
    assert account.intents == ["kerja"]
    consents = queries.consents_of(account.id)
    assert set(consents) == {Purpose.ACCOUNT, Purpose.MESSAGES}
    assert all(consent.version and consent.given_at for consent in consents.values())
    assert recorded(AccountOpened) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"purposes": [Purpose.MATCHING]},
        {"home_code": CITY},
        {"home_code": DISTRICT_JATIASIH},
        {"home_code": "99.99.99.9999"},
        {"intents": []},
        {"intents": ["terbang"]},
        {"call_name": ""},
        {"call_name": "x" * 61},
    ],
)
def test_half_an_account_is_never_opened(app: Flask, fields: dict[str, object]) -> None:
    with pytest.raises(DomainError):
        open_one(**fields)
    assert queries.find_by_phone("+6281355550100") is None


def test_twenty_parallel_openings_make_one_account(app: Flask) -> None:
    outcomes = side_by_side(app, [open_one] * 20)
    assert sum(isinstance(outcome, Account) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, services.PhoneTaken) for outcome in outcomes) == 19
    assert recorded(AccountOpened) == 1


def test_a_role_counts_for_its_region_and_term(app: Flask) -> None:
    admin, account = acting(city_admin()), make_account()
    with unit():
        services.grant_role(account, Role.COORDINATOR, DISTRICT_JATIASIH, today(), today(), actor=admin, today=today())
    actor = acting(account)
    assert actor.coordinates(JATIRASA) and actor.coordinates(DISTRICT_JATIASIH)
    assert not actor.coordinates(CITY) and not actor.coordinates("32.75.0") and not actor.administers(JATIRASA)
    assert recorded(RoleGranted) == 1


def test_a_role_that_has_not_begun_or_is_over_counts_for_nothing(app: Flask) -> None:
    admin, account = acting(city_admin()), make_account()
    later = today() + timedelta(days=7)
    with unit():
        services.grant_role(account, Role.COORDINATOR, JATIRASA, later, later, actor=admin, today=today())
    assert not acting(account).is_officer
    assert queries.is_officer(account.id), "but she is treated as one to be"


def test_ending_a_role_works_at_the_next_request(app: Flask) -> None:
    admin, officer = acting(city_admin()), make_officer()
    with unit():
        token = sessions.open_session(officer, device="x", second_factor=True)
    assert actor_of(token).is_officer
    grant = queries.grants_of(officer.id)[0]
    with unit():
        services.end_role(grant, actor=admin, reason="Pindah tugas")
    assert not actor_of(token).is_officer
    kept = queries.grants_of(officer.id, past=True)[0]
    assert (kept.ended_by_id, kept.reason) == (admin.account_id, "Pindah tugas")
    assert recorded(RoleEnded) == 1


def test_a_role_is_never_doubled_and_can_be_granted_anew(app: Flask) -> None:
    admin, account = acting(city_admin()), make_account()

    def grant() -> object:
        with unit():
            return services.grant_role(account, Role.ADMIN, JATIRASA, today(), today(), actor=admin, today=today())

    grant()
    with pytest.raises(DomainError):
        grant()
    with unit():
        services.end_role(queries.grants_of(account.id)[0], actor=admin, reason="selesai")
    grant()
    assert len(queries.grants_of(account.id, past=True)) == 2


def test_an_expired_role_does_not_stand_in_the_way(app: Flask) -> None:
    admin, account = acting(city_admin()), make_account()
    past = today() - timedelta(days=1)
    with unit():
        grant = services.grant_role(account, Role.ADMIN, JATIRASA, past, today(), actor=admin, today=today())
        grant.ends_on = past
    with unit():
        services.grant_role(account, Role.ADMIN, JATIRASA, today(), today(), actor=admin, today=today())
    assert len(queries.grants_of(account.id)) == 1


@pytest.mark.parametrize("days", [(0, -1), (5, 3)])
def test_a_term_must_be_in_order(app: Flask, days: tuple[int, int]) -> None:
    admin, account = acting(city_admin()), make_account()
    begins, ends = (today() + timedelta(days=day) for day in days)
    with unit(), pytest.raises(DomainError) as error:
        services.grant_role(account, Role.ADMIN, JATIRASA, begins, ends, actor=admin, today=today())
    assert error.value.field == "ends_on"


def test_only_an_admin_above_appoints_and_never_herself(app: Flask) -> None:
    account, coordinator, admin = make_account(), make_officer(), city_admin()
    for who, whom in ((acting(coordinator), account), (acting(account), account), (acting(admin), admin)):
        with unit(), pytest.raises(Refused):
            services.grant_role(whom, Role.ADMIN, JATIRASA, today(), today(), actor=who, today=today())
    with unit(), pytest.raises(Refused):
        services.end_role(queries.grants_of(admin.id)[0], actor=acting(admin), reason="x")


def test_what_was_proved_beside_a_pin_does_not_carry_a_new_office(app: Flask) -> None:
    admin, account = acting(city_admin()), make_account()
    with unit():
        token = sessions.open_session(account, device="x", second_factor=True)
    with unit():
        services.grant_role(account, Role.ADMIN, JATIRASA, today(), today(), actor=admin, today=today())
    assert actor_of(token).needs_second_factor and not actor_of(token).is_officer


def test_consent_is_given_once_and_withdrawn_at_once(app: Flask) -> None:
    account = make_account(consents=[Purpose.ACCOUNT])
    actor = acting(account)

    def give() -> None:
        with unit():
            services.give_consent(Purpose.MATCHING, actor=actor)

    side_by_side(app, [give] * 10)
    assert recorded(ConsentChanged) == 1
    assert db.session.scalars(queries.consenting(Purpose.MATCHING)).all() == [account.id]
    with unit():
        services.withdraw_consent(Purpose.MATCHING, actor=actor)
        assert db.session.scalars(queries.consenting(Purpose.MATCHING)).all() == []
    with unit(), pytest.raises(DomainError):
        services.withdraw_consent(Purpose.ACCOUNT, actor=actor)


def test_closing_ends_roles_devices_and_codes(app: Flask) -> None:
    officer = officer_with_password()
    actor = acting(officer)
    with unit():
        services.send_code(CodePurpose.RESET_SECRET, officer, str(officer.phone))
        services.make_recovery_codes(officer.id, actor=actor)
    with unit():
        services.close_account(officer.id, actor=actor)
    assert queries.grants_of(officer.id) == [] and queries.sessions_of(officer.id) == []
    assert queries.unused_recovery_codes(officer.id) == []
    assert db.session.scalars(select(OneTimeCode)).all() == []
    assert recorded(AccountClosed) == 1
    with unit(), pytest.raises(NotFound):
        services.begin_session(officer.id, device="x")
    assert open_one(phone="+6281355550199")


def test_nobody_closes_or_changes_somebody_else(app: Flask) -> None:
    account, stranger = make_account(), acting(city_admin())
    with unit(), pytest.raises(Refused):
        services.close_account(account.id, actor=stranger)
    with unit(), pytest.raises(Refused):
        services.change_secret(account.id, "x", SecretKind.PIN, actor=stranger)
    with unit(), pytest.raises(Refused):
        services.change_details(account.id, call_name="X", home_code=JATIASIH, intents=["kerja"], actor=stranger)


def test_suspending_signs_out_everywhere_and_restoring_opens_again(app: Flask) -> None:
    admin, account = acting(city_admin()), make_account()
    with unit():
        token = sessions.open_session(account, device="x")
    with unit():
        services.suspend_account(account.id, reason="Penipuan", actor=admin)
    assert sessions.find_actor(token) is None
    with unit():
        services.restore_account(account.id, actor=admin)
        services.begin_session(account.id, device="x")
    assert len(queries.sessions_of(account.id)) == 1


def test_an_admin_starts_a_reset_but_never_sets_a_secret(app: Flask) -> None:
    admin, account = acting(city_admin()), make_account()
    before = account.secret_hash
    acting(account)
    with unit():
        services.start_reset(account.id, actor=admin)
    changed = queries.account(account.id)
    assert changed is not None and changed.secret_hash == before
    assert queries.sessions_of(account.id) == []
    entry = db.session.scalars(queries.trail_of(account.id).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.actor_id) == ("accounts.reset_started", admin.account_id)


def test_codes_to_one_address_are_few(app: Flask) -> None:
    account = make_account()
    for _time in range(3):
        with unit():
            services.send_code(CodePurpose.RESET_SECRET, account, str(account.phone))
    with unit(), pytest.raises(TooMany):
        services.send_code(CodePurpose.RESET_SECRET, account, str(account.phone))


def test_a_new_set_of_recovery_codes_voids_the_old(app: Flask) -> None:
    account = make_account()
    actor = acting(account)
    with unit():
        first = services.make_recovery_codes(account.id, actor=actor)
    with unit():
        services.make_recovery_codes(account.id, actor=actor)
    assert services.check_recovery_code(account, first[0]) is None
    assert len(queries.unused_recovery_codes(account.id)) == 4


def test_officers_of_a_region_are_listed_nearest_first(app: Flask) -> None:
    admin = city_admin()
    near = make_officer(region_code=JATIRASA, call_name="Bu Near")
    district = make_officer(call_name="Pak Kec")
    make_officer(region_code=JATIASIH)
    found = [officer.account_id for officer in queries.officers_of(JATIRASA)]
    assert found == [near.id, district.id, admin.id]


def test_names_come_in_one_query(app: Flask) -> None:
    one, other = make_account(call_name="Sari"), make_account(call_name="Budi")
    assert queries.names_of([one.id, other.id, 10**9]) == {one.id: "Sari", other.id: "Budi"}
    assert queries.names_of([]) == {}


def test_sessions_run_out(app: Flask) -> None:
    account = make_account()
    with unit():
        token = sessions.open_session(account, device="x")
    with unit():
        session = queries.sessions_of(account.id)[0]
        session.seen_at = now() - timedelta(days=app.config["SESSION_IDLE_DAYS"], minutes=1)
    assert sessions.find_actor(token) is None
