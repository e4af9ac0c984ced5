"""What can be refused, and the sentence a person reads."""

from __future__ import annotations


class DomainError(Exception):
    """A broken rule (422). `field` names the form field the sentence belongs to, if one does."""

    status = 422

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.field = field


class Refused(DomainError):
    """A right the actor does not have (403), with its reason."""

    status = 403


class NotFound(DomainError):
    """An object that does not exist, or that the actor may not know of (404)."""

    status = 404

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)


class TooMany(DomainError):
    """A limit reached (429): the sentence says when it opens again."""

    status = 429
