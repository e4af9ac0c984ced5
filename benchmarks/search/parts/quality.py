"""How good the lists are: six hundred judged queries over the demo city, asked as the site's page asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, Result, neat
from benchmarks.search.asking import City
from benchmarks.search.engines import OWN, PEERS
from benchmarks.search.judging import RELEVANT, Asked, Grades
from benchmarks.search.metrics import ndcg, recall, reciprocal_rank

TITLE = "Quality"
GOOD, ALIKE, WORST = 0.85, 0.01, 30
TAGS = {
    "place": "with a place",
    "chat": "as in a chat",
    "en": "English",
    "ask": "questions and phrases",
    "affix": "with affixes",
    "name": "names",
}
# name of an engine -> its answers in the order of the queries, or why there are none
Answers = dict[str, list[list[str]] | str]


def measure(folder: Path) -> Result:
    """Every engine on the same queries."""
    city = City(folder)
    answers = {name: _answers(city, name) for name in (*OWN, *PEERS)}
    rows = [_unanswered(city.queries, city.grades)]
    for name in OWN:
        rows += _rows(name, city, answers)
    ours = [_mean(ndcg, city.queries, city.grades, answers[name]) for name in OWN]
    apart = abs(ours[0] - ours[1]) if ours[0] is not None and ours[1] is not None else None
    why = "; ".join(found for name in OWN if isinstance(found := answers[name], str))
    rows.append(Figure("nDCG@10, one engine of the site against the other", apart, target=ALIKE, why=why))
    worst = {name: _worst(city, found) for name, found in answers.items() if name in OWN and not isinstance(found, str)}
    return Result(rows, {"worst": worst, "queries": len(city.queries)})


def _answers(city: City, name: str) -> list[list[str]] | str:
    try:
        return city.answers(name, city.queries)
    except NotAtHandError as problem:
        return str(problem)


def _unanswered(queries: Iterable[Asked], grades: Mapping[str, Grades]) -> Figure:
    """Judgements that the city of today has no answer to say nothing of an engine."""
    without = [asked.text for asked in queries if not any(one >= RELEVANT for one in grades[asked.text].values())]
    return Figure("queries to which the city has no answer", len(without), target=0, why=", ".join(without))


def _mean(
    metric: Any, queries: Sequence[Asked], grades: Mapping[str, Grades], answers: list[list[str]] | str, tag: str = ""
) -> float | None:
    if isinstance(answers, str):
        return None
    return fmean(
        metric(found, grades[asked.text])
        for asked, found in zip(queries, answers, strict=True)
        if not tag or tag in asked.tags or (tag == "place" and asked.place)
    )


def _rows(name: str, city: City, answers: Answers) -> Iterator[Figure]:
    found = answers[name]
    missing = "; ".join(why for one in (name, *PEERS) if isinstance(why := answers[one], str))

    def figure(what: str, metric: Any, tag: str = "", target: float | None = None) -> Figure:
        value = _mean(metric, city.queries, city.grades, found, tag)
        beside = {one: neat(_mean(metric, city.queries, city.grades, answers[one], tag)) for one in PEERS}
        return Figure(f"{name}: {what}", value, target=target, least=True, why="" if tag else missing, beside=beside)

    yield figure("nDCG@10", ndcg, target=GOOD)
    yield figure("MRR@10", reciprocal_rank)
    yield figure("recall@10", recall)
    for tag, words in TAGS.items():
        yield figure(f"nDCG@10 of queries {words}", ndcg, tag)


def _worst(city: City, answers: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Where it goes most wrong: the query, its figure, and what came first with its grade."""
    titles = {f"{document.kind}:{document.id}": document.title for document in city.documents}
    judged = [
        (ndcg(found, city.grades[asked.text]), asked, found)
        for asked, found in zip(city.queries, answers, strict=True)
    ]  # fmt: skip
    judged.sort(key=lambda one: one[0])
    return [
        {
            "query": asked.text, "ndcg": neat(value), "need": asked.need,
            "first": [
                f"{key.partition(':')[0]}: {titles.get(key, key)} ({city.grades[asked.text].get(key, 0)})"
                for key in found[:3]
            ],
        }
        for value, asked, found in judged[:WORST]
    ]  # fmt: skip
