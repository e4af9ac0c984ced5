"""Skills by id and by what people type, from the vocabulary that matching uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from flask_babel import lazy_gettext as _l

from community.foundation.languages import language
from matching.vocabulary import Skill, Vocabulary

MOST_TYPED = 40
GROUPS = {
    "toko": _l("Toko dan penjualan"),
    "dapur": _l("Masak dan makanan"),
    "kantor": _l("Kantor dan administrasi"),
    "gudang": _l("Gudang dan pengiriman"),
    "pabrik": _l("Pabrik"),
    "mengemudi": _l("Mengemudi"),
    "bengkel": _l("Bengkel dan las"),
    "listrik_elektronik": _l("Listrik dan elektronik"),
    "bangunan": _l("Bangunan"),
    "jahit": _l("Jahit dan kerajinan"),
    "kecantikan": _l("Kecantikan"),
    "perawatan": _l("Merawat dan mendampingi"),
    "layanan": _l("Layanan dan bahasa"),
    "digital": _l("Komputer dan internet"),
    "usaha": _l("Mengelola usaha"),
    "ekspor": _l("Ekspor"),
    "pertanian_kota": _l("Berkebun dan beternak"),
}


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read at its first use."""
    return Vocabulary.load()


def known(skill_id: str) -> bool:
    """Whether the vocabulary has this id."""
    return skill_id in vocabulary()


def skill_name(skill_id: str, lang: str | None = None) -> str:
    """The name in the language of the page, or in `lang`; an id of older days is shown as words."""
    if not known(skill_id):
        return skill_id.replace("_", " ").capitalize()
    return vocabulary().name(skill_id, lang or language())


def skill_names(skill_ids: Iterable[str], lang: str | None = None) -> list[str]:
    """The names of several skills, in their order."""
    return [skill_name(skill_id, lang) for skill_id in skill_ids]


def search_skills(prefix: str, limit: int = 8) -> list[Skill]:
    """Skills for a type-ahead box: spellings that begin so, then spellings with a word that does."""
    return vocabulary().search(prefix[:80], limit)


def near_skills(word: str, limit: int = 3) -> list[Skill]:
    """Skills somebody may have meant by a word that `read_skills` does not know."""
    skills = vocabulary()
    found = {skill.id: skill for part in (word, *word.split()) for skill in skills.search(part[:80], limit)}
    for length in range(len(word) - 1, 3, -1):
        if found:
            break
        found = {skill.id: skill for skill in skills.search(word[:length], limit)}
    return list(found.values())[:limit]


def complete(typed: str, limit: int = 8) -> list[tuple[str, Skill]]:
    """(whole text, skill) for a box with commas: the last word completed, what stands before it kept."""
    before, comma, last = typed.rpartition(",")
    start = f"{before.strip()}, " if comma else ""
    return [(start + skill_name(skill.id), skill) for skill in search_skills(last, limit)]


@lru_cache(maxsize=1)
def _with_commas() -> dict[tuple[str, ...], str]:
    """The skills whose names have commas of their own, by the parts of these names."""
    names = ((name, skill.id) for skill in vocabulary().skills.values() for name in (skill.name_id, skill.name_en))
    return {tuple(name.casefold().split(", ")): skill_id for name, skill_id in names if ", " in name}


def _whole_name(words: list[str]) -> tuple[str, int] | None:
    """The skill whose name with commas a list begins with, and how many parts it has."""
    for parts, skill_id in _with_commas().items():
        if [word.casefold() for word in words[: len(parts)]] == list(parts):
            return skill_id, len(parts)
    return None


def read_skills(text: str) -> tuple[list[str], list[str]]:
    """(ids, unknown words) of a list typed with commas, semicolons or lines; each id once, in that order."""
    ids: dict[str, None] = {}
    unknown: dict[str, None] = {}
    split = (" ".join(part.split()) for part in re.split(r"[,;\n]+", text[:4000]))
    words = [word for word in split if word][:MOST_TYPED]
    while words:
        skill_id, parts = _whole_name(words) or (vocabulary().find(words[0][:80]), 1)
        if skill_id is None:
            unknown[words[0]] = None
        else:
            ids[skill_id] = None
        del words[:parts]
    return list(ids), list(unknown)


def find_skills(text: str) -> list[str]:
    """Ids of the skills in a list typed with commas; unknown words are left out (see `read_skills`)."""
    return read_skills(text)[0]


def skills_in(text: str) -> list[str]:
    """Ids of every skill named anywhere in a text, in alphabetical order."""
    return sorted(vocabulary().skills_in(text[:20_000]))


def related_skills(skill_id: str) -> list[str]:
    """Ids of skills that often go together with this one, in alphabetical order."""
    return sorted(vocabulary().related(skill_id)) if known(skill_id) else []


def near_to(text: str, limit: int = 6) -> list[str]:
    """Ids of skills somebody may have meant by words of which none names one; the longest words say most."""
    longest = sorted({word for word in text.casefold().split() if len(word) > 2}, key=len, reverse=True)[:4]
    return list(dict.fromkeys(skill.id for word in longest for skill in near_skills(word[:40])))[:limit]


def group_of(skill_id: str) -> str:
    """The group of a skill; "" for an id nobody knows."""
    return vocabulary().skills[skill_id].group if known(skill_id) else ""


def group_name(group: str) -> str:
    """The name of a group of skills, as people say it."""
    return str(GROUPS.get(group, group.replace("_", " ").capitalize()))
