"""R06, R26: uploads that are pages, archives or bombs are refused; a stored picture holds nothing but a picture."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from community.foundation import pictures
from community.foundation.database import writing
from community.foundation.errors import DomainError
from community.foundation.limits import count_use
from community.foundation.pictures import SIZES, UPLOADS, read_picture, remove_picture, store_picture
from tests.businesses.factories import make_business
from tests.factories import make_account
from tests.inspector import Inspector
from tests.personas import sign_in
from tests.support import unit

NO_PICTURES = {
    "page": b"<!doctype html><script>alert(1)</script>",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "entities": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "document": b"%PDF-1.4\n1 0 obj",
    "archive": b"PK\x03\x04" + bytes(60),
    "animation": b"GIF89a" + bytes(60),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "half": b"\xff\xd8\xff\xe0" + bytes(40),
    "nothing": b"",
}


def _bomb() -> bytes:
    """A PNG of 60,000 times 60,000 pixels in a few bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def _photo() -> bytes:
    picture, out = Image.new("RGB", (300, 200), "green"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "KameraRahasia"
    exif.get_ifd(0x8825)[2] = (6.0, 16.0, 30.0)
    picture.save(out, "JPEG", exif=exif, comment=b"KomentarRahasia")
    return out.getvalue()


def _costly() -> bytes:
    """A PNG of two kilobytes that takes hundreds of megabytes to decode."""
    out = io.BytesIO()
    Image.new("P", (4_100, 4_100)).save(out, "PNG")
    return out.getvalue()


def _turned(kind: str) -> bytes:
    """A picture lying on its side, with a note of how to turn it; two in one file for MPO."""
    picture, out, exif = Image.new("RGB", (300, 200), "green"), io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    more = {"save_all": True, "append_images": [picture]} if kind == "MPO" else {}
    picture.save(out, kind, exif=exif, **more)
    return out.getvalue()


def _stored(app: Flask) -> list[Path]:
    return sorted(Path(app.config["UPLOAD_PATH"]).glob("*"))


@pytest.mark.parametrize("kind", [*NO_PICTURES, "bomb", "costly", "heavy"])
def test_what_is_no_ordinary_picture_is_refused(app: Flask, client: Inspector, kind: str) -> None:
    sign_in(client, make_account())
    before = _stored(app)
    content = {**NO_PICTURES, "bomb": _bomb(), "costly": _costly(), "heavy": _photo() + bytes(5 * 2**20)}[kind]
    answer = client.fill("/profil/foto", photo=(io.BytesIO(content), "../../x.jpg", "image/jpeg"))
    assert answer.status_code == 422
    assert _stored(app) == before


@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "WEBP"])
def test_a_picture_stands_upright(app: Flask, kind: str) -> None:
    picture = read_picture(io.BytesIO(_turned(kind)), by=1)
    with unit():
        name = store_picture(picture)
    for size, height in {"small": 160, "large": 300}.items():
        with Image.open(Path(app.config["UPLOAD_PATH"]) / f"{name}-{size}.webp") as picture:
            assert picture.height == height > picture.width


def test_a_stored_picture_is_only_a_picture(app: Flask, client: Inspector) -> None:
    sign_in(client, make_account())
    before = set(_stored(app))
    sent = {"photo": (io.BytesIO(_photo()), "../../../x.html", "text/html")}
    assert client.fill("/profil/foto", **sent).status_code == 303
    kept = [path for path in _stored(app) if path not in before]
    assert {path.suffix for path in kept} == {".webp"} and all(".." not in path.name for path in kept)
    for path in kept:
        with Image.open(path) as picture:
            assert b"Rahasia" not in path.read_bytes() and not picture.getexif()
        with client.get(f"/foto/{path.name}") as answer:
            assert answer.mimetype == "image/webp"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_picture_is_deleted_only_when_that_is_stored(app: Flask) -> None:
    picture = read_picture(io.BytesIO(_photo()), by=1)
    with unit():
        name = store_picture(picture)
    both = [path for path in _stored(app) if path.name.startswith(name)]
    with pytest.raises(RuntimeError, match="undo"), unit():
        remove_picture(name)
        raise RuntimeError("undo")
    assert len(both) == 2 and all(path.is_file() for path in both)
    with unit():
        remove_picture(name)
    assert not any(path.exists() for path in both)


def test_an_undone_change_leaves_no_picture(app: Flask) -> None:
    before = _stored(app)
    picture = read_picture(io.BytesIO(_photo()), by=1)
    with pytest.raises(RuntimeError, match="undo"), unit():
        store_picture(picture)
        raise RuntimeError("undo")
    assert _stored(app) == before


def test_nobody_fills_the_disk_with_pictures(app: Flask, client: Inspector) -> None:
    account = make_account()
    for _turn in range(UPLOADS.most):
        read_picture(io.BytesIO(_photo()), by=account.id)
    sign_in(client, account)
    before = _stored(app)
    answer = client.fill("/profil/foto", photo=(io.BytesIO(_photo()), "x.jpg", "image/jpeg"))
    assert answer.status_code == 429 and "Sudah terlalu banyak dicoba" in answer.get_data(as_text=True)
    assert _stored(app) == before


def test_pictures_that_were_refused_count_too(app: Flask, client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    for _turn in range(2):
        assert client.fill("/profil/foto", photo=(io.BytesIO(b"<svg/>"), "x.jpg", "image/jpeg")).status_code == 422
    with unit():
        assert count_use(UPLOADS, str(account.id)) == 3


def _many_scans(repeats: int) -> bytes:
    """A progressive JPEG whose last scan is repeated: each costs a walk over all its pixels."""
    out = io.BytesIO()
    Image.new("L", (64, 64), 128).save(out, "JPEG", progressive=True)
    content = out.getvalue()
    last, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    return content[:end] + content[last:end] * repeats + content[end:]


def _never_decoded(*_args: object, **_kwargs: object) -> None:
    raise AssertionError("decoded")


def test_a_jpeg_of_many_scans_is_refused_before_decoding(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_picture(io.BytesIO(_many_scans(3)), by=1).copies.keys() == SIZES.keys()
    monkeypatch.setattr(Image, "open", _never_decoded)
    for hidden in (b"", b"\xff" * 7, b"\xff\xfe\x00\x08\xff\xd9\xff\xd9\xff\xd9"):
        costly = _many_scans(400)
        start = costly.index(b"\xff\xda")
        with pytest.raises(DomainError, match="tidak bisa kami buka"):
            read_picture(io.BytesIO(costly[:start] + hidden + costly[start:]), by=1)
    with pytest.raises(DomainError, match="tidak bisa kami buka"):
        read_picture(io.BytesIO(b"\xff\xd8" + b"\xff\xfe\x00\x02" * 2_000), by=1)


def test_what_a_phone_puts_behind_or_into_its_picture_is_no_scan(app: Flask) -> None:
    film = b"\xff\xda\x00\x02" * 100
    assert read_picture(io.BytesIO(_photo() + film), by=1)
    noted = _photo()[:2] + b"\xff\xe5" + (len(film) + 2).to_bytes(2) + film + _photo()[2:]
    assert read_picture(io.BytesIO(noted), by=1)


def test_large_jpegs_are_read_only_when_that_is_cheap(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PROGRESSIVE", 64 * 64 - 1)
    with pytest.raises(DomainError, match="terlalu besar"):
        read_picture(io.BytesIO(_many_scans(0)), by=1)
    assert read_picture(io.BytesIO(_photo()), by=1)


@pytest.mark.parametrize("page", ["/profil/foto", "/usaha/{}/ubah/cerita"])
def test_no_picture_is_read_within_a_unit_of_work(
    app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    owner = make_account()
    sign_in(client, owner)
    path, was_writing, read = page.format(make_business(owner).public_id), [], pictures._upright

    def note(*args: Any) -> Any:
        was_writing.append(writing.get())
        return read(*args)

    monkeypatch.setattr(pictures, "_upright", note)
    assert client.fill(path, None, photo=(io.BytesIO(_photo()), "x.jpg")).status_code == 303
    assert was_writing == [False]
    with pytest.raises(RuntimeError, match="before the unit"), unit():
        read_picture(io.BytesIO(_photo()), by=1)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _png(*chunks: bytes, after: tuple[bytes, ...] = ()) -> bytes:
    """A PNG twice as wide as high with these chunks before its pixels, and others behind them."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 20, 10, 8, 2, 0, 0, 0))
    pixels = _chunk(b"IDAT", zlib.compress((b"\0" + b"\1\2\3" * 20) * 10))
    return b"".join((b"\x89PNG\r\n\x1a\n", head, *chunks, pixels, *after, _chunk(b"IEND", b"")))


PROFILE = _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000)))
MANY = {
    "unknown": _png(*[_chunk(b"abCd", b"")] * 100),
    "behind": _png(after=(_chunk(b"abCd", b""),) * 100),
    "profiles": _png(*[PROFILE] * 100),
    "texts": _png(*[_chunk(b"tEXt", b"a\0b")] * 100),
    "no pixels": _png(after=(_chunk(b"IDAT", b""),) * 3_000),
}


@pytest.mark.parametrize("kind", MANY)
def test_a_png_of_many_chunks_is_refused_before_any_is_taken_apart(app: Flask, kind: str) -> None:
    with app.test_request_context(), pytest.raises(DomainError):
        read_picture(io.BytesIO(MANY[kind]), by=1)


def test_a_png_as_programmes_write_it_is_taken(app: Flask) -> None:
    written = _png(PROFILE, *[_chunk(b"tEXt", b"a\0b")] * 20, after=(_chunk(b"IDAT", b""),) * 1_000)
    with app.test_request_context():
        assert read_picture(io.BytesIO(written), by=1).copies.keys() == SIZES.keys()


def _held(entries: int) -> bytes:
    """The EXIF of a camera that was held on its side, with so many entries."""
    held = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    others = b"".join(struct.pack(">HHII", 0x9000 + number % 0x1000, 4, 1, 0) for number in range(entries - 1))
    return b"MM\0*\0\0\0\x08" + struct.pack(">H", entries) + held + others + bytes(4)


@pytest.mark.parametrize(("entries", "upright"), [(50, True), (60_000, False)])
def test_only_as_many_words_of_a_camera_are_read_as_cameras_write(app: Flask, entries: int, upright: bool) -> None:
    with app.test_request_context():
        read = read_picture(io.BytesIO(_png(_chunk(b"eXIf", _held(entries)))), by=1)
    with Image.open(io.BytesIO(read.copies["large"])) as stored:
        assert (stored.height > stored.width) is upright


def test_a_photo_whose_camera_wrote_nonsense_stands_upright_all_the_same(app: Flask) -> None:
    nonsense = struct.pack(">HHI", 0x0100, 2, 4) + b"wide"
    held = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"MM\0*\0\0\0\x08" + struct.pack(">H", 2) + nonsense + held + bytes(4)
    with app.test_request_context():
        read = read_picture(io.BytesIO(_png(_chunk(b"eXIf", exif))), by=1)
    with Image.open(io.BytesIO(read.copies["large"])) as stored:
        assert stored.height > stored.width


def test_a_photo_is_taken_whose_camera_wrote_what_nobody_can_read(app: Flask) -> None:
    with app.test_request_context():
        read = read_picture(io.BytesIO(_png(_chunk(b"eXIf", b"XX\0*\0\0\0\x08"))), by=1)
    with Image.open(io.BytesIO(read.copies["large"])) as stored:
        assert stored.width > stored.height


def test_what_the_library_trips_over_is_no_picture(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_args: object, **_more: object) -> None:
        raise struct.error("unpack requires a buffer")

    monkeypatch.setattr(Image, "open", trip)
    with app.test_request_context(), pytest.raises(DomainError):
        read_picture(io.BytesIO(_png()), by=1)
