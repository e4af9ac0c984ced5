"""Keeping searches, asking for help, and counting what finds nothing."""

from community.wanted.services.emptiness import count_empty, forget_old_empty
from community.wanted.services.finds import forget_old_finds, know, know_everything, take_in, tell_finds
from community.wanted.services.help import (
    ANSWERED,
    CLOSED,
    HelpDraft,
    answer,
    ask,
    close,
    expire_overdue,
    follow_move,
    withdraw,
)
from community.wanted.services.saving import forget_person, mark_seen, save, stop

__all__ = [
    "ANSWERED",
    "CLOSED",
    "HelpDraft",
    "answer",
    "ask",
    "close",
    "count_empty",
    "expire_overdue",
    "follow_move",
    "forget_old_empty",
    "forget_old_finds",
    "forget_person",
    "know",
    "know_everything",
    "mark_seen",
    "save",
    "stop",
    "take_in",
    "tell_finds",
    "withdraw",
]
