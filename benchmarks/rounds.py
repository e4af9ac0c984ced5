"""Rounds of bursts: the bare list, then a page on each size of the city, again and again.

Whatever slows the machine down for a while slows both down, so bursts are compared with those beside them in the
same round; the medians over the rounds are kept.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.client import Burst, Request, Visitor, drive, percentile
from benchmarks.pages import (
    OK,
    PAGES,
    SEE_OTHER,
    SIGN_IN,
    SIGN_UP,
    Page,
    Unreachable,
    address_of,
    sign_in,
    sign_in_requests,
    sign_up_requests,
    varied,
)
from benchmarks.processes import Database, WebServer

ROUNDS, LEAST_ROUNDS = 5, 2
BURST_SECONDS = 0.6
LONGEST_SECONDS = 6.0
LEAST, MOST = 40, 1000
SIGN_INS, SIGN_UPS = 40, 40
BARE = "bare list"


@dataclass(slots=True)
class Figures:
    """What was measured of one page on one server, round by round: milliseconds of CPU a request, and times.

    `bare_ms` is what the bare list cost just before, None where it was not measured.
    """

    worker_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    bare_ms: list[float | None] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    why: str = ""

    @property
    def totals(self) -> list[float]:
        """Worker and database together, of each round."""
        return [worker + database for worker, database in zip(self.worker_ms, self.database_ms, strict=True)]

    @property
    def total_ms(self) -> float | None:
        """The median of the rounds; None when nothing was measured."""
        return statistics.median(self.totals) if self.worker_ms else None

    @property
    def times_bare(self) -> float | None:
        """How often the bare list beside it fits into the page; None when either was not measured."""
        ratios = [total / bare for total, bare in zip(self.totals, self.bare_ms, strict=True) if bare]
        return statistics.median(ratios) if ratios else None

    def milliseconds(self, share: float) -> float | None:
        """A percentile of the times of all requests."""
        return percentile(self.times, share) * 1000 if self.times else None

    def add(self, burst: Burst, worker: float, database: float, bare_ms: float | None = None) -> None:
        """One burst; seconds of CPU, and milliseconds of the bare list beside it."""
        number = len(burst.times)
        self.worker_ms.append(worker * 1000 / number)
        self.database_ms.append(database * 1000 / number)
        self.bare_ms.append(bare_ms)
        self.per_second.append(number / burst.seconds)
        self.times += burst.times


@dataclass(slots=True)
class Target:
    """One page on one server: the requests of a burst, made anew for each, and the answer expected."""

    server: WebServer
    make: Callable[[], Sequence[Request]]
    expected: int = OK
    figures: Figures = field(default_factory=Figures)

    def burst(self, database: Database, bare_ms: float | None = None) -> None:
        """Measure once, beside a bare list of so many milliseconds, unless the page failed before."""
        if self.figures.why:
            return
        try:
            requests = self.make()
        except Unreachable as problem:
            self.figures.why = str(problem)
            return
        before, stored = self.server.seconds(), database.seconds(self.server)
        burst = drive(self.server.host, requests, seconds=LONGEST_SECONDS)
        worker = self.server.seconds() - before
        shares = database.seconds(self.server)
        if wrong := burst.wrong(self.expected) or ("" if burst.times else "no request was sent"):
            self.figures.why = wrong
        else:
            self.figures.add(burst, worker, sum(shares.values()) - sum(stored.get(pid, 0) for pid in shares), bare_ms)


def _repeated(server: WebServer, request: Request, *, anew: bool = False) -> Callable[[], Sequence[Request]]:
    """A burst of about BURST_SECONDS, after one that warms the server up and one that tells how many that is."""

    def times(number: int) -> list[Request]:
        return [replace(request, path=varied(request.path)) if anew else request for _ in range(number)]

    drive(server.host, times(LEAST), seconds=LONGEST_SECONDS)
    warm = drive(server.host, times(LEAST), seconds=LONGEST_SECONDS)
    fitting = round(BURST_SECONDS * len(warm.times) / warm.seconds) if warm.times else LEAST
    return lambda: times(min(MOST, max(LEAST, fitting)))


def _page_target(server: WebServer, page: Page, person: tuple[str, str]) -> Target:
    visitor = Visitor(server.host)
    try:
        if page.signed_in:
            sign_in(visitor, *person)
        path = address_of(visitor, page)
    except Unreachable as problem:
        return Target(server, list, figures=Figures(why=str(problem)))
    request = Request(path, visitor.cookie if page.signed_in else "")
    return Target(server, _repeated(server, request, anew=page.anew))


def _sign_in_target(server: WebServer, people: list[tuple[str, str]]) -> Target:
    turns = iter(range(10_000))

    def make() -> list[Request]:
        turn = next(turns)
        four = [people[(turn * 4 + index) % len(people)] for index in range(4)]
        return sign_in_requests(server.host, four, SIGN_INS)

    return Target(server, make, SEE_OTHER)


def _sign_up_target(server: WebServer, people: list[tuple[str, str]]) -> Target:
    try:
        every = sign_up_requests(server.host, people)
    except (Unreachable, IndexError) as problem:
        return Target(server, list, figures=Figures(why=str(problem) or "nobody can sign in"))
    waiting = iter(every)

    def make() -> list[Request]:
        chosen = [request for request, _number in zip(waiting, range(SIGN_UPS), strict=False)]
        if len(chosen) < LEAST:
            raise Unreachable("not enough events for everybody to sign up to")
        return chosen

    return Target(server, make, SEE_OTHER)


Results = dict[str, dict[str, Figures]]


def run(
    bare: WebServer,
    sites: Mapping[str, WebServer],
    database: Database,
    people: list[tuple[str, str]],
    *,
    measured: str,
    seconds: float,
    rest: Callable[[], None],
    tell: Callable[[str], None],
) -> Results:
    """Figures by page and size ("" is the bare list of the same rounds); posts only on the size `measured`."""
    limit = Target(bare, _repeated(bare, Request("/")))
    targets: dict[str, dict[str, Target]] = {
        page.name: {size: _page_target(server, page, people[0]) for size, server in sites.items()} for page in PAGES
    }
    targets[SIGN_IN] = {measured: _sign_in_target(sites[measured], people)}
    # Whoever's "Hari ini" is measured must not be given forty events a round.
    targets[SIGN_UP] = {measured: _sign_up_target(sites[measured], people[1:])}
    begun = time.monotonic()
    for number in range(1, ROUNDS + 1):
        if number > LEAST_ROUNDS and time.monotonic() - begun > seconds * (number - 1) / number:
            break
        tell(f"  round {number} of {ROUNDS} …")
        for by_size in targets.values():
            limit.burst(database)
            bare_ms = None if limit.figures.why else limit.figures.totals[-1]
            for target in by_size.values():
                target.burst(database, bare_ms)
        # What the posts set going would make the first pages of the next round anew, again and again.
        rest()
    found: Results = {
        name: {size: target.figures for size, target in by_size.items()} for name, by_size in targets.items()
    }
    return found | {BARE: {measured: limit.figures}}
