"""A small city in which every address of the site leads to something, and everybody who may ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from community.accounts.models import Account, AccountSession, Role, RoleGrant
from community.businesses.models import BusinessKind, ContactWay, TeamInvitation
from community.communities.models import Joining, MembershipState
from community.events.models import EventStatus
from community.foundation import clock
from community.foundation.database import db
from community.jobs.models import ApplicationState, JobStatus
from community.learning.models import TrainingStatus
from community.members.models import Experience
from community.mentoring.models import RequestState
from community.programmes.models import ProgrammeApplicationState, ProgrammeStatus
from community.recommendations import weights
from community.recommendations.models import WeightSet, WeightTrial
from tests.businesses.factories import make_business, make_product
from tests.communities.factories import make_comment, make_community, make_post, make_stay
from tests.events.factories import make_event
from tests.events.factories import make_sign_up as make_event_place
from tests.factories import CITY, JATIRASA, make_account, make_officer
from tests.inspector import Inspector
from tests.jobs.factories import make_application, make_job, make_report
from tests.learning.factories import make_sign_up as make_training_place
from tests.learning.factories import make_training
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor, make_request
from tests.notifications.factories import make_notice
from tests.personas import acting, sign_in
from tests.programmes.factories import make_programme, make_programme_application, make_startup
from tests.recommendations.fairness import make_audit, make_result
from tests.regressions.support import browser
from tests.snapshot import Rows, put_rows, take_rows
from tests.support import unit
from tests.wanted.factories import make_help_request, make_saved_search

# From who may least to who may most. "owner" offers things and sits in the team; "taker" applied, signed up,
# asked and joined; "far" coordinates another kecamatan, "near" the one where all of it is.
ROLES = ("guest", "member", "far", "taker", "owner", "near", "admin")


@dataclass(frozen=True)
class Kept:
    """A world as it stood at one moment."""

    rows: Rows
    people: dict[str, int]
    values: dict[str, dict[str, Any]]


class World:
    """People by role, and what fills the address of each endpoint."""

    def __init__(self) -> None:
        self.people: dict[str, Account] = {
            "member": make_account(call_name="Orang Lain"),
            "far": make_officer(region_code="32.75.01", call_name="Koordinator Jauh"),
            "taker": make_member(account={"call_name": "Sari Pelamar"}),
            "owner": make_account(call_name="Bu Pemilik", intents=["usaha"]),
            "near": make_officer(call_name="Koordinator Dekat"),
            "admin": make_officer(Role.ADMIN, CITY, call_name="Admin Kota"),
        }
        self.values: dict[str, dict[str, Any]] = {}
        self._accounts()
        self._businesses()
        self._jobs_and_trainings()
        self._communities_and_events()
        self._mentoring()
        self._programmes()
        self._matching()
        self._wanted()

    def keep(self) -> Kept:
        """All that is needed to stand here again."""
        return Kept(take_rows(), {role: person.id for role, person in self.people.items()}, self.values)

    @classmethod
    def again(cls, kept: Kept) -> World:
        """The world as it was kept, in an emptied database."""
        put_rows(kept.rows)
        world = cls.__new__(cls)
        world.people = {role: db.session.get_one(Account, number) for role, number in kept.people.items()}
        world.values = kept.values
        return world

    def path(self, app: Flask, rule: Rule) -> str:
        """The address of a rule in this city; KeyError where the city holds nothing for it."""
        domain = rule.endpoint.partition(".")[0]
        given = {**self.values.get(domain, {}), **self.values.get(rule.endpoint, {})}
        with app.test_request_context():
            return str(app.url_for(rule.endpoint, **{name: given[name] for name in rule.arguments}))

    def browser_of(self, app: Flask, role: str) -> Inspector:
        """A browser in which somebody of this role is signed in."""
        client = browser(app)
        client.inspecting = False
        if role != "guest":
            sign_in(client, self.people[role])
        return client

    def _put(self, endpoints: str, **values: Any) -> None:
        self.values.update(dict.fromkeys(endpoints.split(), values))

    def _accounts(self) -> None:
        taker, near = self.people["taker"], self.people["near"]
        experience = db.session.scalars(select(Experience).where(Experience.account_id == taker.id)).one()
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == near.id)).one()
        acting(taker)
        seat = db.session.scalars(select(AccountSession).where(AccountSession.account_id == taker.id)).one()
        self._put("accounts", public_id=seat.public_id)
        self._put("members admin", public_id=taker.public_id)
        self._put("members.remove_experience", public_id=experience.public_id)
        self._put("members.onboarding", step="pendidikan")
        self._put("members.edit", part="pendidikan")
        self._put("admin.dismiss admin.make_code", public_id=grant.public_id)
        self._put("notifications", public_id=make_notice(taker).public_id)
        self._put("home.area", slug="jatirasa")
        self._put("site.choose_language", code="id")
        self._put("site.choose_theme", mode="gelap")
        self._put("site.picture", name="tidak-ada", size="small")
        self._put("assets.show", name="tidak-ada.css")
        self._put("styleguide.page", page="isian")

    def _businesses(self) -> None:
        self.staff = make_account(call_name="Pegawai")
        self.shop = make_business(self.people["owner"], staff=(self.staff,), contact_way=ContactWay.WHATSAPP)
        product = make_product(self.shop)
        with unit():
            db.session.add(TeamInvitation(business_id=self.shop.id, account_id=self.people["taker"].id))
        here = {"public_id": self.shop.public_id, "product_id": product.public_id}
        self._put("businesses", **here, part="cerita", person_id=self.staff.public_id)
        self._put("businesses.withdraw_invitation", **here, person_id=self.people["taker"].public_id)

    def _jobs_and_trainings(self) -> None:
        owner, taker = self.people["owner"], self.people["taker"]
        job, draft = make_job(self.shop), make_job(self.shop, status=JobStatus.DRAFT, published_at=None)
        sent = make_application(job, taker, state=ApplicationState.INTERVIEW)
        self._put("jobs", public_id=job.public_id)
        self._put("jobs.set_aside", report_id=make_report(job).public_id)
        self._put("jobs.publish", public_id=draft.public_id)
        application = "jobs.application jobs.answer jobs.reveal_phone jobs.withdraw"
        self._put(application, public_id=sent.public_id)
        training = make_training(self.shop)
        place = make_training_place(training, taker)
        self._put("learning", public_id=training.public_id, sign_up_id=place.public_id)
        self._put("learning.publish", public_id=make_training(self.shop, status=TrainingStatus.DRAFT).public_id)
        assert owner.id == self.shop.owner_id
        self._put("recommendations", what="lowongan", public_id=make_job(self.shop).public_id)

    def _communities_and_events(self) -> None:
        owner, taker = self.people["owner"], self.people["taker"]
        community = make_community(joining=Joining.CONFIRMED, contact_name="Bu Pemilik", contact_phone=owner.phone)
        make_stay(community, taker)
        waiting = make_stay(community, make_account(call_name="Yang Menunggu"), state=MembershipState.WAITING)
        post = make_post(community, taker)
        answer = make_comment(post, taker)
        here = {"public_id": community.slug, "post_id": post.public_id, "comment_id": answer.public_id}
        self._put("communities", **here, stay_id=waiting.public_id)
        event = make_event(starts_at=clock.now())
        place = make_event_place(event, taker)
        self._put("events", public_id=event.public_id, sign_up_id=place.public_id)
        draft = make_event(status=EventStatus.DRAFT)
        self._put("events.publish events.discard", public_id=draft.public_id)

    def _mentoring(self) -> None:
        mentor = make_mentor(self.people["owner"])
        waiting = make_request(mentor, self.people["taker"])
        running = make_request(make_mentor(self.staff), self.people["taker"], state=RequestState.ACCEPTED)
        answer = "mentoring.accept mentoring.decline mentoring.withdraw mentoring.request_page"
        self._put("mentoring", public_id=mentor.public_id)
        self._put(answer, public_id=waiting.public_id)
        self._put("mentoring.end mentoring.open_phone", public_id=running.public_id)

    def _programmes(self) -> None:
        startup = make_startup(self.people["owner"])
        assert startup.kind == BusinessKind.STARTUP
        opened = make_programme(startup)
        waiting = make_programme_application(opened, self.people["taker"])
        known = make_programme(startup)
        accepted = make_programme_application(known, self.people["taker"], state=ProgrammeApplicationState.ACCEPTED)
        draft = make_programme(startup, status=ProgrammeStatus.DRAFT, published_at=None)
        review = make_programme(startup, status=ProgrammeStatus.REVIEW, published_at=None)
        self._put("programmes", public_id=opened.public_id)
        self._put("programmes.edit programmes.submit", public_id=draft.public_id)
        self._put("programmes.publish programmes.send_back programmes.take_back", public_id=review.public_id)
        decide = "programmes.application programmes.accept programmes.decline programmes.withdraw"
        self._put(decide, public_id=waiting.public_id)
        self._put("programmes.open_phone", public_id=accepted.public_id)

    def _matching(self) -> None:
        """A report with an alarm, and weights that were tried."""
        make_audit(alarms=[{"region": JATIRASA, "what": ["joined"]}])
        admin = self.people["admin"].id
        one = {"asked_by_id": admin, "base_id": 1, "weights": weights.HOUSE}
        with unit():
            db.session.add(WeightSet(id=1, weights={**weights.HOUSE, "pay": 9}, note="Coba", set_by_id=admin))
            db.session.flush()
            trial = WeightTrial(**one, worked_at=clock.now(), result=make_result())
            db.session.add(trial)
        self._put("recommendations.weight_trial", trial_id=trial.public_id)

    def _wanted(self) -> None:
        """Searches that the taker keeps, and what she asks the officers for."""
        taker = self.people["taker"]
        self._put("wanted.saved_one wanted.mark_seen wanted.stop", public_id=make_saved_search(taker).public_id)
        self._put("wanted", public_id=make_help_request(taker).public_id)
