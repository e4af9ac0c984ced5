"""A small closed-loop client: a few kept connections, bounded in number of requests and in time."""

from __future__ import annotations

import http.client
import math
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

CONNECTIONS = 4
HEADERS = {
    "Accept": "text/html,application/xhtml+xml",
    # What a Chromium sends, so that the work of compressing is counted.
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request; a `body` makes it a POST."""

    path: str
    cookie: str = ""
    body: str | None = None

    def send(self, connection: http.client.HTTPConnection) -> tuple[int, int]:
        """(status, bytes of the body) of the answer."""
        headers = dict(HEADERS)
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("GET" if self.body is None else "POST", self.path, self.body, headers)
        answer = connection.getresponse()
        return answer.status, len(answer.read())


@dataclass(slots=True)
class Burst:
    """What a burst gave: seconds of each request, seconds of all, answers by status, failures."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def wrong(self, expected: int) -> str:
        """Why the burst does not count; empty when every answer was the expected one."""
        others = [f"{number} answered {status}" for status, number in self.statuses.items() if status != expected]
        return ", ".join([*others, *(f"{number} failed ({why})" for why, number in self.failures.items())])


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that `share` (0 to 1) of all do not exceed."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def drive(host: str, requests: Sequence[Request], *, seconds: float, connections: int = CONNECTIONS) -> Burst:
    """Send the requests over kept connections, each waiting for its answer; stops after `seconds`."""
    burst, lock, waiting = Burst(), threading.Lock(), iter(requests)
    begun = time.perf_counter()

    def work() -> None:
        connection = http.client.HTTPConnection(host, timeout=20)
        while time.perf_counter() - begun < seconds:
            with lock:
                request = next(waiting, None)
            if request is None:
                break
            sent = time.perf_counter()
            try:
                status, _size = request.send(connection)
            except (OSError, http.client.HTTPException) as problem:
                connection.close()
                with lock:
                    burst.failures[type(problem).__name__] += 1
                continue
            with lock:
                burst.times.append(time.perf_counter() - sent)
                burst.statuses[status] += 1
        connection.close()

    threads = [threading.Thread(target=work) for _number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    burst.seconds = time.perf_counter() - begun
    return burst


class Visitor:
    """A browser with cookies, for what comes before a measurement: opening pages, signing in."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str) -> tuple[int, str]:
        """(status, page)."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, object]) -> tuple[int, str]:
        """(status, page or the address it leads to)."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"User-Agent": HEADERS["User-Agent"], "Accept": HEADERS["Accept"], "Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for name, morsel in SimpleCookie("; ".join(_set(answer))).items():
                self.cookies[name] = morsel.value
            text = answer.read().decode("utf-8", "replace")
            return answer.status, answer.getheader("Location") or text
        finally:
            connection.close()


def _set(answer: http.client.HTTPResponse) -> list[str]:
    return [line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie") or ()]
