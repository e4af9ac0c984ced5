"""Once a day, one message about all that somebody's saved searches found since she last looked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from community.accounts.models import Account, AccountStatus, Purpose
from community.accounts.queries import consenting
from community.foundation.database import db
from community.foundation.limits import Limit, count_use
from community.notifications.services import address, write
from community.wanted import queries as wanted
from community.wanted.models import SavedFind, SavedSearch

# In Bekasi, when most people are home; a worker that was down then still writes in the hours after it.
HOUR, LAST_HOUR = 17, 20
DAY = timedelta(days=1)
ONE_A_DAY = Limit("notifications.finds", 1, timedelta(days=2))
MOST_AT_ONCE = 100


def people_with_finds(until: datetime, after: int) -> Sequence[int]:
    """The next accounts whose searches found something in the day that ends here and that may be written to."""
    statement = (
        select(SavedSearch.account_id)
        .join(SavedFind, SavedFind.search_id == SavedSearch.id)
        .join(Account, Account.id == SavedSearch.account_id)
        .where(
            SavedFind.found_at > until - DAY,
            SavedFind.found_at <= until,
            SavedFind.found_at > SavedSearch.seen_at,
            SavedSearch.account_id > after,
            Account.status == AccountStatus.ACTIVE,
            SavedSearch.account_id.in_(consenting(Purpose.MESSAGES)),
        )
        .distinct()
        .order_by(SavedSearch.account_id)
        .limit(MOST_AT_ONCE)
    )
    return db.session.scalars(statement).all()


def write_of_finds(account_id: int, until: datetime) -> None:
    """Tell how many things wait for her, unless none of them came in the day that ends here or it was told before."""
    moments = wanted.new_finds(account_id)
    if not any(until - DAY < moment <= until for moment in moments):
        return
    if count_use(ONE_A_DAY, f"{account_id}:{until.date().isoformat()}") > ONE_A_DAY.most:
        return
    title = _("%(n)s yang baru untuk pencarian yang Anda simpan", n=len(moments))
    write([account_id], title, address("wanted.saved"))
