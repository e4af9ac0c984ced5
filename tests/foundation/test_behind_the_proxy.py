"""Who the visitor is when a proxy stands between, and what the proxy of deploy/ promises the site."""

from __future__ import annotations

import re
from functools import cache

import pytest
from flask import Flask, request

from community import create_app
from config import Config
from scripts.environment import ROOT

PROXY, VISITOR = "10.0.0.9", "198.51.100.4"
Seen = tuple[str | None, str, str]


@cache
def _site(proxies: int) -> tuple[Flask, list[Seen]]:
    """A site behind this many proxies, and what it saw of each request."""
    site, seen = create_app("testing", TRUSTED_PROXIES=proxies), []

    def look() -> str:
        seen.append((request.remote_addr, request.scheme, request.host))
        return "seen"

    site.before_request_funcs.setdefault(None, []).insert(0, look)
    return site, seen


def _seen(proxies: int, headers: dict[str, str]) -> Seen:
    """The address, scheme and host that the site sees of a request that `PROXY` hands on."""
    site, seen = _site(proxies)
    site.test_client().get("/", headers=headers, environ_overrides={"REMOTE_ADDR": PROXY})
    return seen[-1]


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, VISITOR, PROXY),
        (0, f"127.0.0.1, {VISITOR}", PROXY),
        (1, VISITOR, VISITOR),
        (1, f"127.0.0.1, {VISITOR}", VISITOR),
        (1, f"{VISITOR}, 203.0.113.1, {VISITOR}", VISITOR),
        (2, f"127.0.0.1, {VISITOR}, 10.0.0.8", VISITOR),
        # Fewer than there should be: nobody is believed.
        (2, VISITOR, PROXY),
    ],
)
def test_only_proxies_of_ones_own_tell_who_asks(proxies: int, told: str, address: str) -> None:
    assert _seen(proxies, {"X-Forwarded-For": told})[0] == address


def test_without_a_proxy_nothing_is_believed_and_a_host_never() -> None:
    claims = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "1",
              "X-Forwarded-Prefix": "/x", "Forwarded": f"for={VISITOR};host=evil.example;proto=https"}  # fmt: skip
    assert _seen(0, claims) == (PROXY, "http", "localhost")
    assert _seen(1, claims) == (PROXY, "https", "localhost")


def _servers() -> list[dict[str, list[str]]]:
    """The directives of each server of deploy/nginx.conf, those of its locations among them."""
    text = re.sub(r"#.*", "", (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8"))
    servers = []
    for part in re.split(r"\bserver\s*\{", text)[1:]:
        found: dict[str, list[str]] = {}
        for name, value in re.findall(r"([a-z_0-9]+)\s+([^;{}]+);", part):
            found.setdefault(name, []).append(" ".join(value.split()))
        servers.append(found)
    return servers


def _bytes(size: str) -> int:
    return int(size[:-1]) * {"k": 2**10, "m": 2**20}[size[-1]]


def test_the_proxy_holds_slow_and_large_requests_away() -> None:
    [secure] = [server for server in _servers() if "proxy_pass" in server]
    assert secure["proxy_request_buffering"] == secure["proxy_buffering"] == ["on"]
    assert [_bytes(size) for size in secure["client_max_body_size"]] == [Config.MAX_CONTENT_LENGTH]
    for name in ("client_body_timeout", "client_header_timeout", "send_timeout", "proxy_read_timeout"):
        [wait] = secure[name]
        assert 0 < int(wait.removesuffix("s")) <= 60, name


def test_the_proxy_speaks_tls_and_nothing_older() -> None:
    secure, plain = _servers()
    assert secure["listen"] == ["443 ssl"] and set(secure["ssl_protocols"][0].split()) <= {"TLSv1.2", "TLSv1.3"}
    assert set(plain) == {"listen", "server_name", "return"} and plain["return"] == ["301 https://$host$request_uri"]


def test_what_the_proxy_tells_is_what_one_trusted_proxy_may_tell() -> None:
    [secure] = [server for server in _servers() if "proxy_pass" in server]
    told = dict(line.split(maxsplit=1) for line in secure["proxy_set_header"])
    claimed = "127.0.0.1"
    means = {"$remote_addr": VISITOR, "$host": "localhost", "$proxy_add_x_forwarded_for": f"{claimed}, {VISITOR}",
             "$http_x_forwarded_for": claimed, "$scheme": "https", '""': ""}  # fmt: skip
    headers = {name: means.get(value, value) for name, value in told.items()}
    assert _seen(1, headers) == (VISITOR, "https", "localhost")
    # What the visitor says of herself is replaced, not handed on for others to believe.
    assert headers["X-Forwarded-For"] == VISITOR and headers["X-Forwarded-Host"] == ""
