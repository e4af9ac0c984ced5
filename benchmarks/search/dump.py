"""The documents that can be found today, out of the database that the environment names, into a file.

python -m benchmarks.search.dump OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.search import city
from community import create_app
from community.search.catalogue import all_documents


def main(out: str) -> int:
    """Write them."""
    with create_app().app_context():
        city.write(all_documents(), Path(out))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
