"""The clock by which processes are measured."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import psutil
import pytest

from benchmarks.processes import cpu_seconds


def test_ended_threads_count_too() -> None:
    def work() -> None:
        sum(number * number for number in range(200_000))

    begun = cpu_seconds(os.getpid())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    between = time.process_time()
    assert begun < between <= cpu_seconds(os.getpid())


def test_a_process_that_is_gone_is_said_to_be() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with pytest.raises(psutil.NoSuchProcess):
        cpu_seconds(gone.pid)
