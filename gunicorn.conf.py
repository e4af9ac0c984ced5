"""How gunicorn serves the site, in `make run`, in the benchmarks and when deployed."""

import contextlib
import ctypes
import gc
import os
from typing import Any

host = os.environ.get("HOST", "127.0.0.1")
bind = f"{f'[{host}]' if ':' in host else host}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
worker_class = "gthread"
# Loaded once and shared by the forks: less memory for each worker and half the start.
preload_app = True
# Heartbeat files on a slow disk make healthy workers look dead.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
timeout = 30
graceful_timeout = 10
keepalive = 5
loglevel = os.environ.get("LOG_LEVEL", "warning")

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
# glibc alone knows mallopt: with it the 19 MiB of each Argon2 hash go back at once, not into the worker for good.
with contextlib.suppress(OSError, AttributeError):
    for option in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
        ctypes.CDLL("libc.so.6").mallopt(option, 1 << 20)

# What is loaded before the fork is never collected, so its pages stay shared; nothing collects while it loads.
gc.disable()


def on_starting(server: Any) -> None:
    """Before anything listens; the folder of the site is known only now."""
    from config import why_not_there  # noqa: PLC0415 - see above

    for address in server.cfg.address:
        # A socket file is reached from this machine alone.
        reason = why_not_there(os.environ, address[0]) if isinstance(address, tuple) else ""
        if reason:
            raise SystemExit(reason)


def when_ready(_server: object) -> None:
    """Just before the first fork."""
    gc.freeze()


def post_fork(_server: object, _worker: object) -> None:
    """In each worker."""
    gc.enable()
