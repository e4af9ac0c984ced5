"""Lists of mentors and requests and their policies agree."""

from __future__ import annotations

from itertools import product

from community.foundation.cards import load_cards
from community.mentoring import policies, queries
from community.mentoring.models import MentorStatus, RequestState
from tests.agreement import everybody
from tests.factories import make_account
from tests.mentoring.factories import make_mentor, make_request


def test_a_request_is_listed_to_who_may_read_it(app):
    mentee, teacher = make_account(), make_account()
    mentors = [make_mentor(teacher), make_mentor()]
    asked = [
        make_request(mentor, person) for mentor, person in product(mentors, (mentee, make_account(), make_account()))
    ]
    by_id = {mentor.id: mentor for mentor in mentors}
    for actor in everybody(mentee, teacher):
        mine = {row[0].id for row in queries.requests_of(actor.account_id or 0)}
        own = queries.mentor_of(actor.account_id)
        to_me = {row[0].id for row in queries.requests_to(own.id)} if own else set()
        may = {one.id for one in asked if policies.can_read(actor, one, by_id[one.mentor_id])}
        assert all(one.state != RequestState.WITHDRAWN for one in asked)
        assert mine | to_me == may


def test_a_mentor_is_listed_as_long_as_somebody_may_ask(app):
    me = make_account()
    mentors = [
        make_mentor(status=status, capacity=2, taken=taken) for status, taken in product(MentorStatus, (0, 1, 2))
    ]
    public = {card.id for card in load_cards([queries.cards()])}
    assert public == {mentor.id for mentor in mentors if policies.is_free(mentor)}
    for actor in everybody(me)[1:]:
        assert public == {mentor.id for mentor in mentors if policies.can_ask(actor, mentor)}
