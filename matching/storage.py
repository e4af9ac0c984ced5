"""Model files: a header with version and checksum, then npz arrays and JSON. Never pickle."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from matching.errors import DamagedModelError, ForeignModelError, ModelVersionError
from matching.profiles import Offer

_MAGIC = b"matching-model"
VERSION = 3
_META = "meta"


def write_model(path: str | Path, arrays: Mapping[str, Any], meta: Mapping[str, Any]) -> None:
    """Write beside the file and rename, so a reader never sees half a model."""
    buffer = io.BytesIO()
    encoded = np.frombuffer(json.dumps(meta, sort_keys=True).encode(), dtype=np.uint8)
    np.savez_compressed(buffer, **{**arrays, _META: encoded})
    body = buffer.getvalue()
    header = b" ".join([_MAGIC, str(VERSION).encode(), hashlib.sha256(body).hexdigest().encode()])
    target = Path(path)
    draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
    draft.write_bytes(header + b"\n" + body)
    os.replace(draft, target)


def read_model(path: str | Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """(arrays, meta). ForeignModelError, ModelVersionError or DamagedModelError; fit again then."""
    header, _, body = Path(path).read_bytes().partition(b"\n")
    fields = header.split(b" ")
    if fields[0] != _MAGIC or len(fields) != 3:
        raise ForeignModelError(f"{path} is not a model file of this library; fit and save one")
    if fields[1] != str(VERSION).encode():
        found = fields[1][:20].decode("ascii", "replace")
        raise ModelVersionError(f"{path} has format version {found}, this library reads {VERSION}; fit again")
    if hashlib.sha256(body).hexdigest().encode() != fields[2]:
        raise DamagedModelError(f"{path} is damaged: its checksum does not fit; fit and save again")
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        return arrays, json.loads(arrays.pop(_META).tobytes())
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise DamagedModelError(f"{path} cannot be read: {error}; fit and save again") from error


def offer_to_json(offer: Offer) -> dict[str, Any]:
    """Sets become sorted lists; the checks of Offer turn them back."""
    plain = asdict(offer)
    plain["skills"] = sorted(offer.skills)
    plain["features"] = {
        key: sorted(value) if isinstance(value, set | frozenset) else value for key, value in offer.features.items()
    }
    return plain
