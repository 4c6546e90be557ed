"""The example in Chromium, on the real server, as the office."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import chromium
from tests.journeys.conftest import sign_in
from tests.journeys.site import Server

OFFICE = "programmabureau@leiden.example"


@contextmanager
def office_page() -> Iterator[Page]:
    server = Server(Path(os.environ["SPEERPUNT_VAR"]), os.environ["SPEERPUNT_DATABASE_URL"])
    site = server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.executable(), args=chromium.ARGUMENTS
            )
            page = browser.new_page(base_url=site.url, locale="nl", viewport={"width": 1280, "height": 900})
            sign_in(page, OFFICE, site.password)
            yield page
            browser.close()
    finally:
        server.stop()
