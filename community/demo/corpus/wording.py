"""How a skill is said inside a sentence."""

from __future__ import annotations

from community.demo.corpus.source import load


def spoken(skill: str) -> str:
    """The everyday words for a skill id, in lower case as inside a sentence, e.g. "foto produk"."""
    return str(load("skill_words")[skill])
