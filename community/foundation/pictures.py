"""Pictures from people: checked before decoding, turned upright, made small, stripped of everything else."""

from __future__ import annotations

import enum
import io
import os
import re
import secrets
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from flask import current_app, g, request
from flask_babel import gettext as _
from sqlalchemy import select

from community.foundation.database import PART, db, writing
from community.foundation.errors import DomainError
from community.foundation.limits import Limit, use
from community.foundation.naming import Later
from community.foundation.transactions import unit_of_work, when_stored, when_undone

# JPEG is decoded at about the size that is kept, which is cheap only when its pixels come in order; the others
# are decoded in full: some kilobytes become hundreds of megabytes.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
MOST_PROGRESSIVE = 16_000_000
MOST_BYTES = 5 * 1024 * 1024
# Each scan of a JPEG is a walk over all its pixels; cameras and programmes make about ten of them.
MOST_SCANS, MOST_SEGMENTS = 40, 1_000
# A PNG is taken apart chunk by chunk, and each colour profile or text in it unpacked: pixels come in chunks of some
# kilobytes, of everything else there are a dozen.
MOST_PIXEL_CHUNKS, MOST_OTHER_CHUNKS = 2_500, 40
# What tells how a camera was held, by the names the library gives it, fits in a segment of a JPEG; each of its
# entries is read one by one.
_TURNED_BY = ("exif", "Raw profile type exif", "xmp", "XML:com.adobe.xmp")
MOST_EXIF = 64 * 1024
ORIENTATION = 0x0112
SIZES = {"small": 160, "large": 720}
# What each costs whoever looks, with a prepaid plan; the first quality that keeps to it is taken.
MOST_STORED = 30_000
QUALITIES = (72, 60, 48, 36)
LOST_AFTER = timedelta(days=1)
UPLOADS = Limit("pictures", 30, timedelta(hours=1))
Image = Later("PIL.Image")


class Sight(enum.Enum):
    """Whether a viewer gets a picture: for good, only after asking each time, or not at all."""

    FOR_ALL = "for_all"
    FOR_NOW = "for_now"
    NONE = "none"


# Each domain that stores pictures says, by its name, who may see one of its own; None for what is not its own.
GUARDS: dict[str, Callable[[str, Any], Sight | None]] = {}
# The column in which each of them keeps the names of its pictures.
KEPT_IN: dict[str, Any] = {}
# Many large pictures at once must not take the memory of everybody.
_one_by_one = threading.Lock()
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_START_OF_SCAN, _END = 0xDA, 0xD9
_PNG = b"\x89PNG\r\n\x1a\n"
_ALONE = {0x01, *range(0xD0, 0xD9)}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made small and stripped: its WebP bytes by the name of the size."""

    copies: Mapping[str, bytes]


def read_picture(upload: IO[bytes], *, by: int | None, field: str = "photo") -> Picture:
    """What account `by` sent, in two sizes; before any unit of work, for decoding would hold up whoever writes.

    The type is told by content, structure and pixel size are read before decoding, and EXIF (place, camera) is
    left behind. DomainError when it is no picture, too heavy or too large, TooMany after many in an hour,
    those that were refused included.
    """
    if writing.get():
        raise RuntimeError("Pictures are read before the unit of work begins.")
    with unit_of_work():
        use(UPLOADS, str(by))
    return shrink(upload.read(MOST_BYTES + 1), field)


def shrink(content: bytes, field: str = "photo") -> Picture:
    """The picture in these bytes in two sizes; DomainError when it is none, too heavy or too large."""
    upright = _upright(content, field)
    return Picture({size: _light(upright, edge) for size, edge in SIZES.items()})


def _light(upright: Any, edge: int) -> bytes:
    """The picture no longer than `edge`, as good as `MOST_STORED` allows; smaller where no quality is low enough."""
    copy = upright.copy()
    copy.thumbnail((edge, edge))
    for quality in QUALITIES:
        content = _encoded(copy, quality)
        if len(content) <= MOST_STORED:
            return content
    while len(content) > MOST_STORED:
        # Bytes go with the area, a little less than in proportion.
        edge = int(max(copy.size) * 0.96 * (MOST_STORED / len(content)) ** 0.5)
        copy.thumbnail((edge, edge))
        content = _encoded(copy, QUALITIES[-1])
    return content


def _encoded(picture: Any, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def prepare_upload() -> None:
    """Read the file `photo` of this request, for `prepared_by`; what is wrong with it waits for the view."""
    g.picture = None
    upload = request.files.get("photo")
    if upload is not None and upload.filename:
        try:
            g.picture = read_picture(upload.stream, by=g.actor.account_id)
        except DomainError as error:
            g.picture = error


def prepared_upload() -> Picture | None:
    """The picture `prepare_upload` read, None for none; raises what was wrong with it."""
    if isinstance(g.picture, DomainError):
        raise g.picture
    return cast("Picture | None", g.picture)


def store_picture(picture: Picture) -> str:
    """Keep a picture under a generated name, which is returned; a unit of work that fails leaves no file."""
    name = secrets.token_urlsafe(16)
    when_undone(partial(_delete, name))
    folder = Path(current_app.config["UPLOAD_PATH"])
    folder.mkdir(parents=True, exist_ok=True)
    for size, content in picture.copies.items():
        (folder / f"{name}-{size}.webp").write_bytes(content)
    return name


def _is_costly(content: bytes) -> bool:
    """Whether a picture comes in more parts than any camera or programme makes; each is read one by one."""
    if content.startswith(b"\xff\xd8"):
        return _has_many_scans(content)
    return content.startswith(_PNG) and _has_many_chunks(content)


def _has_many_scans(content: bytes) -> bool:
    """Whether a JPEG has too many scans or segments; read as the decoder does, up to its end."""
    scans = position = 0
    for _segment in range(MOST_SEGMENTS):
        found = _MARKER.search(content, position)
        if found is None or found[1][0] == _END:
            return False
        position = found.end()
        if found[1][0] in _ALONE:
            continue
        scans += found[1][0] == _START_OF_SCAN
        if scans > MOST_SCANS:
            return True
        position += int.from_bytes(content[position : position + 2])
    return True


def _has_many_chunks(content: bytes) -> bool:
    """Whether a PNG has too many chunks; read as the decoder does, up to its end."""
    position, pixels, others = len(_PNG), 0, 0
    while pixels <= MOST_PIXEL_CHUNKS and others <= MOST_OTHER_CHUNKS:
        kind = content[position + 4 : position + 8]
        if len(kind) < 4 or kind == b"IEND":
            return False
        pixels += kind == b"IDAT"
        others += kind != b"IDAT"
        position += 12 + int.from_bytes(content[position : position + 4])
    return True


def _most_pixels(picture: Any) -> int:
    if picture.info.get("progressive"):
        return MOST_PROGRESSIVE
    # JPEG of phones with two lenses goes by another name.
    return MOST_PIXELS.get(picture.format, MOST_PIXELS["JPEG"])


def _upright(content: bytes, field: str) -> Any:
    """The picture in these bytes, small and turned upright."""
    if len(content) > MOST_BYTES:
        raise DomainError(_("Foto terlalu besar. Paling besar 5 MB."), field=field)
    if _is_costly(content):
        raise DomainError(_("Foto ini tidak bisa kami buka. Coba foto lain, ya."), field=field)
    try:
        with _one_by_one, Image.open(io.BytesIO(content), formats=tuple(MOST_PIXELS)) as picture:
            if picture.width * picture.height > _most_pixels(picture):
                raise DomainError(_("Ukuran foto terlalu besar. Kecilkan dulu, ya."), field=field)
            picture.draft("RGB", (SIZES["large"], SIZES["large"]))
            shrunk = picture.convert("RGB")
            shrunk.thumbnail((SIZES["large"], SIZES["large"]))
            shrunk.info = {name: told for name in _TURNED_BY if 0 < len(told := shrunk.info.get(name, "")) <= MOST_EXIF}
            return _turn_upright(shrunk)
    except DomainError:
        raise
    except Exception as error:
        # What a library trips over in bytes that somebody made up is not foreseen by a list.
        raise DomainError(_("Berkas ini bukan foto JPG, PNG atau WebP."), field=field) from error


def _turn_upright(picture: Any) -> Any:
    # Not by ImageOps.exif_transpose: it writes the EXIF anew, which fails on what some phones put there.
    turns = Image.Transpose
    by_orientation = {
        2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM, 5: turns.TRANSPOSE,
        6: turns.ROTATE_270, 7: turns.TRANSVERSE, 8: turns.ROTATE_90,
    }  # fmt: skip
    try:
        turn = by_orientation.get(picture.getexif().get(ORIENTATION))
    except Exception:
        # What cannot be read says nothing of how the camera was held; the photo itself is there.
        return picture
    return picture if turn is None else picture.transpose(turn)


def remove_picture(name: str | None) -> None:
    """Delete both sizes of a stored picture, if there are any, once the unit of work is stored."""
    if name:
        when_stored(partial(_delete, name))


def _delete(name: str) -> None:
    for size in SIZES:
        (Path(current_app.config["UPLOAD_PATH"]) / f"{name}-{size}.webp").unlink(missing_ok=True)


def sight_of(name: str, viewer: Any) -> Sight:
    """Whether the viewer may see a stored picture now; what belongs to nobody is seen by nobody."""
    answers = (guard(name, viewer) for guard in GUARDS.values())
    return next((answer for answer in answers if answer is not None), Sight.NONE)


def forget_lost() -> None:
    """Delete what a crash between file and database left behind: pictures that no row names any more.

    Young files are left alone: the row they belong to may be on its way.
    """
    folder, before = Path(current_app.config["UPLOAD_PATH"]), time.time() - LOST_AFTER.total_seconds()
    if not folder.is_dir():
        return
    if KEPT_IN.keys() != GUARDS.keys():
        raise RuntimeError("A domain that shows pictures does not say where it keeps their names.")
    if not any(map(_holds_names, KEPT_IN.values())):
        # More likely a database that is still to be restored than a site whose every picture is lost.
        return
    with os.scandir(folder) as files:
        old = sorted({file.name.rpartition("-")[0] for file in files if _is_older(file, before)})
    for start in range(0, len(old), PART):
        part = old[start : start + PART]
        for name in set(part) - _kept_of(part):
            _delete(name)


def _holds_names(column: Any) -> bool:
    return db.session.scalar(select(column).where(column.is_not(None)).limit(1)) is not None


def _is_older(file: os.DirEntry[str], before: float) -> bool:
    try:
        return file.stat().st_mtime < before
    except FileNotFoundError:
        # Removed by its owner since the folder was read.
        return False


def _kept_of(names: Collection[str]) -> set[str]:
    asked = (select(column).where(column.in_(names)) for column in KEPT_IN.values())
    return {name for statement in asked for name in db.session.scalars(statement)}


def picture_path(name: str, size: str) -> Path | None:
    """Where a stored picture lies; None for a name or size that was not generated here."""
    known = size in SIZES and name.replace("-", "").replace("_", "").isalnum() and len(name) < 40
    if not known:
        return None
    path = Path(current_app.config["UPLOAD_PATH"]) / f"{name}-{size}.webp"
    return path if path.is_file() else None
