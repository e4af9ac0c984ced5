"""The skills that a step asks about: worth a tick, and never what she has told already."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from community.members.models import SkillDirection
from community.members.services import save_skills
from tests.members.factories import make_member
from tests.personas import acting, sign_in
from tests.support import unit


def asked(client: FlaskClient, step: str) -> list[str]:
    """The ids that a step offers to tick."""
    boxes = client.page(f"/profil/mulai/{step}").every("input")
    return [box.get("value") for box in boxes if box.get("name") == "suggested"]


def test_nobody_is_asked_to_learn_what_she_can_do(app: Flask, client: FlaskClient) -> None:
    rina = make_member()
    sign_in(client, rina)
    assert "word" in asked(client, "belajar")
    with unit():
        save_skills(actor=acting(rina), direction=SkillDirection.HAVE, levels={"word": 2})
    assert asked(client, "belajar") and "word" not in asked(client, "belajar")


def test_what_was_just_typed_is_not_asked_about(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_member())
    assert "layanan_pelanggan" in asked(client, "keterampilan")
    shown = client.fill("/profil/mulai/keterampilan", None, typed="cs, motorannn").get_data(as_text=True)
    assert "Sudah dicatat: Melayani pelanggan" in shown
    assert 'name="suggested"' in shown and 'name="suggested" value="layanan_pelanggan"' not in shown
