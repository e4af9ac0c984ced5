"""Changing communities: founding and editing, memberships, what members write."""

from community.communities.services.founding import (
    CONTACT_OPENED,
    begin_theme,
    contact_subject,
    edit,
    ensure_region_communities,
    ensure_themes,
    see_contact,
)
from community.communities.services.memberships import confirm, decline, end_all_of, join, leave
from community.communities.services.posts import comment, hide_comment, hide_post, publish, withdraw_all_of

__all__ = [
    "CONTACT_OPENED",
    "begin_theme",
    "comment",
    "confirm",
    "contact_subject",
    "decline",
    "edit",
    "end_all_of",
    "ensure_region_communities",
    "ensure_themes",
    "hide_comment",
    "hide_post",
    "join",
    "leave",
    "publish",
    "see_contact",
    "withdraw_all_of",
]
