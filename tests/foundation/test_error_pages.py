"""A mishap is told warmly, with what to do now, and without leading away from what was typed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.pages import read_page
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
