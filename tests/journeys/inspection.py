"""What axe-core finds on a page, and whether it is wider than its window."""

from playwright.sync_api import Page

from .conftest import AXE

RUN = "() => axe.run(document, {resultTypes: ['violations']})"
OPEN = "isOpen => document.querySelectorAll('details').forEach(each => { each.open = isOpen; })"
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"


def findings(page: Page, *, opened: bool = False) -> list[str]:
    """Serious and critical ones; `opened`: with everything open that can be opened."""
    if opened:
        page.evaluate(OPEN, True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN)["violations"]
    is_wide = page.evaluate(IS_WIDE)
    if opened:
        page.evaluate(OPEN, False)
    return [each["id"] for each in found if each["impact"] in {"serious", "critical"}] + [
        "too wide"
    ] * is_wide
