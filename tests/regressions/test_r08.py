"""R07, R08: the way back that an address names leads to this site or nowhere, on every page that takes one."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from community.accounts.queries import find_by_phone
from community.foundation.phones import parse_phone
from community.foundation.redirects import is_local
from tests.accounts.factories import answers, code_to
from tests.accounts.test_second_factor import code_at, set_up
from tests.factories import PIN, make_account
from tests.inspector import Inspector
from tests.personas import sign_in

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


def _stays(location: str) -> bool:
    """Whether a way on, and the way back that it names itself, are pages of this site."""
    backs = parse_qs(urlsplit(location).query).get("kembali", [])
    return EVIL not in location and all(is_local(path) for path in (location, *backs))


def test_whoever_is_in_already_is_led_to_no_other_site(client: Inspector) -> None:
    sign_in(client, make_account())
    led = ("/masuk", "/daftar", "/konfirmasi-nomor", "/akun/verifikasi", "/akun/verifikasi/pasang/kode", "/masuk/kode")
    for target in TARGETS:
        for path in led:
            answer = client.get(f"{path}?kembali={quote(target)}")
            assert answer.status_code == 303 and _stays(answer.location), f"{path} {target!r}: {answer.location}"


@pytest.mark.parametrize("target", [f"//{EVIL}", f"/\\{EVIL}", f"https://{EVIL}", f"\t//{EVIL}", "javascript:alert(1)"])
def test_no_step_of_the_way_in_leads_to_another_site(client: Inspector, target: str) -> None:
    back, typed = f"kembali={quote(target)}", answers()
    phone = parse_phone(typed["phone"])
    joined = client.fill(f"/daftar?{back}", **typed)
    assert joined.location.startswith("/konfirmasi-nomor?kembali=") and _stays(joined.location)
    again = client.fill(f"/konfirmasi-nomor?{back}", "/kirim")
    assert again.location.startswith("/konfirmasi-nomor?kembali=") and _stays(again.location)
    confirmed = client.fill(f"/konfirmasi-nomor?{back}", code=code_to(phone))
    assert confirmed.status_code == 303 and _stays(confirmed.location)
    begun = client.fill(f"/akun/verifikasi/pasang?{back}", secret=typed["secret"])
    assert begun.location.startswith("/akun/verifikasi/pasang/kode") and EVIL not in begun.location
    account = find_by_phone(phone)
    assert account is not None
    set_up(account)
    proved = client.fill(f"/akun/verifikasi?{back}", code=code_at())
    assert proved.status_code == 303 and _stays(proved.location)
