"""Pictures from people: checked before decoding, turned upright, made small, stripped of everything else."""

from __future__ import annotations

import io
import secrets
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any

from flask import current_app
from flask_babel import gettext as _

from community.foundation.errors import DomainError
from community.foundation.limits import Limit, use
from community.foundation.naming import Later
from community.foundation.transactions import when_stored, when_undone

# JPEG is decoded at about the size that is kept, the others in full: some kilobytes become hundreds of megabytes.
MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
MOST_BYTES = 5 * 1024 * 1024
SIZES = {"small": 160, "large": 720}
UPLOADS = Limit("pictures", 30, timedelta(hours=1))
Image, ImageOps = Later("PIL.Image"), Later("PIL.ImageOps")
# Many large pictures at once must not take the memory of everybody.
_one_by_one = threading.Lock()


def store_picture(upload: IO[bytes], *, by: int | None, field: str = "photo") -> str:
    """Keep a picture of account `by` in two sizes as WebP under a generated name, which is returned.

    The type is told by content, the pixel size is read before decoding, and EXIF (place, camera) is left
    behind. DomainError when it is no picture, too heavy or too large, TooMany after many in an hour. A unit
    of work that fails leaves no file.
    """
    use(UPLOADS, str(by))
    upright = _upright(upload.read(MOST_BYTES + 1), field)
    name = secrets.token_urlsafe(16)
    when_undone(partial(_delete, name))
    folder = Path(current_app.config["UPLOAD_PATH"])
    folder.mkdir(parents=True, exist_ok=True)
    for size, edge in SIZES.items():
        copy = upright.copy()
        copy.thumbnail((edge, edge))
        copy.save(folder / f"{name}-{size}.webp", "WEBP", quality=72, method=4)
    return name


def _upright(content: bytes, field: str) -> Any:
    """The picture in these bytes, small and turned upright."""
    if len(content) > MOST_BYTES:
        raise DomainError(_("Foto terlalu besar. Paling besar 5 MB."), field=field)
    try:
        with _one_by_one, Image.open(io.BytesIO(content), formats=tuple(MOST_PIXELS)) as picture:
            # JPEG of phones with two lenses goes by another name.
            most = MOST_PIXELS.get(picture.format, MOST_PIXELS["JPEG"])
            if picture.width * picture.height > most:
                raise DomainError(_("Ukuran foto terlalu besar. Kecilkan dulu, ya."), field=field)
            picture.draft("RGB", (SIZES["large"], SIZES["large"]))
            shrunk = picture.convert("RGB")
            shrunk.thumbnail((SIZES["large"], SIZES["large"]))
            return ImageOps.exif_transpose(shrunk)
    except (Image.UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DomainError(_("Berkas ini bukan foto JPG, PNG atau WebP."), field=field) from error


def remove_picture(name: str | None) -> None:
    """Delete both sizes of a stored picture, if there are any, once the unit of work is stored."""
    if name:
        when_stored(partial(_delete, name))


def _delete(name: str) -> None:
    for size in SIZES:
        (Path(current_app.config["UPLOAD_PATH"]) / f"{name}-{size}.webp").unlink(missing_ok=True)


def picture_path(name: str, size: str) -> Path | None:
    """Where a stored picture lies; None for a name or size that was not generated here."""
    known = size in SIZES and name.replace("-", "").replace("_", "").isalnum() and len(name) < 40
    if not known:
        return None
    path = Path(current_app.config["UPLOAD_PATH"]) / f"{name}-{size}.webp"
    return path if path.is_file() else None
