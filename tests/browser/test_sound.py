"""axe is asked about whatever it has not found sound before, and about nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import sound

GOOD = '<p class="said">Kelas gratis</p>'
FAINT = '<p class="faint">Kelas gratis</p>'
STYLE = "<style>.faint, .note .said { color: #ccc } input:checked + .said { color: #ccc }</style>"


@pytest.fixture
def page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """An empty page, and nothing known to be sound."""
    monkeypatch.setattr(sound, "_pages", set())
    monkeypatch.setattr(sound, "_places", set())
    opened = browser.new_page()
    yield opened
    opened.close()


def problems(page: Page, inside: str) -> list[str]:
    """What is found on a page with this in its main part."""
    page.set_content(
        f'<!doctype html><html lang="id"><head><title>Coba</title>{STYLE}</head>'
        f"<body><main><h1>Coba</h1>{inside}</main></body></html>"
    )
    return [problem.partition(":")[0] for problem in sound.accessibility_problems(page)]


@pytest.mark.parametrize(
    "faint",
    [FAINT, f'<div class="note">{GOOD}</div>', f'<input type="checkbox" aria-label="Pilih" checked>{GOOD}'],
    ids=["its class", "what it stands in", "what stands before it"],
)
def test_faint_words_are_found_after_sound_ones_and_again(page: Page, faint: str) -> None:
    assert problems(page, GOOD + f"<div>{GOOD}</div>" + f'<input type="checkbox" aria-label="Pilih">{GOOD}') == []
    assert problems(page, GOOD + faint) == ["color-contrast"]
    assert problems(page, GOOD + faint) == ["color-contrast"]


def test_a_choice_made_by_hand_shows_other_colours(page: Page) -> None:
    choice = f'<input type="checkbox" aria-label="Pilih">{GOOD}'
    assert problems(page, choice) == []
    page.locator("input").check()
    assert [problem.partition(":")[0] for problem in sound.accessibility_problems(page)] == ["color-contrast"]


def test_other_problems_are_found_though_every_place_is_known(page: Page) -> None:
    assert problems(page, "<h2>Satu</h2><p>Dua</p><div><h3>Tiga</h3></div>") == []
    assert problems(page, "<p>Dua</p>") == []
    assert problems(page, "<p>Dua</p><div><h3>Tiga</h3></div>") == ["heading-order"]


def test_a_page_built_just_like_a_sound_one_is_not_asked_about(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(page, GOOD) == []
    monkeypatch.setattr(sound, "_ASK", "() => { throw new Error('asked again') }")
    assert problems(page, GOOD.replace("gratis", "pagi")) == []


def test_the_page_is_left_as_it_was(page: Page) -> None:
    problems(page, GOOD + FAINT)
    assert page.locator("[data-unseen]").count() == 0
