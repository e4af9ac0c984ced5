"""Counting what finds nothing, without who asked."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from community.foundation import clock
from community.foundation.database import db, insert_into
from community.foundation.limits import Limit, count_use
from community.wanted.models import EmptySearch
from community.wanted.policies import EMPTY_KEPT

# For the whole site: whoever makes up words without end fills no table.
COUNTING = Limit("wanted.empty", 300, timedelta(hours=1))
ONE_EACH = Limit("wanted.empty_asked", 1, EMPTY_KEPT)


def count_empty(words: str, region_code: str, group: int) -> bool:
    """Count once for one of the groups of askers; False when the site has counted enough this hour.

    Each group counts once while its count is kept, so three counts are three people or devices.
    """
    if count_use(COUNTING, "site") > COUNTING.most:
        return False
    if count_use(ONE_EACH, f"{words}|{region_code}|{group}") > ONE_EACH.most:
        return False
    row = {"day": clock.today(), "words": words, "region_code": region_code, "times": 1}
    statement = insert_into(EmptySearch).values(row)
    keys = [EmptySearch.day, EmptySearch.words, EmptySearch.region_code]
    db.session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"times": EmptySearch.times + 1}))
    return True


def forget_old_empty() -> None:
    """Remove what was counted before the last ninety days."""
    db.session.execute(delete(EmptySearch).where(EmptySearch.day < clock.today() - EMPTY_KEPT))
