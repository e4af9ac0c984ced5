"""Form field for what somebody can do or wants to learn."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import StringField, ValidationError

from community.foundation.words import clean_text
from community.skills import queries

MOST_LETTERS = 600


class SkillsField(StringField):
    """Skills in everyday words with commas; `data` is the list of ids, what was typed stays in the box."""

    def __init__(self, label: Any = None, checks: Any = (), *, most: int = 12, **kwargs: Any) -> None:
        super().__init__(label, checks, **kwargs)
        self.most = most
        self.typed: str | None = None

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        parts = [value for value in valuelist if isinstance(value, str)]
        self.typed = clean_text(", ".join(parts)[: MOST_LETTERS * 2])[:MOST_LETTERS]
        self.data, unknown = queries.read_skills(self.typed)
        # Commas alone are as good as nothing to whoever checks that something was typed.
        self.raw_data = [self.typed if self.data or unknown else ""]
        if unknown:
            raise ValueError(" ".join(_question(word) for word in unknown[:3]))

    def pre_validate(self, form: Any) -> None:
        if len(self.data or ()) > self.most:
            raise ValidationError(_("Pilih paling banyak %(n)s keahlian yang terpenting.", n=self.most))

    def _value(self) -> str:
        return self.typed if self.typed is not None else ", ".join(queries.skill_names(self.data or ()))


def _question(word: str) -> str:
    word = word[:40]
    near = [queries.skill_name(skill.id) for skill in queries.near_skills(word)]
    if not near:
        return _("Kami belum mengenal “%(word)s”. Coba kata lain, misalnya kasir atau menjahit.", word=word)
    return _("“%(word)s” belum kami kenal. Mungkin maksud Anda: %(names)s?", word=word, names=", ".join(near))
