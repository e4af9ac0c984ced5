"""Every view says who may enter."""

from __future__ import annotations

from flask import Flask


def test_every_view_has_a_door(house: Flask) -> None:
    served = {rule.endpoint for rule in house.url_map.iter_rules()}
    without = {name for name in served if getattr(house.view_functions[name], "door", None) is None}
    assert without == set()


def test_the_site_has_views(house: Flask) -> None:
    assert len(list(house.url_map.iter_rules())) > 1
