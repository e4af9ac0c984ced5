"""Time and memory of one engine over one size, alone in a process.

python -m benchmarks.search.timed build|ask ENGINE SIZE FOLDER
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.measure import peak_mb, share
from benchmarks.search import city, corpus, hostile, judging
from benchmarks.search.engines import Measured, Own, open_engine
from benchmarks.search.metrics import TOP
from community.foundation.documents import Document

SEED = 3275
WARM, UPDATES, MOST_BEGINNINGS, SHORTEST_BEGINNING, SUGGESTED, PAGE = 50, 25, 1_000, 3, 8, 20
Found = dict[str, float | str]


def _documents(folder: Path, size: int) -> Iterable[Document]:
    return corpus.documents(folder / city.DOCUMENTS, size)


def milliseconds(call: Callable[[], object]) -> float:
    """Of one call, by the clock: the work may be another process's."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def build(name: str, size: int, folder: Path) -> Found:
    """Index so many documents that are in memory already; without the time it takes to make them."""
    documents = list(_documents(folder, size))
    engine = open_engine(name, folder, f"size-{size}")
    seconds = milliseconds(lambda: engine.rebuild(documents)) / 1000
    found: Found = {"seconds": seconds, "disk": engine.bytes() / 2**20, "build_mb": peak_mb()}
    engine.close()
    return found


def beginnings(texts: Iterable[str]) -> list[str]:
    """What is typed on the way to these texts, each once; a sample of them, the same each time."""
    typed = {text[:end] for text in texts for end in range(SHORTEST_BEGINNING, len(text) + 1)}
    ordered = sorted(typed)
    return Random(SEED).sample(ordered, min(MOST_BEGINNINGS, len(ordered)))  # noqa: S311 - a seed is the point  # nosec B311


def ask(name: str, size: int, folder: Path) -> Found:
    """Everything asked of an index that is there."""
    # As in each worker of the site: what is loaded is not looked through again at every collection.
    gc.collect()
    gc.freeze()
    engine = open_engine(name, folder, f"size-{size}")
    texts = [asked.text for asked in judging.queries()]
    Random(SEED).shuffle(texts)  # noqa: S311 - a seed is the point  # nosec B311
    for text in texts[:WARM]:
        engine.ask(text, TOP)
    took = sorted(milliseconds(lambda text=text: engine.ask(text, TOP)) for text in texts)
    found: Found = {"p50": share(took, 0.5), "p99": share(took, 0.99), "mb": peak_mb()}
    typed = sorted(milliseconds(lambda text=text: engine.ask(text, SUGGESTED)) for text in beginnings(texts))
    found |= {"typed": share(typed, 0.5), "typed99": share(typed, 0.99)}
    if isinstance(engine, Own):
        pages = sorted(milliseconds(lambda text=text: engine.engine.find(text, limit=PAGE)) for text in texts)
        found |= {"page": share(pages, 0.5), "page99": share(pages, 0.99)}
        found |= _hostile(engine)
    found |= _updates(engine, list(islice(_documents(folder, size), UPDATES)))
    engine.close()
    return found


def _hostile(engine: Measured) -> Found:
    worst, culprit, raised = 0.0, "", []
    for what, text in hostile.queries():
        try:
            took = milliseconds(lambda text=text: engine.ask(text, TOP))
        # Whatever it raises: the page would show an error.
        except Exception as problem:
            raised.append(f"{what} ({type(problem).__name__})")
            continue
        worst, culprit = max((worst, culprit), (took, what))
    return {"hostile": worst, "hostile_what": culprit, "raised": len(raised), "raised_what": ", ".join(raised)}


def _updates(engine: Measured, documents: Iterable[Document]) -> Found:
    took, after = [], []
    for document in documents:
        changed = replace(document, text=f"{document.text} Diperbarui hari ini.")
        took.append(milliseconds(lambda changed=changed: engine.update(changed)))
        after.append(milliseconds(lambda: engine.ask("kasir", TOP)))
    return {"update": share(sorted(took), 0.5), "update99": max(took), "after": share(sorted(after), 0.5)}


def main(what: str, name: str, size: str, folder: str) -> int:
    """Print what was found."""
    found = (build if what == "build" else ask)(name, int(size), Path(folder))
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
