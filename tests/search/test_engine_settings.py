"""The settings that choose an engine."""

from __future__ import annotations

import pytest

from community import create_app


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"SEARCH_ENGINE": "solr"}, "SEARCH_ENGINE=solr is unknown; use one of whoosh, postgresql."),
        ({"SEARCH_ENGINE": "postgresql", "SQLALCHEMY_DATABASE_URI": "sqlite://"}, "needs a PostgreSQL database"),
    ],
)
def test_settings_that_name_no_engine_start_nothing(settings: dict[str, str], sentence: str) -> None:
    with pytest.raises(SystemExit, match=sentence):
        create_app("testing", **settings)
