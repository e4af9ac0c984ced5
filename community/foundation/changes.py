"""Facts say themselves which offer they change, so that all who keep offers hear of the same ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Fact = TypeVar("Fact")
# fact: the kind of the offer, and where the fact has its id
CHANGES: dict[type[Any], tuple[str, str]] = {}


def tells_of(kind: str) -> Callable[[type[Fact]], type[Fact]]:
    """Mark a fact whose `<kind>_id` names an offer that can be seen otherwise from now on; above `@dataclass`."""

    def marked(fact: type[Fact]) -> type[Fact]:
        CHANGES[fact] = (kind, f"{kind}_id")
        return fact

    return marked
