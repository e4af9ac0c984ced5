"""The style page /gaya: every component in every state, with made-up things of Bekasi to show them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Blueprint, Flask, abort, render_template, request
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired

from community.foundation.cards import COLUMNS, Card
from community.foundation.clock import WIB
from community.foundation.doors import development_only
from community.foundation.forms import as_choices

blueprint = Blueprint("styleguide", __name__)
CHAPTERS = ("kartu", "formulir", "daftar", "orang", "lembar", "halaman")
PAGES = ("depan", "hari-ini", "daftar", "rincian", "isian", "tanya", "lembar")
TONES = ("plain", "green", "sun", "sky", "brick", "plum", "clay")
SPOTS = ("benih", "kursi", "gerobak", "surat", "lentera", "kopi", "jalan", "obrolan")
AIMS = [
    ("kerja", "Cari kerja"),
    ("usaha", "Kembangkan usaha"),
    ("belajar", "Belajar"),
    ("kegiatan", "Ikut kegiatan"),
]
AIM_LOOKS = {
    "kerja": ("briefcase", "Lowongan dekat rumah"),
    "usaha": ("building-store", "Izin, mentor, program"),
    "belajar": ("school", "Pelatihan gratis"),
    "kegiatan": ("calendar-event", "Acara kelurahan"),
}
SHIFTS = [("pagi", "Pagi"), ("siang", "Siang"), ("malam", "Malam")]
PLACES = ["Jatiasih", "Jatibening", "Jatimekar", "Jatirasa", "Jatikramat", "Pengasinan", "Kranji"]


class SampleForm(Form):
    """One field of each kind."""

    name = StringField("Nama panggilan", [InputRequired("Tulis nama panggilan Anda.")])
    phone = TelField("Nomor HP", [InputRequired("Tulis nomor HP Anda.")], description="Boleh 08… atau +62…")
    region = StringField("Kelurahan", [InputRequired("Pilih kelurahan Anda.")])
    pin = PasswordField("PIN 6 angka", [InputRequired("Buat PIN 6 angka.")])
    wage = StringField("Upah yang diharapkan", description="Misal 5,9jt atau 5.999.443")
    people = IntegerField("Jumlah orang", [InputRequired("Isi jumlah orang.")])
    day = DateField("Tanggal", [InputRequired("Pilih tanggalnya.")])
    hour = TimeField("Jam mulai")
    school = SelectField("Pendidikan terakhir", choices=as_choices([("smk", "SMK"), ("sma", "SMA"), ("d3", "D3")]))
    aims = SelectMultipleField("Saya ingin…", [InputRequired("Pilih paling sedikit satu.")], choices=as_choices(AIMS))
    shift = RadioField("Jam yang cocok", choices=as_choices(SHIFTS))
    days = SelectMultipleField("Hari yang bisa", choices=as_choices([("sabtu", "Sabtu"), ("minggu", "Minggu")]))
    story = TextAreaField("Ceritakan usaha Anda", description="Dua atau tiga kalimat sudah cukup.")
    photo = FileField("Foto usaha")
    agree = BooleanField(
        "Saya setuju data saya dipakai untuk mencarikan lowongan yang cocok.", [InputRequired("Perlu.")]
    )


def _form(wrong: bool) -> SampleForm:
    form = SampleForm(
        data={"name": "Sari", "phone": "0812-0000-1234", "aims": ["kerja"], "shift": "pagi", "school": "smk"}
    )
    if wrong:
        form.phone.errors = ["Nomor HP kurang satu angka. Contoh: 0812-3456-7890."]
        form.pin.errors = ["PIN ini mudah ditebak. Pilih enam angka lain."]
        form.aims.errors = ["Pilih paling sedikit satu."]
        form.agree.errors = ["Beri tanda kalau Anda setuju."]
    return form


JOB = {
    "title": "Asisten juru masak, 2 orang",
    "href": "#",
    "by": "Warung Nasi Uduk Bu Ningsih",
    "place": "Jatimekar, 2,1 km",
    "detail": "Rp5.999.443 per bulan",
    "reasons": [
        "SMK Tata Boga Anda yang dicari",
        "2,1 km, satu kali angkot K-02",
        "Jam pagi, sesuai pilihan Anda",
    ],
    "lacks": ["Belum ada: sertifikat keamanan pangan. Ada kelasnya Kamis, gratis."],
}
EVENT = {
    "title": "Klinik NIB dan PIRT",
    "href": "#",
    "place": "Aula Kelurahan Jatiasih",
    "when": "09.00–12.00 WIB",
    "date": date(2026, 11, 28),
}
WAITING = [
    {
        "href": "#",
        "title": "Jawab undangan wawancara",
        "meta": "Katering Dapur Jatirasa · juru masak",
        "when": "hari ini",
        "tone": "brick",
        "icon": "briefcase",
    },
    {
        "href": "#",
        "title": "Masih bisa hadir Sabtu?",
        "meta": "Klinik NIB dan PIRT, 09.00 WIB",
        "when": "besok",
        "tone": "sun",
        "icon": "calendar-event",
    },
    {
        "href": "#",
        "title": "Lanjut pelajaran 4 dari 6",
        "meta": "Siap Digital 1 · 4 menit lagi",
        "when": "kapan saja",
        "tone": "sky",
        "icon": "school",
    },
]
DOORS = [
    {
        "href": "#",
        "title": "Cari kerja",
        "text": "214 lowongan dekat Jatiasih",
        "icon": "briefcase",
        "tone": "green",
    },
    {
        "href": "#",
        "title": "Kembangkan usaha",
        "text": "Izin, mentor, program",
        "icon": "building-store",
        "tone": "sun",
    },
    {"href": "#", "title": "Belajar", "text": "38 pelatihan gratis", "icon": "school", "tone": "sky"},
    {
        "href": "#",
        "title": "Ikut acara",
        "text": "6 acara pekan ini",
        "icon": "calendar-event",
        "tone": "clay",
    },
]
STATES = [
    {"title": "Terkirim", "when": "Sen, 23 Nov 2026, 09.12 WIB"},
    {"title": "Dibaca", "when": "Sel, 24 Nov 2026, 14.40 WIB"},
    {
        "title": "Wawancara",
        "when": "Kam, 26 Nov 2026, 10.00 WIB",
        "state": "now",
        "text": "Datang ke Jalan Raya Jatiasih, sebelah apotek. Bawa fotokopi ijazah saja.",
    },
    {"title": "Tawaran", "state": "next"},
]
PEOPLE = [
    {
        "name": "Siti Rahmawati",
        "role": "Koordinator Kelurahan Jatiasih",
        "meta": "Menjawab paling lambat besok",
    },
    {"name": "Budi Santoso", "role": "Mentor katering rumahan", "meta": "Masih ada 2 tempat dari 5"},
    {"name": "Ucok", "role": "Anggota", "meta": "Bergabung Sen, 23 Nov 2026"},
]
TABLE = {
    "head": ["Nama", "Kelurahan", "Hadir", "Datang jam"],
    "rows": [
        ["Siti Rahmawati", "Jatiasih", "ya", "08.52"],
        ["Budi Santoso", "Jatirasa", "ya", "09.05"],
        ["Ucok", "Jatimekar", "belum", "—"],
    ],
}


def _card(**told: Any) -> Card:
    columns: dict[str, Any] = dict.fromkeys(COLUMNS)
    return Card(**(columns | told))


FOUND = [
    _card(
        kind="job",
        id=1,
        public_id="penjaga-toko",
        title="Penjaga toko bahan kue",
        by="Toko Melati",
        closes_on=date(2026, 12, 12),
        pay_from=150_000,
        pay_unit="hari",
    ),
    _card(
        kind="event",
        id=2,
        public_id="foto-produk",
        title="Foto produk pakai HP",
        starts_at=datetime(2026, 11, 28, 13, 0, tzinfo=WIB),
        ends_at=datetime(2026, 11, 28, 15, 0, tzinfo=WIB),
        places=30,
        taken=18,
    ),
]
SKILLS = [("jahit_dasar", "Menjahit dasar", 3), ("bordir", "Bordir", 2), ("foto_produk", "Memotret produk", 1)]
LEVELS = [(1, "Baru belajar"), (2, "Bisa"), (3, "Mahir")]
WORDS = ["nasi uduk", "servis AC", "kursus menjahit", "NIB"]
BODY = "Posko pendaftaran pelatihan barista pindah ke **aula lantai 2**. Bawa fotokopi ijazah saja."


def samples(wrong: bool) -> dict[str, Any]:
    """Everything the chapters of the style page show."""
    return {
        "form": _form(wrong),
        "tones": TONES,
        "spots": SPOTS,
        "aim_looks": AIM_LOOKS,
        "job": JOB,
        "event": EVENT,
        "todo": WAITING,
        "doors": DOORS,
        "states": STATES,
        "people": PEOPLE,
        "attendance": TABLE,
        "found": FOUND,
        "skills": SKILLS,
        "levels": LEVELS,
        "words": [{"href": "#", "text": word} for word in WORDS],
        "body": BODY,
        "chapters": CHAPTERS,
    }


@blueprint.get("/gaya")
@development_only
def index() -> str:
    """All chapters but the pages, one below the other."""
    return render_template("styleguide/index.html", **samples(wrong="salah" in request.args))


@blueprint.route("/gaya/<page>", methods=["GET"])
@development_only
def page(page: str) -> str:
    """One whole page per layout: front page, today, list, detail, form, question, sheet."""
    if page not in PAGES:
        abort(404)
    return render_template(f"styleguide/{page}.html", **samples(wrong="salah" in request.args))


@blueprint.get("/gaya/kelurahan.json")
@development_only
def names() -> list[dict[str, str]]:
    """What the type-ahead of the sample form offers."""
    typed = request.args.get("q", "").casefold()
    return [{"text": name, "hint": "Kecamatan Jatiasih"} for name in PLACES if typed in name.casefold()]


def init_app(app: Flask) -> None:
    """Only where people build: the style page does not exist for visitors."""
    if app.debug or app.testing:
        app.register_blueprint(blueprint)
