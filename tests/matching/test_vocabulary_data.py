"""The form of matching/data/skills.csv: ids, groups, words and references."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from matching.vocabulary import Vocabulary

SKILLS_FILE = Path(__file__).parents[2] / "matching" / "data" / "skills.csv"
COLUMNS = ["id", "name_id", "name_en", "group", "aliases", "goes_with"]
GROUPS = {
    "dapur", "bengkel", "gudang", "jahit", "kantor", "toko", "digital", "perawatan", "bangunan",
    "mengemudi", "ekspor", "kecantikan", "pertanian_kota", "listrik_elektronik", "pabrik", "layanan", "usaha",
}  # fmt: skip

Row = dict[str, str]


@pytest.fixture(scope="module")
def skills() -> list[Row]:
    with SKILLS_FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def normalised(phrase: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", phrase.lower()))


def test_vocabulary_is_large_and_every_row_is_filled(skills: list[Row]) -> None:
    assert len(skills) >= 420
    for row in skills:
        assert list(row) == COLUMNS
        assert all(value and value == value.strip() for value in row.values()), row


def test_ids_are_unique_ascii_slugs(skills: list[Row]) -> None:
    ids = [row["id"] for row in skills]
    assert [identity for identity, count in Counter(ids).items() if count > 1] == []
    assert [identity for identity in ids if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", identity)] == []


def test_every_group_is_known_and_none_is_thin(skills: list[Row]) -> None:
    sizes = Counter(row["group"] for row in skills)
    assert set(sizes) == GROUPS
    assert min(sizes.values()) >= 15


def phrases_of(row: Row) -> list[str]:
    return [normalised(phrase) for phrase in (row["name_id"], row["name_en"], *row["aliases"].split(";"))]


def test_no_phrase_points_at_two_skills(skills: list[Row]) -> None:
    owners: dict[str, set[str]] = {}
    for row in skills:
        for phrase in (normalised(row["id"]), *phrases_of(row)):
            owners.setdefault(phrase, set()).add(row["id"])
    assert {phrase: ids for phrase, ids in owners.items() if len(ids) > 1} == {}


def test_aliases_are_plain_phrases_that_add_to_the_names(skills: list[Row]) -> None:
    for row in skills:
        aliases = row["aliases"].split(";")
        assert len(aliases) >= 2, row["id"]
        assert [alias for alias in aliases if not alias or alias != normalised(alias)] == [], row["id"]
        assert len(set(aliases)) == len(aliases), row["id"]
        assert not set(aliases) & {normalised(row["name_id"]), normalised(row["name_en"])}, row["id"]


def test_goes_with_names_other_existing_skills_once(skills: list[Row]) -> None:
    ids = {row["id"] for row in skills}
    for row in skills:
        related = row["goes_with"].split(";")
        assert set(related) <= ids, (row["id"], set(related) - ids)
        assert row["id"] not in related
        assert len(set(related)) == len(related) <= 5, row["id"]


@pytest.mark.parametrize(
    ("phrase", "skill"),
    [
        ("jahit", "jahit_dasar"),
        ("exel", "excel"),
        ("welder", "las_listrik"),
        ("seles", "jual_langsung"),
        ("londri", "cuci_kiloan"),
        ("catering", "katering"),
        ("nib", "izin_nib"),
        ("sim motor", "sim_c"),
    ],
)
def test_everyday_words_reach_their_skill(skills: list[Row], phrase: str, skill: str) -> None:
    assert [row["id"] for row in skills if phrase in phrases_of(row)] == [skill]


def test_small_business_needs_are_there(skills: list[Row]) -> None:
    needs = {row["id"] for row in skills if row["group"] == "usaha"}
    assert needs >= {
        "izin_nib", "halal", "izin_pirt", "pajak_umkm", "pembukuan_usaha", "modal_usaha", "harga_jual",
        "kemasan", "foto_produk", "pemasaran_digital", "qris", "ekspor_umkm",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "skill"),
    [
        ("pajak", "pajak_umkm"), ("harga jual", "harga_jual"), ("pinjaman", "modal_usaha"), ("merek", "merek_haki"),
        ("logo", "desain_logo"), ("iklan", "iklan_daring"), ("instagram", "kelola_medsos"), ("stok", "hitung_stok"),
        ("proposal", "rencana_usaha"), ("komplain", "keluhan_pelanggan"), ("bakso", "bakso_mi_ayam"),
        ("nasi uduk", "nasi_uduk"), ("pijat", "pijat_urut"), ("bengkel motor", "servis_motor"), ("ojek", "ojek_daring"),
        ("kur bri", "kur"), ("bikin cv", "wawancara_kerja"), ("konten", "konten_medsos"), ("lansia", "merawat_lansia"),
        ("nyetir motor", "mengemudi_motor"), ("nyupir", "mengemudi_mobil"), ("nyapu", "bersih_rumah"),
        ("jaga warung", "pramuniaga"), ("cat tembok", "cat_tembok"), ("ngurus lansia", "merawat_lansia"),
        ("babysiter", "mengasuh_anak"), ("ngajar anak", "mengajar_les"), ("ngaji", "mengajar_ngaji"),
        ("pulsa", "agen_pulsa"), ("dekorasi", "dekorasi_acara"), ("ledeng", "plambing"),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(typed: str, skill: str) -> None:
    vocabulary = Vocabulary.load(SKILLS_FILE)
    assert vocabulary.find(typed) == skill
    assert skill in vocabulary.skills_in(f"Saya ingin belajar {typed} dulu")


@pytest.mark.parametrize(
    "plain", ["pelayanan yang ramah", "orang yang rajin", "kirim lamaran", "uang saku", "dekat pasar", "uang minum"]
)
def test_plain_words_of_every_text_name_no_skill(plain: str) -> None:
    assert Vocabulary.load(SKILLS_FILE).skills_in(plain) == set()
