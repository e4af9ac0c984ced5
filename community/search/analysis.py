"""What a document says and what a query asks, as the terms that stand in the index.

A term is a root, a pair of neighbouring roots ("tata boga"), or a word as it is written: of a title or skill
("=barista") or of the text ("~barista"). How much a document is about a term is told by its impact, between 0
and 1: the saturated BM25F frequency over its fields. It is worked out once, when the document is put in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from community.foundation.documents import Document
from community.search.pay import pay_roots, read_pay, steps_up_to
from community.search.without import left_out, no_certificate, read_without
from community.skills.queries import known, skill_name, vocabulary
from matching.text import terms, tokenise

LONGEST_TEXT = 8_000
LONGEST_QUERY = 300
MOST_WORDS = 12
SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document: what a word in it weighs, how many it usually has, and the mark of its written form."""

    weight: float
    usual_length: int
    written: str = ""
    names_skills: bool = False


# Words of titles and skills are those that people begin to type. What people say of themselves is marked apart: it
# is found by those who may find people, and never offered to anybody as a word that was perhaps meant.
BEGUN, SAID, KEPT_BEGUN, KEPT_SAID = WRITTEN = ("=", "~", "+", "^")
KEPT = {BEGUN: KEPT_BEGUN, SAID: KEPT_SAID}
PEOPLE = "member"
# A skill of the vocabulary, however it is called.
SKILL = "$"
TITLE = Part(3.0, 4, written=BEGUN, names_skills=True)
SKILLS = Part(1.5, 10, written=BEGUN)
TEXT = Part(1.0, 40, written=SAID)
KIND = Part(0.6, 3)
# What is told by a fact of its own weighs so much, whatever else is said.
FACT = 1.5
# Schooling for which no certificate is needed.
UNSCHOOLED = (None, "", "sd")
LENGTH_MATTERS = 0.5
SATURATION = 1.2
# What is full says everything with less weight: what still has room comes before it.
FULL = 0.7
# What the mere presence of a word is worth, so that two words found weigh more than one found often.
PRESENCE = 0.35
# How people call a kind of thing; a title rarely says it.
KIND_WORDS = {
    "job": "lowongan kerja",
    "training": "pelatihan kursus belajar",
    "programme": "program bantuan",
    "mentor": "mentor pembimbing",
    "event": "acara kegiatan",
    "community": "komunitas",
    "business": "usaha umkm",
    "member": "warga",
}
# The words by which people ask for one kind; "usaha" is none of them ("modal usaha").
WANTED_BY = {
    "job": "lowongan kerja karier",
    "training": "pelatihan kursus belajar kelas",
    "programme": "program bantuan",
    "mentor": "mentor",
    "event": "acara kegiatan",
    "business": "jasa",
    "community": "komunitas",
    "member": "warga",
}
# Words that ask how something is done, and who may tell.
HOW = frozenset({"cara", "caranya", "bagaimana", "gimana", "gmn", "gmana", "how"})
WHO_TELLS = frozenset({"training", "mentor", "event"})
# A trade is asked for by the word for who does it, and money or help for what one has by what it is for.
WHO_DOES, DOES = "tukang", frozenset({"business"})
FOR_BUSINESS = "usaha umkm"
HELPS = {
    "modal pinjaman dana": frozenset({"programme", "mentor", "event", "training"}),
    "hibah": frozenset({"programme"}),
}
_PHRASE = re.compile(r'"([^"]*)"')
_EXCLUDED = re.compile(r"(?:^|(?<=\s))-(\w\S*)")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "})


@dataclass(frozen=True, slots=True)
class Query:
    """Roots in typed order, terms that must and must not be there, and a word that may go on.

    `wanted` are the kinds asked for, `meant` those that are likelier meant than others; `lesser` are roots that tell
    only the kind, beside others ("loker kasir"). `exact` are words as they were typed, each with its root; `skills`
    are terms of the skills that are named.
    """

    words: tuple[str, ...] = ()
    lesser: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    meant: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    beginning: str = ""
    exact: tuple[tuple[str, str], ...] = ()
    skills: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All that a document may be found by: skills first, then roots in typed order."""
        return self.skills + self.words


def _parts(document: Document) -> Iterator[tuple[Part, Sequence[str]]]:
    names = {name for skill in document.skills for name in _skill_words(skill)}
    yield TITLE, [document.title]
    yield SKILLS, sorted(names)
    yield TEXT, [document.text[:LONGEST_TEXT]]
    yield KIND, [KIND_WORDS.get(document.kind, ""), *_told_by_facts(document)]


def _told_by_facts(document: Document) -> Iterator[str]:
    """What people also look for, and what no text need say because it is a field of its own."""
    facts = document.features
    if facts.get("cost") == 0:
        yield "gratis"
    if facts.get("online"):
        yield "online"
    if facts.get("education"):
        yield f"lulusan {facts['education']}"
    yield from (str(part).replace("_", " ") for name in ("schedule", "licences") for part in facts.get(name, ()))


def _facts_as_terms(document: Document) -> Iterator[str]:
    """For whom a programme is; what a vacancy pays at least, and whether it asks for no certificate."""
    if document.kind == "programme" and "business_owner" in document.features.get("audience", ()):
        yield from _roots(FOR_BUSINESS)
    if document.kind != "job":
        return
    yield from steps_up_to(document.features.get("pay_max") or 0)
    if document.features.get("education") in UNSCHOOLED:
        yield no_certificate()


def _skill_words(skill: str) -> Iterator[str]:
    yield skill.replace("_", " ")
    if known(skill):
        yield skill_name(skill, "id")
        yield skill_name(skill, "en")


def trade_of(document: Document) -> str:
    """The group of the vocabulary that most of its skills belong to, the first of equals; "" without skills."""
    groups = Counter(vocabulary().skills[skill].group for skill in document.skills if known(skill))
    return max(groups, key=groups.__getitem__, default="")


def document_terms(document: Document) -> list[tuple[str, float]]:
    """(term, impact) of everything a document may be found by."""
    frequency: defaultdict[str, float] = defaultdict(float)
    for part, texts in _parts(document):
        read = [(text, terms(text)) for text in texts]
        length = sum(len(words) for _, words in read)
        each = part.weight / (1 - LENGTH_MATTERS + LENGTH_MATTERS * length / part.usual_length)
        mark = KEPT.get(part.written, "") if document.kind == PEOPLE else part.written
        for text, words in read:
            for term in left_out(text):
                frequency[term] += each
            for typed, root in words:
                frequency[root] += each
                if mark:
                    frequency[mark + typed] += each
            for (_, left), (_, right) in pairwise(words):
                frequency[f"{left} {right}"] += each
            for skill in vocabulary().skills_in_roots([root for _, root in words]) if part.names_skills else ():
                frequency[SKILL + skill] += part.weight
    for skill in document.skills:
        frequency[SKILL + skill] += SKILLS.weight
    for term in _facts_as_terms(document):
        frequency[term] += FACT
    weight = FULL if document.full else 1.0
    return [
        (term, PRESENCE + (1 - PRESENCE) * weight * much / (SATURATION + weight * much))
        for term, much in frequency.items()
    ]


@cache
def _kind_roots() -> frozenset[str]:
    return frozenset(root for words in KIND_WORDS.values() for _, root in terms(words))


@cache
def _asking_roots() -> frozenset[str]:
    """Roots that tell which kind is asked for, and little else."""
    return _kind_roots() | _kinds_by_root().keys()


@cache
def _kinds_by_root() -> dict[str, str]:
    return {root: kind for kind, words in WANTED_BY.items() for _, root in terms(words)}


def roots_of(text: str) -> list[str]:
    """The roots of a few words, in order."""
    return [root for _, root in terms(text[:LONGEST_QUERY])]


def words_of(text: str) -> list[str]:
    """A few words as they are written, in order, each once."""
    return list(dict.fromkeys(typed for typed, _ in terms(text[:LONGEST_QUERY])))


@cache
def _name_roots(skill: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(roots_of(skill_name(skill, lang))) for lang in ("id", "en"))


def _skills_called_otherwise(roots: Sequence[str]) -> list[str]:
    """Skills that are named by other words than their own: their own words find them anyway."""
    known = set(roots)
    # "kursus" names the skill of training others too, and asks for none.
    of_kinds = vocabulary().skills_in_roots([root for root in roots if root in _asking_roots()])
    found = sorted(vocabulary().skills_in_roots(roots) - of_kinds)
    return [skill for skill in found if not any(name <= known for name in _name_roots(skill))]


@cache
def _roots(words: str) -> frozenset[str]:
    return frozenset(root for _, root in terms(words))


def _wanted(words: Sequence[str], asked: str) -> frozenset[str]:
    kinds = frozenset(kind for word in words if (kind := _kinds_by_root().get(word)))
    if not (kinds or HOW.isdisjoint(tokenise(asked))):
        return WHO_TELLS
    return kinds or _wanted_for(words)


def _wanted_for(words: Sequence[str]) -> frozenset[str]:
    """The kinds that help a business, where help for one is asked for."""
    if _roots(FOR_BUSINESS).isdisjoint(words):
        return frozenset()
    return frozenset(
        kind for help_, kinds in HELPS.items() if not _roots(help_).isdisjoint(words) for kind in kinds
    )  # fmt: skip


def _meant(words: Sequence[str]) -> frozenset[str]:
    """The kinds that are more likely meant than others, where none is asked for."""
    return DOES if WHO_DOES in words and len(words) > 1 else frozenset()


def _facts_asked(text: str) -> tuple[str, tuple[str, ...], bool]:
    """The words that are left, the terms of facts that the others ask for, and whether an amount of pay is one."""
    rest, without = read_without(text)
    pay = read_pay(rest, "job" in {_kinds_by_root().get(root) for _, root in terms(rest)})
    return pay.rest, (*pay.terms, *without), bool(pay.terms)


def read_query(text: str) -> Query:
    """Words, "a phrase" and -excluded words; nothing else in a query means anything."""
    text = text[:LONGEST_QUERY].translate(_QUOTES)
    phrases = [roots_of(phrase)[:MOST_WORDS] for phrase in _PHRASE.findall(text)]
    excluded = [root for word in _EXCLUDED.findall(_PHRASE.sub(" ", text)) for root in roots_of(word)]
    asked, facts, paid = _facts_asked(_EXCLUDED.sub(" ", text.replace('"', " ")))
    read = [(typed, root) for typed, root in terms(asked) if not (paid and root in pay_roots())]
    words = list(dict.fromkeys([*facts, *(root for _, root in read)]))[:MOST_WORDS]
    required = [f"{left} {right}" for phrase in phrases for left, right in pairwise(phrase)]
    required += [phrase[0] for phrase in phrases if len(phrase) == 1]
    last = tokenise(asked)[-1] if read and not asked.endswith(" ") else ""
    lesser = _asking_roots() if set(words) - _asking_roots() else frozenset()
    goes_on = len(last) >= SHORTEST_BEGINNING and read[-1][0].endswith(last)
    wanted = _wanted(words, asked) or frozenset({"job"} if paid else ())
    return Query(
        words=tuple(words),
        skills=tuple(SKILL + skill for skill in _skills_called_otherwise([root for _, root in read])),
        lesser=lesser,
        wanted=wanted,
        meant=frozenset() if wanted else _meant(words),
        required=tuple(dict.fromkeys(required))[:MOST_WORDS],
        excluded=tuple(dict.fromkeys(excluded))[:MOST_WORDS],
        beginning=last if goes_on else "",
        exact=tuple(dict.fromkeys((typed, root) for typed, root in read if root not in lesser))[:MOST_WORDS],
    )
