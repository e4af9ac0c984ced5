from __future__ import annotations

from datetime import timedelta

from flask import Flask

from community.accounts import audit
from community.accounts.models import AccountStatus, Role, RoleGrant
from community.admin import queries, services
from community.foundation import clock
from community.foundation.database import db
from community.foundation.messages import Message, MessageState
from community.foundation.outbox import STUCK_AFTER, OutboxMessage
from tests.factories import ARENJAYA, CITY, JATIRASA, make_account, make_officer
from tests.personas import acting
from tests.support import unit


def rows(statement: object) -> list[object]:
    return list(db.session.execute(statement))  # type: ignore[call-overload]


def test_people_are_found_in_my_region_alone(app: Flask) -> None:
    coordinator = acting(make_officer(call_name="Pak Rahmat"))
    near = make_account(call_name="Siti Nurhaliza", home_code=JATIRASA)
    far = make_account(call_name="Siti Badriah", home_code=ARENJAYA)
    make_account(call_name="Siti Tutup", status=AccountStatus.DELETED)
    assert [one.id for one in queries.people_found(coordinator, "siti")] == [near.id]
    phone = far.phone or ""
    assert queries.people_found(coordinator, phone) == []
    assert queries.people_found(coordinator, "") == ()
    assert queries.person(coordinator, far.public_id) is None
    assert queries.person(coordinator, near.public_id) is not None
    admin = acting(make_officer(Role.ADMIN, CITY))
    assert [one.id for one in queries.people_found(admin, "0" + phone.removeprefix("+62"))] == [far.id]


def test_a_wildcard_is_only_a_letter(app: Flask) -> None:
    coordinator = acting(make_officer())
    make_account(call_name="Sari")
    assert queries.people_found(coordinator, "%%") == []


def test_a_member_finds_nobody(app: Flask) -> None:
    member = acting(make_account(call_name="Sari"))
    assert queries.people_found(member, "Sari") == []
    assert rows(queries.trail(member)) == []
    assert rows(queries.officers(member)) == []


def test_officers_of_my_region_who_serve_now(app: Flask) -> None:
    mine = make_officer(call_name="Pak Rahmat")
    make_officer(region_code=ARENJAYA)
    past = make_officer(region_code=JATIRASA)
    with unit():
        grant = db.session.query(RoleGrant).filter_by(account_id=past.id).one()
        grant.begins_on, grant.ends_on = clock.today() - timedelta(days=9), clock.today() - timedelta(days=1)
    found = rows(queries.officers(acting(mine)))
    assert [row.Account.id for row in found] == [mine.id]  # type: ignore[attr-defined]
    assert len(rows(queries.officers(acting(make_officer(Role.ADMIN, CITY))))) == 3


def test_the_trail_keeps_to_the_region(app: Flask) -> None:
    rahmat, hendra = acting(make_officer()), acting(make_officer(Role.ADMIN, CITY))
    with unit():
        audit.note("roles.granted", "account:1", actor=hendra, region_code=JATIRASA)
        audit.note("jobs.closed", "job:2", actor=hendra, region_code=ARENJAYA)
        audit.note("accounts.signed_in", "account:3", actor=hendra)

    def seen(actor: object, **narrowed: str) -> set[str]:
        found = rows(queries.trail(actor, **narrowed))  # type: ignore[arg-type]
        return {row.AuditEntry.subject for row in found}  # type: ignore[attr-defined]

    assert seen(rahmat) == {"account:1"}
    assert seen(rahmat, region_code=ARENJAYA) == set()
    assert seen(hendra) == {"account:1", "job:2", "account:3"}
    assert seen(hendra, area="jobs") == {"job:2"}
    assert seen(hendra, subject="account:1") == {"account:1"}


def test_what_could_not_be_delivered(app: Flask) -> None:
    with unit():
        db.session.add(OutboxMessage(kind="jobs.JobPublished", payload={}, attempts=STUCK_AFTER, problem="x"))
        db.session.add(OutboxMessage(kind="jobs.JobPublished", payload={}, attempts=STUCK_AFTER - 1, problem="x"))
        db.session.add(Message(address="+6281200000001", subject="Kode", body="…", state=MessageState.FAILED))
    assert queries.number_of_problems() == 2
    admin = acting(make_officer(Role.ADMIN, CITY))
    with unit():
        services.deliver_again(queries.stuck_facts()[0].id, actor=admin)
        services.send_again(queries.failed_messages()[0].id, actor=admin)
    assert queries.number_of_problems() == 0
