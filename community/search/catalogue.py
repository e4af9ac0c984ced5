"""The kinds of things that can be found, and the domain that answers for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Select

from community.businesses import queries as businesses
from community.communities import queries as communities
from community.events import queries as events
from community.foundation.documents import Document
from community.jobs import queries as jobs
from community.learning import queries as learning
from community.members import queries as members
from community.mentoring import queries as mentoring
from community.programmes import queries as programmes


@dataclass(frozen=True, slots=True)
class Source:
    """`cards` select what may be seen now; `documents` tell what may be found, of some ids or of all (None)."""

    cards: Callable[[], Select[Any]]
    documents: Callable[[Sequence[int] | None], Iterable[Document]]


SOURCES = {
    "job": Source(jobs.cards, jobs.documents),
    "training": Source(learning.cards, learning.documents),
    "programme": Source(programmes.cards, programmes.documents),
    "mentor": Source(mentoring.cards, mentoring.documents),
    "event": Source(events.cards, events.documents),
    "business": Source(businesses.cards, businesses.documents),
    "community": Source(communities.cards, communities.documents),
    # Only members look for members, see policies.
    "member": Source(partial(members.cards, to_members=True), members.documents),
}


def all_documents() -> Iterator[Document]:
    """Everything that can be found."""
    for source in SOURCES.values():
        yield from source.documents(None)
