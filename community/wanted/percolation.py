"""Which saved searches something new fits: each thing looks up its searches, never each search its things."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select

from community.accounts.models import Account, AccountStatus
from community.businesses.queries import team_ids
from community.events.models import Event
from community.foundation import clock
from community.foundation.database import PART, db
from community.foundation.documents import Document
from community.regions.info import RegionInfo
from community.search.analysis import Query, document_terms, read_query
from community.search.catalogue import SOURCES
from community.wanted.models import SavedSearch

PEOPLE = "member"
# What somebody tells of herself, and may stop telling.
PERSONAL = (PEOPLE, "mentor")
AT = "@"
_ASKED = (
    SavedSearch.id, SavedSearch.account_id, SavedSearch.kind, SavedSearch.region_code, SavedSearch.roots,
    SavedSearch.required, SavedSearch.excluded, SavedSearch.looked_up,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search as it is kept: the words as the index knows them, and where."""

    roots: tuple[str, ...]
    required: tuple[str, ...]
    excluded: tuple[str, ...]
    region_code: str | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.roots and not self.region_code

    @property
    def looked_up(self) -> str:
        """The term by which a thing finds this search: the longest word, as it is likely to be the rarest."""
        if not self.roots:
            return f"{AT}{self.region_code}"
        return max(self.roots, key=lambda root: (len(root), root))

    def fingerprint(self, kind: str | None) -> str:
        """The same for two searches that ask the same, in whatever order."""
        parts = [sorted(self.roots), sorted(self.required), sorted(self.excluded), self.region_code, kind]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def wanted_by(words: str, named: Sequence[RegionInfo]) -> Wanted:
    """What words without their place ask for; of a kelurahan and a kecamatan of one name, the kecamatan."""
    query: Query = read_query(words)
    widest = min(named, key=lambda region: len(region.code), default=None)
    return Wanted(query.words, query.required, query.excluded, widest.code if widest else None)


def _terms(document: Document) -> set[str]:
    """Everything a document is looked up by: its terms, and the regions it lies in."""
    found = {term for term, _impact in document_terms(document)}
    parts = (document.region_code or "").split(".")
    return found | {AT + ".".join(parts[:size]) for size in range(1, len(parts) + 1) if document.region_code}


def _fits(search: Any, document: Document, terms: set[str]) -> bool:
    if search.kind != document.kind and (search.kind or document.kind == PEOPLE):
        return False
    if search.region_code and AT + search.region_code not in terms:
        return False
    return terms.issuperset(search.roots) and terms.issuperset(search.required) and terms.isdisjoint(search.excluded)


def _parts(terms: Iterable[str]) -> Iterator[list[str]]:
    # Pairs and words as they are written stand beside roots, and no search is looked up by them.
    wanted = sorted(term for term in terms if " " not in term and not term.startswith("="))
    for start in range(0, len(wanted), PART):
        yield wanted[start : start + PART]


def _organisers(documents: Iterable[Document]) -> dict[int, int]:
    numbers = [document.id for document in documents if document.kind == "event"]
    if not numbers:
        return {}
    rows = db.session.execute(select(Event.id, Event.organiser_id).where(Event.id.in_(numbers)))
    return {row.id: row.organiser_id for row in rows}


def _owners(documents: Sequence[Document]) -> dict[tuple[str, int], set[int]]:
    """Who is told nothing of each thing, because it is hers."""
    team = cache(lambda business_id: set(team_ids(business_id)))
    organisers = _organisers(documents)
    owners: dict[tuple[str, int], set[int]] = {}
    for document in documents:
        what, _colon, number = document.owner_key.partition(":")
        mine = set(team(int(number))) if what == "business" else {int(number)} if what == "account" else set()
        if document.kind == "event" and document.id in organisers:
            mine.add(organisers[document.id])
        owners[document.kind, document.id] = mine
    return owners


def searches_for(documents: Iterable[Document]) -> Iterator[tuple[int, str, int]]:
    """(saved search, kind, id) of everything that fits and is not past, for people who can come in.

    People are told of people only where the search asks for them alone: under all kinds, the page of results keeps
    them apart too.
    """
    today = clock.today()
    useful = [document for document in documents if document.until is None or document.until >= today]
    terms = {(document.kind, document.id): _terms(document) for document in useful}
    by_term: defaultdict[str, list[Document]] = defaultdict(list)
    for document in useful:
        for term in terms[document.kind, document.id]:
            by_term[term].append(document)
    owners = _owners(useful)
    active = select(*_ASKED).join(Account, Account.id == SavedSearch.account_id)
    active = active.where(Account.status == AccountStatus.ACTIVE)
    for part in _parts(by_term):
        for search in db.session.execute(active.where(SavedSearch.looked_up.in_(part))).all():
            for document in by_term[search.looked_up]:
                key = document.kind, document.id
                if search.account_id not in owners[key] and _fits(search, document, terms[key]):
                    yield search.id, *key


def outgrown(finds: Iterable[Any]) -> set[tuple[int, str, int]]:
    """(saved search, kind, id) of finds of people whose search does not fit what they tell of themselves today."""
    personal = {(find.search_id, find.kind, find.object_id) for find in finds if find.kind in PERSONAL}
    if not personal:
        return set()
    told: dict[tuple[str, int], tuple[Document, set[str]]] = {}
    for kind in PERSONAL:
        numbers = sorted({number for _search, of_kind, number in personal if of_kind == kind})
        for document in SOURCES[kind].documents(numbers) if numbers else ():
            told[kind, document.id] = document, _terms(document)
    numbers = sorted({search_id for search_id, _kind, _number in personal})
    searches: dict[int, Any] = {}
    for start in range(0, len(numbers), PART):
        some = select(*_ASKED).where(SavedSearch.id.in_(numbers[start : start + PART]))
        searches.update((search.id, search) for search in db.session.execute(some))
    return {
        (search_id, kind, number)
        for search_id, kind, number in personal
        if search_id not in searches
        or (kind, number) not in told
        or not _fits(searches[search_id], *told[kind, number])
    }
