from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThingsIndexed:
    """The entries of these things ("job:17") were brought up to date, or taken out."""

    keys: list[str]
