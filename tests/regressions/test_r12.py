"""R01, R12, R35: what is not for everybody came out of a side door: every page, search, calendar and JSON is read."""

from __future__ import annotations

import pytest
from flask import Flask

from community.foundation.phones import format_phone
from community.members.services import LOOKS
from tests.inspector import Inspector
from tests.members.factories import FULL, make_member
from tests.personas import sign_in
from tests.recommendations.factories import work
from tests.regressions.forms import pages
from tests.regressions.world import World
from tests.support import send_bare

QUESTIONS = ("Sari", "Sari Wulandari", "4500000", "tata boga", "pelamar", "+62812", "warung")


def _secrets(world: World) -> list[str]:
    phones = [str(person.phone) for person in world.people.values()]
    written = [format_phone(phone) for phone in phones]
    bare = [phone.removeprefix("+62") for phone in phones]
    return [*phones, *written, *bare, str(FULL["full_name"]), "4.500.000", str(FULL["wished_pay"])]


@pytest.mark.whole_site
@pytest.mark.parametrize("role", ["guest", "member", "far"])
def test_no_page_tells_a_stranger_what_is_kept_for_few(app: Flask, role: str) -> None:
    world = World()
    work()
    client = world.browser_of(app, role)
    own = str(world.people[role].phone) if role in world.people else "-"
    kept = [word for word in _secrets(world) if own.removeprefix("+62") not in word.replace("-", "").replace(" ", "")]
    kept = [word for word in kept if word != format_phone(own)] if own != "-" else kept
    paths = [world.path(app, rule) for rule in pages(app) if not rule.endpoint.startswith("styleguide.")]
    for page in ("/cari", "/cari.json", "/warga", "/lowongan", "/mentor", "/usaha"):
        paths += [f"{page}?q={word}&kata={word}&bisa={word}" for word in QUESTIONS]
    for path in paths:
        text = client.get(path).get_data(as_text=True)
        told = [word for word in kept if word in text and f"={word}" not in path]
        assert told == [], f"{role} {path} tells {told}"


def test_looking_at_numbers_one_after_the_other_ends(app: Flask, client: Inspector) -> None:
    world = World()
    sign_in(client, world.people["near"])
    audiences = {"phone": "coordinator", "full_name": "coordinator"}
    others = [make_member(audiences=audiences, full_name=f"Orang {number}") for number in range(LOOKS.most + 3)]
    answers = [send_bare(client, f"/warga/{other.public_id}/buka").status_code for other in others]
    assert answers.count(303) == LOOKS.most and answers[-1] == 429
