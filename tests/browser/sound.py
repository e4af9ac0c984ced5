"""What axe finds on a page; what it found sound once, it is not asked about again."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# All that axe judges by: theme and language, each element with its attributes but for ids, and what is to be seen of
# it. The colours of an element hang on that, on what it stands in and on what stands before it: its place.
_READ = """(known) => {
  const seen = new Set(known), owns = new Map(), places = new Map(), fresh = new Set(), shape = [];
  const around = [matchMedia('(prefers-color-scheme: dark)').matches, document.documentElement.lang].join();
  for (const element of document.querySelectorAll('*')) {
    const own = [element.tagName, ...Array.from(element.attributes,
      given => /^(class|role|type|aria-)/.test(given.name) ? given.value : given.name),
      element.textContent.trim() !== '', element.checked === true, element.checkVisibility()].join();
    shape.push(own);
    owns.set(element, own);
    const path = [places.get(element.parentElement) || around, owns.get(element.previousElementSibling), own].join('>');
    let sum = 0;
    for (let at = 0; at < path.length; at++) sum = Math.imul(sum, 31) + path.charCodeAt(at) | 0;
    const place = sum + '.' + path.length;
    places.set(element, place);
    if (seen.has(place)) continue;
    fresh.add(place);
    element.setAttribute('data-unseen', '');
  }
  return [around + shape.join('|'), [...fresh]];
}"""
# Colours take axe longer than all its other rules together.
_ASK = """async () => {
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-unseen]'}]});
  const found = (await axe.run({resultTypes: ['violations']})).violations;
  for (const element of document.querySelectorAll('[data-unseen]')) element.removeAttribute('data-unseen');
  return found;
}"""
_pages: set[int] = set()
_places: set[str] = set()


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds: on a page built unlike all that were sound, and in the colours of what stood on none of them."""
    shape, fresh = page.evaluate(_READ, list(_places))
    if hash(shape) in _pages:
        return []
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_ASK)
    if not found:
        _pages.add(hash(shape))
        _places.update(fresh)
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:120]}" for violation in found]
