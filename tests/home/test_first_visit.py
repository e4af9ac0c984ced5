"""What a phone loads of a page that it never opened: before it can paint, and until everything is there."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from flask import Flask

from tests.city import load_city
from tests.inspector import Inspector
from tests.weight import MOST_BEFORE_PAINT, MOST_BYTES, MOST_REQUESTS, Scales

PAGES = [
    "/", "/komunitas", "/wilayah", "/wilayah/jatiasih", "/wilayah/jatirasa", "/komunitas/jatirasa", "/cari",
    "/cari?q=kasir", "/masuk", "/daftar", "/bantuan", "/privasi",
]  # fmt: skip
LISTS = ["/lowongan", "/acara", "/mentor", "/program", "/pelatihan", "/usaha"]


def _first_of(scales: Scales, path: str) -> str:
    links = (link.get("href") for link in scales.page(path).every("a"))
    return next(address for address in links if re.fullmatch(rf"{path}/[a-z2-9]{{12}}", address))


@pytest.mark.whole_site
def test_main_pages_are_light_on_a_first_visit(app: Flask, client: Inspector) -> None:
    load_city()
    scales, heavy = Scales(client), {}
    # Lists of the whole city come first, for they weigh more than those of a guest who opened her kelurahan.
    for path in chain(LISTS, PAGES, (_first_of(scales, path) for path in LISTS)):
        painted, (requests, complete) = scales.before_paint(path), scales.first_visit(path)
        if painted > MOST_BEFORE_PAINT or complete > MOST_BYTES or requests > MOST_REQUESTS:
            heavy[path] = (painted, complete, requests)
    assert heavy == {}, "(bytes before paint, bytes in all, requests)"
