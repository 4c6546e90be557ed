"""Every page that a visitor can reach by following links, at two widths: no fault that a machine can see."""

from collections import defaultdict, deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from .conftest import DESK, PHONE
from .inspection import violations

# Who is shown most comes first, so that of most pages others are shown nothing new.
ROLES = ("office", "board", "umbrella_board", "park_manager", "member", "partner", "", "empty")
# Leads out of the walk, or is a file instead of a page.
NOT_PAGES = ("/static/", "/i18n/", "/account/afmelden/")
FILES = {
    "api:front",
    "members_own_file",
    "mfa_download_recovery_codes",
    "meetings:item_archive",
    "meetings:meeting_archive",
    "meetings:minutes_file",
    "documents:download",
    "documents:version_download",
    "documents:version_page",
    "documents:folder_archive",
    "meetings:paper_set",
    "puzzle:reachable_calendar",
    "puzzle:reachable_feed",
    "puzzle:reachable_geojson",
}
ADDRESSES = "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
# What axe can have something to say about: each kind of element, whatever its words. Drawn marks count once.
SHAPE = """const shapeOf = (each) => [
  each.tagName, each.getAttribute('class'), each.parentElement.tagName, each.parentElement.getAttribute('class'),
  each.getAttributeNames().sort().join(' '), each.getAttribute('role'), each.textContent.trim() ? 'words' : '',
].join('|');"""
SHAPES = f"() => {{ {SHAPE} return [...new Set([...document.querySelectorAll('body *')].map(shapeOf))]; }}"
# Of neighbours that are alike all through two stay: the fiftieth row of a table tells nothing that the second does not.
THIN_OUT = f"""() => {{
  {SHAPE}
  const thinned = (element) => {{
    const alike = new Map();
    for (const child of [...element.children]) {{
      const shape = thinned(child);
      alike.set(shape, (alike.get(shape) ?? 0) + 1);
      if (alike.get(shape) > 2) child.remove();
    }}
    return `${{shapeOf(element)}}(${{[...alike.keys()].join()}})`;
  }};
  thinned(document.body);
}}"""
# Of each kind of page the shapes that axe has looked at, at both widths.
INSPECTED: dict[str, set[str]] = defaultdict(set)


@pytest.mark.parametrize("role", ROLES, ids=[role or "nobody" for role in ROLES])
def test_every_page_is_sound(role, open_page):
    page = open_page(role)
    faults = Faults(page)
    seen: dict[str, str] = {}
    waiting = deque(["/leeg/" if role == "empty" else "/leiden/"])
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if name is None or name in seen:
            continue
        seen[name] = path
        waiting.extend(faults.pass_by(path, name))
    assert faults.found == []
    assert len(seen) >= 5


class Faults:
    """Collects what the console, the policy, the layout and axe have to say of each page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []
        self.path = ""
        page.on("console", lambda message: message.type == "error" and self.add(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.add(f"script: {error}"))

    def add(self, fault: str) -> None:
        self.found.append(f"{self.path}: {fault}")

    def look_at(self, path: str) -> None:
        self.open(path)
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            self.measure(size["width"])
            self.inspect(size["width"])

    def pass_by(self, path: str, name: str) -> list[str]:
        """Where this page leads; it is thinned out, and inspected where it has something new."""
        self.open(path)
        links = links_on(self.page)
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            self.measure(size["width"])
        shapes = set(self.page.evaluate(SHAPES))
        if not shapes <= INSPECTED[name]:
            INSPECTED[name] |= shapes
            self.page.evaluate(THIN_OUT)
            self.inspect(DESK["width"])
            self.page.set_viewport_size(PHONE)
            self.inspect(PHONE["width"])
        return links

    def open(self, path: str) -> None:
        self.path = path
        response = self.page.goto(path)
        if response is None or response.status >= 400:
            self.add(f"status {response and response.status}")
        self.page.evaluate(
            "() => document.querySelectorAll('details:not([data-menu])').forEach(each => each.open = true)"
        )

    def measure(self, width: int) -> None:
        # After a press the next page may just have begun.
        self.page.wait_for_load_state("domcontentloaded")
        wide = self.page.evaluate("() => document.documentElement.scrollWidth")
        if wide > width:
            self.add(f"{wide} px wide at {width}")

    def inspect(self, width: int) -> None:
        for violation in violations(self.page):
            where = violation["nodes"][0]["html"][:160]
            self.add(f"{width} px, {violation['id']}: {violation['help']}; {where}")


def links_on(page: Page) -> list[str]:
    # A link inside an SVG figure has no plain `href` of its own.
    found = page.eval_on_selector_all("a[href]", ADDRESSES)
    parts = [urlsplit(address) for address in found]
    here = urlsplit(page.url).netloc
    return [part.path for part in parts if part.netloc == here and not part.path.startswith(NOT_PAGES)]


def name_of(path: str) -> str | None:
    """One page per kind of page: the name of its address."""
    try:
        match = resolve(path)
    except Resolver404:
        return f"unknown address {path}"
    is_file = match.view_name in FILES or "export" in match.view_name or "uitvoer" in path
    return None if is_file or path.endswith(".json") else match.view_name
