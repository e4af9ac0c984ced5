"""KBLI 2025 by everyday words: "jual nasi uduk" leads to 56101 and 56102."""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from community.foundation.words import slugify

TABLE = Path(__file__).parent / "data" / "kbli.csv"
VERSION = "2025"
MOST_WORDS = 12
CLOSE_ENOUGH = 0.8
LEAST_FIT = 0.3
UNKNOWN_WORD = 2.0
NEAR_THE_BEST = 0.4
# How well the best fits, and how far it is ahead of the next, where people need not choose.
CLEAR_FIT = 0.6
CLEAR_LEAD = 0.3
# How much these tell beside another word: they say what is done, but not with what.
VERB_TELLS = 0.3
# What a phrase is lifted by that was typed just so.
EXACT = 1.0
SHORTEST_MISSPELLED = 5
_VERBS = frozenset({"jual", "buat", "servis", "sewa", "jasa", "tukang"})
# What may follow a known word without making it another ("baksonya" is, "tahun" is not).
_ENDINGS = frozenset({"an", "nya", "kan", "in", "ku", "s", "e"})
# Words that say that something is done for money, but not what.
_EMPTY = frozenset(
    "saya mau ingin punya buka usaha bisnis di ke dari dan yang untuk serta kecil kecilan sendiri aneka "
    "macam segala aku kami pengen pingin lagi sama atau dengan depan enak murah umkm industri".split()
)
_SPELLINGS = {
    "mie": "mi", "cabe": "cabai", "kripik": "keripik", "krupuk": "kerupuk", "loundry": "laundry", "londri": "laundry",
    "laundri": "laundry", "sayuran": "sayur", "jualan": "jual", "bikin": "buat", "pembuatan": "buat",
    "membuat": "buat", "bikinin": "buat", "produksi": "buat", "pengrajin": "buat", "perajin": "buat",
    "menjual": "jual", "jualin": "jual", "penjual": "jual", "dagang": "jual", "pedagang": "jual", "dagangan": "jual",
    "toko": "jual", "warung": "jual", "kedai": "jual", "lapak": "jual",
    "service": "servis", "serpis": "servis", "reparasi": "servis", "perbaikan": "servis", "betulin": "servis",
    "benerin": "servis", "memperbaiki": "servis", "catering": "katering", "cathering": "katering",
    "ketering": "katering", "handphone": "hp", "ponsel": "hp", "hape": "hp", "menjahit": "jahit",
    "penjahit": "jahit", "jahitan": "jahit", "jait": "jahit", "barbershop": "barber", "barbersop": "barber",
    "kosan": "kos", "kost": "kos", "kostan": "kos", "olshop": "online", "onlen": "online", "daring": "online",
    "photo": "foto", "fotokopian": "fotokopi", "fotocopy": "fotokopi", "fotocopi": "fotokopi", "photocopy": "fotokopi",
    "rental": "sewa", "penyewaan": "sewa", "nyewain": "sewa", "ngojek": "ojek", "gojek": "ojek", "les": "kursus",
    "ternak": "budidaya", "mua": "makeup", "gallon": "galon",
    "ngecat": "cat", "pengecatan": "cat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trade:
    """One activity of KBLI 2025; `words` are phrases people use for it."""

    code: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    code: str
    stems: tuple[str, ...]


@lru_cache(maxsize=1)
def trades() -> dict[str, Trade]:
    """Every activity by its code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Trade(row["code"], row["title"], tuple(row["words"].split(";")))
            for row in csv.DictReader(file)
        }


def trade(code: str | None) -> Trade | None:
    """The activity with this code."""
    return trades().get(code or "")


def _said(text: str) -> list[str]:
    """The words that tell something, as they are typed."""
    words = re.findall(r"[a-z0-9]+", slugify(text[:200]))
    return [word for word in words if word not in _EMPTY][:MOST_WORDS]


def _stems(text: str) -> list[str]:
    return [_SPELLINGS.get(word, word) for word in _said(text)]


@lru_cache(maxsize=1)
def _phrases() -> tuple[_Phrase, ...]:
    found: dict[tuple[str, tuple[str, ...]], _Phrase] = {}
    for known in trades().values():
        for text in (known.title, *known.words):
            stems = tuple(_stems(text))
            if set(stems) - _VERBS:
                found[known.code, stems] = _Phrase(known.code, stems)
    return tuple(found.values())


@lru_cache(maxsize=1)
def _written() -> dict[tuple[str, ...], frozenset[str]]:
    """The codes of each everyday phrase, just as it is written."""
    codes: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for known in trades().values():
        for text in known.words:
            codes[tuple(_said(text))].add(known.code)
    return {words: frozenset(found) for words, found in codes.items()}


@lru_cache(maxsize=1)
def _rarity() -> dict[str, float]:
    """How much a word tells: the rarer among activities, the more."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in _phrases():
        for stem in phrase.stems:
            codes[stem].add(phrase.code)
    most = len(trades()) + 1
    return {stem: math.log(most / len(using)) * (VERB_TELLS if stem in _VERBS else 1) for stem, using in codes.items()}


@lru_cache(maxsize=1)
def _by_stem() -> dict[str, tuple[int, ...]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, phrase in enumerate(_phrases()):
        for stem in set(phrase.stems):
            places[stem].append(index)
    return {stem: tuple(found) for stem, found in places.items()}


@lru_cache(maxsize=4096)
def _meant(word: str) -> tuple[tuple[str, float], ...]:
    """Known words that a typed one may mean, each with how sure that is."""
    known = _by_stem()
    if word in known:
        return ((word, 1.0),)
    if len(word) >= 3:
        longer = tuple((stem, 0.7) for stem in known if stem.startswith(word) or _goes_on(word, stem))
        if longer:
            return longer[:8]
    if len(word) >= SHORTEST_MISSPELLED:
        return tuple((stem, 0.6) for stem in get_close_matches(word, known, n=2, cutoff=CLOSE_ENOUGH))
    return ()


def _goes_on(word: str, stem: str) -> bool:
    return len(stem) >= 4 and word.startswith(stem) and word[len(stem) :] in _ENDINGS


def find_trades(text: str, limit: int = 6) -> list[Trade]:
    """Activities that everyday words may mean, best first; none for words that say nothing."""
    return [trades()[code] for code, _fit in _ranked(text)[:limit]]


def clear_trade(text: str) -> Trade | None:
    """The one activity that everyday words mean; None where a second one comes close, or none fits well."""
    ranked = _ranked(text)
    if not ranked or ranked[0][1] < CLEAR_FIT:
        return None
    is_ahead = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= CLEAR_LEAD
    return trades()[ranked[0][0]] if is_ahead else None


def _ranked(text: str) -> list[tuple[str, float]]:
    """The codes that fit, each with how well, best first."""
    words = list(dict.fromkeys(_stems(text)))
    exact = _written().get(tuple(_said(text)), frozenset())
    if not any(_meant(word) for word in words if word not in _VERBS):
        return [(code, EXACT) for code in sorted(exact)]
    gained, typed = _gains(words)
    rarity = _rarity()
    fits: dict[str, float] = {}
    for index, gain in gained.items():
        phrase = _phrases()[index]
        whole = sum(rarity[stem] for stem in set(phrase.stems))
        # As much for how far the phrase covers what was typed as for how much of the phrase was typed.
        fit = (gain / typed + gain / whole) / 2
        fits[phrase.code] = max(fits.get(phrase.code, 0.0), fit)
    fits.update({code: fits.get(code, 0.0) + EXACT for code in exact})
    least = max(LEAST_FIT, NEAR_THE_BEST * min(max(fits.values(), default=0.0), 1.0))
    return sorted(((code, fit) for code, fit in fits.items() if fit >= least), key=lambda item: (-item[1], item[0]))


def _gains(words: list[str]) -> tuple[dict[int, float], float]:
    """What each phrase gains by the typed words, and what a phrase would gain that has all of them."""
    rarity = _rarity()
    gained: defaultdict[int, float] = defaultdict(float)
    typed = 0.0
    for word in words:
        meant = _meant(word)
        typed += max((rarity[stem] for stem, _sure in meant), default=UNKNOWN_WORD)
        best: dict[int, float] = {}
        for stem, sure in meant:
            for index in _by_stem()[stem]:
                best[index] = max(best.get(index, 0.0), rarity[stem] * sure)
        for index, gain in best.items():
            gained[index] += gain
    return gained, typed
