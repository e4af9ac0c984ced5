"""Changing events: planning them, taking and giving back places, checking in."""

from community.events.services.attendance import PHONE_OPENED, check_in, check_in_by_code, see_phone, undo_check_in
from community.events.services.places import sign_up, withdraw, withdraw_all_of
from community.events.services.planning import Plan, cancel, check_plan, create, discard, edit, publish

__all__ = [
    "PHONE_OPENED",
    "Plan",
    "cancel",
    "check_in",
    "check_in_by_code",
    "check_plan",
    "create",
    "discard",
    "edit",
    "publish",
    "see_phone",
    "sign_up",
    "undo_check_in",
    "withdraw",
    "withdraw_all_of",
]
