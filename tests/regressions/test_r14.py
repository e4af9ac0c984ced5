"""R14: a list was scoped to its keeper instead of its place: no row of region B for the coordinator of A."""

from __future__ import annotations

from community.communities.models import MembershipState
from community.events.models import EventStatus
from community.foundation import concerns
from tests.communities.factories import make_community, make_stay
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, JATIRASA, make_account, make_officer
from tests.personas import acting, sign_in


def test_events_desk_shows_the_own_region_only(client):
    make_event(title="Rapat A", region_code=JATIRASA, status=EventStatus.DRAFT)
    officer = make_officer(region_code=JATIRASA, home_code=ARENJAYA)
    # Even what she herself organised before, in a region that is not hers any more.
    foreign = make_event(title="Rapat B", region_code=ARENJAYA, status=EventStatus.DRAFT, organiser=officer)
    make_sign_up(foreign, make_account())
    sign_in(client, officer)
    text = client.page("/acara/kelola").text
    assert "Rapat A" in text and "Rapat B" not in text
    here = f"/acara/{foreign.public_id}"
    for path in (here, f"{here}/peserta", f"{here}/daftar-hadir", f"{here}/ubah", f"{here}/acara.ics"):
        assert client.get(path).status_code == 404
    assert client.get(f"/acara/baru?dari={foreign.public_id}").status_code == 404


def test_attendees_of_an_open_event_elsewhere_stay_unknown(client):
    foreign = make_event(region_code=ARENJAYA)
    make_sign_up(foreign, make_account(call_name="Bu Ningsih"))
    sign_in(client, make_officer(region_code=JATIRASA))
    for path in ("peserta", "daftar-hadir", "peserta?daftar=tunggu", "peserta?kata=Ning"):
        answer = client.get(f"/acara/{foreign.public_id}/{path}")
        assert answer.status_code == 403 and "Ningsih" not in answer.get_data(as_text=True)


def test_waiting_members_elsewhere_are_not_counted(app):
    for code in (JATIRASA, ARENJAYA):
        make_stay(make_community(region_code=code), make_account(), state=MembershipState.WAITING)
    rows = concerns.of(acting(make_officer(region_code=JATIRASA)), "newcomers")
    assert [row.number for row in rows] == [1]
