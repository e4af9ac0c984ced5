"""The screens of `make screenshots` are pages of this site, and the main ones for guests and members are among them."""

from __future__ import annotations

import pytest
from flask import Flask

from community import create_app
from community.demo.corpus.personas import ROLES
from scripts.screenshots import GUEST, LISTS, MEMBER_LISTS, MEMBERS


@pytest.fixture(scope="module")
def house() -> Flask:
    """The whole application as it is wired, without a database being asked."""
    return create_app("testing")


def _endpoints(house: Flask, paths: list[str]) -> set[str]:
    adapter = house.url_map.bind("")
    return {str(adapter.match(path.partition("?")[0], method="GET")[0]) for path in paths}


def _of_members() -> dict[str, str]:
    return {name: path for screens in MEMBERS.values() for name, path in screens.items()}


def test_every_screen_is_a_page(house: Flask) -> None:
    guests = _endpoints(house, [*GUEST.values(), *LISTS.values()])
    assert {"home.front", "home.area", "search.index", "jobs.index", "events.index", "communities.index"} <= guests
    members = _endpoints(house, list(_of_members().values()))
    wanted = {"home.today", "recommendations.index", "members.profile", "jobs.my_applications", "admin.desk"}
    assert wanted <= members
    assert {"vacancies", "events", "communities"} <= set(MEMBER_LISTS) <= set(LISTS)


def test_every_role_is_seen() -> None:
    assert list(MEMBERS) == list(range(len(ROLES)))


def test_no_picture_is_taken_twice_under_one_name() -> None:
    names = [*GUEST, *LISTS, *(f"{name}-one" for name in LISTS), *(f"{name}-one-member" for name in MEMBER_LISTS)]
    names += [name for screens in MEMBERS.values() for name in screens]
    assert len(names) == len(set(names))
