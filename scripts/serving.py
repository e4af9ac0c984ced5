"""The site as it is deployed: gunicorn and the background worker, started and stopped together."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from scripts.environment import ROOT, Refusal, address

PATIENCE_STARTING = 60
PATIENCE_STOPPING = 15
COMMANDS = {
    "web server": [sys.executable, "-m", "gunicorn", "wsgi:application"],
    "background worker": [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
}


class Site:
    """The running site. Each process has its own group, so that a Ctrl-C reaches them through us, once."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.address = address(environment)
        self.environment = dict(environment)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, should_stop: Callable[[], bool] = lambda: False) -> None:
        """Returns when the front page answers, or when `should_stop`; refuses when it never answers."""
        self._begin("web server")
        deadline = time.monotonic() + PATIENCE_STARTING
        while not should_stop():
            if (status := self._front_page()) is not None:
                if status >= 500:
                    raise Refusal(f"The front page answers with error {status}; the lines above say why.")
                # Only now: loading its libraries beside the web server would keep the first page waiting.
                self._begin("background worker")
                return
            if self.stopped():
                raise Refusal(f"{self.stopped()} while starting; the lines above say why.")
            if time.monotonic() > deadline:
                raise Refusal(f"The site did not answer at {self.address} within {PATIENCE_STARTING} seconds.")
            time.sleep(0.05)

    def _begin(self, name: str) -> None:
        self.processes[name] = subprocess.Popen(COMMANDS[name], cwd=ROOT, env=self.environment, start_new_session=True)

    def _front_page(self) -> int | None:
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=30)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def stopped(self) -> str:
        """Which process ended by itself, with its code; empty while all run."""
        ended = {name: process.poll() for name, process in self.processes.items()}
        return ", ".join(f"The {name} stopped with code {code}" for name, code in ended.items() if code is not None)

    def stop(self) -> None:
        """Ask all to finish what they do, and end those that do not within the patience."""
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_STOPPING
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            # Children outlive a leader that was killed.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        self.processes.clear()
