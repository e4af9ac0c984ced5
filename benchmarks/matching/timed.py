"""Time and memory of one size, alone in a process.

python -m benchmarks.matching.timed lists N_OFFERS | fit N_PEOPLE N_OFFERS
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.matching.crowd import Crowd
from benchmarks.measure import cpu_ms, peak_mb, share, spent, tell
from matching import Person, TwoSidedMatcher

ASKED, WARM = 200, 20


def asking(matcher: TwoSidedMatcher, people: list[Person]) -> list[float]:
    """CPU ms of one list for each, in order of length; the first few warm up."""
    for person in people[:WARM]:
        matcher.recommend(person)
    waiting = iter(people)
    return cpu_ms(lambda: matcher.recommend(next(waiting)), len(people))


def lists(n_offers: int) -> dict[str, float]:
    """One list of ten over so many offers, beside a bare product of TF-IDF rows."""
    crowd = Crowd()
    offers, people = list(crowd.offers(n_offers)), list(crowd.people(ASKED))
    matcher = TwoSidedMatcher(0, crowd.vocabulary).fit(offers=offers)
    found = asking(matcher, people)
    memory = peak_mb()
    reader = TfidfVectorizer()
    columns = reader.fit_transform([offer.text for offer in offers]).T.tocsr()
    waiting = iter([person.text for person in people])
    bare = cpu_ms(lambda: (reader.transform([next(waiting)]) @ columns).toarray().argpartition(-10), ASKED)
    return {"p50": share(found, 0.5), "p99": share(found, 0.99), "mb": memory, "bare": share(bare, 0.5)}


def fit(n_people: int, n_offers: int) -> dict[str, float]:
    """Fit with prices, then one changed offer, then lists for people never seen."""
    crowd = Crowd()
    tell(f"{n_people:,} people × {n_offers:,} offers: making them …")
    offers, people = list(crowd.offers(n_offers)), list(crowd.people(n_people))
    tell(f"{n_people:,} people × {n_offers:,} offers: fitting ({peak_mb():.0f} MB held by the profiles) …")
    matcher = TwoSidedMatcher(0, crowd.vocabulary)
    with spent() as used:
        matcher.fit(people, offers)
    memory = peak_mb()
    tell(f"{n_people:,} people × {n_offers:,} offers: fitted in {used.clock:.0f} s with {memory:.0f} MB")
    changed = iter([replace(offer, text=f"{offer.text} baru") for offer in offers[:15]])
    updates = cpu_ms(lambda: matcher.partial_fit([next(changed)]), 15)
    new = asking(matcher, list(Crowd(seed=1).people(ASKED)))
    return {
        "cpu": used.cpu,
        "clock": used.clock,
        "mb": memory,
        "update": share(updates, 0.5),
        "new": share(new, 0.5),
        "new99": share(new, 0.99),
    }


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:]]
    print(json.dumps(lists(*numbers) if sys.argv[1] == "lists" else fit(*numbers)))
