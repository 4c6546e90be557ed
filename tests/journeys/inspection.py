"""What axe-core finds on a page, and whether it is wider than its window."""

from typing import Any

from playwright.sync_api import Page

from .conftest import AXE

SERIOUS = {"serious", "critical"}
IS_THERE = "() => 'axe' in window"
# Rules that never find anything serious are left out, and so is fetching every stylesheet once more for one of them.
PREPARE = """() => {
  const isMild = (rule) => ['minor', 'moderate'].includes(rule.impact);
  window.axeRules = Object.fromEntries(axe._audit.rules.filter(isMild).map((rule) => [rule.id, {enabled: false}]));
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-ink]'}]});
}"""
# Contrast is what takes long, and depends on ink, size and ground only: of each combination the first is looked at.
MARK_INKS = """() => {
  const grounds = new Map([[null, '']]), inks = new Set();
  const groundOf = (element) => {
    if (!grounds.has(element)) {
      const {backgroundColor, backgroundImage, opacity, filter} = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter].join(' ');
      const below = groundOf(element.parentElement);
      grounds.set(element, own === 'rgba(0, 0, 0, 0) none 1 none' ? below : `${own} on ${below}`);
    }
    return grounds.get(element);
  };
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const ink = [
      element.tagName, element.className, hasWords, element.checkVisibility(), style.color, style.fill, style.fontSize,
      style.fontWeight, style.textShadow, style.position, groundOf(element),
    ].join('|');
    element.toggleAttribute('data-ink', !inks.has(ink));
    inks.add(ink);
  }
}"""
RUN = "() => axe.run(document, {resultTypes: ['violations'], preload: false, rules: axeRules})"
OPEN = "isOpen => document.querySelectorAll('details').forEach(each => { each.open = isOpen; })"
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"


def violations(page: Page) -> list[dict[str, Any]]:
    """Serious and critical ones, as axe tells them."""
    # Half a megabyte, which stays as long as the page does.
    if not page.evaluate(IS_THERE):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate(PREPARE)
    page.evaluate(MARK_INKS)
    return [each for each in page.evaluate(RUN)["violations"] if each["impact"] in SERIOUS]


def findings(page: Page, *, opened: bool = False) -> list[str]:
    """`opened`: with everything open that can be opened."""
    if opened:
        page.evaluate(OPEN, True)
    found = [each["id"] for each in violations(page)]
    is_wide = page.evaluate(IS_WIDE)
    if opened:
        page.evaluate(OPEN, False)
    return found + ["too wide"] * is_wide
