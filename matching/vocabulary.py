"""Skills with their names, everyday words and which go with which. Needs no numpy: forms use it too."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from matching.errors import UnknownSkillError, VocabularyError
from matching.text import analyse, tokenise

DEFAULT_PATH = Path(__file__).parent / "data" / "skills.csv"
_COLUMNS = ("id", "name_id", "name_en", "group", "aliases", "goes_with")
_SHORTEST_GUESSED = 4
_CLOSE_ENOUGH = 0.84


@dataclass(frozen=True)
class Skill:
    """One skill; `goes_with` holds ids of skills often needed together."""

    id: str
    name_id: str
    name_en: str
    group: str
    aliases: tuple[str, ...] = ()
    goes_with: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write it, the Indonesian name first."""
        return (self.name_id, self.name_en, *self.aliases)


def _key(text: str) -> str:
    return " ".join(tokenise(text))


class Vocabulary:
    """Skills by id and by what people type. Where two skills share a spelling, a name beats an alias."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self.skills: dict[str, Skill] = {}
        for skill in skills:
            if skill.id in self.skills:
                raise VocabularyError(f"skill {skill.id!r} stands twice; give each its own id")
            self.skills[skill.id] = skill
        for skill in self.skills.values():
            for other in skill.goes_with:
                if other not in self.skills:
                    raise VocabularyError(f"skill {skill.id!r} goes with {other!r}, which does not exist")

    @classmethod
    def load(cls, path: str | Path = DEFAULT_PATH) -> "Vocabulary":
        """Read a CSV: id, name_id, name_en, group, aliases, goes_with (the last two by ';')."""
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file)
                missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
                if missing:
                    raise VocabularyError(f"{path}: column {missing[0]!r} is missing")
                return cls([_skill(row, f"{path} line {reader.line_num}") for row in reader])
        except OSError as error:
            raise VocabularyError(f"{path} cannot be read: {error.strerror}") from error

    def __len__(self) -> int:
        return len(self.skills)

    def __contains__(self, skill_id: object) -> bool:
        return skill_id in self.skills

    def name(self, skill_id: str, lang: str = "id") -> str:
        """The name in Indonesian ("id") or English ("en"). UnknownSkillError."""
        skill = self._get(skill_id)
        return skill.name_en if lang == "en" else skill.name_id

    def related(self, skill_id: str) -> frozenset[str]:
        """Ids that go with it, in either direction. UnknownSkillError."""
        self._get(skill_id)
        return self._related.get(skill_id, frozenset())

    def find(self, text: str) -> str | None:
        """The skill someone means by a word or phrase: by spelling, by root, then by a small typing slip."""
        key = _key(text)
        if not key:
            return None
        if text in self.skills:
            return text
        if key in self._by_spelling:
            return self._by_spelling[key]
        by_root = self._by_roots.get(tuple(analyse(text)))
        if by_root is not None or len(key) < _SHORTEST_GUESSED:
            return by_root
        # Slips in the first letter are rare, and one letter's spellings are few enough to compare.
        near = get_close_matches(key, self._by_first_letter.get(key[0], ()), n=1, cutoff=_CLOSE_ENOUGH)
        return self._by_spelling[near[0]] if near else None

    def search(self, prefix: str, limit: int = 10) -> list[Skill]:
        """Skills for a type-ahead box: those whose spelling starts so, then those with a word that does."""
        key = _key(prefix)
        if not key or limit < 1:
            return []
        found: dict[str, tuple[int, int, str]] = {}
        for order, (spelling, skill_id) in enumerate(self._spellings):
            place = 0 if spelling.startswith(key) else 1 if f" {key}" in spelling else 2
            if place < 2:
                rank = (place, order, skill_id)
                found[skill_id] = min(found.get(skill_id, rank), rank)
        return [self.skills[skill_id] for _, _, skill_id in sorted(found.values())[:limit]]

    def skills_in(self, text: str) -> set[str]:
        """Ids of every skill named in a text, the longest name first ("las listrik" is not "listrik")."""
        return self.skills_in_roots(analyse(text))

    def skills_in_roots(self, roots: Sequence[str]) -> set[str]:
        """As `skills_in`, for a text that has been analysed already."""
        found: set[str] = set()
        start = 0
        while start < len(roots):
            width = 1
            for length in self._lengths.get(roots[start], ()):
                skill_id = self._by_roots.get(tuple(roots[start : start + length]))
                if skill_id is not None and start + length <= len(roots):
                    found.add(skill_id)
                    width = length
                    break
            start += width
        return found

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the content: a model fitted with one vocabulary refuses another."""
        rows = [repr(self.skills[skill_id]) for skill_id in sorted(self.skills)]
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    def _get(self, skill_id: str) -> Skill:
        if skill_id not in self.skills:
            raise UnknownSkillError(f"skill {skill_id!r} is not in the vocabulary; find() looks one up by words")
        return self.skills[skill_id]

    @cached_property
    def _spellings(self) -> list[tuple[str, str]]:
        """(normalised spelling, id): all names, then all aliases."""
        skills = self.skills.values()
        names = [(_key(name), skill.id) for skill in skills for name in (skill.name_id, skill.name_en)]
        aliases = [(_key(alias), skill.id) for skill in skills for alias in skill.aliases]
        return [(spelling, skill_id) for spelling, skill_id in names + aliases if spelling]

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        return dict(reversed(self._spellings))

    @cached_property
    def _by_roots(self) -> dict[tuple[str, ...], str]:
        found = {tuple(analyse(spelling)): skill_id for spelling, skill_id in reversed(self._spellings)}
        found.pop((), None)
        return found

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """First root of a spelling -> lengths of the spellings that begin with it, longest first."""
        lengths: dict[str, set[int]] = {}
        for roots in self._by_roots:
            lengths.setdefault(roots[0], set()).add(len(roots))
        return {root: sorted(found, reverse=True) for root, found in lengths.items()}

    @cached_property
    def _by_first_letter(self) -> dict[str, list[str]]:
        letters: dict[str, list[str]] = {}
        for spelling in self._by_spelling:
            letters.setdefault(spelling[0], []).append(spelling)
        return letters

    @cached_property
    def _related(self) -> dict[str, frozenset[str]]:
        pairs: dict[str, set[str]] = {}
        for skill in self.skills.values():
            for other in skill.goes_with:
                pairs.setdefault(skill.id, set()).add(other)
                pairs.setdefault(other, set()).add(skill.id)
        return {skill_id: frozenset(others - {skill_id}) for skill_id, others in pairs.items()}


def _skill(row: dict[str, str | None], where: str) -> Skill:
    cells = {column: (row.get(column) or "").strip() for column in _COLUMNS}
    for column in ("id", "name_id", "name_en"):
        if not cells[column]:
            raise VocabularyError(f"{where}: {column!r} is empty")
    lists = [tuple(part.strip() for part in cells[column].split(";") if part.strip()) for column in _COLUMNS[4:]]
    return Skill(cells["id"], cells["name_id"], cells["name_en"], cells["group"], lists[0], lists[1])
