"""What is made once for the same values, and for whom it is made again."""

from __future__ import annotations

from flask import Flask, g
from markupsafe import Markup

from community.foundation import slots


def test_the_same_values_are_made_once_in_each_language(app: Flask) -> None:
    made: list[tuple[str, int]] = []

    @slots.remembered
    def card(title: str, number: int) -> str:
        made.append((title, number))
        return Markup(f"<b>{len(made)}</b>")

    with app.test_request_context():
        assert card("Kasir", 1) == card("Kasir", 1) == Markup("<b>1</b>")
        assert card("Kasir", 2) != card("Kasir", 1)
        g.language = "en"
        assert card("Kasir", 1) == Markup("<b>3</b>")
    assert made == [("Kasir", 1), ("Kasir", 2), ("Kasir", 1)]
    assert hasattr(card("Kasir", 1), "__html__")
