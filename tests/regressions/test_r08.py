"""R07, R08: the way back that an address names leads to this site or nowhere, on every page that takes one."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from community.foundation.redirects import is_local
from tests.factories import PIN, make_account
from tests.inspector import Inspector

EVIL = "evil.example"
TARGETS = [
    *(f"{start}{EVIL}" for start in ("//", "///", "////", "/\\", "\\\\", "\\/", "/\\/", "/\t/", "/\n/", "/\r\n//")),
    *(f"{start}{EVIL}" for start in ("http://", "https://", "HTTPS://", "https:", "https:/", "http:\\\\", "ftp://")),
    *(f"{start}//{EVIL}" for start in (" ", "\t", "\x0b", "\ufeff", "\u2028", "/ ", "x:", ".")),
    f"https://localhost@{EVIL}",
    f"//localhost:80@{EVIL}",
    f"https://{EVIL}#localhost",
    f"https://{EVIL}\\@localhost",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    f"//{EVIL}/%2e%2e",
    f"//[::1]{EVIL}",
    "//[",
    "http://[::1",
    f"/\u2044{EVIL}\r\nSet-Cookie: x=1",
    "/" + "a" * 600,
    "",
    "akun",
    "?x=1",
    "#x",
]


@pytest.mark.parametrize("target", TARGETS)
def test_no_target_leaves_the_site(client: Inspector, target: str) -> None:
    assert not is_local(target)
    account = make_account()
    back = f"kembali={quote(target)}"
    for path in (f"/bahasa/id?{back}", f"/tampilan/gelap?{back}"):
        assert client.get(path).location == "/"
    signed_in = client.fill(f"/masuk?{back}", address=account.phone, secret=PIN)
    assert signed_in.status_code == 303
    assert not urlsplit(signed_in.location).netloc and signed_in.location.startswith("/hari-ini")


@pytest.mark.parametrize("target", ["/", "/lowongan", "/lowongan?wilayah=jatirasa", "/acara/abc#x", "/cari?q=a%2F%2Fb"])
def test_pages_of_this_site_are_kept(client: Inspector, target: str) -> None:
    assert is_local(target)
    assert client.get(f"/bahasa/id?kembali={quote(target)}").location == target


def test_the_first_page_of_a_doubled_slash_is_not_another_site(client: Inspector) -> None:
    answer = client.get(f"//{EVIL}/masuk", base_url="http://localhost")
    assert urlsplit(answer.location or "/").netloc in {"", "localhost"}
