"""What people write to each other: to a mentor, with an application, in answer to one."""

from __future__ import annotations

from random import Random
from typing import Any

from community.demo.corpus.compose import between, capital, fill
from community.demo.corpus.places import KelurahanLike, hall, place_slots
from community.demo.corpus.source import load
from community.demo.corpus.wording import spoken

_QUIET = 0.25  # the share of applicants who write nothing, or leave a question unanswered
_ENDS = {"interview": "come", "offered": "hope", "accepted": "come", "declined": "luck"}


class Letters:
    """Writes letters from one seed; no part is drawn again before its list is used up, so neighbours differ."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._decks: dict[tuple[str, ...], list[str]] = {}
        self._last: dict[tuple[str, ...], str] = {}

    def _draw(self, *path: str) -> str:
        deck = self._decks.get(path)
        if not deck:
            parts: Any = load("letters")
            for step in path:
                parts = parts[step]
            deck = self._decks[path] = list(parts)
            self._rng.shuffle(deck)
            if deck[-1] == self._last.get(path):
                deck.reverse()
        self._last[path] = deck.pop()
        return self._last[path]

    def _written(self, slots: dict[str, object], *parts: tuple[str, ...]) -> str:
        return " ".join(capital(fill(self._rng, self._draw(*path), slots)) for path in parts)

    def _slots(self, kelurahan: KelurahanLike) -> dict[str, object]:
        slots = place_slots(self._rng, kelurahan)
        return slots | {"aula": hall(self._rng, slots)}

    def mentoring_request(self, kelurahan: KelurahanLike, topic: str) -> str:
        """Why somebody of `kelurahan` wants to learn `topic`, an id of the skills vocabulary."""
        slots = self._slots(kelurahan) | {"topik": said(topic)}
        middle = [("mentoring", "why"), ("mentoring", "ask")][: between(self._rng, 1, 2)]
        return self._written(slots, ("mentoring", "open"), *middle, ("mentoring", "close"))

    def mentoring_declined(self) -> str:
        """Why a mentor cannot."""
        return self._written({}, ("mentoring", "thanks"), ("mentoring", "declined"))

    def motivation(self, kelurahan: KelurahanLike, kind: str) -> str:
        """Why somebody wants to take part in a programme of `kind` (a key of programmes.toml)."""
        own = [("programme", "plan"), ("programme", "promise")][int(self._rng.random() * 2) :]
        return self._written(self._slots(kelurahan), ("programme", "open"), ("programme", "why", kind), *own)

    def programme_answer(self, *, accepted: bool) -> str:
        """What a startup tells an applicant."""
        if accepted:
            return self._written({}, ("programme", "accepted"))
        return self._written({}, ("steps", "thanks"), ("programme", "declined"))

    def application(self, kelurahan: KelurahanLike, position: str) -> str:
        """What somebody of `kelurahan` writes to an employer; now and then nothing."""
        if self._rng.random() < _QUIET:
            return ""
        slots = self._slots(kelurahan) | {"pos": position}
        middle = [("application", "able"), ("application", "life")][: between(self._rng, 1, 2)]
        return self._written(slots, ("application", "open"), *middle, ("application", "close"))

    def answer(self, kelurahan: KelurahanLike, question: str) -> str:
        """The answer to an employer's question; empty where there is none, and from some."""
        known = next((start for start in load("letters")["answers"] if question.startswith(start)), None)
        if known is None or self._rng.random() < _QUIET / 3:
            return ""
        more = [("answered", "more")] if self._rng.random() < 0.6 else []
        return self._written(self._slots(kelurahan), ("answers", known), *more)

    def step_note(self, kelurahan: KelurahanLike, state: str) -> str:
        """What an employer of `kelurahan` tells an applicant at a step; empty where nothing is said."""
        if state not in _ENDS:
            return ""
        parts = [("steps", state), ("steps", _ENDS[state])]
        if state == "declined" and self._rng.random() < 0.5:
            parts.insert(0, ("steps", "thanks"))
        return self._written(self._slots(kelurahan), *parts)

    def office_hours(self, kelurahan: KelurahanLike, *, themed: bool) -> str:
        """When a community's contact can be met."""
        return self._written(self._slots(kelurahan), ("contact", "theme_hours" if themed else "hours"))[:120]

    def cancelled(self) -> str:
        """Why an event does not take place."""
        return self._written({}, ("cancelled", "event"))

    def comment(self, kelurahan: KelurahanLike, line: str) -> str:
        """A comment with something of the speaker's own around its `line`."""
        slots = self._slots(kelurahan)
        if self._rng.random() < 0.3:
            line = f"{self._written(slots, ('talk', 'head'))} {line}"
        return f"{line} {self._written(slots, ('talk', 'tail'))}" if self._rng.random() < 0.6 else line

    def notice(self, kelurahan: KelurahanLike) -> str:
        """How a coordinator ends an announcement."""
        return self._written(self._slots(kelurahan), ("talk", "notice"))

    def last_words(self, kelurahan: KelurahanLike) -> str:
        """How somebody ends a post."""
        return self._written(self._slots(kelurahan), ("talk", "last"))


def said(topic: str) -> str:
    """The everyday words for a topic of mentoring."""
    words: dict[str, str] = load("letters")["topics"]
    return words.get(topic) or spoken(topic)
