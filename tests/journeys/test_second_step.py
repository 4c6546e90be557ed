"""The office signs in for the first time, has to make a passkey, and comes back with it; by a device that Chromium plays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import DESK, PHONE, link_front_end
from .inspection import findings
from .site import EMPTY_OFFICE, EMPTY_PASSWORD, Server


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own that asks for the second step; by name, for a passkey belongs to a name."""
    server = Server(tmp_path_factory.mktemp("strict"), settings={"SPEERPUNT_SECOND_FACTOR": "required"})
    link_front_end(server.var)
    server.prepare_empty()
    yield server.start().url.replace("127.0.0.1", "localhost")
    server.stop()


def with_device(page: Page) -> None:
    """A phone or laptop that always finds the right finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_office_makes_a_passkey_and_signs_in_with_it(browser: Browser, strict: str) -> None:
    page = browser.new_context(viewport=DESK, locale="nl", base_url=strict).new_page()
    with_device(page)
    page.goto("/account/aanmelden/")
    page.get_by_label("E-mail").fill(EMPTY_OFFICE)
    page.get_by_label("Wachtwoord", exact=True).fill(EMPTY_PASSWORD)
    page.get_by_role("button", name="Meld u aan").click()
    page.goto("/leeg/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beveiliging")
    expect(
        page.get_by_text("Bureau en bestuur moeten een tweede stap hebben bij het aanmelden")
    ).to_be_visible()
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Wachtwoord").fill(EMPTY_PASSWORD)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Hoe u hem noemt").fill("Laptop van het bureau")
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Noodcodes")
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        for path in ("beveiliging/", "beveiliging/noodcodes/", "beveiliging/app/", "apparaten/"):
            page.goto(f"/account/{path}")
            assert findings(page) == [], (path, viewport)
    page.goto("/account/beveiliging/")
    expect(page.get_by_text("Laptop van het bureau", exact=True)).to_be_visible()
    page.goto("/leeg/")
    expect(page).to_have_url(f"{strict}/leeg/")
    page.context.clear_cookies()
    page.goto("/account/aanmelden/?next=/leeg/")
    page.get_by_role("button", name="Gebruik uw passkey").click()
    expect(page).to_have_url(f"{strict}/leeg/")
