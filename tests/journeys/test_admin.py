"""The first admin opens her account, names officers for a term, ends an office, and stops an account that does harm."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
from flask import Flask

from community.accounts import queries
from community.communities.models import Joining
from community.foundation import clock
from community.programmes.models import ProgrammeStatus
from tests.communities.factories import make_community, make_post, make_stay
from tests.factories import ARENJAYA, DISTRICT_JATIASIH, make_account, make_officer
from tests.journeys.steps import Person, signed_in
from tests.members.factories import all_fields, make_member
from tests.mentoring.factories import make_mentor
from tests.pages import read_page
from tests.personas import city_admin
from tests.programmes.factories import make_programme
from tests.support import send_bare, settle

PASSWORD = "kopi tubruk dua gelas"
REASON = "Meminta uang muka kepada pelamar."


def printed_code(app: Flask) -> str:
    """What the server's console prints for the first admin."""
    done = app.test_cli_runner().invoke(args=["accounts", "create-admin", "0813 5555 0200", "Bu Ratna"])
    assert done.exit_code == 0, done.output
    code = re.search(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", done.output)
    assert code is not None and "/lupa-pin" in done.output
    return code[0]


def set_up_second_factor(ratna: Person, code: str) -> str:
    """From the page that asks for it: secret and printed code again, then the first code; returns the shared secret."""
    ratna.press("Lanjut", secret=PASSWORD, appointment_code="k7mq-2xvp-9rht", status=422).sees("Minta kode baru")
    ratna.press("Lanjut", secret=PASSWORD, appointment_code=code)
    shown = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", ratna.text)
    assert shown is not None
    secret = shown[1].replace(" ", "")
    ratna.press("Pasang", code="000000", status=422)
    ratna.press("Pasang", code=pyotp.TOTP(secret).now()).sees("Verifikasi dua langkah terpasang")
    return secret


def test_the_first_admin_comes_in_with_code_password_and_second_factor(app: Flask) -> None:
    code = printed_code(app)
    ratna = Person(app).follow("Masuk").follow("Lupa PIN")
    ratna.press("Kirim kode", address="0813-5555-0200")
    ratna.press("Simpan", code=code, secret="275043", status=422)
    ratna.press("Simpan", code=code, secret=PASSWORD)
    assert "Meja petugas" not in ratna.open("/").text
    ratna.open("/hari-ini").follow("Buktikan bahwa ini Anda")
    secret = set_up_second_factor(ratna, code)
    ratna.open("/hari-ini").follow("Meja petugas").sees("Kota Bekasi", "Tidak ada yang menunggu")
    other = Person(app).sign_in("0813-5555-0200", PASSWORD)
    assert "Meja petugas" not in other.text
    other.open("/admin").sees("Kode")
    assert other.path == "/akun/verifikasi"
    other.press("Buktikan", code=pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30))).sees("Meja petugas")
    assert other.path == "/admin"


def appoint(hendra: Person, number: str, **told: str) -> Person:
    """Name somebody coordinator, from the list of officers."""
    typed = {
        "account": number,
        "role": "coordinator",
        "region_code": "kec jatiasih",
        "ends_on": (clock.today() + timedelta(days=365)).isoformat(),
    }
    hendra.open("/admin").follow("Petugas").follow("Tunjuk petugas")
    return hendra.press("Tunjuk", **{**typed, **told})


def test_an_office_begins_counts_ends_and_stays_in_the_history(app: Flask) -> None:
    sari = signed_in(app, make_account(call_name="Sari", phone="+6281370000011"))
    hendra = signed_in(app, city_admin())
    hendra.open("/admin/petugas/baru").press(
        "Tunjuk", account="0899-0000-0000", role="coordinator", region_code="jatiasih kecamatan", status=422
    )
    appoint(hendra, "0813-7000-0011").sees("Sari sudah ditunjuk", "Kode penunjukan Sari", "hanya ditampilkan sekali")
    hendra.follow("Kembali").sees("Koordinator · Kec. Jatiasih")
    sari.open("/pemberitahuan").sees("Anda ditunjuk menjadi koordinator Kec. Jatiasih")
    hendra.follow("Akhiri", near="Sari").press("Akhiri tugas", reason="", status=422).sees("Tulis alasannya")
    hendra.press("Akhiri tugas", reason="Pindah ke Bogor.").sees("Tugas Sari sudah diakhiri")
    sari.open("/pemberitahuan").sees("Tugas Anda sebagai koordinator Kec. Jatiasih selesai")
    hendra.follow("Sudah berakhir").sees("Sari", "Koordinator · Kec. Jatiasih", "Pindah ke Bogor.", "oleh Pak Hendra")
    hendra.open("/admin").follow("Jejak").sees("Pindah ke Bogor.", "Pak Hendra", "Sari", "Kec. Jatiasih")
    appoint(hendra, "0813-7000-0011").sees("Sari sudah ditunjuk")
    hendra.follow("Kembali").follow("Sudah berakhir").sees("Pindah ke Bogor.")


def test_an_office_counts_from_its_first_day_and_ends_with_the_request(app: Flask) -> None:
    officer = make_officer(call_name="Bu Ningsih")
    ningsih, hendra = signed_in(app, officer).open("/acara/kelola"), signed_in(app, city_admin())
    hendra.open("/admin/petugas").follow("Akhiri", near="Bu Ningsih").press(
        "Akhiri tugas", reason="Masa tugas selesai."
    )
    ningsih.open("/acara/kelola", 403)
    assert "Meja petugas" not in ningsih.open("/").text
    make_account(call_name="Joko", phone="+6281370000012")
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    appoint(hendra, "0813-7000-0012", begins_on=tomorrow).sees("Joko")
    assert queries.officers_of(DISTRICT_JATIASIH)[0].call_name == "Pak Hendra"


def test_everything_that_waits_stands_on_one_desk(app: Flask) -> None:
    make_programme(title="Kelas Kurir", status=ProgrammeStatus.REVIEW)
    joining = make_community(name="Warga Jatirasa", slug="jatirasa", joining=Joining.CONFIRMED)
    make_stay(joining, make_account(call_name="Sari"), state="waiting")
    hendra = signed_in(app, city_admin()).open("/admin")
    hendra.sees("Program menunggu ditinjau", "1 orang ingin bergabung")
    hendra.follow("Program menunggu ditinjau").follow("Kelas Kurir").follow("Kembalikan dengan catatan")
    hendra.press("Kembalikan", note="", status=422).sees("Tulis apa yang perlu diubah")
    hendra.press("Kembalikan", note="Tulis siapa yang menanggung ongkos.").sees(
        "Dikembalikan", "Tidak ada yang menunggu"
    )
    hendra.follow("Meja petugas").follow("1 orang ingin bergabung").press("Terima", near="Sari")
    hendra.open("/admin").sees("Tidak ada yang menunggu")
    hendra.follow("Jejak").sees(
        "Program dikembalikan dengan catatan", "Kelas Kurir", "Diterima sebagai anggota komunitas"
    )


def harmful(app: Flask) -> tuple[Person, list[str]]:
    """Somebody with a phone, a mentor's page and a post; her device and the pages that name her."""
    account = make_member(account={"call_name": "Ratmi", "phone": "+6281370000013"}, audiences=all_fields("members"))
    community = make_community(slug="jatirasa")
    make_stay(community, account)
    make_post(community, account, title="Lowongan kilat", body="Transfer dulu.")
    mentor = make_mentor(account)
    here = f"/mentor/{mentor.public_id}"
    return signed_in(app, account), [
        "/mentor",
        here,
        "/warga",
        "/cari?q=Ratmi",
        "/komunitas/jatirasa",
        "/komunitas/jatirasa/anggota",
    ]


def test_a_suspended_account_is_gone_at_once_and_comes_back(app: Flask) -> None:
    ratmi, pages = harmful(app)
    hendra = signed_in(app, city_admin())
    for path in pages:
        assert "Ratmi" in read(hendra, path), path
    hendra.open("/admin").follow("Cari warga").press("Cari", text="0813-7000-0013").follow("Ratmi")
    desk = hendra.path
    hendra.follow("Tangguhkan akun").press("Tangguhkan", reason="", status=422).sees("Tulis alasannya")
    hendra.press("Tangguhkan", reason=REASON).sees("Akun Ratmi ditangguhkan", "Akun ini sedang ditangguhkan")
    assert ratmi.open("/hari-ini").path == "/masuk", "her sessions died"
    ratmi.press("Masuk", address="0813-7000-0013", secret="275043", status=403).sees("ditangguhkan")
    for path in pages:
        assert "Ratmi" not in read(hendra, path), path
    hendra.open(desk).press("Buka akun lagi").sees("Akun Ratmi dibuka lagi")
    for path in pages:
        assert "Ratmi" in read(hendra, path), path
    ratmi.sign_in("0813-7000-0013", "275043").open("/akun/jejak").sees("Akun ditangguhkan", REASON)
    hendra.follow("Jejak").sees("Akun ditangguhkan", REASON, "Akun dibuka kembali", "Pak Hendra")


def read(person: Person, path: str) -> str:
    """The words of a page, whether or not it is still there."""
    settle()
    page = read_page(person.client.get(path).get_data(as_text=True))
    return " ".join(node.text for node in page.every("main")).replace("“Ratmi”", "")


def test_a_coordinator_and_an_admin_of_elsewhere_can_do_none_of_it(app: Flask) -> None:
    sari = make_account(call_name="Sari")
    office = queries.grants_of(make_officer(call_name="Pak Rahmat").id)[0].public_id
    ways = [f"/admin/petugas/{office}/akhiri", f"/admin/warga/{sari.public_id}/tangguhkan", "/admin/petugas/baru"]
    ningsih = signed_in(app, make_officer(region_code=ARENJAYA, call_name="Bu Ningsih"))
    for path in ways:
        ningsih.open(path, 403)
        assert send_bare(ningsih.client, path, reason="x").status_code == 403
    assert "Pak Rahmat" not in ningsih.open("/admin/petugas").text
    assert "Program menunggu" not in ningsih.open("/admin").text
