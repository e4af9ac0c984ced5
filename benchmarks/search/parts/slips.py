"""What is still found when a word is mistyped or stands in another form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, Result, neat
from benchmarks.search.asking import Ask, City
from benchmarks.search.engines import OWN, PEERS
from benchmarks.search.judging import Asked
from benchmarks.search.metrics import recall
from benchmarks.search.variants import EDITS, inflected, typos

TITLE = "Slips of the pen"
ENOUGH = 0.95
AFFIXES = "another form of a word"
Pairs = Sequence[tuple[Asked, Asked]]


def measure(folder: Path) -> Result:
    """recall@10 with the slip, as a share of that without."""
    city = City(folder)
    pairs: dict[str, Pairs] = {f"a letter {edit}": [*typos(city.queries, [edit])] for edit in EDITS}
    pairs["a slip of one letter"] = [pair for one in pairs.values() for pair in one]
    pairs[AFFIXES] = [*inflected(city.queries)]
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    missing = {}
    for name in (*OWN, *PEERS):
        try:
            with city.asking(name) as ask:
                kept = _recalls(city, ask)
                for what, some in pairs.items():
                    found[name][what] = kept(some)
        except NotAtHandError as problem:
            missing[name] = str(problem)
    rows = []
    for name in OWN:
        for what, some in pairs.items():
            beside = {one: neat(found[one].get(what)) for one in PEERS}
            judged = ENOUGH if what == "a slip of one letter" else None
            told = f"{name}: recall@10 with {what}, against none ({len(some):,} queries)"
            why = "; ".join(text for one, text in missing.items() if one in (name, *PEERS)) if judged else ""
            rows.append(Figure(told, found[name].get(what), target=judged, least=True, why=why, beside=beside))
    return Result(rows)


def _recalls(city: City, ask: Ask) -> Callable[[Pairs], float]:
    """Of pairs (without, with a slip): what is found with it of what is found without; every text is asked once."""
    known: dict[tuple[str, str], float] = {}

    def of(text: str, judged: str) -> float:
        if (text, judged) not in known:
            known[text, judged] = recall(ask(text), city.grades[judged])
        return known[text, judged]

    def kept(pairs: Pairs) -> float:
        clean = fmean(of(asked.text, asked.text) for asked, _other in pairs)
        return fmean(of(other.text, asked.text) for asked, other in pairs) / clean if clean else 0.0

    return kept
