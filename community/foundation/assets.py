"""Style, script, icons, fonts and pictures of the site, joined and hashed in memory.

`static/css` becomes css/guyub.css, which every page needs before it can be painted, css/form.css with what one fills
in and lists are narrowed by, css/inner.css with what else only inner pages wear (tables, talk), and css/print.css for
sheets of paper; `static/js` becomes js/guyub.js. Each
is joined in a fixed order; every other file keeps its path below static/. All are served at /aset/<name>, where the
name carries the hash of the content, so that a browser may keep them for a year.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, g, has_request_context, request

from community.foundation.doors import public
from config import ROOT

STATIC = ROOT / "static"
STYLE, FORM_STYLE, INNER_STYLE = "css/guyub.css", "css/form.css", "css/inner.css"
PRINT_STYLE = "css/print.css"
SCRIPT = "js/guyub.js"
STYLE_ORDER = ("tokens.css", "base.css", "layout.css", "components", "utilities.css")
# What the front page and the pages of areas do not wear, and (FORM) of it what lists do; tests/inspector.py
# fails where a page wears what it does not ask for.
INNER = frozenset(
    "audience bars comment conditions confirm face photo post price_list qr skill_rows slip steps table"
    " timeline todo_list when_where".split()
)
FORM = frozenset("count_tabs error_summary fieldset filters form_box form_field pager tabs widen".split())
SCRIPT_LAST = "main.js"
FOLDERS = ("fonts", "img")
KEPT = "public, max-age=31536000, immutable"
COMPRESSIBLE = {".css", ".js", ".svg"}
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
}
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=10, mode=brotli.MODE_TEXT),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Asset:
    """One file as browsers get it: its public name and its bytes."""

    name: str
    content: bytes
    content_type: str
    digest: str

    @cached_property
    def encoded(self) -> dict[str, bytes]:
        """The same bytes compressed, by encoding, where that makes them fewer; worked out when first asked for."""
        if Path(self.name).suffix not in COMPRESSIBLE:
            return {}
        made = {name: encode(self.content) for name, encode in ENCODERS.items()}
        return {name: small for name, small in made.items() if len(small) < len(self.content)}


@dataclass(frozen=True)
class Shelf:
    """Every asset, by its path below static/ and by its public name."""

    by_path: dict[str, Asset]
    by_name: dict[str, Asset]


def _sources(static: Path) -> Iterator[Path]:
    for folder in ("css", "js", *FOLDERS):
        for path in sorted((static / folder).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path


def stamp(static: Path) -> Stamp:
    """What changes whenever a source file does: each path with its time and size."""
    found = ((str(path), path.stat()) for path in _sources(static))
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in found)


def _asset(path: str, content: bytes) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:12]
    suffix = Path(path).suffix
    stem = path.partition("/")[2].removesuffix(suffix).replace("/", "-")
    kind = TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return Asset(f"{stem}.{digest}{suffix}", content, kind, digest)


def _components(static: Path) -> list[Path]:
    return sorted((static / "css" / "components").glob("*.css"))


def _style_parts(static: Path) -> Iterator[Path]:
    for part in STYLE_ORDER:
        if part == "components":
            yield from _components_in(static, lambda name: name not in INNER | FORM)
        else:
            yield static / "css" / part


def _components_in(static: Path, holds: Callable[[str], bool]) -> Iterator[Path]:
    return (path for path in _components(static) if holds(path.stem))


def smaller_style(text: str) -> str:
    """The style sheet without comments and the blanks between its words."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    return re.sub(r":\s+", ":", text).replace(";}", "}").strip()


def _style(paths: Iterable[Path], shelved: dict[str, Asset]) -> bytes:
    text = "\n".join(path.read_text() for path in paths)

    def hashed(match: re.Match[str]) -> str:
        path = match[1]
        if path not in shelved:
            raise LookupError(f"The style sheet asks for static/{path}, which does not exist.")
        return f"url({shelved[path].name})"

    return re.sub(r"url\(\.\./([^)]+)\)", hashed, smaller_style(text)).encode()


def _script(static: Path) -> bytes:
    paths = sorted((static / "js").glob("*.js"), key=lambda path: (path.name == SCRIPT_LAST, path.name))
    text = "\n".join(path.read_text() for path in paths)
    text = re.sub(r"^import .*\n", "", text, flags=re.M)
    text = re.sub(r"^export ", "", text, flags=re.M)
    text = re.sub(r"^\s*(//.*)?\n", "", text, flags=re.M)
    return re.sub(r"^ +", "", text, flags=re.M).encode()


@lru_cache(maxsize=4)
def build(static: Path, _stamp: Stamp) -> Shelf:
    """Read, join, hash and compress everything below `static`; kept until a file changes."""
    by_path: dict[str, Asset] = {}
    for folder in FOLDERS:
        for source in sorted((static / folder).rglob("*")):
            if source.is_file() and not source.name.startswith("."):
                path = source.relative_to(static).as_posix()
                by_path[path] = _asset(path, source.read_bytes())
    by_path[STYLE] = _asset(STYLE, _style(_style_parts(static), by_path))
    for sheet, names in ((FORM_STYLE, FORM), (INNER_STYLE, INNER)):
        by_path[sheet] = _asset(sheet, _style(_components_in(static, names.__contains__), by_path))
    by_path[PRINT_STYLE] = _asset(PRINT_STYLE, _style([static / PRINT_STYLE], by_path))
    by_path[SCRIPT] = _asset(SCRIPT, _script(static))
    return Shelf(by_path, {asset.name: asset for asset in by_path.values()})


class Assets:
    """The shelf of one application; while people build or test, it follows the files on disk."""

    def __init__(self, static: Path, prefix: str, follows: bool) -> None:
        self.static, self.prefix, self.follows = static, prefix, follows
        self._lock = threading.Lock()
        self._shelf = build(static, stamp(static))
        self._urls = self._addresses()

    def _addresses(self) -> dict[str, str]:
        return {path: self.prefix + asset.name for path, asset in self._shelf.by_path.items()}

    def _refresh(self) -> None:
        if not self.follows or (has_request_context() and g.get("assets_fresh")):
            return
        with self._lock:
            self._shelf = build(self.static, stamp(self.static))
            self._urls = self._addresses()
        if has_request_context():
            g.assets_fresh = True

    def url(self, path: str) -> str:
        """The address of a file below static/; a misspelt path raises."""
        self._refresh()
        if path not in self._urls:
            raise LookupError(f"There is no asset {path!r} below static/.")
        return self._urls[path]

    def named(self, name: str) -> Asset | None:
        """The asset that a public name stands for."""
        self._refresh()
        return self._shelf.by_name.get(name)


def _answer(asset: Asset) -> Response:
    accepted = request.accept_encodings
    chosen = next((name for name in ENCODERS if name in asset.encoded and accepted.quality(name) > 0), "")
    response = Response(asset.encoded.get(chosen, asset.content), content_type=asset.content_type)
    response.headers["Cache-Control"] = KEPT
    response.headers["X-Content-Type-Options"] = "nosniff"
    if asset.encoded:
        response.headers["Vary"] = "Accept-Encoding"
    if chosen:
        response.headers["Content-Encoding"] = chosen
    response.set_etag(f"{asset.digest}-{chosen}" if chosen else asset.digest)
    return response.make_conditional(request)  # type: ignore[return-value]


blueprint = Blueprint("assets", __name__)


@blueprint.get("/aset/<name>")
@public
def show(name: str) -> Any:
    """One file under its hashed name."""
    asset = current_app.extensions["assets"].named(name)
    return _answer(asset) if asset else abort(404)


def init_app(app: Flask, static: Path = STATIC) -> None:
    """Builds the shelf, serves it at /aset/ and gives templates `asset_url(path)`."""
    root = (app.config.get("APPLICATION_ROOT") or "/").rstrip("/")
    assets = Assets(static, f"{root}/aset/", follows=app.debug or app.testing)
    app.extensions["assets"] = assets
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset_url"] = assets.url
