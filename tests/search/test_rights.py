"""What somebody may not see is not found, counted, marked or suggested to her, from the next question on."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, update

from community.accounts.models import Account
from community.foundation.database import db
from community.foundation.outbox import record
from community.jobs.models import Job
from community.members import services as members
from community.members.models import Experience, MemberSkill
from community.members.policies import RULES, Audience, Field
from community.members.signals import ProfileChanged
from community.search import queries, services
from community.search.policies import visible_kinds
from community.search.ways import ways_on
from tests.jobs.factories import make_job
from tests.members.factories import all_fields, make_member
from tests.personas import acting
from tests.search.factories import HIDDEN, MAKERS, hide
from tests.support import settle, unit

GUEST, MEMBER = visible_kinds(is_member=False), visible_kinds(is_member=True)
# A word that stands in one field alone.
WORDS = {
    Field.NAME: "Kumbakarna",
    Field.ABOUT: "safirbiru",
    Field.WISHES: "delimamerah",
    Field.EDUCATION: "topazkuning",
    Field.EXPERIENCE: "nilamungu",
    Field.SKILLS: "barista",
    Field.FULL_NAME: "Wibisana",
}
CHOSEN = [(field, audience) for field in WORDS for audience in RULES[field].choices]


def person(**audiences: str) -> Account:
    account = make_member(
        account={"call_name": WORDS[Field.NAME]}, full_name=WORDS[Field.FULL_NAME], about=WORDS[Field.ABOUT],
        looking_for=WORDS[Field.WISHES], offering="", major=WORDS[Field.EDUCATION],
        audiences=all_fields("members", **audiences),
    )  # fmt: skip
    with unit():
        mine = Experience.account_id == account.id
        db.session.execute(update(Experience).where(mine).values(position=WORDS[Field.EXPERIENCE]))
        best = (MemberSkill.account_id == account.id) & (MemberSkill.level == 3)
        db.session.execute(update(MemberSkill).where(best).values(skill_id="barista"))
    return account


def people(text: str, kinds: tuple[str, ...] = MEMBER) -> tuple[list[str], int, int]:
    """The people that are found, how many are counted, and how many excerpts are shown."""
    filters = queries.Filters("member" if "member" in kinds else None)
    results = queries.search(text, kinds=kinds, filters=filters)
    found = [card.key for card in results.cards if card.kind == "member"]
    return found, results.counts.get("member", 0), len(results.excerpts)


@pytest.mark.parametrize(("field", "audience"), CHOSEN)
def test_a_field_is_found_by_its_audience_alone(app: Flask, field: Field, audience: Audience) -> None:
    number = person(**{field.value: audience.value}).id
    services.rebuild()
    # A person whose name is public is shown to guests too: only what is public stands in her entry.
    seen = audience in {Audience.PUBLIC, Audience.MEMBERS}
    found, counted, _excerpts = people(WORDS[field])
    assert (found, counted) == (([f"member:{number}"], 1) if seen else ([], 0))
    assert people(WORDS[field], GUEST)[:2] == ([], 0)
    assert not [card for card in queries.titles(WORDS[field], GUEST, 8) if card.kind == "member"]


@pytest.mark.parametrize("field", [field for field in WORDS if Audience.COORDINATOR in RULES[field].choices])
def test_a_field_is_closed_from_the_next_question_on(app: Flask, field: Field) -> None:
    account = person()
    key = f"member:{account.id}"
    services.rebuild()
    audiences = dict.fromkeys(Field, Audience.MEMBERS) | {field: Audience.COORDINATOR}
    allowed = {name: value for name, value in audiences.items() if value in RULES[name].choices}
    actor = acting(account)
    with unit():
        members.save_audiences(actor=actor, chosen=allowed, is_listed=True)
    assert people(WORDS[field]) == ([], 0, 0)
    settle()
    assert people(WORDS[field])[:2] == ([], 0)
    assert people(WORDS[Field.NAME])[0] == [key]


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_was_closed_is_not_counted_in_any_way(app: Flask, kind: str) -> None:
    thing, other = MAKERS[kind]("Zamrud"), MAKERS[kind]("Zamrud")
    services.rebuild()
    hide(kind, thing.id)
    with unit():
        services.mark(kind, [thing.id])
    results = queries.search("zamrud", kinds=MEMBER, filters=queries.Filters(kind))
    assert [card.id for card in results.cards] == [other.id]
    assert results.counts == {kind: 1}
    assert sum(results.facets.regions.values()) <= 1
    assert [card.id for card in queries.titles("zamrud", MEMBER, 8)] == [other.id]


def test_what_is_only_edited_is_found_meanwhile(app: Flask) -> None:
    job = MAKERS["job"]("Zamrud")
    services.rebuild()
    with unit():
        services.mark("job", [job.id])
    assert [card.id for card in queries.search("zamrud", kinds=GUEST).cards] == [job.id]


def test_a_change_is_noted_in_the_unit_that_makes_it(app: Flask) -> None:
    number = person().id
    services.rebuild()
    with pytest.raises(RuntimeError), unit():
        record(ProfileChanged(number))
        raise RuntimeError("nothing of this is kept")
    assert queries.waiting() == []
    with unit():
        record(ProfileChanged(number))
    assert [change.kind for change in queries.waiting()] == ["member"]


def test_no_visitor_is_offered_a_word_that_only_people_have(app: Flask) -> None:
    person()
    MAKERS["job"]("Kasir")
    services.rebuild()
    assert queries.search("kumbakarma", kinds=GUEST).corrected == ""
    assert queries.search("kasri", kinds=GUEST).corrected == "kasir"
    assert {"kumbakarna", "safirbiru"}.isdisjoint(queries.engine().words())


def test_no_visitor_is_offered_a_form_or_spelling_of_a_word_that_only_people_have(app: Flask) -> None:
    account = person()
    with unit():
        mine = Experience.account_id == account.id
        db.session.execute(update(Experience).where(mine).values(position="gudang resepsionis"))
    MAKERS["job"]("Kasir")
    services.rebuild()
    assert queries.search("pergudngan", kinds=GUEST).corrected == ""
    assert queries.search("receptioist", kinds=GUEST).corrected == ""


def test_a_person_is_closed_however_much_else_waits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    account, job = person(), MAKERS["job"]("Kasir")
    services.rebuild()
    monkeypatch.setattr(queries, "MOST_PENDING", 1)
    with unit():
        services.mark("job", [job.id])
    with unit():
        db.session.execute(delete(MemberSkill).where(MemberSkill.account_id == account.id))
        record(ProfileChanged(account.id))
    assert people("barista") == ([], 0, 0)


def test_no_way_on_counts_what_was_closed(app: Flask) -> None:
    account = person()
    services.rebuild()
    words = f"{WORDS[Field.ABOUT]} qqqqqq"
    assert [way.text for way in ways_on(words, kinds=MEMBER, shown=["member"]).words] == [WORDS[Field.ABOUT]]
    with unit():
        record(ProfileChanged(account.id))
    assert ways_on(words, kinds=MEMBER, shown=["member"]).words == []


def test_no_excerpt_tells_what_was_taken_out(app: Flask) -> None:
    job = make_job(title="Kasir", description="Hubungi rumah zamrudbiru untuk keterangan.")
    services.rebuild()
    assert queries.search("zamrudbiru", kinds=GUEST).excerpts
    with unit():
        db.session.get_one(Job, job.id).description = "Hubungi toko."
        services.mark("job", [job.id])
    assert not queries.search("zamrudbiru", kinds=GUEST).excerpts


@pytest.mark.parametrize("typed", ["barister", "jatirasaa"])
def test_no_visitor_learns_from_what_is_not_corrected_which_words_people_have(app: Flask, typed: str) -> None:
    MAKERS["job"]("Barista")
    services.rebuild()
    before = queries.search(typed, kinds=GUEST)
    make_member(account={"call_name": typed.capitalize()})
    services.rebuild()
    after = queries.search(typed, kinds=GUEST)
    assert before.corrected or before.region
    assert (after.corrected, after.region) == (before.corrected, before.region)
    assert queries.search(typed, kinds=MEMBER).counts == {"member": 1}
