"""What the parts of a score weigh: try first, see what changes, then put it in force with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation.doors import role_required
from community.foundation.errors import NotFound
from community.foundation.languages import format_number
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.recommendations import policies, weights
from community.recommendations.forms import InForceForm, NumberForm, WeightsForm
from community.recommendations.models import WeightTrial
from community.recommendations.views import blueprint
from community.recommendations.words import EXAMPLES, KINDS, PARTS, decimal, percent
from community.regions import queries as regions


def _enter() -> None:
    enforce(policies.can_set_weights(g.actor, regions.directory().city.code))


def _told(chosen: Mapping[str, int]) -> str:
    """A set in one line: the parts that count, the heaviest first."""
    shares = sorted(weights.shares(chosen).items(), key=lambda part: -part[1])
    return ", ".join(f"{PARTS[part][0]} {percent(share)}" for part, share in shares if share)


@blueprint.route("/bobot", methods=["GET", "POST"])
@role_required("admin")
def weights_page() -> Response | tuple[str, int]:
    """The weights in force in a form to try others, and every set there was."""
    _enter()
    now = weights.in_force()
    form = WeightsForm(data=dict(now.weights))
    if form.validate_on_submit():
        with form.showing_errors():
            made = weights.try_out({part: form[part].data for part in PARTS}, actor=g.actor)
            return see_other("recommendations.weight_trial", trial_id=made.public_id)
    page = render_template(
        "recommendations/weights.html", form=form, parts=PARTS, history=weights.history(), told=_told,
        house=weights.HOUSE, shares={part: percent(share) for part, share in weights.shares(now.weights).items()},
    )  # fmt: skip
    return page, form.status


@blueprint.post("/bobot/kembalikan")
@role_required("admin")
def try_weights_again() -> Response:
    """Try an earlier set out, to put it back in force."""
    form = NumberForm()
    if not form.validate() or form.number.data is None:
        raise NotFound()
    made = weights.try_again(form.number.data, actor=g.actor)
    return see_other("recommendations.weight_trial", trial_id=made.public_id)


@blueprint.route("/bobot/<trial_id>", methods=["GET", "POST"])
@role_required("admin")
def weight_trial(trial_id: str) -> Response | tuple[str, int]:
    """What other weights would change; then, with a reason, they count."""
    _enter()
    one = weights.trial(trial_id)
    if one is None:
        raise NotFound()
    form = InForceForm()
    if form.validate_on_submit():
        with form.showing_errors():
            weights.put_in_force(one, note=form.note.data, actor=g.actor)
            flash(_("Bobot baru berlaku. Daftar saran disusun ulang sedikit demi sedikit."), "success")
            return see_other("recommendations.weights_page")
    now = weights.in_force()
    page = render_template(
        "recommendations/weight_trial.html", one=one, form=form, is_stale=now.id != one.base_id, result=one.result,
        rows=_rows(now.weights, one), kinds=_kinds(one), facts=_facts(one), examples=EXAMPLES,
    )  # fmt: skip
    return page, form.status


def _rows(now: Mapping[str, int], one: WeightTrial) -> list[list[str]]:
    before, after = weights.shares(now), weights.shares(one.weights)
    return [[str(words[0]), percent(before[part]), percent(after[part])] for part, words in PARTS.items()]


def _short(value: float) -> str:
    return format_number(int(value) if value == int(value) else value)


def _facts(one: WeightTrial) -> list[tuple[str, str]]:
    result = one.result
    if one.worked_at is None or result is None or not result["people"]:
        return []
    km = [decimal(value) for value in result["km"] if value is not None]
    facts = [
        (
            _("Saran yang tetap ada"),
            _("%(same)s dari %(all)s, rata-rata", same=_short(result["same"]), all=_short(result["length"])),
        ),
        (_("Daftar yang tidak berubah sama sekali"), percent(result["unchanged"])),
    ]
    if len(km) == len(result["km"]):
        facts.append((_("Jarak rata-rata dari rumah"), _("dari %(old)s km menjadi %(new)s km", old=km[0], new=km[1])))
    return facts


def _kinds(one: WeightTrial) -> list[list[str]]:
    if one.worked_at is None or one.result is None:
        return []
    return [
        [
            str(KINDS[row["kind"]]),
            percent(row["same"]),
            f"{decimal(row['gini'][0])} → {decimal(row['gini'][1])}",
            f"{format_number(row['shown'][0])} → {format_number(row['shown'][1])}",
        ]
        for row in one.result["kinds"]
        if row["same"] is not None
    ]
