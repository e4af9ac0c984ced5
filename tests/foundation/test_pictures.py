"""A stored picture costs whoever looks at it thirty kilobytes at most, and is as good as that allows."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from community.foundation import pictures
from community.foundation.pictures import MOST_STORED, QUALITIES, SIZES, shrink
from tests.businesses.factories import make_business
from tests.inspector import Inspector
from tests.members.factories import make_member
from tests.personas import sign_in

PHOTO = (4_000, 3_000)


def _photo(grains: int) -> bytes:
    """A photo of 12 megapixels with so many grains of every colour from one side to the other; 0 for a calm one."""
    if grains:
        size = (grains, grains * 3 // 4)
        drawn = Image.frombytes("RGB", size, Random(7).randbytes(size[0] * size[1] * 3))
    else:
        drawn = Image.linear_gradient("L").convert("RGB")
    out = io.BytesIO()
    drawn.resize(PHOTO, Image.Resampling.BILINEAR).save(out, "JPEG", quality=60)
    return out.getvalue()


def _qualities(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    tried, encode = [], pictures._encoded

    def note(picture: Any, quality: int) -> bytes:
        tried.append(quality)
        return encode(picture, quality)

    monkeypatch.setattr(pictures, "_encoded", note)
    return tried


def _width(content: bytes) -> int:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.width


def test_a_calm_photo_keeps_its_quality(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = _qualities(monkeypatch)
    copies = shrink(_photo(0)).copies
    assert {size: _width(content) for size, content in copies.items()} == SIZES
    assert tried == [QUALITIES[0]] * 2


def test_a_lively_photo_loses_quality_before_width(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = _qualities(monkeypatch)
    copies = shrink(_photo(50)).copies
    assert {size: _width(content) for size, content in copies.items()} == SIZES
    assert all(len(content) <= MOST_STORED for content in copies.values())
    assert tried[1:] == list(QUALITIES[: len(tried) - 1]) and len(tried) > 2


@pytest.mark.parametrize("grains", [120, 800])
def test_a_photo_of_noise_becomes_smaller(monkeypatch: pytest.MonkeyPatch, grains: int) -> None:
    tried = _qualities(monkeypatch)
    copies = shrink(_photo(grains)).copies
    assert all(len(content) <= MOST_STORED for content in copies.values())
    assert SIZES["large"] / 3 < _width(copies["large"]) < SIZES["large"] and _width(copies["small"]) == SIZES["small"]
    assert len(tried) <= 1 + len(QUALITIES) + 4, "whoever sent it waits"


def _srcset(client: Inspector, path: str, part: str) -> tuple[str, str]:
    [picture] = [image for image in client.page(path).every("img") if part in image.get("src")]
    return picture.get("srcset"), picture.get("loading")


def test_a_page_offers_both_sizes_of_its_picture(app: Flask, client: Inspector) -> None:
    member = make_member(photo="seorang", audiences={"photo": "members"})
    sign_in(client, member)
    pages = {
        "warung": f"/usaha/{make_business(member, photo='warung').public_id}",
        "seorang": f"/warga/{member.public_id}",
    }
    for name, path in pages.items():
        both = f"/foto/{name}-small.webp 160w, /foto/{name}-large.webp 720w"
        assert _srcset(client, path, name) == (both, ""), "what stands first on a page is not put off"
