"""Searching: the index says what may fit, the domains' cards say what is there and may be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from flask import current_app
from sqlalchemy import and_, select, union_all

from community.foundation.cards import Card, cards_with_ids, in_order, load_cards
from community.foundation.database import db
from community.members import queries as members
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.search.analysis import Query, read_query, roots_of
from community.search.asking import Days
from community.search.catalogue import SOURCES
from community.search.engine import Engine, chosen_engine, make_engine
from community.search.highlights import excerpt, marked
from community.search.hits import Facets, Hit, IndexUnavailable
from community.search.models import SearchChange
from community.search.places import is_misread, nearness, read_places, title_words
from community.search.without import WITHOUT
from matching.text import tokenise

PEOPLE, AGEING = "member", "job"
PAGE_SIZE = 20
FALLBACK_SHOWN = 40
MOST_PENDING = 500
# Of so many people the index names it is told here who is called so, and who may be seen.
MOST_CALLED_SO = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of results is kept to: one kind, what lies in a region, one trade, some days, and a page of it.

    With `newest` what was published last comes first.
    """

    kind: str | None = None
    region_code: str | None = None
    trade: str | None = None
    days: Days | None = None
    after: str = ""
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """What a page of results shows.

    Of the kinds in `more` there are at least as many as counted. `facets` count what is shown; `titles` and
    `excerpts` have the asked words marked, by the key of a card, and `since` the days they were published, where the
    order or the kind makes that worth telling. `next` is where the next page begins, "" at the end. `region_misread`
    says that the region is called otherwise than was typed; `degraded`, that the index could not be used and titles
    alone were looked through.
    """

    cards: list[Card] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    facets: Facets = field(default_factory=Facets)
    titles: dict[str, str] = field(default_factory=dict)
    excerpts: dict[str, str] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)
    next: str = ""
    region: RegionInfo | None = None
    region_misread: bool = False
    corrected: str = ""
    degraded: bool = False

    @property
    def total(self) -> int:
        """How many there are in all, without people where they stand apart."""
        others = sum(count for kind, count in self.counts.items() if kind != PEOPLE)
        return others or self.counts.get(PEOPLE, 0)

    @property
    def total_is_least(self) -> bool:
        """Whether there may be more in all than the total."""
        return bool(self.more - {PEOPLE} if self.counts.keys() - {PEOPLE} else self.more)


@dataclass(frozen=True, slots=True)
class Change:
    """A thing whose entry is older than it is, and since when."""

    kind: str
    object_id: int
    changed_at: datetime


def engine() -> Engine:
    """The engine over the index of this deployment, one for each process."""
    chosen = chosen_engine(current_app.config)
    known: tuple[tuple[str, str], Engine] | None = current_app.extensions.get("search_engine")
    if known is None or known[0] != chosen:
        known = current_app.extensions["search_engine"] = (chosen, make_engine(*chosen))
    return known[1]


def waiting(limit: int | None = 500) -> list[Change]:
    """What changed since it was last put into the index, oldest first."""
    columns = (SearchChange.kind, SearchChange.object_id, SearchChange.changed_at)
    statement = select(*columns).order_by(SearchChange.changed_at, SearchChange.object_id).limit(limit)
    return [Change(*row) for row in db.session.execute(statement)]


def places_in(text: str, kinds: Sequence[str] | None = None) -> tuple[str, list[RegionInfo]]:
    """See places.read_places; only `kinds` exist for the asker. IndexUnavailable."""
    return read_places(text, partial(engine().knows_among, kinds=kinds))


def _pending() -> list[str]:
    """The names of what changed since it was last put in: people all of them, of the rest the oldest changes."""
    things = select(SearchChange.kind, SearchChange.object_id).where(SearchChange.kind != PEOPLE)
    things = things.order_by(SearchChange.changed_at, SearchChange.object_id).limit(MOST_PENDING)
    people = select(SearchChange.kind, SearchChange.object_id).where(SearchChange.kind == PEOPLE)
    statement = union_all(select(things.subquery()), people)
    return [f"{kind}:{number}" for kind, number in db.session.execute(statement)]


def _hidden(pending: Sequence[str]) -> set[str]:
    # A person's fields have audiences of their own: what her entry tells may be more than she now wants.
    people = {key for key in pending if key.startswith(f"{PEOPLE}:")}
    things = [key for key in pending if key not in people]
    return people.union(things).difference(card.key for card in cards_of(things)) if pending else set()


def hidden() -> set[str]:
    """The names of what the index does not know yet to be closed, hidden or changed in who may see it."""
    return _hidden(_pending())


def search(
    text: str,
    *,
    kinds: Sequence[str],
    filters: Filters = Filters(),
    home_code: str | None = None,
    as_typed: bool = False,
) -> Results:
    """The cards that fit, mine first.

    People stand among the rest only where nothing else fits: who looks for a cashier's job is not looking for cashiers.
    """
    try:
        words, named = places_in(text, kinds)
        pending = _pending()
        look = partial(
            engine().find, words, limit=PAGE_SIZE, kinds=kinds, near=nearness(home_code, named),
            region_codes=_within(words, named, filters), place=title_words(named), trade=filters.trade,
            days=filters.days, without=_hidden(pending), after=filters.after, as_typed=as_typed,
            newest=filters.newest,
        )  # fmt: skip
        found = look(shown=[filters.kind] if filters.kind else [kind for kind in kinds if kind != PEOPLE])
        if not filters.kind and not found.hits and PEOPLE in found.counts:
            found = look(shown=[PEOPLE])
        there = cards_of([hit.key for hit in found.hits])
        asked = read_query(found.corrected or words)
        titles, excerpts = _highlighted(there, asked, set(pending))
    except IndexUnavailable:
        return _search_titles(text, kinds, filters.kind)
    # What the index does not know yet to be closed or hidden is neither shown nor counted.
    gone = Counter(hit.kind for hit in found.hits) - Counter(card.kind for card in there)
    counts = {kind: found.counts.get(kind, 0) - gone[kind] for kind in kinds}
    return Results(
        there, {kind: count for kind, count in counts.items() if count > 0}, found.more, found.facets, titles, excerpts,
        _told_since(found.hits, filters.newest), next=found.next, region=named[-1] if named else None,
        region_misread=bool(named) and is_misread(text, named[-1]), corrected=found.corrected,
    )  # fmt: skip


def _told_since(hits: Iterable[Hit], is_by_day: bool) -> dict[str, date]:
    """An offer of work grows old; of other things the day is told where they are ordered by it."""
    return {hit.key: date.fromordinal(hit.since) for hit in hits if hit.since and (is_by_day or hit.kind == AGEING)}


def _within(words: str, named: Sequence[RegionInfo], filters: Filters) -> set[str] | None:
    """The regions that results must lie in: those filtered for, and those named where nothing else was asked."""
    if filters.region_code:
        return set(regions.codes_under(filters.region_code))
    if named and not roots_of(words):
        return {code for region in named for code in regions.codes_under(region.code)}
    return None


def _highlighted(
    cards: Sequence[Card], asked: Query, pending: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    words = (word.removeprefix(WITHOUT) for word in (*asked.words, *" ".join(asked.required).split()))
    roots = {root for root in words if root not in asked.lesser}
    if not roots or not cards:
        return {}, {}
    titles: dict[str, str] = {card.key: marked(card.title, roots, asked.beginning) for card in cards}
    # A title that says it needs no second witness; an entry older than the thing tells what was taken out of it.
    untold = [key for key, title in titles.items() if "<mark>" not in title and key not in pending]
    texts = engine().texts(untold) if untold else {}
    found = {key: excerpt(text, roots, asked.beginning) for key, text in texts.items()}
    return titles, {key: piece for key, piece in found.items() if piece is not None}


def _ids_by_kind(keys: Iterable[str]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {kind: [] for kind in SOURCES}
    for kind, _, number in (key.partition(":") for key in keys):
        if kind in ids:
            ids[kind].append(int(number))
    return ids


def cards_of(keys: Sequence[str]) -> list[Card]:
    """The cards of these keys in their order, without those that are gone; one query."""
    return in_order(cards_with_ids("found", lambda kind: SOURCES[kind].cards(), _ids_by_kind(keys)), keys)


def _search_titles(text: str, kinds: Sequence[str], shown: str | None) -> Results:
    """Titles that hold every word, by the database alone: for as long as there is no index."""
    words = text.split()[:6]
    if not words:
        return Results(degraded=True)
    parts = []
    for kind in kinds:
        cards = SOURCES[kind].cards()
        title = cards.selected_columns.title
        holds = and_(*(title.icontains(word, autoescape=True) for word in words))
        # A LIMIT inside UNION needs a query of its own around it.
        parts.append(select(cards.where(holds).limit(FALLBACK_SHOWN).subquery()))
    found = load_cards(parts)
    counts = dict(Counter(card.kind for card in found))
    kept = [card for card in found if shown in (None, card.kind)]
    kept.sort(key=lambda card: (len(card.title), card.key))
    return Results(cards=kept[:FALLBACK_SHOWN], counts=counts, degraded=True)


def titles(text: str, kinds: Sequence[str], limit: int, *, without: Collection[str] | None = None) -> list[Card]:
    """The best few things by the words typed so far; nothing while there is no index. `without`: see hidden."""
    return cards_of(_suggested(text, kinds, limit, without))


def people_called(text: str, limit: int, *, to_members: bool, without: Collection[str] | None = None) -> list[Card]:
    """People whose names have words that begin like all those typed so far, as members or everybody may see them."""
    typed = tokenise(text)
    # What else an entry says brings in people too, behind those who are called so.
    keys = _suggested(text, [PEOPLE], MOST_CALLED_SO, without, as_typed=True) if typed else []
    if not keys:
        return []
    name = "called so, for members" if to_members else "called so, for everybody"
    found = cards_with_ids(name, lambda _kind: members.cards(to_members=to_members), _ids_by_kind(keys))
    return [card for card in in_order(found, keys) if _is_called(card.title, typed)][:limit]


def _is_called(title: str, typed: Sequence[str]) -> bool:
    names = tokenise(title)
    return all(any(name.startswith(word) for name in names) for word in typed)


def _suggested(
    text: str, kinds: Sequence[str], limit: int, without: Collection[str] | None, *, as_typed: bool = False
) -> list[str]:  # fmt: skip
    gone = hidden() if without is None else without
    try:
        found = engine().find(text, limit=limit, kinds=kinds, without=gone, as_typed=as_typed, counted=False)
        return [hit.key for hit in found.hits]
    except IndexUnavailable:
        return []
