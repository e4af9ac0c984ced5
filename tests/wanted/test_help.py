"""Somebody asks an officer to look for something, and reads the answer."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from flask import Flask
from sqlalchemy import select, update

from community.accounts.actor import GUEST, Actor
from community.accounts.models import Role
from community.accounts.queries import account
from community.accounts.signals import AccountClosed
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused, TooMany
from community.notifications.models import Notice
from community.wanted import archive, queries, services, subscriptions, tasks
from community.wanted.models import HelpRequest, HelpState
from community.wanted.policies import MOST_OPEN
from community.wanted.services.help import ASKING
from tests.agreement import everybody
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA, make_account, make_officer
from tests.jobs.factories import make_job
from tests.personas import acting, city_admin, coordinator, job_seeker
from tests.search.factories import hide
from tests.support import deliver, overtaken, side_by_side, unit
from tests.wanted.factories import make_help_request


def ask(who: Actor, wish: str = "kursus jahit", story: str = "") -> HelpRequest:
    with unit():
        return services.ask(services.HelpDraft(wish, story), actor=who)[0]


def answer(public_id: str, who: Actor, words: str = "Coba tanya Bu Tini.", links: str = "") -> None:
    with unit():
        services.answer(public_id, actor=who, words=words, links=links)


def kinds(who: Actor) -> list[str]:
    """The kinds of a person's notices, and which still wait for her."""
    deliver()
    db.session.rollback()
    mine = select(Notice).where(Notice.account_id == who.account_id).order_by(Notice.id)
    return [notice.kind + ("!" if notice.done_at is None else "") for notice in db.session.scalars(mine)]


def state(public_id: str) -> HelpState:
    db.session.rollback()
    return db.session.scalars(select(HelpRequest.state).where(HelpRequest.public_id == public_id)).one()


def test_the_officer_of_the_kelurahan_is_asked_else_of_the_kecamatan_else_the_admin(app: Flask) -> None:
    sari = acting(job_seeker())
    admin = acting(city_admin())
    ask(sari, "satu")
    assert kinds(admin) == ["help_asked!"]
    rahmat = acting(coordinator())
    ask(sari, "dua")
    assert (kinds(admin), kinds(rahmat)) == (["help_asked!"], ["help_asked!"])
    lurah = acting(make_officer(region_code=JATIRASA))
    ask(sari, "tiga")
    assert (len(kinds(admin)), len(kinds(rahmat)), kinds(lurah)) == (1, 1, ["help_asked!"])


def test_an_officer_who_asks_is_helped_by_the_next(app: Flask) -> None:
    rahmat, admin = acting(coordinator()), acting(city_admin())
    public_id = ask(rahmat).public_id
    assert kinds(rahmat) == [] and kinds(admin) == ["help_asked!"]
    assert queries.number_waiting(rahmat) == 0 and queries.number_waiting(admin) == 1
    with pytest.raises(Refused):
        answer(public_id, rahmat)


def test_an_answer_reaches_who_asked_and_frees_the_others(app: Flask) -> None:
    sari, rahmat, second = acting(job_seeker()), acting(coordinator()), acting(coordinator())
    job = make_job(title="Kasir")
    public_id, links = ask(sari).public_id, f"/lowongan/{job.public_id}\nhttp://localhost/lowongan/{job.public_id}"
    key = f"job:{job.id}"
    assert kinds(second) == ["help_asked!"]
    answer(public_id, rahmat, links=links)
    assert kinds(sari) == ["help_answered"]
    assert kinds(rahmat) == kinds(second) == ["help_asked"]
    answered = queries.request_at(public_id)
    assert answered is not None and answered.things == [key]
    with pytest.raises(Refused):
        answer(public_id, second)


@pytest.mark.parametrize(("first", "second"), [*permutations(("answered", "closed", "withdrawn"), 2)])
def test_what_somebody_else_is_just_settling_is_settled_once(app: Flask, first: str, second: str) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    public_id = ask(sari).public_id
    ways = {
        "answered": lambda: services.answer(public_id, actor=rahmat, words="Coba tanya Bu Tini.", links=""),
        "closed": lambda: services.close(public_id, actor=rahmat, reason="Belum ada kursusnya."),
        "withdrawn": lambda: services.withdraw(public_id, actor=sari),
    }
    assert isinstance(overtaken(app, ways[first], ways[second]), Refused | NotFound)
    assert state(public_id) == HelpState[first.upper()]


def test_closing_needs_a_reason(app: Flask) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    public_id = ask(sari).public_id
    with pytest.raises(DomainError), unit():
        services.close(public_id, actor=rahmat, reason="")
    with unit():
        services.close(public_id, actor=rahmat, reason="Belum ada kursusnya di sini.")
    assert kinds(sari) == ["help_closed"]
    assert state(public_id) == HelpState.CLOSED


@pytest.mark.parametrize(
    "links",
    ["/lowongan/tidakada0000", "https://evil.example/lowongan/x", "javascript:alert(1)", "//evil.example/usaha/x",
     "/admin", "kasir", "http://[::1"],
)  # fmt: skip
def test_only_pages_of_things_here_are_links(app: Flask, links: str) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    public_id = ask(sari).public_id
    with pytest.raises(DomainError) as refused:
        answer(public_id, rahmat, links=links)
    assert refused.value.field == "links"
    assert state(public_id) == HelpState.OPEN


def test_what_cannot_be_seen_is_no_link(app: Flask) -> None:
    sari, rahmat, job = acting(job_seeker()), acting(coordinator()), make_job()
    public_id, at = ask(sari).public_id, job.public_id
    hide("job", job.id)
    with pytest.raises(DomainError):
        answer(public_id, rahmat, links=f"/lowongan/{at}")


def test_an_answer_says_something(app: Flask) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    public_id = ask(sari).public_id
    with pytest.raises(DomainError):
        answer(public_id, rahmat, words="")
    with pytest.raises(DomainError, match="Paling banyak 5"):
        answer(public_id, rahmat, links="\n".join(f"/lowongan/{number}" for number in range(6)))


def test_the_same_words_are_asked_once_at_a_time(app: Flask) -> None:
    sari = acting(job_seeker())
    first = ask(sari, "Kursus jahit").public_id
    assert ask(sari, "JAHIT kursus").public_id == first
    with unit():
        services.withdraw(first, actor=sari)
    with unit():
        services.withdraw(first, actor=sari)
    assert ask(sari, "kursus jahit").public_id != first


def test_taps_at_once_ask_once(app: Flask) -> None:
    sari = acting(job_seeker())
    found = side_by_side(app, [lambda: ask(sari).public_id] * 4)
    assert len(set(found)) == 1 and isinstance(found[0], str)


def test_at_most_five_wait_and_ten_a_day(app: Flask) -> None:
    sari = acting(job_seeker())
    for number in range(MOST_OPEN):
        ask(sari, f"kursus {number}")
    with pytest.raises(DomainError, match="5 permintaan"):
        ask(sari, "kursus lain")
    for number in range(ASKING.most - MOST_OPEN):
        with unit():
            db.session.execute(update(HelpRequest).values(state=HelpState.WITHDRAWN))
        ask(sari, f"pelatihan {number}")
    with pytest.raises(TooMany):
        ask(sari, "habis")


@pytest.mark.parametrize("wish", ["", "  ", "di", "😀"])
def test_a_wish_has_words(app: Flask, wish: str) -> None:
    with pytest.raises(DomainError):
        ask(acting(job_seeker()), wish)


def test_guests_ask_nothing(app: Flask) -> None:
    with pytest.raises(Refused):
        ask(GUEST)


def test_others_know_nothing_of_it(app: Flask) -> None:
    public_id = ask(acting(job_seeker())).public_id
    stranger, far = acting(make_account()), acting(make_officer(region_code=ARENJAYA))
    for who in (stranger, far):
        with pytest.raises(NotFound):
            answer(public_id, who)
        with pytest.raises(NotFound), unit():
            services.withdraw(public_id, actor=who)
    assert queries.number_waiting(stranger) == queries.number_waiting(far) == 0


def test_an_officer_withdraws_nothing(app: Flask) -> None:
    rahmat = acting(coordinator())
    public_id = ask(acting(job_seeker())).public_id
    with pytest.raises(Refused), unit():
        services.withdraw(public_id, actor=rahmat)


def test_taking_it_back_leaves_the_officer_nothing_to_do(app: Flask) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    public_id = ask(sari, story="Saya di rumah saja.").public_id
    assert kinds(rahmat) == ["help_asked!"]
    with unit():
        services.withdraw(public_id, actor=sari)
    assert kinds(rahmat) == ["help_asked"]
    request = queries.request_at(public_id)
    assert request is not None and request.story == ""


def test_sixty_days_later_it_expires_and_she_is_told(app: Flask) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    public_id = ask(sari).public_id
    tasks.expire_requests()
    assert state(public_id) == HelpState.OPEN and kinds(rahmat) == ["help_asked!"]
    with unit():
        db.session.execute(update(HelpRequest).values(expires_at=clock.now() - timedelta(seconds=1)))
    tasks.expire_requests()
    tasks.expire_requests()
    assert kinds(sari) == ["help_expired"] and kinds(rahmat) == ["help_asked"]
    assert state(public_id) == HelpState.EXPIRED


def test_policy_and_query_of_the_desk_agree(app: Flask) -> None:
    for home in (JATIRASA, ARENJAYA):
        make_help_request(make_account(home_code=home))
    from community.wanted import policies  # noqa: PLC0415

    requests = db.session.scalars(select(HelpRequest)).all()
    for actor in everybody():
        seen = {row.HelpRequest.id for row in queries.waiting_for(actor)}
        assert seen == {one.id for one in requests if policies.can_answer(actor, one)}
        assert queries.number_waiting(actor) == len(seen)


def test_a_closed_account_leaves_nothing_and_hers_can_be_taken_away(app: Flask) -> None:
    sari, rahmat = acting(job_seeker()), acting(coordinator())
    public_id = ask(sari, story="Untuk ibu saya.").public_id
    answer(public_id, rahmat, words="Tanya Bu Tini.")
    hers, his = archive.data_of(sari.account_id or 0), archive.data_of(rahmat.account_id or 0)
    assert hers["minta_dicarikan"][0]["story"] == "Untuk ibu saya."
    assert hers["minta_dicarikan"][0]["answer"] == "Tanya Bu Tini."
    assert his["minta_dicarikan"] == [] and his["jawaban_sebagai_petugas"][0]["answer"] == "Tanya Bu Tini."
    with unit():
        subscriptions.forget_person(AccountClosed(sari.account_id or 0))
    assert queries.request_at(public_id) is None


def test_a_suspended_person_is_not_looked_for(app: Flask) -> None:
    from community.accounts.models import Account, AccountStatus  # noqa: PLC0415

    make_help_request(person := make_account())
    admin = acting(make_officer(Role.ADMIN, CITY))
    assert queries.number_waiting(admin) == 1
    with unit():
        db.session.execute(update(Account).where(Account.id == person.id).values(status=AccountStatus.SUSPENDED))
    assert queries.number_waiting(admin) == 0 and list(queries.waiting_for(admin)) == []
    assert account(person.id) is not None and DISTRICT_JATIASIH
