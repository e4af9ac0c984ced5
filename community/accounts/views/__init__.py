"""One page per screen; all of them hang on one blueprint."""

from community.accounts.views import (
    consents,
    credentials,
    devices,
    forgot,
    outbox,
    personal_data,
    recovery,
    second_factor,
    settings,
    sign_in,
    sign_up,
)
from community.accounts.views.common import blueprint

__all__ = [
    "blueprint",
    "consents",
    "credentials",
    "devices",
    "forgot",
    "outbox",
    "personal_data",
    "recovery",
    "second_factor",
    "settings",
    "sign_in",
    "sign_up",
]
