"""What can be done with businesses; every verb enforces its policy, and none of them commits."""

from community.businesses.services.common import find
from community.businesses.services.contact import open_phone, opened_phone
from community.businesses.services.details import (
    register,
    remove_photo,
    save_basics,
    save_needs,
    save_offers,
    save_size,
    save_story,
    save_trade,
)
from community.businesses.services.products import add_product, change_product, remove_product
from community.businesses.services.status import (
    close,
    hide,
    hide_of_suspended,
    leave_behind,
    reopen,
    show_again,
    show_of_restored,
)
from community.businesses.services.team import (
    accept_invitation,
    decline_invitation,
    invite_teammate,
    remove_teammate,
    withdraw_invitation,
)

__all__ = [
    "accept_invitation",
    "add_product",
    "change_product",
    "close",
    "decline_invitation",
    "find",
    "hide",
    "hide_of_suspended",
    "invite_teammate",
    "leave_behind",
    "open_phone",
    "opened_phone",
    "register",
    "remove_photo",
    "remove_product",
    "remove_teammate",
    "reopen",
    "save_basics",
    "save_needs",
    "save_offers",
    "save_size",
    "save_story",
    "save_trade",
    "show_again",
    "show_of_restored",
    "withdraw_invitation",
]
