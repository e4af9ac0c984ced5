"""What upper floors (search, recommendations) may know of an offer, in one shape for all domains."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

# Features that can be found by words.
SEARCHED_FACTS = ("cost", "online", "education", "schedule", "licences", "pay_max", "audience")


@dataclass(frozen=True, slots=True)
class Document:
    """One public thing as words and facts.

    `kind` and `id` name it; `title` and `text` are what may be found by everybody; `skills` are ids of the
    vocabulary; `owner_key` ("business:3") groups offers of one owner; `since` is the day it was published and
    `until` its last useful day; `features` are facts for matching (pay_max, schedule, licences, capacity,
    audience, topics …).
    """

    kind: str
    id: int
    title: str
    text: str = ""
    region_code: str | None = None
    skills: tuple[str, ...] = ()
    owner_key: str = ""
    since: date | None = None
    until: date | None = None
    features: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """ "job:17": the name of a document across kinds."""
        return f"{self.kind}:{self.id}"

    @property
    def full(self) -> bool:
        """Whether all places are taken."""
        left = self.features.get("capacity")
        return bool(self.features.get("full")) or (left is not None and left <= 0)

    @property
    def digest(self) -> int:
        """A number of 32 bits that tells, but for rare chance, whether two documents say the same to a searcher."""
        facts = [self.features.get(name) for name in SEARCHED_FACTS]
        said = (self.title, self.text, self.region_code, self.skills, self.since, self.until, self.full, facts)
        return crc32(repr(said).encode(errors="surrogatepass"))
