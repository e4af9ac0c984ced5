"""Where one page spends its time: `python -m benchmarks.profile_page /lowongan [times] [phone PIN]`.

Runs inside the process on the database of the environment, so that every function is seen.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import time

from benchmarks.count_queries import Inside
from benchmarks.pages import sign_in
from community import create_app

SHOWN = 45


def main() -> None:
    """A profile by own time, then by time with everything called."""
    path = sys.argv[1] if len(sys.argv) > 1 else "/"
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    browser = Inside(create_app(os.environ.get("GUYUB_ENV", "demo")))
    if len(sys.argv) > 4:
        sign_in(browser, sys.argv[3], sys.argv[4])
    for _number in range(10):
        status, text = browser.get(path)
    begun = time.process_time()
    for _number in range(times):
        browser.get(path)
    spent = (time.process_time() - begun) * 1000 / times
    profile = cProfile.Profile()
    profile.enable()
    for _number in range(times):
        browser.get(path)
    profile.disable()
    statistics = pstats.Stats(profile)
    for order in ("tottime", "cumulative"):
        statistics.sort_stats(order).print_stats(SHOWN)
    print(f"{path}: {status}, {len(text)} letters, {spent:.2f} ms of CPU a request, client included")


if __name__ == "__main__":
    main()
