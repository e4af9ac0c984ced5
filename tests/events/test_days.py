"""Events that last longer than a day: entered, told with both days, found on each of them."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from icalendar import Calendar

from community.foundation import clock
from community.foundation.languages import format_date, format_span
from tests.events.factories import make_event, make_sign_up
from tests.events.test_views import form_values
from tests.personas import coordinator, job_seeker, sign_in


def test_an_event_of_several_days_is_told_with_both(client: FlaskClient) -> None:
    sign_in(client, coordinator())
    first = clock.today() + timedelta(days=10)
    last = first + timedelta(days=2)
    drafted = client.fill("/acara/baru", **form_values(day=first.isoformat(), last_day=last.isoformat(), ends="15:00"))
    here = drafted.location
    client.fill(here, "buka")
    span = f"{format_date(first)}, 09.00 – {format_date(last)}, 15.00 WIB"
    for path in (here, "/acara?wilayah=kota-bekasi", f"{here}/poster"):
        assert span in client.page(path).text, path
    [entry] = Calendar.from_ical(client.get(f"{here}/acara.ics").get_data()).walk("VEVENT")
    assert [clock.local(entry.decoded(name)).date() for name in ("dtstart", "dtend")] == [first, last]
    _address, shown = client.find_form(f"{here}/ubah")
    assert (shown["day"], shown["last_day"]) == ([first.isoformat()], [last.isoformat()])


def test_an_event_that_runs_is_found_on_each_of_its_days(client: FlaskClient) -> None:
    begun = clock.now() - timedelta(days=1)
    running = make_event(title="Pasar tiga hari", starts_at=begun, ends_at=begun + timedelta(days=2, hours=12))
    me = job_seeker()
    make_sign_up(running, me)
    sign_in(client, me)
    for span in ("hari-ini", "besok"):
        assert "Pasar tiga hari" in client.page(f"/acara?kapan={span}").text
    assert format_span(running.starts_at, running.ends_at) in client.page("/hari-ini").text
