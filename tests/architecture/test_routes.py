"""The list of addresses: links that people have shared must not vanish unnoticed.

After a wanted change, UPDATE_ROUTES=1 writes the list anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

LIST = Path(__file__).with_name("routes.txt")


def _routes(house: Flask) -> list[str]:
    found = []
    for rule in house.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        found.append(f"{rule.rule}  {methods}  {rule.endpoint}")
    return sorted(found)


def test_the_addresses_are_those_of_the_list(house: Flask) -> None:
    now = _routes(house)
    if os.environ.get("UPDATE_ROUTES"):
        LIST.write_text("\n".join(now) + "\n", encoding="utf-8")
    listed = LIST.read_text(encoding="utf-8").splitlines()
    assert {"vanished": sorted(set(listed) - set(now)), "unlisted": sorted(set(now) - set(listed))} == {
        "vanished": [],
        "unlisted": [],
    }
