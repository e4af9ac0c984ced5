"""A mishap is told warmly, with what to do now, and without leading away from what was typed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.pages import Node, read_page
from tests.personas import job_seeker, sign_in


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_form_that_was_open_for_long_can_be_sent_again(client: FlaskClient, signed_in: bool) -> None:
    if signed_in:
        sign_in(client, job_seeker())
    answer = client.post("/lowongan/baru", data={"title": "Kasir", "csrf_token": "of a session that is over"})
    page = read_page(answer.text)
    [title], [main] = page.every("h1"), page.every("main")
    assert answer.status_code == 400 and title.text == "Halaman tadi sudah lama terbuka"
    assert "yang Anda tulis tidak hilang. Tekan tombol kembali, lalu kirim sekali lagi." in main.text
    [way] = main.every("a")
    assert (way.get("href"), way.get("target")) == ("/masuk", "_blank")


@pytest.mark.parametrize(("path", "has_a_page"), [("/masuk", True), ("/keluar", False), ("/tidak-ada", False)])
def test_the_back_button_is_led_only_to_a_page(client: FlaskClient, path: str, has_a_page: bool) -> None:
    [body] = read_page(client.post(path).text).every("body")
    assert ("data-sent" in body.attributes) is has_a_page


def _broken(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, method: str) -> Node:
    def fail(**_values: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(client.application, "testing", False)
    monkeypatch.setitem(client.application.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setitem(client.application.view_functions, "home.about" if method == "GET" else "jobs.new", fail)
    path = "/tentang?a=1" if method == "GET" else "/lowongan/baru"
    answer = client.open(path, method=method)
    assert answer.status_code == 500
    [main] = read_page(answer.text).every("main")
    return main


def test_a_broken_page_offers_to_try_it_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    main = _broken(client, monkeypatch, "GET")
    assert [link.get("href") for link in main.every("a")] == ["/tentang?a=1", "/", "/cari"]
    assert "Coba lagi sebentar lagi." in main.text and "tidak tersimpan" not in main.text


def test_a_form_that_broke_says_that_nothing_was_kept(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    main = _broken(client, monkeypatch, "POST")
    assert [link.get("href") for link in main.every("a")] == ["/", "/cari"]
    assert "Isian Anda tidak tersimpan." in main.text


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_what_broke_is_told_to_the_log_alone(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    def fail(**_values: object) -> None:
        raise RuntimeError("SELECT secret_hash FROM accounts")

    monkeypatch.setattr(client.application, "testing", False)
    monkeypatch.setitem(client.application.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(client.application.view_functions, "events.show", fail)
    answer = client.get("/acara/x%0A2026-11-27 WARNING: forged", headers={"Accept": kind})
    assert answer.status_code == 500
    for inside in ("SELECT", "secret_hash", "RuntimeError", "Traceback", ".py"):
        assert inside not in answer.text
    [record] = caplog.records
    assert record.exc_info is not None and "SELECT secret_hash" in str(record.exc_info[1])
    assert "/acara/x" in record.getMessage() and "\n" not in record.getMessage()
