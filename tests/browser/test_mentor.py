"""A mentor on a phone: says what about and for how many, answers two neighbours, and takes a rest."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewPhone
from tests.browser.walk import Walker, pick, sign_in, sign_up

HEADLINE = "Bantu warung mencatat uang"


def offer(wulan: Walker) -> str:
    """From the front page to her own page as a mentor; returns its address."""
    wulan.open("/")
    sign_up(
        wulan.page, name="Bu Wulan", number="0812 0012 3470", village="jatirasa", wants="kegiatan",
        offered=wulan.script,
    )  # fmt: skip
    wulan.look()
    wulan.open("/mentor")
    wulan.follow("Jadi mentor")
    wulan.press("Tampilkan saya sebagai mentor", headline=HEADLINE)
    if wulan.script:
        pick(wulan.page, "topics", "pembuk")
    else:
        wulan.page.locator("main [name=topics]").fill("pembukuan")
    wulan.page.get_by_role("checkbox", name="Tatap muka").check(force=True)
    wulan.press("Tampilkan saya sebagai mentor", about="Sepuluh tahun berjualan.", capacity="1")
    wulan.sees("tampil di daftar mentor", HEADLINE, "Sisa 1 tempat")
    return wulan.page.url


def ask(person: Walker, mentor: str, need: str) -> str:
    """Ask for guidance; returns the request's address."""
    person.open(mentor)
    person.follow("Minta bimbingan")
    person.press("Kirim", message=need)
    person.sees("menjawab paling lambat", need)
    return person.page.url


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_a_mentor_answers_and_rests(phone: NewPhone, script: bool) -> None:
    wulan, sari, yanti = (Walker(phone(script=script, dark=script), script=script) for _who in range(3))
    here = offer(wulan)
    for person, number in ((sari, "086010000001"), (yanti, "086010000002")):
        sign_in(person.page, number)
    first, second = (
        ask(sari, here, "Uang warung tercampur uang dapur."),
        ask(yanti, here, "Kapan sebaiknya harga saya naikkan?"),
    )
    wulan.open("/hari-ini")
    wulan.follow("Sari")
    wulan.press("Terima Sari")
    wulan.press("Lihat nomor HP Sari")
    wulan.sees("0860-1000-0001")
    wulan.open(second)
    wulan.sees("Tempat Anda penuh")
    wulan.page.locator("main summary", has_text="Belum bisa menerima").click()
    wulan.press("Kirim jawaban", reason="Bulan depan ada tempat lagi.")
    yanti.open("/pemberitahuan")
    yanti.press("Buka")
    yanti.sees("Bulan depan ada tempat lagi.")
    sari.open(first)
    sari.press("Lihat nomor HP Bu Wulan")
    sari.sees("0812-0012-3470")
    wulan.open("/mentor/permintaan")
    wulan.press("Istirahat dulu")
    wulan.sees("Anda beristirahat")
