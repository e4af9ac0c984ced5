"""What lists, search and a person's own copy read of mentoring."""

from __future__ import annotations

from flask import Flask

from community.accounts.models import AccountStatus
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.mentoring import queries
from community.mentoring.models import MentorStatus, RequestState
from tests.factories import ARENJAYA, make_account
from tests.mentoring.factories import make_mentor, make_request


def test_only_open_mentors_with_a_place_are_offered(app: Flask) -> None:
    free = make_mentor(capacity=2)
    full = make_mentor(capacity=1)
    make_request(full, state=RequestState.ACCEPTED)
    make_mentor(status=MentorStatus.PAUSED)
    make_mentor(make_account(status=AccountStatus.SUSPENDED))
    (card,) = load_cards([queries.cards()])
    assert (card.key, card.title, card.places, card.taken) == (f"mentor:{free.id}", free.headline, 2, 0)
    assert list(db.session.scalars(queries.open_region_codes())) == [free.region_code]


def test_a_document_tells_topics_and_free_places(app: Flask) -> None:
    mentor = make_mentor(capacity=3, modes=["online"], topics=["pembukuan_usaha"])
    make_request(mentor, state=RequestState.ACCEPTED)
    (document,) = queries.documents([mentor.id])
    assert document.skills == ("pembukuan_usaha",)
    assert document.features["capacity"] == 2
    assert document.features["online"] is True
    assert document.owner_key == f"account:{mentor.account_id}"


def test_topics_and_modes_narrow_the_list(app: Flask) -> None:
    books = make_mentor(topics=["pembukuan_usaha"], modes=["online"])
    sewing = make_mentor(topics=["jahit_dasar"], modes=["offline"])

    def found(*args: object) -> list[int]:
        return [mentor.id for mentor in db.session.scalars(queries.open_mentors(*args))]

    assert found(["pembukuan_usaha"]) == [books.id]
    assert found(["jahit"]) == []
    assert found((), "offline") == [sewing.id]
    assert set(found()) == {books.id, sewing.id}


def test_a_full_mentor_leads_to_the_nearest_with_the_same_topic(app: Flask) -> None:
    full = make_mentor(topics=["pembukuan_usaha"])
    far = make_mentor(topics=["pembukuan_usaha"], region_code=ARENJAYA)
    near = make_mentor(topics=["pembukuan_usaha", "foto_produk"])
    make_mentor(topics=["las_listrik"])
    assert [mentor.id for mentor in queries.next_free(full)] == [near.id, far.id]


def test_a_persons_copy_holds_both_sides(app: Flask) -> None:
    account = make_account(call_name="Bu Wulan")
    mentor = make_mentor(account)
    make_request(mentor, state=RequestState.DECLINED, reason="Penuh.")
    make_request(make_mentor(), account)
    data = queries.data_of(account.id)
    assert data["mentor"]["headline"] == mentor.headline
    assert data["mentoring_answers"][0]["reason"] == "Penuh."
    assert data["mentoring_requests"][0]["message"].startswith("Saya jualan")
