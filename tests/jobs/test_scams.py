"""Texts that take money from applicants are stopped; honest ones pass."""

from __future__ import annotations

import pytest

from community.jobs.scams import warning_in

STOPPED = [
    "Siapkan biaya pendaftaran 150rb untuk seragam.",
    "Biaya administrasi dibayar di awal.",
    "Transfer dulu Rp200.000 untuk tes kesehatan.",
    "Deposit 500 ribu, kembali setelah tiga bulan.",
    "Bayar seragam sebelum masuk kerja.",
    "Uang jaminan dikembalikan setelah kontrak.",
    "Uang training ditanggung pelamar.",
    "Ijazah asli ditahan selama kontrak.",
    "Bersedia ijazah ditahan.",
    "Tahan ijazah satu tahun.",
    "Hubungi WA 0812-3456-7890 untuk daftar.",
    "Kirim CV ke +62 812 3456 7890.",
    "Daftar di https://contoh.example/daftar",
    "Chat wa.me/6281234567890 ya",
    "Kirim lamaran ke hrd@contoh.example",
    "Surel: h.r.d_1@kantor.contoh.example.",
    "(a@b.co)",
    "Gabung t.me/lokerkilat",
    "Kerja like dan follow dari rumah.",
    "Gaji jutaan per hari tanpa keahlian.",
    "Biaya pelatihan dipotong di muka.",
    "Setor 50rb agar diproses cepat.",
]
HONEST = [
    "Memasak nasi uduk dan lauk dari jam empat pagi.",
    "Melayani pembeli, menghitung kembalian, dan membersihkan meja.",
    "Seragam dan makan siang ditanggung.",
    "Tanpa biaya pendaftaran apa pun.",
    "Tidak ada uang jaminan.",
    "Fotokopi ijazah dibawa saat wawancara.",
    "Menerima transfer dari pelanggan dan mencatatnya.",
    "Gaji dibayar tiap tanggal 25.",
    "Bisa Excel dan membuat laporan bulanan.",
    "Kurir motor, wilayah Jatiasih dan Pondok Gede.",
]


@pytest.mark.parametrize("text", STOPPED)
def test_a_text_against_the_applicant_is_stopped(app: object, text: str) -> None:
    assert warning_in(text)


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_text_passes(app: object, text: str) -> None:
    assert warning_in(text) is None
