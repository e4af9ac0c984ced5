"""How gunicorn serves the site, in `make run`, in the benchmarks and when deployed."""

import os

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
