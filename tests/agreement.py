"""The kinds of people for whom a policy and the query of the same right must agree."""

from __future__ import annotations

from community.accounts.actor import GUEST, Actor
from community.accounts.models import Account, Role
from tests.factories import ARENJAYA, make_officer
from tests.personas import acting, city_admin, coordinator, job_seeker


def everybody(*concerned: Account) -> list[Actor]:
    """A guest, a member, officers of here, of elsewhere and of the city, and who is concerned."""
    strangers = (job_seeker(), coordinator(), make_officer(Role.COORDINATOR, ARENJAYA), city_admin())
    return [GUEST, *(acting(account) for account in (*strangers, *concerned))]
