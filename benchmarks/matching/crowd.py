"""Many plain profiles, made one at a time: for time and memory, where no truth is needed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.matching.market import kelurahan
from matching import Offer, Person, Vocabulary

KINDS = ("job", "training", "mentor", "programme")
_BATCH = 1_000


class Crowd:
    """Profiles with texts of names of skills, places all over the city, levels and pay."""

    def __init__(self, seed: int = 0) -> None:
        self.random = np.random.default_rng(seed)
        self.vocabulary = Vocabulary.load()
        self.skills = np.asarray(sorted(self.vocabulary.skills), dtype=object)
        self.names = np.asarray([self.vocabulary.name(skill) for skill in self.skills], dtype=object)
        self.regions = [place.code for place in kelurahan()]

    def offers(self, number: int) -> Iterator[Offer]:
        """Of four kinds, five places each."""
        for at, words, skills, region in self._drawn(number, 6, 3):
            features: dict[str, object] = {"pay_max": 4e6, "level": 2.0}
            text = f"{words} di Bekasi"
            yield Offer(f"o{at:07}", KINDS[at % 4], text, frozenset(skills), 5, region, features)

    def people(self, number: int) -> Iterator[Person]:
        """Four skills and two wishes each."""
        for at, words, skills, region in self._drawn(number, 8, 6):
            features: dict[str, object] = {"pay_min": 3e6, "level": 2.0}
            yield Person(f"p{at:07}", words, frozenset(skills[:4]), frozenset(skills[4:]), region, features)

    def _drawn(self, number: int, n_words: int, n_skills: int) -> Iterator[tuple[int, str, list[str], str]]:
        for start in range(0, number, _BATCH):
            size = min(_BATCH, number - start)
            words = self.random.integers(len(self.names), size=(size, n_words))
            skills = self.random.integers(len(self.skills), size=(size, n_skills))
            regions = self.random.integers(len(self.regions), size=size)
            for row in range(size):
                listed = self.skills[skills[row]].tolist()
                yield start + row, " ".join(self.names[words[row]]), listed, self.regions[regions[row]]
