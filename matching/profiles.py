"""The two sides of a match. Sensitive attributes are refused with SensitiveFeatureError.

`features` of a Person (all optional; what is left out is unknown and counts neither for nor against):
    level            number 0-10, how far she is
    latitude, longitude, max_distance_km   degrees and km; farther offers are vetoed
    areas            set of region codes she is willing to go to: offers there are never too far
    pay_min          wished pay, rupiah a month
    schedule         set of slots she can ("pagi", "siang", "malam", "akhir_pekan"); none shared = vetoed
    licences         set she holds ("sim_c"); an empty set says "none", leaving it out says "unknown"
    sector           KBLI code, compared by its first digits
    needs, offers    sets of topic ids, met by the other side's offers and needs
    education_major  words, read as text
    roles            set of {"job_seeker", "business_owner", "startup", ...}, compared with `audience`
    owns             set of owner ids that are herself: her own offers are vetoed
    blocked_owners   set of owner ids she never wants to see

`features` of an Offer:
    level, latitude, longitude, schedule, licences (required), sector, needs, offers, education_major
    pay_max          highest pay, rupiah a month
    closed, full     True = vetoed (capacity 0 is full as well)
    online           True: place does not matter
    owner_id         at most two items of one owner in a list of ten
    audience         set of roles it is meant for; none shared with known roles = vetoed
    teaches          set of skill ids one learns there
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from matching.errors import InvalidCapacityError, InvalidFeatureError, InvalidProfileError
from matching.features import OFFER_FEATURES, PERSON_FEATURES, as_words, checked


def _check_text(owner: str, **texts: object) -> None:
    for name, value in texts.items():
        if not isinstance(value, str):
            raise InvalidProfileError(f"{owner}: {name} must be text, not {value!r}")


def _words(owner: str, name: str, value: object) -> frozenset[str]:
    try:
        return as_words(name, value)
    except InvalidFeatureError as error:
        raise InvalidProfileError(f"{owner}: {error}") from None


@dataclass(frozen=True)
class Person:
    """One who looks for something. `region`: Kemendagri code such as "32.75.04.1001"."""

    id: str
    text: str = ""
    skills: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    region: str | None = None
    features: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        owner = f"person {self.id!r}"
        _check_text(owner, id=self.id, text=self.text, region=self.region or "")
        for name in ("skills", "wants"):
            object.__setattr__(self, name, _words(owner, name, getattr(self, name)))
        object.__setattr__(self, "features", checked(self.features, PERSON_FEATURES, owner))


@dataclass(frozen=True)
class Offer:
    """Something with a kind ("job", "mentor", ...). `skills`: asked for, or given by a mentor or training.

    `capacity`: places still free, None = unlimited.
    """

    id: str
    kind: str
    text: str = ""
    skills: frozenset[str] = frozenset()
    capacity: int | None = None
    region: str | None = None
    features: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        owner = f"offer {self.id!r}"
        _check_text(owner, id=self.id, kind=self.kind, text=self.text, region=self.region or "")
        object.__setattr__(self, "skills", _words(owner, "skills", self.skills))
        object.__setattr__(self, "features", checked(self.features, OFFER_FEATURES, owner))
        if self.capacity is not None and (
            isinstance(self.capacity, bool) or not isinstance(self.capacity, int) or self.capacity < 0
        ):
            raise InvalidCapacityError(f"{owner}: capacity must be a whole number ≥ 0 or None, not {self.capacity!r}")


@dataclass(frozen=True)
class Decision:
    """What one side said: a negative one always removes the pair from every list."""

    person_id: str
    offer_id: str
    side: Literal["person", "offer"] = "person"
    positive: bool = True

    def __post_init__(self) -> None:
        if self.side not in ("person", "offer"):
            raise InvalidProfileError(f"decision side must be 'person' or 'offer', not {self.side!r}")
