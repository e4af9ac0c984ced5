"""What a business's team or an officer does: write, open, change, close, see who comes."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from community.accounts import audit
from community.businesses.models import Business
from community.businesses.queries import active_of
from community.foundation import clock
from community.foundation.doors import members_only
from community.foundation.forms import argument
from community.foundation.paging import bounded_id, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.learning import policies, queries, services, words
from community.learning.forms import OF_REGION, CloseForm, TrainingForm
from community.learning.models import Training, TrainingSignUp
from community.learning.views import blueprint
from community.learning.views.public import seen_training
from community.members.queries import may_open_phone, phones_open_to
from community.regions import queries as regions

Answer = Response | str | tuple[str, int]
OPENED_FOR = timedelta(minutes=30)
PEOPLE_A_PAGE = 50


@blueprint.get("/kelola")
@members_only
def manage() -> str:
    """The trainings I give, newest first."""
    return render_template(
        "learning/manage.html",
        trainings=queries.managed_by(g.actor),
        may_write=g.actor.is_officer or bool(active_of(g.actor.account_id)),
    )


def _givers(training: Training | None) -> dict[str, Business | None]:
    """In whose name the actor may write, by the value of the choice."""
    found: dict[str, Business | None] = {business.public_id: business for business in active_of(g.actor.account_id)}
    if g.actor.is_officer:
        found[OF_REGION] = None
    if training is None:
        return found
    return {value: one for value, one in found.items() if (one.id if one else None) == training.business_id}


def _form(training: Training | None, givers: dict[str, Business | None]) -> TrainingForm:
    form = TrainingForm(obj=training)
    form.giver.choices = [
        SelectChoice(value=value, label=business.name if business else _("Kelurahan, kecamatan, atau kota"))
        for value, business in givers.items()
    ]
    form.provider.flags.required = list(givers) == [OF_REGION]
    if training is None and not form.is_submitted():
        first = next(iter(givers.values()))
        covered = g.actor.grants[0].region_code if g.actor.grants else g.actor.region_code
        form.region_code.data = first.region_code if first else covered
    return form


@blueprint.route("/baru", methods=["GET", "POST"])
@members_only
def new() -> Answer:
    """Write a training; it stays a draft until it is opened."""
    givers = _givers(None)
    if not givers:
        flash(_("Pelatihan diadakan oleh usaha atau kelurahan. Daftarkan usaha Anda dulu."), "info")
        return see_other("businesses.new")
    form = _form(None, givers)
    if form.validate_on_submit():
        business = givers[form.giver.data]
        draft = services.TrainingDraft(**form.values())
        with form.showing_errors():
            training = services.write_training(
                draft, business.id if business else None, actor=g.actor, today=clock.today()
            )
            flash(_("Tersimpan sebagai draf. Periksa, lalu tayangkan."), "success")
            return see_other("learning.show", public_id=training.public_id)
    else:
        form.blame_rules(lambda: services.check_draft(services.TrainingDraft(**form.values()), clock.today()))
    return render_template("learning/form.html", form=form, training=None), form.status


def _managed(public_id: str) -> Training:
    training, _business, team = seen_training(public_id, g.actor)
    enforce(policies.can_manage(g.actor, training, team=team))
    return training


@blueprint.route("/<public_id>/ubah", methods=["GET", "POST"])
@members_only
def edit(public_id: str) -> Answer:
    """Change a training that is not closed."""
    training = _managed(public_id)
    form = _form(training, _givers(training))
    if form.validate_on_submit():
        with form.showing_errors():
            services.change_training(
                training, services.TrainingDraft(**form.values()), actor=g.actor, today=clock.today()
            )
            flash(_("Perubahan tersimpan."), "success")
            return see_other("learning.show", public_id=public_id)
    else:
        form.blame_rules(lambda: services.check_draft(services.TrainingDraft(**form.values()), clock.today()))
    return render_template("learning/form.html", form=form, training=training), form.status


@blueprint.post("/<public_id>/tayang")
@members_only
def publish(public_id: str) -> Response:
    """Open to everybody."""
    services.publish(_managed(public_id), actor=g.actor, today=clock.today())
    flash(_("Pelatihan sudah tayang. Bagikan supaya cepat terisi."), "success")
    return see_other("learning.show", public_id=public_id)


@blueprint.route("/<public_id>/tutup", methods=["GET", "POST"])
@members_only
def close(public_id: str) -> Answer:
    """Ask once, then close to new participants."""
    training, _business, team = seen_training(public_id, g.actor)
    enforce(policies.can_close(g.actor, training, team=team))
    owner = bool(policies.can_manage(g.actor, training, team=team))
    form = CloseForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.close(training, actor=g.actor, reason=form.reason.data)
            flash(_("Pelatihan ditutup. Kabari yang sudah terdaftar lewat daftar peserta."), "success")
            return see_other("learning.show", public_id=public_id)
    page = render_template("learning/close.html", form=form, training=training, owner=owner)
    return page, form.status


def _people(training: Training, opened: dict[str, str | None]) -> str:
    page = page_of(
        queries.participants(training.id), [TrainingSignUp.id], [bounded_id], argument("setelah", 300),
        size=PEOPLE_A_PAGE, scalars=False,
    )  # fmt: skip
    return render_template(
        "learning/participants.html", training=training, page=page, opened=opened, region_label=regions.region_label,
        names=words, callable_ids=phones_open_to(g.actor, [one.account_id for one in page.rows]),
    )  # fmt: skip


@blueprint.get("/<public_id>/peserta")
@members_only
def participants(public_id: str) -> str:
    """Who comes."""
    training = _managed(public_id)
    return _people(training, _opened(training))


def _opened(training: Training) -> dict[str, str | None]:
    """The number of the one person the address names, if the actor opened it a moment ago."""
    wanted = request.args.get("nomor", "")[:12]
    if not wanted:
        return {}
    sign_up, account = queries.sign_up_in(training.id, wanted)
    since = clock.now() - OPENED_FOR
    seen = audit.find(services.PHONE_OPENED, f"account:{account.id}", actor_id=g.actor.account_id, since=since)
    return {sign_up.public_id: account.phone} if seen and may_open_phone(account.id, g.actor) else {}


@blueprint.post("/<public_id>/peserta/<sign_up_id>/nomor")
@members_only
def open_phone(public_id: str, sign_up_id: str) -> Response:
    """See a participant's number; the look is written down first."""
    training = _managed(public_id)
    sign_up, _account = queries.sign_up_in(training.id, sign_up_id)
    services.open_phone(training, sign_up, actor=g.actor)
    return see_other(
        "learning.participants", public_id=public_id, nomor=sign_up.public_id, _anchor=f"orang-{sign_up.public_id}"
    )
