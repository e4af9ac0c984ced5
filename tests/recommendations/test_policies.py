from __future__ import annotations

from community.accounts.actor import GUEST, Actor
from community.recommendations.policies import HIDE_REASONS, can_choose
from community.recommendations.sentences import HIDE_REASONS as WORDS


def test_everybody_chooses_for_her_own_lists() -> None:
    assert can_choose(Actor(account_id=1))


def test_a_guest_has_no_lists(app: object) -> None:
    decision = can_choose(GUEST)
    assert not decision
    assert decision.reason


def test_every_reason_for_hiding_has_its_words() -> None:
    assert tuple(WORDS) == HIDE_REASONS
