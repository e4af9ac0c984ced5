"""What the parts of a score weigh: tried out first, put in force with a note, and every earlier set still there.

Weights are whole hundredths; what they sum to does not matter, for the matcher scales them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Account
from community.foundation import clock
from community.foundation.database import db, insert_into
from community.foundation.errors import DomainError, NotFound
from community.foundation.policies import enforce
from community.recommendations import policies
from community.recommendations.models import WeightSet, WeightTrial
from community.regions import queries as regions
from matching.weights import DEFAULT_WEIGHTS, PARTS

SET = "recommendations.weights_set"
MOST = 100
HOUSE = {part: round(weight * 100) for part, weight in DEFAULT_WEIGHTS.items()}
TRIALS_KEPT = timedelta(days=30)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class InForce:
    """The weights that count now; `id` is None while those of the house do."""

    id: int | None
    weights: Mapping[str, int]


def in_force() -> InForce:
    """The newest set, or what the house came with; one query."""
    row = db.session.execute(select(WeightSet.id, WeightSet.weights).order_by(WeightSet.id.desc()).limit(1)).first()
    return InForce(row.id, row.weights) if row else InForce(None, HOUSE)


def history() -> Sequence[Any]:
    """(WeightSet, who) of every set, newest first; one query."""
    statement = select(WeightSet, Account.call_name.label("who")).join(Account, Account.id == WeightSet.set_by_id)
    return db.session.execute(statement.order_by(WeightSet.id.desc()).limit(SHOWN)).all()


def trial(public_id: str) -> WeightTrial | None:
    """The trial at an address."""
    return db.session.scalar(select(WeightTrial).where(WeightTrial.public_id == public_id))


def waiting_trial() -> WeightTrial | None:
    """The oldest trial that the worker has not tried yet."""
    return db.session.scalar(select(WeightTrial).where(WeightTrial.worked_at.is_(None)).order_by(WeightTrial.id))


def _admin(actor: Actor) -> str:
    city = regions.directory().city.code
    enforce(policies.can_set_weights(actor, city))
    return city


def _checked(weights: Mapping[str, int]) -> dict[str, int]:
    chosen = {part: weights.get(part, -1) for part in PARTS}
    if not all(0 <= weight <= MOST for weight in chosen.values()):
        raise DomainError(_("Isi setiap bobot dengan angka 0 sampai 100."))
    if not any(chosen.values()):
        raise DomainError(_("Paling sedikit satu bobot harus lebih dari 0."))
    return chosen


def shares(weights: Mapping[str, int]) -> dict[str, float]:
    """What each part makes of the whole, 0 to 1."""
    total = sum(weights.values()) or 1
    return {part: weights[part] / total for part in PARTS}


def try_out(weights: Mapping[str, int], *, actor: Actor, again_id: int | None = None) -> WeightTrial:
    """Have the worker show what other weights would change; nothing else happens."""
    _admin(actor)
    chosen, now = _checked(weights), in_force()
    if shares(chosen) == shares(now.weights):
        raise DomainError(_("Bobot ini sama dengan yang sedang berlaku. Ubah dulu satu angka."))
    made = WeightTrial(weights=chosen, base_id=now.id, again_id=again_id, asked_by_id=actor.account_id)
    db.session.add(made)
    db.session.flush()
    return made


def try_again(set_id: int, *, actor: Actor) -> WeightTrial:
    """Try out an earlier set (0: what the house came with), to put it back in force."""
    _admin(actor)
    if set_id == 0:
        return try_out(HOUSE, actor=actor)
    earlier = db.session.get(WeightSet, set_id)
    if earlier is None:
        raise NotFound
    return try_out(earlier.weights, actor=actor, again_id=earlier.id)


def put_in_force(one: WeightTrial, *, note: str, actor: Actor) -> WeightSet:
    """Let tried weights count from now on; only those that were seen beside the ones in force at this moment."""
    city = _admin(actor)
    if one.result is None:
        raise DomainError(_("Akibatnya belum selesai dihitung. Lihat dulu, baru berlakukan."))
    # Sets are numbered one after the other, so of two admins at once the second finds the number taken.
    number = (one.base_id or 0) + 1
    values = {"id": number, "weights": one.weights, "note": note, "set_by_id": actor.account_id, "set_at": clock.now()}
    statement = insert_into(WeightSet).values(**values, again_id=one.again_id)
    if db.session.scalar(statement.on_conflict_do_nothing().returning(WeightSet.id)) is None:
        raise DomainError(_("Bobot yang berlaku sudah berubah sejak Anda mencoba. Coba sekali lagi."))
    made = db.session.get_one(WeightSet, number)
    changed = ", ".join(f"{part} {weight}" for part, weight in made.weights.items())
    audit.note(SET, f"weights:{made.id}", actor=actor, region_code=city, weights=changed, note=note)
    return made


def keep_result(trial_id: int, result: dict[str, Any] | None) -> None:
    """Store what a trial showed; None: it cannot be worked out, and is not tried any more."""
    one = db.session.get(WeightTrial, trial_id)
    if one is not None:
        one.result, one.worked_at = result, clock.now()


def forget_old_trials() -> None:
    """Forget what was tried a month ago."""
    db.session.execute(delete(WeightTrial).where(WeightTrial.asked_at < clock.now() - TRIALS_KEPT))
