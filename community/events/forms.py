"""Forms of events."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectChoice, SelectField, TimeField, ValidationError
from wtforms.validators import Optional

from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.communities import queries as communities
from community.events.models import Event
from community.events.services import Plan
from community.foundation import clock
from community.foundation.forms import Form, LineField, LinesField, NumberField, Required
from community.regions import queries as regions
from community.regions.models import Level
from community.skills.fields import SkillsField

FURTHEST = timedelta(days=730)


class DayField(DateField):
    """A date within two years of today."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Templates know fields by this name; to them it is a date like any other.
        self.type = "DateField"

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([value for value in valuelist if isinstance(value, str)][:1])
        except ValueError as error:
            self.data = None
            raise ValueError(_("Tulis tanggalnya lengkap, misalnya 28-11-2026.")) from error

    def pre_validate(self, form: Any) -> None:
        if self.data and not -FURTHEST <= self.data - clock.today() <= FURTHEST:
            raise ValidationError(_("Pilih tanggal dalam dua tahun ke depan."))


class ClockField(TimeField):
    """A time of day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, format=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)
        self.type = "TimeField"

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([value for value in valuelist if isinstance(value, str)][:1])
        except ValueError as error:
            self.data = None
            raise ValueError(_("Tulis jamnya seperti 09.00.")) from error


def _moment(day: date | None, at: time | None) -> datetime | None:
    return datetime.combine(day, at, clock.WIB) if day is not None and at is not None else None


class EventForm(Form):
    """An event, in the order in which people would tell of it."""

    title = LineField(_l("Nama acara"), [Required(_l("Tulis nama acaranya."))], most=100)
    description = LinesField(
        _l("Apa yang akan dilakukan?"), [Required(_l("Ceritakan apa yang akan dilakukan."))], most=4000
    )
    day = DayField(_l("Tanggal"), [Required(_l("Pilih tanggalnya."))])
    last_day = DayField(_l("Sampai tanggal"), [Optional()])
    starts = ClockField(_l("Mulai jam"), [Required(_l("Tulis jam mulainya."))])
    ends = ClockField(_l("Selesai jam"), [Required(_l("Tulis jam selesainya."))])
    region = SelectField(_l("Di wilayah mana?"), [Required(_l("Pilih wilayahnya."))])
    place = LineField(_l("Tempat"), [Required(_l("Tulis tempatnya."))], most=120)
    landmark = LineField(_l("Patokan"), [Optional()], most=160)
    places = NumberField(
        _l("Berapa tempat?"), [Required(_l("Tulis berapa tempatnya, misalnya 30."))], least=1, most=5000
    )
    organiser_name = LineField(_l("Siapa yang mengadakan?"), [Required(_l("Tulis siapa yang mengadakan."))], most=120)
    topics = SkillsField(_l("Tentang apa?"), [Optional()], most=6)
    theme = SelectField(_l("Bersama komunitas"), [Optional()])

    def offer_choices(self, actor: Actor) -> None:
        """The regions the actor organises in, and the themed communities."""
        city = regions.directory()
        covered = set(accounts.covered_codes(actor))
        places = [region for region in (*city.villages, *city.districts) if region.code in covered]
        self.region.choices = [
            SelectChoice(region.code, city.full_label(region))
            for region in sorted(places, key=lambda one: (one.level != Level.VILLAGE, one.name))
        ]
        themes = [("", _("Komunitas wilayah ini")), *communities.theme_choices()]
        self.theme.choices = [SelectChoice(slug, name) for slug, name in themes]

    def show(self, event: Event, *, with_time: bool = True) -> None:
        """Fill the boxes from an event; a copy leaves the time to be chosen anew."""
        for name in ("title", "description", "place", "landmark", "places", "organiser_name", "topics"):
            self[name].process_data(getattr(event, name))
        self.region.process_data(event.region_code)
        themed = communities.by_id(event.community_id) if event.community_id else None
        slug = themed.slug if themed else ""
        self.theme.process_data(slug)
        begins, ends = clock.local(event.starts_at), clock.local(event.ends_at)
        self.starts.process_data(begins.time())
        self.ends.process_data(ends.time())
        if with_time:
            self.day.process_data(begins.date())
            self.last_day.process_data(ends.date() if ends.date() != begins.date() else None)

    def plan(self) -> Plan:
        """What was typed, as the services take it; a time is None until its day and its hour are told."""
        return Plan(
            title=self.title.data,
            description=self.topics.with_own_words(self.description.data or "", 4000),
            region_code=self.region.data,
            place=self.place.data,
            landmark=self.landmark.data,
            starts_at=_moment(self.day.data, self.starts.data),
            ends_at=_moment(self.last_day.data or self.day.data, self.ends.data),
            places=self.places.data,
            organiser_name=self.organiser_name.data,
            topics=self.topics.data,
            theme=self.theme.data,
        )


class CancelForm(Form):
    """Why an event is called off."""

    reason = LineField(_l("Alasannya"), [Required(_l("Tulis alasannya dengan singkat."))], most=300)


class CodeForm(Form):
    """The code somebody shows at the door."""

    code = LineField(_l("Kode peserta"), [Required(_l("Ketik dulu kodenya."))], most=20)
