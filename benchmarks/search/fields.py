"""What other engines are given: the same texts with the same weights, read by the same analyser.

They know no places, so the names of a document's kelurahan and kecamatan are words of it.
"""

from __future__ import annotations

import csv
from functools import cache

from benchmarks.search.judging import DISTRICT, REGIONS
from community.foundation.documents import Document
from community.search.analysis import KIND_WORDS
from community.skills.queries import known, skill_name
from matching.text import analyse

# The weights of the site's own engines; names of places count as skills do.
WEIGHTS = {"title": 3.0, "skills": 1.5, "text": 1.0, "kind": 0.6, "place": 1.5}


@cache
def _names() -> dict[str, str]:
    with (REGIONS / "regions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def texts(document: Document) -> dict[str, str]:
    """By field, as people wrote it."""
    names = [_names().get(code, "") for code in {document.region_code or "", (document.region_code or "")[:DISTRICT]}]
    skills = [word for skill in document.skills for word in _skill(skill)]
    return {
        "title": document.title, "skills": " ".join(skills), "text": document.text,
        "kind": KIND_WORDS.get(document.kind, ""), "place": " ".join(names),
    }  # fmt: skip


def _skill(skill: str) -> list[str]:
    named = [skill_name(skill, "id"), skill_name(skill, "en")] if known(skill) else []
    return [skill.replace("_", " "), *named]


def analysed(document: Document) -> dict[str, list[str]]:
    """By field, as roots."""
    return {name: analyse(text) for name, text in texts(document).items()}


def asked(text: str, most: int = 24) -> list[str]:
    """The roots of a query, each once."""
    return list(dict.fromkeys(analyse(text[:300])))[:most]


def key(document: Document) -> str:
    """The name of a document in every engine."""
    return f"{document.kind}:{document.id}"
