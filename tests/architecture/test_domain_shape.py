"""A domain package looks the same everywhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import domains, parsed, python_files, shown

USUAL = {
    "__init__", "wiring", "models", "policies", "queries", "services", "forms", "views", "signals",
    "subscriptions", "tasks", "today", "cli",
}  # fmt: skip
NEEDED = {"__init__", "wiring"}
# Views may be split page by page, and the verbs of a large domain subject by subject.
FOLDERS = {"views", "services"}
# Modules that a domain has beyond the usual ones, each with what it holds.
MORE: dict[str, dict[str, str]] = {
    "accounts": {
        "actor": "who acts: the value that every policy asks",
        "addresses": "phone numbers and e-mail addresses in one spelling",
        "attempts": "proving who one is, in counted steps",
        "audit": "the trail of who did what",
        "consent": "the words that people agree to",
        "devices": "the browser in front of us, and who proved herself on it",
        "identity": "from the signed cookie to the actor",
        "secret_rules": "which PINs and passwords are good enough",
        "secrets": "hashing of PINs, passwords, tokens and codes",
        "sessions": "signed-in devices",
    },
    "communities": {"archive": "everything kept of one person, to take away and to forget"},
    "events": {"words": "how an event is told: its time, QR code and calendar file"},
    "regions": {
        "calendar": "working days and public holidays",
        "directory": "the city's regions in memory",
        "fields": "form fields for a region",
        "finder": "which region a typed name means",
        "info": "the frozen values that other domains are given",
        "map": "the schematic map of the city",
        "shapes": "the geometry of that map",
        "sources": "reading lists of regions from files",
        "spellings": "the ways people write a name",
    },
    "search": {
        "analysis": "documents and questions as terms",
        "asking": "what a question allows and prefers beside its words",
        "base": "what all engines do alike",
        "catalogue": "the kinds of things that can be found",
        "engine": "the port behind which engines stand",
        "filters": "what a list of results can be kept to",
        "highlights": "where the asked words stand in what was found",
        "hits": "what every engine answers with",
        "leaders": "which documents of a common word are looked at",
        "newest": "the latest first, day by day where there is too much to look at",
        "lexicon": "words that may be meant, and how often each is expected",
        "pace": "how much one visitor may ask in a minute",
        "places": "places in a question, and what is near",
        "postgresql_asking": "one question put to the tables of PostgreSQL",
        "postgresql_best": "which rows are sent where the best are all that is asked for",
        "postgresql_candidates": "which documents are read for it",
        "pay": "amounts of pay in a question, and the steps a vacancy reaches",
        "postgresql_clauses": "clauses of one statement that reads them",
        "postgresql_conditions": "what a question allows, as conditions on rows",
        "postgresql_connections": "a few connections for one process",
        "postgresql_engine": "the engine for grown deployments",
        "postgresql_rebuild": "a new set of tables beside those in use",
        "postgresql_scoring": "the score as an SQL expression",
        "postgresql_tables": "the tables of that index",
        "postgresql_terms": "terms as numbers in those tables",
        "postgresql_words": "what those tables know of words",
        "postgresql_writer": "how documents come into those tables and out again",
        "ranking": "the order and the counts of what fits",
        "rows": "what the index keeps of each document beside its terms",
        "scoring": "how well documents fit the words of a question",
        "segments": "the files of one commit, and what was decoded of them",
        "slips": "how likely a word is mistyped as another",
        "snapshot": "one state of the index, asked",
        "spelling": "typing errors in a question",
        "suggestions": "what the words typed so far may become",
        "ways": "where to go on from a page without results",
        "whoosh_engine": "the embedded engine",
        "whoosh_files": "the files of its index",
        "without": "what a question does without",
    },
    "businesses": {
        "archive": "everything kept of one person, to take away",
        "kbli": "the trades of KBLI 2025 by everyday words",
        "scale": "how large a business is, by effective-dated bounds",
        "teams": "who may act for a business, and who was asked to",
    },
    "jobs": {
        "reports": "vacancies that residents report, and what officers decide",
        "scams": "words an honest vacancy does not need",
        "wages": "the minimum wage, effective-dated",
        "words": "vacancies and applications put into words",
    },
    "learning": {"words": "trainings put into words"},
    "members": {
        "archive": "everything kept of one person, to take away",
        "access_log": "who looked at what a person keeps for few",
        "steps": "which steps of the first walk a person has answered",
        "photos": "who may see the photo of a person, asked each time",
        "records": "the frozen values that other domains are given",
        "reveals": "whose name and number may be told to whom",
    },
    "mentoring": {"words": "mentors and requests put into words"},
    "notifications": {
        "digests": "one message a day about what saved searches found",
        "listeners": "what each fact of the floors below becomes",
        "sentences": "notices in words",
        "closings": "what closes, moves or stops, and who still waited for it",
        "people": "teams and talk",
        "withdrawals": "what is taken back, by its sender or with her account",
        "wishes": "new things for saved searches, requests to officers, and answers",
    },
    "programmes": {
        "archive": "everything kept about one person, to take away and to forget",
        "drafts": "what a startup writes about a programme, and the rules for it",
        "eligibility": "the conditions of a programme, and what each asks of one person",
        "words": "programmes and applications put into words",
    },
    "recommendations": {
        "answers": "what people tell so that fairness can be counted",
        "audits": "reports about fairness and quality, kept and read",
        "decisions": "yes and no to what stood in a list",
        "measures": "working those reports and trials out, in the worker alone",
        "crowd": "who agrees to be introduced, encoded for the worker's matcher",
        "choices": "what people and those behind offers decided, as the matcher learns from it",
        "engine": "the matcher and its lists, loaded by the worker alone",
        "introductions": "whom the makers of an offer are shown, read",
        "news": "the place in a list for something new",
        "people": "what they do with those people, and keeping those lists",
        "refresh": "the worker's engine: learned, brought up to date, put to work",
        "kinds": "where offers of each kind come from",
        "profiles": "from what the domains know to what matching reads",
        "sentences": "reasons in words",
        "weights": "what the parts of a score weigh: tried, in force, earlier",
        "words": "fairness, quality and weights in words",
    },
    "skills": {"fields": "form field for skills"},
    "wanted": {
        "archive": "everything kept of one person, to take away",
        "emptiness": "noticing what finds nothing, without who asked",
        "percolation": "which saved searches something new fits",
        "words": "saved searches and requests put into words",
    },
}
FREE = {"foundation", "demo"}
ORDINARY = [domain for domain in domains() if domain.name not in FREE]


def _modules(domain: Path) -> set[str]:
    return {path.relative_to(domain).parts[0].removesuffix(".py") for path in python_files(shown(domain))}


@pytest.mark.parametrize("domain", ORDINARY, ids=lambda domain: domain.name)
def test_a_domain_has_the_usual_files_only(domain: Path) -> None:
    more = set(MORE.get(domain.name, {}))
    assert _modules(domain) - USUAL - more == set()
    assert NEEDED - _modules(domain) == set()
    assert more - _modules(domain) == set(), "named as extra, but not there"
    folders = {
        path.parent.relative_to(domain).parts[0] for path in python_files(shown(domain)) if path.parent != domain
    }
    assert folders <= FOLDERS | more


@pytest.mark.parametrize("domain", domains(), ids=lambda domain: domain.name)
def test_the_package_file_is_a_docstring_only(domain: Path) -> None:
    module = parsed(domain / "__init__.py")
    assert ast.get_docstring(module)
    assert len(module.body) == 1


@pytest.mark.parametrize("domain", ORDINARY, ids=lambda domain: domain.name)
def test_a_domain_listens_to_lower_floors_in_one_way(domain: Path) -> None:
    if "subscriptions" in _modules(domain):
        verbs = [node.name for node in parsed(domain / "subscriptions.py").body if isinstance(node, ast.FunctionDef)]
        assert verbs[-1] == "subscribe_all"
        assert "subscriptions.subscribe_all()" in (domain / "wiring.py").read_text(encoding="utf-8")
