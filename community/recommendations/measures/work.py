"""The worker's part in reports and trials: each in a thread of its own, so that deliveries go on meanwhile."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from community.foundation import clock
from community.foundation.background import BackgroundThread
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.foundation.worker import add_task, in_loop
from community.recommendations import audits, decisions, refresh, weights
from community.recommendations.engine import Engine
from community.recommendations.measures import offers, people, trials
from community.recommendations.measures.hiding import told_share
from community.recommendations.measures.lists import as_seen, made_lists, sampled, stored_lists
from community.recommendations.measures.quality import quality

log = logging.getLogger(__name__)
MEASURING, TRYING = "matching_measuring", "matching_trying"
FAILURES, MOST_TRIES = "matching_trial_failures", 3


@dataclass(frozen=True, slots=True)
class Report:
    """What one night says: what the trend shows, which kelurahan get too little, and all of it."""

    figures: dict[str, Any]
    alarms: list[dict[str, Any]]
    report: dict[str, Any]


def work_out(engine: Engine) -> Report:
    """Measure lists and what came of them; reads alone."""
    rows = people.counted()
    looked_at, counted = sampled(rows), {row.id for row in rows}
    kept = {account_id: one for account_id, one in stored_lists().items() if account_id in counted}
    missing = [row.id for row in looked_at if row.id not in kept]
    lists = {**kept, **made_lists(engine, missing)}
    seen = {str(row.id): as_seen(lists[row.id], row.intents) for row in looked_at if row.id in lists}
    taken, came = people.accepted(), people.joined()
    by_group, alarms = people.by_group(rows, seen, taken, came)
    catalogue = list(engine.matcher.catalogue_.offers)
    kinds, shown, never = offers.shown_by_kind(catalogue, list(lists.values()))
    areas, of_offers = offers.by_area(catalogue, shown)
    said, over = quality(), offers.overall(catalogue, shown)
    few = told_share(sum(len(one) < people.FEW for one in seen.values()), len(seen))
    scores = [score for one in seen.values() for _offer, score in one]
    figures = {
        **over, "never": len(never), "open": len(shown), "few": round(few, 3), "auc": said.get("auc"),
        "score": round(sum(scores) / max(len(scores), 1), 3),
    }  # fmt: skip
    report = {
        "people": by_group, "agreeing": people.rounded(len(rows)), "looked_at": people.rounded(len(seen)),
        "lists": people.rounded(len(lists)), "quality": said,
        "offers": {"kinds": kinds, "areas": areas, "never": offers.named(never), "asked": offers.asked_over_places()},
    }  # fmt: skip
    return Report(figures, _joined(alarms, of_offers), report)


def _joined(*found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Alarms of both sides, one for each kelurahan."""
    what: dict[str, list[str]] = {}
    for alarm in (alarm for alarms in found for alarm in alarms):
        what.setdefault(alarm["region"], []).extend(alarm["what"])
    return [{"region": code, "what": reasons} for code, reasons in sorted(what.items())]


def _thread(name: str, make: Callable[[], Any]) -> BackgroundThread[Any]:
    known: BackgroundThread[Any] | None = current_app.extensions.get(name)
    if known is None:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        known = current_app.extensions[name] = BackgroundThread(app, name, make)
    return known


def _beside(name: str, make: Callable[[], Any], is_wanted: Callable[[], bool]) -> Any:
    """What `make` makes, once it is made: beside the deliveries in the worker's loop, at once elsewhere."""
    if not in_loop():
        return make() if is_wanted() else None
    thread = _thread(name, make)
    made = thread.take()
    if made is None and not thread.running and is_wanted():
        thread.start()
    return made


def _is_due() -> bool:
    """Once a night with what the matcher learned that night, and soon after the start where there is none."""
    last, night = audits.worked_at(), refresh.last_night()
    known = refresh.ready()
    db.session.rollback()
    if known is None or (last is not None and last >= night):
        return False
    return last is None or known.fitted_on >= clock.local(night).date()


def _measure() -> Report | None:
    begun, known = time.perf_counter(), refresh.ready_engine()
    made = work_out(known) if known is not None else None
    db.session.rollback()
    log.info("recommendations: measured in %.1f s", time.perf_counter() - begun)
    return made


def keep_measured() -> None:
    """Work out a report when one is due, and keep it."""
    made = _beside(MEASURING, _measure, _is_due)
    if made is not None:
        with unit_of_work():
            audits.keep(made.figures, made.alarms, made.report)
            decisions.forget_old_decisions()
            weights.forget_old_trials()


def _waits() -> bool:
    """Whether something is to be tried that can be: beside the weights in force, not those learned with before."""
    if weights.waiting_trial() is None:
        db.session.rollback()
        return False
    refresh.keep_learned()
    known = refresh.ready()
    can_be = known is not None and known.weights == weights.in_force()
    db.session.rollback()
    return can_be


def _is_last_try(trial_id: int) -> bool:
    """Count a failure of a trial; whether that was enough of them."""
    failures: Counter[int] = current_app.extensions.setdefault(FAILURES, Counter())
    failures[trial_id] += 1
    return failures[trial_id] >= MOST_TRIES


def _try() -> tuple[int, dict[str, Any] | None] | None:
    waiting, known = weights.waiting_trial(), refresh.ready_engine()
    if waiting is None or known is None:
        return None
    number, chosen = waiting.id, dict(waiting.weights)
    try:
        return number, trials.tried(known, chosen)
    except Exception:
        if not _is_last_try(number):
            raise
        log.exception("recommendations: the trial %s failed %s times and is given up", number, MOST_TRIES)
        return number, None
    finally:
        db.session.rollback()


def keep_tried() -> None:
    """Show what the weights would change that somebody wants to try out; one trial."""
    made = _beside(TRYING, _try, _waits)
    if made is not None:
        with unit_of_work():
            weights.keep_result(*made)


def prepare(app: Flask) -> None:
    """Add the worker's tasks."""
    add_task(app, "measure matching", keep_measured, every_seconds=10)
    add_task(app, "try weights out", keep_tried, every_seconds=1)
