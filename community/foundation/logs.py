"""How a line of the server's own log looks: when, how grave, which process, which part, what."""

from __future__ import annotations

import logging

LINE = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"
# With the offset, so that lines of several machines can be put in order.
TIME = "%Y-%m-%dT%H:%M:%S%z"


def configure() -> None:
    """Give the lines of this process their form, unless whoever started it has arranged for that."""
    logging.basicConfig(format=LINE, datefmt=TIME)
