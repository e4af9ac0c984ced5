"""What the page promises to whoever was signed out while she wrote, a real browser keeps."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewPhone
from tests.browser.sound import accessibility_problems
from tests.browser.walk import fits, sign_in, turn_to

RANI, FORM = "086010000001", "/profil/ubah/tujuan"
SAID = "Kerja di dapur yang dekat masjid."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_what_she_wrote_is_there_again_after_going_back(phone: NewPhone, script: bool) -> None:
    page, elsewhere = phone(script=script), phone()
    sign_in(page, RANI)
    sign_in(elsewhere, RANI)
    page.goto(FORM)
    page.locator("main [name=looking_for]").fill(SAID)
    elsewhere.goto("/akun/perangkat")
    turn_to(elsewhere, elsewhere.get_by_role("button", name="Keluarkan semua perangkat lain"))
    turn_to(page, page.get_by_role("button", name="Simpan", exact=True))
    assert page.locator("h1").inner_text() == "Anda sudah keluar dari akun" and fits(page)
    assert not script or accessibility_problems(page) == []
    page.context.set_default_timeout(5_000)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Masuk di tab baru").click()
    opened.value.wait_for_load_state()
    sign_in(opened.value, RANI)
    page.go_back()
    assert page.locator("main [name=looking_for]").input_value() == SAID
    turn_to(page, page.get_by_role("button", name="Simpan", exact=True))
    page.goto(FORM)
    assert page.locator("main [name=looking_for]").input_value() == SAID
