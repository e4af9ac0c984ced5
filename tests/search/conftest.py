"""The engines that the contract is asked of."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.search.engine import Engine, make_engine


@pytest.fixture(params=["whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An engine without an index yet."""
    return make_engine(request.param, tmp_path / "index")
