"""What people agree to, in the words they read; a new version never changes what was agreed to before."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from community.accounts.models import Purpose

VERSION = "2026-11"

TITLES = {
    Purpose.ACCOUNT: _l("Akun saya"),
    Purpose.MATCHING: _l("Saran yang cocok"),
    Purpose.MESSAGES: _l("Kabar lewat pesan"),
    Purpose.INTRODUCTIONS: _l("Diperlihatkan kepada yang mencari"),
    Purpose.FAIRNESS: _l("Bantu kami adil"),
}
SENTENCES = {
    Purpose.ACCOUNT: _l("Saya setuju nama panggilan, nomor HP, dan kelurahan saya disimpan untuk akun ini."),
    Purpose.MATCHING: _l(
        "Saya setuju isian dan pilihan saya dipakai untuk memilihkan lowongan, pelatihan, dan acara yang cocok."
    ),
    Purpose.MESSAGES: _l("Saya setuju dikirimi kabar penting lewat pesan ke HP atau email saya."),
    Purpose.INTRODUCTIONS: _l(
        "Saya setuju diperlihatkan kepada mentor, pemberi kerja, dan startup yang tawarannya cocok dengan profil saya,"
        " dan mereka boleh mengundang saya."
    ),
    Purpose.FAIRNESS: _l(
        "Saya setuju jawaban saya tentang jenis kelamin, umur, dan disabilitas dihitung bersama jawaban banyak orang,"
        " untuk memeriksa apakah saran di sini adil."
    ),
}
EFFECTS = {
    Purpose.ACCOUNT: _l("Tanpa ini akun tidak bisa ada. Untuk menariknya, tutup akun Anda."),
    Purpose.MATCHING: _l(
        "Kalau ditarik, Anda tetap melihat semua tawaran, hanya tidak lagi diurutkan untuk Anda. Pilihan Anda juga"
        " tidak lagi ikut menentukan saran bagi orang lain."
    ),
    Purpose.MESSAGES: _l("Kalau ditarik, kabar hanya ada di situs ini. Kode masuk tetap dikirim saat Anda memintanya."),
    Purpose.INTRODUCTIONS: _l(
        "Mereka melihat hanya isian yang Anda buka untuk sesama warga, tidak pernah nomor HP. Berlaku selama"
        " “Saran yang cocok” juga Anda setujui. Kalau ditarik, Anda langsung hilang dari daftar mereka."
    ),
    Purpose.FAIRNESS: _l(
        "Jawaban ini tidak pernah dipakai untuk memilihkan saran, dan tidak ada yang melihat jawaban satu orang,"
        " petugas juga tidak. Kalau ditarik, jawaban Anda langsung dihapus."
    ),
}
# Nobody is shown to others by a tick on the way in: that is asked where such lists are explained.
ASKED_AT_SIGN_UP = (Purpose.ACCOUNT, Purpose.MATCHING, Purpose.MESSAGES)
OPTIONAL = (Purpose.MATCHING, Purpose.MESSAGES, Purpose.INTRODUCTIONS, Purpose.FAIRNESS)
# Agreeing to these means answering something, on a page that says what for.
PAGES = {Purpose.FAIRNESS: "/cocok/adil"}
