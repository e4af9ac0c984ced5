"""The screens of a profile: the walk, the audiences, the preview, and what each visitor is shown."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.foundation.database import db
from community.members import archive, queries
from community.members.models import Education, Experience, MemberProfile, SkillDirection
from community.members.policies import Field
from community.members.views.sections import SECTIONS, STEPS
from tests.members.factories import JATIASIH, RAWALUMBU, make_member
from tests.members.test_services import picture
from tests.pages import form_values, read_page
from tests.personas import job_seeker, sign_in
from tests.support import count_queries

SECRETS = {
    Field.ABOUT: "Suka memasak sejak kecil.",
    Field.SKILLS: "Kasir",
    Field.WISHES: "Kerja di dapur.",
    Field.EDUCATION: "Tata Boga",
    Field.EXPERIENCE: "Warung Bu Tini",
    Field.SCHEDULE: "SIM C",
    Field.TRAVEL: "sampai 5 km",
    Field.PAY: "Rp4.500.000",
    Field.FULL_NAME: "Sari Wulandari",
}


def test_the_whole_walk_without_script(client: FlaskClient) -> None:
    actor = sign_in(client, job_seeker())
    at = "/profil/mulai"
    answers: list[dict[str, object]] = [
        {"education": "smk", "major": "Tata Boga", "graduation_year": "2025"},
        {"typed": "masak, kasir", "suggested": ["barista"]},
        {"typed": "bikin roti"},
        {"position": "Pelayan", "place": "Warung Bu Tini", "years": "1", "extra_months": "3"},
        {"availability": ["pagi", "malam"], "licences": ["sim_c"]},
        {"travel_km": "5", "areas": [RAWALUMBU, JATIASIH], "wished_pay": "4,5jt"},
        {"looking_for": "Kerja di dapur", "offering": ""},
    ]
    for answer in answers:
        sent = client.fill(at, None, **answer)
        assert sent.status_code == 303, at
        at = sent.location
    assert at == "/hari-ini"
    mine = queries.own_profile(actor.account_id or 0)
    assert (mine.education, mine.major, mine.graduation_year) == (Education.VOCATIONAL, "Tata Boga", 2025)
    assert (mine.travel_km, mine.wished_pay, mine.looking_for) == (5, 4_500_000, "Kerja di dapur")
    assert mine.areas == [JATIASIH, RAWALUMBU]
    have = queries.skills_of(mine.account_id, SkillDirection.HAVE)
    assert {skill.skill_id for skill in have} == {"masakan_nusantara", "kasir", "barista"}
    assert [work.months for work in queries.experiences_of(mine.account_id)] == [15]
    assert client.get("/profil").status_code == 200


@pytest.mark.parametrize("step", list(STEPS))
def test_every_step_may_be_passed_over_or_sent_empty(client: FlaskClient, step: str) -> None:
    sign_in(client, job_seeker())
    names = list(STEPS)
    address = "/profil/mulai" if step == names[0] else f"/profil/mulai/{step}"
    expected = "/hari-ini" if step == names[-1] else f"/profil/mulai/{names[names.index(step) + 1]}"
    links = {link.get("href") for link in client.page(address).every("a")}
    assert expected in links
    assert client.fill(address).location == expected


@pytest.mark.parametrize("part", list(SECTIONS))
def test_every_part_can_be_opened_again(client: FlaskClient, part: str) -> None:
    sign_in(client, make_member())
    sent = client.fill(f"/profil/ubah/{part}", "/profil/ubah")
    assert sent.status_code == 303
    assert sent.location == f"/profil#{part}"


def _kept_of(account_id: int) -> dict[str, Any]:
    kept = archive.data_of(account_id)
    return {**kept, "changed_at": None, "skills": sorted(kept["skills"])}


def test_saving_untouched_loses_nothing(client: FlaskClient) -> None:
    account = make_member(travel_km=7)
    sign_in(client, account)
    before = _kept_of(account.id)
    for part in SECTIONS:
        client.fill(f"/profil/ubah/{part}", "/profil/ubah")
    db.session.rollback()
    db.session.expire_all()
    assert _kept_of(account.id) == before


def test_levels_are_kept_and_unticking_drops(client: FlaskClient) -> None:
    account = make_member()
    sign_in(client, account)
    sent = client.fill("/profil/ubah/keterampilan", None, **{"kept": ["kue_kering"], "level-kue_kering": "3"})
    assert sent.status_code == 303
    have = queries.skills_of(account.id, SkillDirection.HAVE)
    assert [(skill.skill_id, skill.level) for skill in have] == [("kue_kering", 3)]


@pytest.mark.parametrize(("step", "told"), [("keterampilan", "offering"), ("belajar", "looking_for")])
def test_a_word_nobody_knows_is_asked_about_once_and_then_kept(client: FlaskClient, step: str, told: str) -> None:
    actor = sign_in(client, job_seeker())
    shown = client.fill(f"/profil/mulai/{step}", None, typed="kasir, motorannn", suggested=["barista"])
    assert shown.status_code == 422
    page = shown.get_data(as_text=True)
    assert "Sudah dicatat: Kasir." in page and 'value="barista" checked' in page
    # Pressing the button again is enough: to keep the word is what is chosen already.
    again = next(form_values(one) for one in read_page(page).every("form") if "typed" in form_values(one))
    assert again["typed-maksud-0"] == ["|motorannn"]
    assert client.post(f"/profil/mulai/{step}", data=again).status_code == 303
    direction = SkillDirection.HAVE if step == "keterampilan" else SkillDirection.WANT
    assert {one.skill_id for one in queries.skills_of(actor.account_id or 0, direction)} == {"barista", "kasir"}
    assert "motorannn" in getattr(queries.own_profile(actor.account_id or 0), told)


def test_adding_stays_on_the_step(client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    address, sent = client.find_form("/profil/mulai/keterampilan")
    answer = client.post(address, data={**sent, "typed": "kasir", "aksi": "tambah"})
    assert answer.location == "/profil/mulai/keterampilan"


def test_a_double_tap_keeps_one_experience(client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    address, sent = client.find_form("/profil/mulai/pengalaman")
    data = {**sent, "position": "Kasir", "years": "1"}
    first, second = (client.post(address, data=data) for _tap in range(2))
    assert first.location == second.location == "/profil/mulai/waktu"
    assert db.session.scalar(select(func.count()).select_from(Experience)) == 1


def test_experience_is_removed_from_where_one_is(client: FlaskClient) -> None:
    account = make_member()
    sign_in(client, account)
    sent = client.fill("/profil/mulai/pengalaman", "/hapus")
    assert sent.location == "/profil/mulai/pengalaman"
    assert queries.experiences_of(account.id) == []


def test_only_shown_fields_can_be_set(client: FlaskClient) -> None:
    owner, other = make_member(), make_member()
    sign_in(client, owner)
    address, sent = client.find_form("/profil/ubah/diri")
    extra = {"account_id": str(other.id), "is_listed": "", "wished_pay": "1", "photo": "x", "audiences": "{}"}
    assert client.post(address, data={**sent, "about": "Baru", **extra}).status_code == 303
    db.session.rollback()
    db.session.expire_all()
    mine, theirs = queries.own_profile(owner.id), queries.own_profile(other.id)
    assert (mine.about, mine.wished_pay, mine.photo, mine.is_listed) == ("Baru", 4_500_000, "photo-name", True)
    assert theirs.about == "Suka memasak sejak kecil."


def test_where_one_would_go_is_shown_to_its_audience(client: FlaskClient) -> None:
    account = make_member(audiences={"travel": "application", "pay": "members"})
    sign_in(client, account)
    for path in ("/profil", "/profil/pratinjau?sebagai=application"):
        assert "Jatiasih, Rawalumbu" in client.page(path).text
    assert "Rawalumbu" not in client.page("/profil/pratinjau?sebagai=members").text
    step = client.page("/profil/ubah/jarak").text
    assert "Jarak dan kecamatan dilihat oleh: Tempat saya melamar atau mendaftar" in step
    assert "Dilihat oleh: Warga yang punya akun" in step


HOSTILE = ["\x00", "'; DROP TABLE accounts; --", "<script>alert(1)</script>", "9" * 400, "-1", "1e9", "x" * 5000]


@pytest.mark.whole_site
@pytest.mark.parametrize("part", list(SECTIONS))
def test_hostile_answers_never_break_a_page(client: FlaskClient, part: str) -> None:
    sign_in(client, job_seeker())
    address, sent = client.find_form(f"/profil/ubah/{part}")
    names = {"education", "major", "graduation_year", "typed", "kept", "suggested", "level-kasir", "position"}
    names |= {"place", "years", "extra_months", "availability", "licences", "travel_km", "areas", "wished_pay"}
    names |= {"looking_for", "offering", "full_name", "about"}
    for number, text in enumerate(HOSTILE):
        own_key = {"idempotency_key": f"hostile-{part}-{number}"}
        answer = client.post(address, data={**sent, **{name: [text, text] for name in names}, **own_key})
        assert answer.status_code in {303, 400, 422}, text
        assert "<script>alert" not in answer.get_data(as_text=True)
        assert client.get("/profil").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/profil/mulai/tidakada",
        "/profil/ubah/sandi",
        "/warga/tidakada",
        "/warga/" + "x" * 500,
        "/warga/%F0%9F%98%80",
    ],
)
def test_unknown_addresses_are_not_found(client: FlaskClient, path: str) -> None:
    sign_in(client, job_seeker())
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query", ["wilayah=tidakada", "setelah=xxx", "setelah=WzFlOTld", "bisa=%F0%9F%98%80", "wilayah=a&wilayah=b"]
)
def test_the_list_takes_any_query(client: FlaskClient, query: str) -> None:
    sign_in(client, job_seeker())
    assert client.get(f"/warga?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/profil", "/profil/mulai", "/profil/foto", "/profil/siapa-melihat", "/profil/pratinjau", "/warga"]
)
def test_guests_are_led_to_sign_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/masuk")


def test_audiences_are_chosen_and_previewed(client: FlaskClient) -> None:
    account = make_member(is_listed=False, audiences={})
    sign_in(client, account)
    sent = client.fill("/profil/siapa-melihat", None, about="application", name="public", is_listed="y")
    assert sent.location == "/profil/pratinjau?sebagai=members"
    assert SECRETS[Field.ABOUT] not in client.page(sent.location).text
    assert SECRETS[Field.ABOUT] in client.page("/profil/pratinjau?sebagai=application").text
    assert SECRETS[Field.SKILLS] not in client.page("/profil/pratinjau?sebagai=public").text
    stored = queries.own_profile(account.id)
    assert stored.is_listed
    assert stored.audiences.keys() == {field.value for field in Field}


@pytest.mark.parametrize(
    ("field", "value"), [("phone", "public"), ("name", "application"), ("about", "x"), ("pay", "")]
)
def test_an_audience_that_is_not_offered_is_refused(client: FlaskClient, field: str, value: str) -> None:
    account = make_member(audiences={})
    sign_in(client, account)
    assert client.fill("/profil/siapa-melihat", None, **{field: value}).status_code == 422
    assert queries.own_profile(account.id).audiences == {}


def test_a_photo_is_sent_shown_and_removed(client: FlaskClient) -> None:
    actor = sign_in(client, job_seeker())
    sent = client.fill("/profil/foto", None, photo=(picture(), "saya.jpg"))
    assert sent.location == "/profil"
    name = queries.own_profile(actor.account_id or 0).photo
    with client.get(f"/foto/{name}-small.webp") as shown:
        assert shown.status_code == 200
    assert client.fill("/profil", "/foto/hapus").status_code == 303
    assert client.get(f"/foto/{name}-small.webp").status_code == 404


@pytest.mark.parametrize(
    "upload", [(io.BytesIO(b"GIF89a"), "x.gif"), (io.BytesIO(b""), ""), (io.BytesIO(b"\x00" * 99), "x.jpg")]
)
def test_what_is_no_photo_is_refused(client: FlaskClient, upload: tuple[io.BytesIO, str]) -> None:
    sign_in(client, job_seeker())
    content = (io.BytesIO(upload[0].getvalue()), upload[1])
    assert client.fill("/profil/foto", None, photo=content).status_code == 422


def test_pages_cost_few_queries(app: Flask, client: FlaskClient) -> None:
    people = [make_member() for _number in range(25)]
    sign_in(client, people[0])
    for path in ("/warga", f"/warga/{people[1].public_id}", "/profil", "/profil/mulai/keterampilan"):
        with count_queries() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= 8, path


def test_opening_a_page_writes_nothing(client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    for path in ("/profil", "/profil/mulai", "/profil/pratinjau", "/profil/siapa-melihat"):
        assert client.get(path).status_code == 200
    assert db.session.scalar(select(func.count()).select_from(MemberProfile)) == 0
