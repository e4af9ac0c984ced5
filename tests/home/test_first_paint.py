"""What a phone must load before it can paint a page: its HTML and the style that blocks, compressed."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.city import load_city
from tests.inspector import Inspector

MOST_BYTES = 14 * 1024
PACKED = {"Accept-Encoding": "br"}
PAGES = [
    "/", "/wilayah", "/wilayah/jatiasih", "/wilayah/jatirasa", "/lowongan", "/acara", "/komunitas", "/mentor",
    "/program", "/pelatihan", "/usaha", "/cari", "/cari?q=kasir", "/masuk", "/daftar", "/bantuan", "/privasi",
]  # fmt: skip


@pytest.mark.whole_site
def test_main_pages_are_painted_after_14_kilobytes(app: Flask, client: Inspector) -> None:
    load_city()
    weights = {}
    for path in PAGES:
        page = client.page(path)
        blocking = [
            link.get("href")
            for link in page.every("link")
            if link.get("rel") == "stylesheet" and link.get("media") != "print"
        ]
        client.inspecting = False
        weights[path] = sum(len(client.get(address, headers=PACKED).get_data()) for address in [path, *blocking])
        client.inspecting = True
    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}
