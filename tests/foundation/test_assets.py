"""The site's own files: hashed, compressed, kept for a year, and within their budget."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask, render_template

from community.foundation import assets
from community.foundation.assets import (
    FORM_STYLE,
    INNER_STYLE,
    PRINT_STYLE,
    SCRIPT,
    STATIC,
    STYLE,
    build,
    smaller_style,
    stamp,
)  # fmt: skip

PACKAGE = STATIC.parent / "community"
COMPONENTS = STATIC.parent / "templates" / "components"
KILOBYTE = 1024


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A static folder with one file of each kind."""
    for folder in ("css/components", "js", "img/spot", "fonts"):
        (tmp_path / folder).mkdir(parents=True)
    parts = {"tokens": ":root { --ink: #000 }", "base": "body { color: var(--ink); }"}
    for name in ("tokens", "base", "layout", "utilities", "print"):
        (tmp_path / "css" / f"{name}.css").write_text(parts.get(name, f".{name} {{ top: 0 }}"))
    (tmp_path / "css/components/card.css").write_text(".card{background:url(../img/dot.svg)}")
    (tmp_path / "js/copy.js").write_text("// why\nexport function copy(e) {\n  e.hidden = false;\n}\n")
    (tmp_path / "js/main.js").write_text('import { copy } from "./copy.js";\n\ncopy(document.body);\n')
    (tmp_path / "img/dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg">' + "<g></g>" * 40 + "</svg>")
    (tmp_path / "img/spot/dot.svg").write_text("<svg/>")
    (tmp_path / "fonts/a.woff2").write_bytes(b"font")
    return tmp_path


def site(static: Path, **config: Any) -> Flask:
    app = Flask("assets")
    app.config.update(config)
    assets.init_app(app, static)
    return app


def address(app: Flask, path: str) -> str:
    return str(app.jinja_env.globals["asset_url"](path))  # type: ignore[operator]


def whole_style() -> str:
    shelf = build(STATIC, stamp(STATIC))
    return "".join(shelf.by_path[path].content.decode() for path in (STYLE, FORM_STYLE, INNER_STYLE, PRINT_STYLE))


def test_style_is_joined_in_order_and_points_to_hashed_pictures(small_site: Path) -> None:
    shelf = build(small_site, stamp(small_site))
    style = shelf.by_path[STYLE].content.decode()
    order = [style.index(word) for word in ("--ink:#000", "body{", ".layout{", ".card{", ".utilities{")]
    assert order == sorted(order)
    assert ".print{" not in style and ".print{" in shelf.by_path[PRINT_STYLE].content.decode()
    assert f"url({shelf.by_path['img/dot.svg'].name})" in style


def test_script_is_joined_without_imports_and_exports(small_site: Path) -> None:
    script = build(small_site, stamp(small_site)).by_path[SCRIPT].content.decode()
    assert script == "function copy(e) {\ne.hidden = false;\n}\ncopy(document.body);\n"


def test_a_picture_that_the_style_asks_for_must_exist(small_site: Path) -> None:
    (small_site / "css/base.css").write_text("body{background:url(../img/gone.svg)}")
    with pytest.raises(LookupError, match=r"img/gone\.svg"):
        build(small_site, stamp(small_site))


def test_smaller_style_keeps_what_counts() -> None:
    given = (
        "/* why */\na  b , c {\n  width : calc(1px + 2px) ; color: red;\n}\n@media (min-width: 1px) { a { top: 0 } }"
    )
    assert smaller_style(given) == ("a b,c{width :calc(1px + 2px);color:red}@media (min-width:1px){a{top:0}}")


def test_kept_for_a_year_under_a_name_that_follows_the_content(small_site: Path) -> None:
    app = site(small_site)
    answer = app.test_client().get(address(app, STYLE))
    assert answer.status_code == 200
    assert answer.content_type == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r"/aset/guyub\.[0-9a-f]{12}\.css", address(app, STYLE))
    assert address(app, "img/spot/dot.svg").startswith("/aset/spot-dot.")


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None), ("", None)],
)
def test_compressed_as_the_browser_can_read(small_site: Path, accepted: str, chosen: str | None) -> None:
    app = site(small_site)
    answer = app.test_client().get(address(app, "img/dot.svg"), headers={"Accept-Encoding": accepted})
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[chosen](answer.data)
    assert answer.headers.get("Content-Encoding") == chosen
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert opened == (small_site / "img/dot.svg").read_bytes()


def test_asking_again_costs_nothing(small_site: Path) -> None:
    app = site(small_site)
    client = app.test_client()
    first = client.get(address(app, SCRIPT))
    again = client.get(address(app, SCRIPT), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["guyub.css", "guyub.000000000000.css", "..%2fconfig.py", "x"])
def test_unknown_names_are_not_found(small_site: Path, name: str) -> None:
    assert site(small_site).test_client().get(f"/aset/{name}").status_code == 404


def test_a_misspelt_path_is_an_error(small_site: Path) -> None:
    with pytest.raises(LookupError, match="img/dott"):
        address(site(small_site), "img/dott.svg")


@pytest.mark.parametrize(("testing", "follows"), [(True, True), (False, False)])
def test_files_are_read_again_only_while_building(small_site: Path, testing: bool, follows: bool) -> None:
    app = site(small_site, TESTING=testing)
    before = address(app, STYLE)
    (small_site / "css/layout.css").write_text(".layout{top:1px}")
    os.utime(small_site / "css/layout.css", (1, 1))
    assert (address(app, STYLE) != before) is follows


def test_the_view_wears_a_door(small_site: Path) -> None:
    assert getattr(site(small_site).view_functions["assets.show"], "door", "") == "public"


def test_the_site_keeps_its_budget() -> None:
    shelf = build(STATIC, stamp(STATIC))
    weights = {path: len(asset.encoded.get("gzip", asset.content)) for path, asset in shelf.by_path.items()}
    assert sum(weights[path] for path in (STYLE, FORM_STYLE, INNER_STYLE, PRINT_STYLE)) <= 16 * KILOBYTE
    assert weights[SCRIPT] <= 6 * KILOBYTE
    assert weights["fonts/guyub.woff2"] <= 18 * KILOBYTE
    assert {path: size for path, size in weights.items() if size > 30 * KILOBYTE} == {}
    assert all(len(asset.content) <= 2 * KILOBYTE for path, asset in shelf.by_path.items() if "/spot/" in path)


def test_style_stays_readable_for_old_phones() -> None:
    style = whole_style()
    newer = ("@layer", "@container", ":has(", "color-mix(", "@scope", "&:", "oklch(", "dvh")
    assert [word for word in newer if word in style] == []


def test_every_macro_bears_the_name_of_its_file() -> None:
    nameless = [path.stem for path in COMPONENTS.glob("*.html") if f"macro {path.stem}(" not in path.read_text()]
    assert nameless == []


def test_every_class_of_the_style_is_worn_somewhere() -> None:
    style = whole_style()
    classes = set(re.findall(r"\.([a-z][a-z0-9-]*)(?=[^{}]*\{)", re.sub(r"url\([^)]*\)", "", style)))
    worn = "\n".join(
        path.read_text()
        for folder, kind in ((COMPONENTS.parent, "*.html"), (STATIC / "js", "*.js"), (PACKAGE, "*.py"))
        for path in folder.rglob(kind)
    )
    whole = set(re.findall(r"[a-z][a-z0-9-]*", worn))
    # A class such as btn-primary or l4 is put together from its beginning and the kind or the number.
    begun = set(re.findall(r"([a-z][a-z0-9-]*)(?=[\"'{$])", worn))
    beginnings = {name: re.findall(r"^(?:.*-|[a-z]+)", name)[0] for name in classes - whole}
    assert [name for name, beginning in beginnings.items() if beginning not in begun] == []


def test_every_size_and_colour_of_the_style_is_used() -> None:
    style = whole_style()
    assert set(re.findall(r"(--[a-z0-9-]+):", style)) - set(re.findall(r"var\((--[a-z0-9-]+)", style)) == set()


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "icons.svg").read_text()))
    named: set[str] = set()
    for path in COMPONENTS.parent.rglob("*.html"):
        text = path.read_text()
        named |= set(re.findall(r'icons\.svg"?\'?\)? ?}}#([a-z-]+)"', text))
        named |= set(re.findall(r'\bicon\("([a-z-]+)"', text))
        named |= set(re.findall(r'\bicon="([a-z-]+)"', text))
        named |= set(re.findall(r'"icon": "([a-z-]+)"', text))
    assert named - drawn == set()


def test_every_icon_of_the_sprite_is_on_some_screen() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "icons.svg").read_text()))
    named: set[str] = set()
    for folder, kind in ((COMPONENTS.parent, "*.html"), (STATIC / "js", "*.js"), (PACKAGE, "*.py")):
        for path in folder.rglob(kind):
            named |= set(re.findall(r"[\"'#]([a-z0-9-]+)[\"']", path.read_text()))
    assert drawn - named == set()


def test_a_sheet_wears_its_style_on_the_screen_and_others_on_paper_alone(app: Flask) -> None:
    linked = f'<link rel="stylesheet" href="{address(app, PRINT_STYLE)}"'
    with app.test_request_context():
        assert f"{linked}>" in render_template("layouts/print.html")
        assert f'{linked} media="print">' in render_template("layouts/base.html")
