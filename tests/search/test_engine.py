"""What every engine must do, without an application."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from community.foundation import clock
from community.search import leaders, scoring
from community.search.engine import Engine, make_engine
from community.search.hits import IndexUnavailable
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.search.conftest import Again
from tests.search.factories import document, keys

HOSTILE = (
    "AND OR NOT", '"', '"""', "kasir AND (", "*" * 300, "k*a*s*i*r*?", "kasir~9", "kind:job", "a" * 10_000,
    "kasir " * 5_000, "😀 kasir", "kasir\0", "\0", "[* TO *]", "-kasir", "-" * 500, '-"kasir', "\ud800", "ﷺ" * 200,
)  # fmt: skip


def test_any_form_of_a_word_finds_it(engine: Engine) -> None:
    engine.index([document(1, "Tukang jahit"), document(2, "Sopir box")])
    assert keys(engine, "menjahit") == ["job:1"]
    assert keys(engine, "jahitan") == ["job:1"]


def test_the_title_comes_before_the_text(engine: Engine) -> None:
    engine.index([document(1, "Penjaga toko", "Kadang jadi kasir."), document(2, "Kasir", "Di toko.")])
    assert keys(engine, "kasir") == ["job:2", "job:1"]


def test_more_of_the_words_come_first(engine: Engine) -> None:
    engine.index(
        [document(1, "Guru tari"), document(2, "Guru", "mengaji"), document(3, "Pelatih tari"), document(4, "Sopir")]
    )
    assert keys(engine, "guru tari")[0] == "job:1"
    assert "job:4" not in keys(engine, "guru tari")


def test_a_word_for_the_kind_does_not_bring_in_the_whole_kind(engine: Engine) -> None:
    engine.index([document(1, "Kasir"), *(document(number, "Sopir") for number in range(2, 9))])
    assert keys(engine, "loker kasir") == ["job:1"]
    assert len(keys(engine, "loker")) == 8


def test_the_kind_that_is_asked_for_comes_first(engine: Engine) -> None:
    engine.index([document(1, "Pajak usaha kecil", kind="training"), document(2, "Bu Rina", "pajak", kind="mentor")])
    assert keys(engine, "pajak") == ["training:1", "mentor:2"]
    assert keys(engine, "cari mentor pajak") == ["mentor:2", "training:1"]


def test_a_skill_is_found_however_it_is_called(engine: Engine) -> None:
    engine.index([document(1, "Penjaga kantor", skills=("dukungan_ti",)), document(2, "Sopir")])
    assert keys(engine, "helpdesk ") == ["job:1"]


def test_who_asks_how_finds_those_who_teach_first(engine: Engine) -> None:
    engine.index([document(1, "Las pagar", kind="business"), document(2, "Las pagar dasar", kind="training")])
    assert keys(engine, "las pagar ")[0] == "business:1"
    assert keys(engine, "cara las pagar ")[0] == "training:2"


def test_facts_are_found_by_their_words(engine: Engine) -> None:
    engine.index(
        [
            document(1, "Jahit", kind="training", features={"cost": 0}),
            document(2, "Jahit", kind="training", features={"cost": 5}),
        ]
    )
    assert keys(engine, '"gratis"') == ["training:1"]


def test_neighbouring_words_come_first(engine: Engine) -> None:
    engine.index(
        [document(1, "Boga dan rias, tata panggung"), document(2, "Rias dan tata boga panggung")],
    )
    assert keys(engine, "tata boga")[0] == "job:2"


def test_the_last_word_may_be_unfinished(engine: Engine) -> None:
    engine.index([document(1, "Barista kopi"), document(2, "Sopir")])
    assert keys(engine, "baris") == ["job:1"]


def test_a_phrase_must_stand_as_it_is(engine: Engine) -> None:
    engine.index([document(1, "Juru masak"), document(2, "Masak bersama juru kunci")])
    assert keys(engine, '"juru masak"') == ["job:1"]


def test_an_excluded_word_must_not_stand(engine: Engine) -> None:
    engine.index([document(1, "Kasir toko"), document(2, "Kasir kantin")])
    assert keys(engine, "kasir -toko") == ["job:2"]


def test_kinds_that_do_not_exist_for_the_asker_are_not_counted(engine: Engine) -> None:
    engine.index([document(1, "Kasir"), document(2, "Kasir", kind="member")])
    assert engine.counts("kasir") == {"job": 1, "member": 1}
    assert engine.counts("kasir", kinds=["job"]) == {"job": 1}
    assert keys(engine, "kasir", kinds=["job"]) == ["job:1"]


def test_one_kind_may_be_shown_while_all_are_counted(engine: Engine) -> None:
    engine.index([document(1, "Kasir"), document(2, "Kasir", kind="training")])
    found = engine.find("kasir", shown=["training"])
    assert [hit.key for hit in found.hits] == ["training:2"]
    assert found.counts == {"job": 1, "training": 1}


def test_regions_keep_and_lift(engine: Engine) -> None:
    engine.index([document(1, "Kasir"), document(2, "Kasir", region_code=ARENJAYA), document(3, "Sopir")])
    assert keys(engine, "kasir", region_codes=[ARENJAYA]) == ["job:2"]
    assert sorted(keys(engine, "", region_codes=[JATIRASA])) == ["job:1", "job:3"]
    assert keys(engine, "", region_codes=[JATIASIH]) == []
    lifted = engine.find("kasir", near={ARENJAYA: 1.2})
    assert [hit.key for hit in lifted.hits] == ["job:2", "job:1"]


def test_the_nearest_comes_first_among_what_fits_about_as_well(engine: Engine) -> None:
    near = {JATIRASA: 1.25, JATIASIH: 1.1}
    far = document(1, "Warung", "Warung nasi", region_code=ARENJAYA)
    next_door = document(2, "Penjaga malam", "Menjaga warung", region_code=JATIASIH)
    home = document(
        3, "Penjaga malam", "Menjaga gudang, kios, dan warung dari sore sampai pagi. Jujur, rapi, ramah, teliti."
    )
    engine.index([far, next_door, home, *(document(number, "Sopir") for number in range(4, 60))])
    assert [hit.key for hit in engine.find("warung", near=near).hits] == ["job:3", "job:2", "job:1"]


def test_a_much_better_fit_elsewhere_beats_a_weak_one_at_home(engine: Engine) -> None:
    aside = "Di antara banyak hal lain yang kami kerjakan tiap hari ada juga warung. " + "Rapi, jujur, ramah. " * 60
    engine.index([document(1, "Sopir", aside), document(2, "Warung", region_code=ARENJAYA)])
    assert [hit.id for hit in engine.find("warung", near={JATIRASA: 1.25}).hits] == [2, 1]


def test_bands_go_on_until_there_are_enough(engine: Engine) -> None:
    engine.index([document(1, "Kasir"), document(2, "Penjaga", "kasir"), document(3, "Kasir kasir kasir")])
    assert len(engine.find("kasir", limit=3).hits) == 3
    assert len(engine.find("kasir", limit=2).hits) == 2


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("ekspedisi barang", {"kinds": ["business"]}),
        ("ekspedisi barang", {"region_codes": [JATIRASA]}),
        ("ekspedisi barang -malam", {}),
    ],
)
def test_a_common_word_brings_in_what_rarer_words_found_only_where_it_is_not_asked_for(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, text: str, narrowed: dict[str, list[str]]
) -> None:
    for module in (scoring, leaders):
        monkeypatch.setattr(module, "COMMON", 4)
    monkeypatch.setattr(scoring, "ENOUGH", 3)
    rare = [document(n, "Ekspedisi", "malam", kind="member", region_code=ARENJAYA) for n in range(4)]
    engine.index([*rare, *(document(n, "Barang", kind="business") for n in range(6))])
    assert {hit.key for hit in engine.find(text, **narrowed).hits} == {f"business:{n}" for n in range(6)}
    assert {hit.kind for hit in engine.find("ekspedisi barang").hits} == {"member"}


def test_a_title_that_names_the_place_comes_first(engine: Engine) -> None:
    names = ("Komunitas Jatiasih", "Jatiasih Jaya Raya", "Komunitas Jatisari", "Kasir")
    engine.index([document(number, name) for number, name in enumerate(names)])
    found = engine.find("", region_codes=[JATIRASA], place="Jatiasih")
    assert [hit.id for hit in found.hits[:2]] == [0, 1]
    found = engine.find("", region_codes=[JATIRASA], place="Jatiasih Jaya")
    assert found.hits[0].id == 1
    assert found.hits[1].score == found.hits[2].score


def test_what_is_past_its_day_is_not_found(engine: Engine) -> None:
    today = clock.today()
    engine.index(
        [
            document(1, "Kasir", until=today - timedelta(days=1)),
            document(2, "Kasir", until=today),
            document(3, "Kasir"),
        ]
    )
    assert sorted(keys(engine, "kasir")) == ["job:2", "job:3"]
    assert engine.counts("kasir") == {"job": 2}


def test_a_newer_self_takes_the_place(engine: Engine) -> None:
    engine.index([document(1, "Kasir")])
    engine.index([document(1, "Sopir"), document(1, "Sopir truk")])
    assert keys(engine, "kasir") == []
    assert keys(engine, "sopir") == ["job:1"]
    assert engine.check() == 1


def test_what_is_removed_is_gone(engine: Engine) -> None:
    engine.index([document(1, "Kasir"), document(2, "Kasir")])
    engine.remove(["job:1", "job:99"])
    assert keys(engine, "kasir") == ["job:2"]
    assert engine.counts("kasir") == {"job": 1}


def test_many_small_changes_leave_one_of_each(engine: Engine) -> None:
    for round_number in range(12):
        engine.index([document(number, f"Kasir {round_number}") for number in range(5)])
    assert engine.counts("kasir") == {"job": 5}
    assert len(keys(engine, "kasir")) == 5


def test_another_process_sees_the_change(engine: Engine, again: Again) -> None:
    reader = again()
    engine.index([document(1, "Kasir")])
    assert keys(reader, "kasir") == ["job:1"]
    engine.update([document(2, "Kasir")], ["job:1"])
    assert keys(reader, "kasir") == ["job:2"]
    engine.rebuild([document(3, "Kasir")])
    assert keys(reader, "kasir") == ["job:3"]


def test_a_rebuild_that_fails_leaves_the_old_index(engine: Engine) -> None:
    engine.index([document(1, "Kasir")])

    def broken() -> object:
        yield document(2, "Kasir")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())  # type: ignore[arg-type]
    assert keys(engine, "kasir") == ["job:1"]
    assert engine.check() == 1


def test_a_rebuild_tells_how_far_it_is(engine: Engine) -> None:
    told: list[int] = []
    assert engine.rebuild((document(number, "Kasir") for number in range(2_500)), told.append) == 2_500
    assert told == [1_000, 2_000]
    assert engine.counts("kasir") == {"job": 2_500}


def test_common_words_do_not_hide_rare_ones(engine: Engine) -> None:
    engine.rebuild(
        document(number, "Kasir" if number % 500 else "Kasir barista", "kopi" if number % 3 else "")
        for number in range(1, 5_001)
    )
    assert {hit.id % 500 for hit in engine.search("kasir barista kopi", limit=10)} == {0}


def test_words_are_known_in_any_form(engine: Engine) -> None:
    engine.index([document(1, "Tukang jahit")])
    assert engine.knows("menjahit")
    assert not engine.knows("jatiasih")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_text_is_only_text(engine: Engine, text: str) -> None:
    engine.index([document(1, "Kasir")])
    assert len(keys(engine, text)) <= 1
    assert engine.counts("kasir") == {"job": 1}


def test_without_an_index_there_is_a_clear_error(engine: Engine) -> None:
    assert not engine.exists()
    with pytest.raises(IndexUnavailable):
        engine.search("kasir")


def test_a_failed_rebuild_leaves_no_folder_behind(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.index([document(1, "Kasir")])
    with pytest.raises(ZeroDivisionError):
        engine.rebuild(document(1 // number, "Kasir") for number in (1, 0))
    assert len(list((tmp_path / "index").glob("index-*"))) == 1


@pytest.mark.parametrize("pattern", ["current", "*/*.toc", "*/*.trm", "*/*.pst", "*/*.row.col"])
@pytest.mark.parametrize("content", [b"", b"\x80\x05garbage" * 40])
def test_a_damaged_index_is_a_clear_error(tmp_path: Path, pattern: str, content: bytes) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.index([document(number, f"Kasir {number}") for number in range(5)])
    damaged = list((tmp_path / "index").glob(pattern))
    assert damaged
    for path in damaged:
        path.unlink()
        path.write_bytes(content)
    fresh = make_engine("whoosh", tmp_path / "index")
    with pytest.raises(IndexUnavailable):
        fresh.check()
    fresh.rebuild([document(1, "Kasir")])
    assert keys(fresh, "kasir") == ["job:1"]
