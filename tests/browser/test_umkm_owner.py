"""A warung owner who types with one finger: registers, joins her neighbours, finds a mentor, hires."""

from __future__ import annotations

from datetime import timedelta

import pytest

from community.foundation import clock
from tests.browser.conftest import NewPhone
from tests.browser.walk import Walker, pick, sign_up

GO_ON = "Simpan dan lanjut"


def register(ratna: Walker) -> None:
    """From the front page over five short pages to the page of her business."""
    ratna.open("/")
    sign_up(
        ratna.page, name="Bu Ratna", number="0812 0012 3460", village="jati rasa", wants="usaha", offered=ratna.script
    )
    ratna.look()
    ratna.follow("Nanti saja", "Daftarkan usaha Anda")
    if ratna.script:
        pick(ratna.page, "trade", "nasi uduk")
    ratna.press(GO_ON, name="Dapur Ratna", trade="jual nasi uduk", landmark="seberang masjid")
    ratna.page.get_by_role("radio", name="Makanan gerobak").check(force=True)
    ratna.press(GO_ON)
    ratna.page.get_by_role("radio", name="Sampai Rp2 miliar").check(force=True)
    ratna.press(GO_ON, started_year="2021")
    ratna.press(GO_ON, about="Buka jam 5 pagi.")
    ratna.page.get_by_role("checkbox", name="Pembukuan usaha kecil").check(force=True)
    ratna.press(GO_ON, typed="foto produk", note="Ingin jualan lewat HP.")
    ratna.sees("Selesai!", "Usaha mikro", "Foto produk", "Pembukuan usaha kecil")


def join(ratna: Walker) -> None:
    """Into the community of her kelurahan, and a first word there."""
    ratna.follow("Komunitas Jatirasa")
    ratna.press("Gabung")
    ratna.sees("Selamat datang!")
    ratna.follow("Tulis sesuatu")
    ratna.press("Terbitkan", title="Butuh pemasok kelapa", body="Untuk santan, 10 butir sehari.")
    ratna.sees("Butuh pemasok kelapa")


def find_help(ratna: Walker) -> None:
    """A mentor for what she needs, and the conditions of a programme."""
    ratna.open("/mentor?topik=pembukuan")
    ratna.sees("Ini yang ada di Kota Bekasi")
    ratna.follow("Pembukuan dan harga jual", "Minta bimbingan")
    ratna.page.get_by_role("radio", name="Pembukuan").first.check(force=True)
    ratna.press("Kirim", message="Uang warung sering tercampur dengan uang dapur.")
    ratna.sees("menjawab paling lambat")
    ratna.open("/program")
    ratna.follow("Magang digital SMK")
    ratna.sees("Syarat", "belum")
    ratna.follow("Buka profil saya", "Isi Pendidikan")
    ratna.page.get_by_role("radio", name="SMK, MAK", exact=True).check(force=True)
    ratna.press("Simpan")


def hire(ratna: Walker) -> None:
    """A vacancy from her own page, looked at before it is shown."""
    ratna.open("/usaha/saya")
    ratna.follow("Dapur Ratna", "Pasang lowongan")
    closes_on = (clock.today() + timedelta(days=10)).isoformat()
    words = {"title": "Pembantu dapur pagi", "description": "- Mengupas\n- Mencuci", "pay_from": "90rb"}
    ratna.page.locator("main [name=pay_unit]").select_option("hari")
    ratna.press("Simpan", **words, skills="masak", closes_on=closes_on)
    ratna.sees("Draf", "Rp90.000 per hari")
    assert ratna.page.locator("main li", has_text="Mengupas").count() == 1
    ratna.press("Tayangkan")
    ratna.sees("Lowongan sudah tayang")


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_from_the_front_page_to_a_business_that_hires(phone: NewPhone, script: bool) -> None:
    ratna = Walker(phone(script=script, dark=not script), script=script)
    register(ratna)
    join(ratna)
    find_help(ratna)
    hire(ratna)
