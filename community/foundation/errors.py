"""What can be refused, and the sentence a person reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class DomainError(Exception):
    """A broken rule (422). `field` names the form field the sentence belongs to, if one does."""

    status = 422

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.field = field


class BrokenRules(DomainError):
    """Several broken rules found in one look, so that nobody mends them one by one."""

    def __init__(self, broken: Sequence[DomainError]) -> None:
        super().__init__(broken[0].sentence, field=broken[0].field)
        self.broken = tuple(broken)


def check_all(*checks: Callable[[], object]) -> None:
    """Make every check and raise together what they found; a refused right or a limit is raised at once."""
    broken: list[DomainError] = []
    for check in checks:
        try:
            check()
        except BrokenRules as several:
            broken += several.broken
        except DomainError as error:
            if error.status != DomainError.status:
                raise
            broken.append(error)
    if broken:
        raise broken[0] if len(broken) == 1 else BrokenRules(broken)


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
