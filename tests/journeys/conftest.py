"""A browser and a server for the journeys; both start once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium

from .site import EMPTY_OFFICE, EMPTY_PASSWORD, Server, Site

AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 700}

ACCOUNTS = {
    "office": "programmabureau",
    "board": "bestuur",
    "umbrella_board": "koepel",
    "park_manager": "parkmanager",
    "member": "lid",
    "partner": "partner",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("site"))
    link_front_end(server.var)
    server.prepare(enterprises=600)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def site(server: Server) -> Site:
    assert server.site
    return server.site


def link_front_end(var: Path) -> None:
    """The front end as `make` built it."""
    built = Path(__file__).resolve().parents[2] / "var" / "static"
    if not (built / "speerpunt" / "base.js").exists():
        pytest.fail("The front end is not built. Run: make front-end")
    (var / "static").symlink_to(built, target_is_directory=True)
    (var / "locale").symlink_to(built.parent / "locale", target_is_directory=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """The cookies of who signed in: to check a password takes half a second, as it should."""
    return {}


@pytest.fixture
def open_page(browser: Browser, site: Site, sessions: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """`open_page("office", width)`: a page signed in as that role, or as nobody, at the first page of who just did."""
    contexts = []

    def open_one(role: str = "", viewport: dict[str, int] = DESK, language: str = "nl") -> Page:
        context = browser.new_context(
            viewport=viewport, locale=language, base_url=site.url, storage_state=sessions.get(role)
        )
        contexts.append(context)
        page = context.new_page()
        if role:
            go_in(page, role)
        return page

    def go_in(page: Page, role: str) -> None:
        page.goto("/")
        if page.get_by_role(
            "link", name="Meld u aan"
        ).count():  # the first time, or somebody ended the session
            sign_in(page, *credentials(role, site))
            sessions[role] = page.context.storage_state()

    yield open_one
    for context in contexts:
        context.close()


def credentials(role: str, site: Site) -> tuple[str, str]:
    if role == "empty":
        return EMPTY_OFFICE, EMPTY_PASSWORD
    return f"{ACCOUNTS[role]}@leiden.example", site.password


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/aanmelden/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.get_by_role("button", name="Meld u aan").click()
    page.wait_for_url(lambda url: "/account/" not in url)
