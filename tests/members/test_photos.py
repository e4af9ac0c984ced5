"""A photo is fetched by those who may see it now, however its address became known."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from flask import Flask

from community.accounts.models import AccountStatus
from community.businesses.models import BusinessStatus
from community.foundation import pictures, worker
from community.foundation.pictures import shrink, store_picture
from tests.businesses.factories import make_business
from tests.factories import make_account
from tests.inspector import Inspector
from tests.members.factories import make_member
from tests.personas import coordinator, sign_in
from tests.regressions.support import browser
from tests.regressions.test_r26 import _photo
from tests.support import unit


def _stored() -> str:
    with unit():
        return store_picture(shrink(_photo()))


def _fetch(client: Inspector, name: str) -> tuple[int, str]:
    with client.get(f"/foto/{name}-small.webp") as answer:
        return answer.status_code, answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("audience", "guest", "member", "officer"),
    [
        ("public", 200, 200, 200),
        ("members", 404, 200, 200),
        ("coordinator", 404, 404, 200),
        ("application", 404, 404, 404),
    ],
)
def test_a_photo_has_its_audience(app: Flask, audience: str, guest: int, member: int, officer: int) -> None:
    name = _stored()
    who = make_member(photo=name, audiences={"photo": audience})
    for account, status in ((None, guest), (make_account(), member), (coordinator(), officer), (who, 200)):
        client = browser(app)
        if account is not None:
            sign_in(client, account)
        found, kept = _fetch(client, name)
        assert found == status and (status == 404 or kept == "private, no-cache")


def test_the_photo_of_a_suspended_person_is_gone(app: Flask, client: Inspector) -> None:
    name = _stored()
    make_member(account={"status": AccountStatus.SUSPENDED}, photo=name, audiences={"photo": "public"})
    sign_in(client, make_account())
    assert _fetch(client, name)[0] == 404


def test_the_photo_of_a_business_is_hidden_with_it(app: Flask, client: Inspector) -> None:
    shown, hidden = _stored(), _stored()
    owner = make_account()
    make_business(photo=shown)
    make_business(owner, photo=hidden, status=BusinessStatus.HIDDEN)
    assert _fetch(client, shown) == (200, "public, max-age=86400") and _fetch(client, hidden)[0] == 404
    sign_in(client, owner)
    assert _fetch(client, hidden) == (200, "private, no-cache")


def test_a_picture_that_belongs_to_nobody_is_shown_to_nobody(app: Flask, client: Inspector) -> None:
    assert _fetch(client, _stored())[0] == 404


def _files(app: Flask) -> set[str]:
    return {path.stem.rpartition("-")[0] for path in Path(app.config["UPLOAD_PATH"]).glob("*.webp")}


def test_what_a_crash_left_behind_is_deleted_and_nothing_else(app: Flask) -> None:
    mine, shop, lost, coming = (_stored() for _photo in range(4))
    make_member(photo=mine)
    make_business(photo=shop)
    _age(app, mine, shop, lost)
    before = _files(app)
    worker.run_tasks(everything=True)
    assert before - _files(app) >= {lost} and _files(app) >= {mine, shop, coming}


def _age(app: Flask, *names: str) -> None:
    """Make these pictures old enough to be lost."""
    yesterday = time.time() - pictures.LOST_AFTER.total_seconds() - 1
    for name in names:
        for path in Path(app.config["UPLOAD_PATH"]).glob(f"{name}-*.webp"):
            os.utime(path, (yesterday, yesterday))


def test_beside_a_database_that_names_no_picture_none_is_deleted(app: Flask) -> None:
    kept = _stored()
    _age(app, kept)
    pictures.forget_lost()
    assert kept in _files(app)


def test_a_picture_that_goes_meanwhile_keeps_no_other_from_being_deleted(app: Flask) -> None:
    lost = _stored()
    make_member(photo=_stored())
    folder = Path(app.config["UPLOAD_PATH"])
    _age(app, lost)
    gone = folder / "gone-small.webp"
    gone.symlink_to(folder / "nowhere")
    try:
        pictures.forget_lost()
    finally:
        gone.unlink()
    assert lost not in _files(app)


def test_no_picture_is_deleted_while_a_domain_keeps_to_itself_which_are_its_own(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(pictures.KEPT_IN, "members")
    _stored()
    with pytest.raises(RuntimeError):
        pictures.forget_lost()
