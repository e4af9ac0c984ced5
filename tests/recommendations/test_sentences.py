"""Every code that matching can give has a sentence."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from flask import Flask

import matching.explain
import matching.veto
from community.recommendations.kinds import KINDS
from community.recommendations.sentences import CODES_AGAINST, CODES_FOR, sentence, spoken, spoken_of
from tests.factories import JATIRASA

SAMPLES = {
    "skills": ["masak_nusantara", "kasir"],
    "have": "kasir",
    "asked": "masak_nusantara",
    "topics": ["pembukuan_usaha"],
    "words": ["dapur", "warung", "pasar"],
    "level": "kelurahan",
    "region": "32.75.09.1004",
    "km": 2.1,
    "offered": 3_000_000.0,
    "wished": 4_000_000.0,
    "schedule": ["pagi", "akhir_pekan"],
    "yours": 2,
    "sector": "56",
    "capacity": 3,
    "skill": "kasir",
    "title": "Bazar UMKM",
    "licence": "sim_c",
    "licences": ["sim_a", "sim_b1"],
    "audience": ["business_owner"],
}


def _codes_in(function_prefix: str) -> set[str]:
    """The codes named in `Reason("…")` inside the functions of matching.explain that begin so."""
    tree = ast.parse(Path(matching.explain.__file__).read_text(encoding="utf-8"))
    return {
        call.args[0].value
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name.startswith(function_prefix)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "Reason"
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_code_of_matching_is_known() -> None:
    speaking_for = _codes_in("_") | _codes_in("reasons_for")
    speaking_against = _codes_in("reasons_against") | set(matching.veto.CODES)
    assert {"skills", "related_skill", "wants", "same_region", "available"} <= speaking_for
    assert {"missing_skill", "missing_licence", "full"} <= speaking_against
    assert speaking_for <= CODES_FOR
    assert speaking_against <= CODES_AGAINST


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_is_a_sentence_for_every_kind(app: Flask, kind: str) -> None:
    with app.test_request_context():
        for speaks_for, codes in ((True, CODES_FOR), (False, CODES_AGAINST)):
            for code in codes:
                text = sentence({**SAMPLES, "code": code, "for": speaks_for}, kind)
                assert len(text) > 5, code
                assert "%(" not in text and "_" not in text, text


def test_sentences_quote_profile_and_offer(app: Flask) -> None:
    with app.test_request_context():
        reasons = [
            {"code": "skills", "for": True, "skills": ["kasir"]},
            {"code": "distance", "for": True, "km": 2.1},
            {"code": "missing_licence", "for": False, "licence": "sim_c"},
        ]
        assert spoken(reasons, "job") == (
            ["Keahlian Anda dicari di sini: Kasir", "Sekitar 2,1 km dari rumah"],
            ["Belum ada: SIM C"],
        )


def test_a_code_of_older_days_is_passed_over(app: Flask) -> None:
    with app.test_request_context():
        assert spoken([{"code": "charm", "for": True}], "job") == ([], [])


def test_the_makers_of_an_offer_read_of_her_not_of_themselves(app: Flask) -> None:
    reasons = [
        {"code": "wants", "for": True, "skills": ["kasir"]},
        {"code": "same_region", "for": True, "level": "kelurahan", "region": JATIRASA},
        {"code": "online", "for": True},
        {"code": "missing_skill", "for": False, "skill": "barista"},
    ]
    with app.test_request_context():
        told, lacks = spoken_of(reasons, "mentor")
    assert told == ["Ingin belajar kasir, yang Anda bimbing", "Tinggal sekelurahan, di Jatirasa"]
    assert lacks == ["Belum ada di profilnya: barista kopi"]
