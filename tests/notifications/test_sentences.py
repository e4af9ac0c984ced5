"""How news reads."""

from __future__ import annotations

import pytest
from flask import Flask

from community.notifications.sentences import said


@pytest.mark.parametrize(
    ("topic", "told"), [("harga_jual", "Tentang menghitung harga jual"), ("izin_nib", "Tentang NIB")]
)
def test_a_topic_stands_inside_its_sentence(app: Flask, topic: str, told: str) -> None:
    with app.test_request_context("/"):
        assert said("mentoring_ended", {"topic": topic}).meta == told
