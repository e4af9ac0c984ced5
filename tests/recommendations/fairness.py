"""People with answers, and a report made of them."""

from __future__ import annotations

from typing import Any

from community.accounts.models import Account, Purpose
from community.recommendations import answers, audits
from community.recommendations.measures import work
from community.recommendations.models import Disability, MatchingAudit, Sex
from tests.factories import JATIRASA
from tests.members.factories import make_member
from tests.personas import acting
from tests.support import unit

MATCHED = [Purpose.ACCOUNT, Purpose.MATCHING]


def make_told(sex: Sex | None = None, disability: Disability | None = None, **fields: Any) -> Account:
    """A member who agrees to matching and told this much about herself."""
    account = {"consents": MATCHED, "home_code": JATIRASA, **fields.pop("account", {})}
    made = make_member(account=account, **fields)
    with unit():
        answers.tell(sex=sex, age_band=None, disability=disability, actor=acting(made))
    return made


def make_audit(**fields: Any) -> MatchingAudit:
    """A report as the worker would keep it, with these alarms or figures."""
    report = {
        "people": {name: [] for name in ("kecamatan", "kelurahan", "education", "sex", "age_band", "disability")},
        "agreeing": 20, "looked_at": 20, "lists": 20, "quality": {"decisions": 3, "yes": 2, "no": 1, "too_few": True},
        "offers": {"kinds": [], "areas": [], "never": {}, "asked": []},
    }  # fmt: skip
    figures = {"gini": 0.4, "top": 0.1, "never": 1, "open": 4, "few": 0.25, "auc": None, "score": 0.4}
    values = {"figures": figures, "alarms": [], "report": report, **fields}
    with unit():
        return audits.keep(**values)


def make_result() -> dict[str, Any]:
    """What a trial shows, as the worker would keep it."""
    return {
        "people": 20, "same": 8.0, "length": 10.0, "unchanged": 0.25, "km": [2.5, 2.25],
        "kinds": [{"kind": "job", "same": 0.8, "gini": [0.3, 0.4], "shown": [9, 8]}], "examples": [],
    }  # fmt: skip


def measure() -> MatchingAudit:
    """Let the worker work out a report now."""
    work.keep_measured()
    found = audits.latest()
    assert found is not None
    return found
