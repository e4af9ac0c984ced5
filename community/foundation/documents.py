"""What upper floors (search, recommendations) may know of an offer, in one shape for all domains."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """One public thing as words and facts.

    `kind` and `id` name it; `title` and `text` are what may be found by everybody; `skills` are ids of the
    vocabulary; `owner_key` ("business:3") groups offers of one owner; `until` is its last useful day;
    `features` are facts for matching (pay_max, schedule, licences, capacity, audience, topics …).
    """

    kind: str
    id: int
    title: str
    text: str = ""
    region_code: str | None = None
    skills: tuple[str, ...] = ()
    owner_key: str = ""
    until: date | None = None
    features: dict[str, Any] = field(default_factory=dict)
