"""Form field for what somebody can do or wants to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import StringField, ValidationError

from community.foundation.words import clean_text
from community.skills import queries

MOST_LETTERS = 600
MOST_QUESTIONS, LONGEST_WORD = 8, 80


@dataclass(frozen=True, slots=True)
class Question:
    """A word the vocabulary does not know: what may be meant, as (value, words) of one group of choices."""

    word: str
    name: str
    choices: Sequence[tuple[str, str]]


class SkillsField(StringField):
    """Skills in everyday words with commas; `data` is the list of ids, what was typed stays in the box.

    A word nobody knows is asked about once, beside what may be meant by it. Whoever presses the button again
    keeps it as typed: it stands in `own_words`, and its form puts it into a text of its own (`with_own_words`).
    """

    def __init__(self, label: Any = None, checks: Any = (), *, most: int = 12, **kwargs: Any) -> None:
        super().__init__(label, checks, **kwargs)
        self.most = most
        self.typed: str | None = None
        self.own_words: list[str] = []
        self.questions: list[Question] = []

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        parts = [value for value in valuelist if isinstance(value, str)]
        self.typed = clean_text(", ".join(parts)[: MOST_LETTERS * 2])[:MOST_LETTERS]
        self.data, unknown = queries.read_skills(self.typed)
        # Commas alone are as good as nothing to whoever checks that something was typed.
        self.raw_data = [self.typed if self.data or unknown else ""]
        answers = self._answers()
        for number, word in enumerate(word[:LONGEST_WORD] for word in unknown[:MOST_QUESTIONS]):
            answer = answers.get(word)
            if answer is None:
                self.questions.append(_question(word, f"{self.name}-maksud-{number}"))
            elif queries.known(answer):
                self.data = list(dict.fromkeys([*self.data, answer]))
            else:
                self.own_words.append(word)
        if self.questions or len(unknown) > MOST_QUESTIONS:
            raise ValueError(_asked(queries.skill_names(self.data), unknown))

    def _answers(self) -> dict[str, str]:
        """What was chosen for a word: the id of a skill, or "" to keep the word itself."""
        chosen = (request.form.get(f"{self.name}-maksud-{number}", "") for number in range(MOST_QUESTIONS))
        return {word: skill for skill, bar, word in (one.partition("|") for one in chosen) if bar}

    def with_own_words(self, text: str, most: int) -> str:
        """A text with the words that are kept as typed; they are found by search like the rest of it."""
        new = [word for word in self.own_words if word.casefold() not in text.casefold()]
        return f"{text}\n\n{', '.join(new)}".strip()[:most] if new else text

    def pre_validate(self, form: Any) -> None:
        if len(self.data or ()) > self.most:
            raise ValidationError(_("Pilih paling banyak %(n)s keahlian yang terpenting.", n=self.most))

    def _value(self) -> str:
        return self.typed if self.typed is not None else ", ".join(queries.skill_names(self.data or ()))


def _question(word: str, name: str) -> Question:
    near = [(f"{skill.id}|{word}", queries.skill_name(skill.id)) for skill in queries.near_skills(word)]
    return Question(word, name, [(f"|{word}", _("Simpan kata saya")), *near])


def _asked(noted: Sequence[str], unknown: Sequence[str]) -> str:
    words = ", ".join(f"“{word[:LONGEST_WORD]}”" for word in unknown[:MOST_QUESTIONS])
    if len(unknown) > MOST_QUESTIONS:
        return _("Terlalu banyak kata yang belum kami kenal. Tulis paling banyak %(n)s dulu.", n=MOST_QUESTIONS)
    question = _("Kami belum kenal %(words)s. Pilih maksudnya, lalu tekan tombolnya sekali lagi.", words=words)
    return f"{_('Sudah dicatat: %(names)s.', names=', '.join(noted))} {question}" if noted else question
