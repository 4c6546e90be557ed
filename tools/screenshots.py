"""`make screenshots`: the pictures of the README and the documentation, taken of the demonstration in Chromium."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

from tests import chromium
from tests.journeys.site import Server, Site

from .game_shots import phones_of, take_game

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "docs" / "pictures"
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
A_WHILE = 300_000
# The timeline goes on for long after that.
MOST_HIGH = 4000
SHOTS = (
    ("stad", "/leiden/", DESK),
    ("gebied", "/leiden/gebieden/de-waard/", DESK),
    ("dossier", "", DESK),
    ("tijdlijn", "/leiden/projecten/tijdlijn/", DESK),
    ("acties", "/leiden/acties/", DESK),
    ("document", "/leiden/documenten/1/", DESK),
    ("vandaag-telefoon", "/leiden/vandaag/", PHONE),
)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        built = Path(os.environ.get("SPEERPUNT_VAR", PROJECT / "var"))
        for name in ("static", "locale"):
            (var / name).symlink_to(built / name, target_is_directory=True)
        server = Server(var)
        server.prepare(enterprises=9000)
        site = server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium.executable(), args=chromium.ARGUMENTS
                )
                for name, path, viewport in SHOTS:
                    take(browser, site, name, path, viewport)
                take_puzzle(browser, site)
                browser.close()
        finally:
            server.stop()


def take(browser: Browser, site: Site, name: str, path: str, viewport: ViewportSize) -> None:
    page = browser.new_page(viewport=viewport, locale="nl", base_url=site.url)
    sign_in(page, site)
    page.goto(path or project_path(page))
    page.wait_for_load_state("networkidle")
    # The map paints after the network is quiet.
    page.wait_for_timeout(2500)
    height = min(page.evaluate("document.documentElement.scrollHeight"), MOST_HIGH)
    seen: FloatRect = {"x": 0, "y": 0, "width": viewport["width"], "height": height}
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=seen)
    page.close()
    print(f"docs/pictures/{name}.png")


def take_puzzle(browser: Browser, site: Site) -> None:
    """The works, what they do, and a game; what is computed behind the scenes is waited for."""
    page = browser.new_page(viewport=DESK, locale="nl", base_url=site.url)
    page.goto("/leiden/bereikbaar/")
    keep(page, "bereikbaar")
    sign_in(page, site)
    page.goto("/leiden/werk/botsingen/")
    keep(page, "puzzel-botsingen")
    page.goto("/leiden/werk/plannen/")
    page.get_by_role("link", name="Plan gemeente", exact=True).click()
    page.locator("#plan:not([data-awaits]) .plan-heat .heat-strip").first.wait_for(timeout=A_WHILE)
    keep(page, "puzzel-plan", until=".plan-board")
    take_game(page, phones_of(browser, site.url, PHONE["width"], PHONE["height"]), keep)
    page.close()


def keep(page: Page, name: str, until: str = "main") -> None:
    """Down to the end of what it is about."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(2500)
    end = page.locator(until).first.evaluate("found => found.getBoundingClientRect().bottom + scrollY")
    width = page.evaluate("innerWidth")
    seen: FloatRect = {"x": 0, "y": 0, "width": width, "height": min(end + 24, MOST_HIGH)}
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=seen)
    print(f"docs/pictures/{name}.png")


def sign_in(page: Page, site: Site) -> None:
    page.goto("/account/aanmelden/")
    page.locator("[name=login]").fill("programmabureau@leiden.example")
    page.locator("[name=password]").fill(site.password)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/account/" not in url)


def project_path(page: Page) -> str:
    page.goto("/leiden/projecten/?q=Spanjaardsbrug")
    return page.get_by_role("link", name="Spanjaardsbrug", exact=True).first.get_attribute("href") or ""


if __name__ == "__main__":
    main()
