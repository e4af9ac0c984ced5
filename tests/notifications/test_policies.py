from __future__ import annotations

from flask import Flask

from community.accounts.actor import GUEST, Actor
from community.notifications.policies import can_read


def test_notices_are_for_one_person(app: Flask) -> None:
    assert can_read(Actor(account_id=1), 1)
    assert not can_read(Actor(account_id=2), 1)
    assert not can_read(GUEST, 1)
