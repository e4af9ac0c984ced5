"""Who may find what."""

from __future__ import annotations

FOR_EVERYBODY = ("job", "training", "programme", "mentor", "event", "business", "community")


def visible_kinds(*, is_member: bool) -> tuple[str, ...]:
    """The kinds that exist for somebody who searches: guests do not find people."""
    return (*FOR_EVERYBODY, "member") if is_member else FOR_EVERYBODY
