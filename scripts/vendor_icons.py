"""Copy the icons the screens use out of the npm package @tabler/icons into one sprite.

    npm pack @tabler/icons
    python scripts/vendor_icons.py tabler-icons-3.51.0.tgz

Writes static/img/icons.svg and the record static/vendor/README.md.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPRITE = ROOT / "static" / "img" / "icons.svg"
RECORD = ROOT / "static" / "vendor" / "README.md"
FONT = ROOT / "static" / "fonts" / "guyub.woff2"
FONT_SOURCE = "npm @fontsource-variable/plus-jakarta-sans: Latin subset, weights 500-800"

ICONS = """
adjustments-horizontal alert-triangle arrow-left arrow-right bell briefcase building-store bulb
calendar-event cash check chevron-right circle-check clipboard-list clock copy download edit eye
eye-off file-text heart-handshake home info-circle list lock logout mail map-pin menu-2
message-circle moon phone photo plus printer rocket school search send settings share shield-check
speakerphone star sun sun-moon ticket trash upload user user-plus users volume x brand-whatsapp
""".split()


def symbol(name: str, svg: str) -> str:
    """One <symbol> with the drawing of an icon, without its invisible bounding path."""
    paths = re.findall(r'<path d="([^"]+)"', svg)
    if not paths:
        raise SystemExit(f"{name}: no path found")
    drawing = "".join(f'<path d="{d}"/>' for d in paths)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def main(archive: str) -> None:
    with tarfile.open(archive) as package:

        def read(path: str) -> str:
            member = package.extractfile(f"package/{path}")
            if member is None:
                raise SystemExit(f"{path} is not in {archive}")
            return member.read().decode()

        about = json.loads(read("package.json"))
        symbols = [symbol(name, read(f"icons/outline/{name}.svg")) for name in sorted(ICONS)]
        licence = read("LICENSE")
    SPRITE.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")
    (RECORD.parent / "LICENSE.tabler-icons").write_text(licence)
    write_record(about, archive)


def write_record(about: dict[str, str], archive: str) -> None:
    """What was taken from where, with the sum of the package and of what lies here."""

    def sha(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    version, licence = about["version"], about["license"]
    rows = (
        ("(package)", f"npm {about['name']}", version, licence, sha(Path(archive))),
        ("img/icons.svg", f"{len(ICONS)} icons of it", version, licence, sha(SPRITE)),
        ("fonts/guyub.woff2", FONT_SOURCE, "5.3.0", "OFL-1.1", sha(FONT)),
    )
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    RECORD.write_text(
        "# What is not ours\n\n| file | package | version | licence | sha256 |\n|---|---|---|---|---|\n"
        f"{table}\n"
        "Made by `scripts/vendor_icons.py`: add a name there, run it again with the package named above.\n"
        "Licences: LICENSE.tabler-icons, LICENSE.plus-jakarta-sans.\n"
    )


if __name__ == "__main__":
    main(sys.argv[1])
