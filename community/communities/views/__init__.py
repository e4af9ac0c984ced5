"""The pages of communities: finding them, their people, their posts."""

from __future__ import annotations

from flask import Blueprint

from community.accounts.actor import Actor
from community.communities import queries
from community.communities.models import Community, Membership
from community.foundation.errors import NotFound

blueprint = Blueprint("communities", __name__, url_prefix="/komunitas")


def found(public_id: str, actor: Actor) -> tuple[Community, Membership | None]:
    """The community at this address and the actor's running stay in it; NotFound without one."""
    row = queries.with_stay(public_id, actor.account_id)
    if row is None:
        raise NotFound
    return row
