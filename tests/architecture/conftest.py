from __future__ import annotations

import pytest
from flask import Flask

from community import create_app


@pytest.fixture(scope="session")
def house() -> Flask:
    """The whole application as it is wired, without a database being asked."""
    return create_app("testing")
