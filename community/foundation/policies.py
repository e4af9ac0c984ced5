"""Decisions about rights: pure values, so that rules read as truth tables."""

from __future__ import annotations

from dataclasses import dataclass

from community.foundation.errors import Refused


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed, or refused with a sentence for the person."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOW = Decision(True)


def deny(reason: object) -> Decision:
    """A refusal; `reason` may be a lazy translation."""
    return Decision(False, str(reason))


def enforce(decision: Decision) -> None:
    """Raise Refused (403) with its reason unless the decision allows."""
    if not decision:
        raise Refused(decision.reason)
