"""What the places a site runs in have in common, and what the demonstration alone may leave out."""

from __future__ import annotations

import config


def test_officers_need_a_second_factor_everywhere_but_in_the_demonstration() -> None:
    lax = {name for name, place in config.PLACES.items() if not place.OFFICER_SECOND_FACTOR}
    assert lax == {"demo"}
