"""From a key to the paper in which a word stands, in a real browser."""

import re
import time

import pytest
from playwright.sync_api import expect

from .conftest import DESK, PHONE, credentials, sign_in
from .test_every_page import Faults

# Stands in the text of a paper of the example, a Word file that no other journey brings in, and not in its title.
WORD, TITLE = "maakbedrijven", "Verslag kernteam november"
READ_WITHIN_SECONDS = 60


@pytest.fixture(scope="module", autouse=True)
def papers_are_read(browser, site):
    """The worker of the server reads the papers of the example, and then the index hears of it."""
    context = browser.new_context(base_url=site.url, locale="nl")
    page = context.new_page()
    sign_in(page, *credentials("office", site))
    end = time.monotonic() + READ_WITHIN_SECONDS
    while time.monotonic() < end:
        page.goto(f"/leiden/zoeken/?q={WORD}")
        if page.locator("[data-found]", has_text=TITLE).count():
            break
        page.wait_for_timeout(500)
    context.close()


def ask(page, text):
    """By the key that works on every page; on a narrow screen it leads to the page of its own."""
    page.goto("/leiden/projecten/")
    page.keyboard.press("/")
    if page.viewport_size == PHONE:
        page.wait_for_url("**/zoeken/")
        page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Zoek")).to_be_focused()
    page.keyboard.type(text)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_paper_is_found_by_a_word_in_it(open_page, size):
    page = open_page("office", size)
    ask(page, WORD[:9])
    expect(page.get_by_role("option", name=re.compile(TITLE))).to_be_visible()
    page.keyboard.type(WORD[9:])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/zoeken/?q={WORD}")
    assert page.locator(".snippet mark").first.inner_text() == WORD
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.locator("[data-found]", has_text=TITLE).click()
    page.wait_for_url(re.compile(r"/leiden/documenten/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def test_a_suggestion_is_chosen_with_the_arrows(open_page):
    page = open_page("office")
    ask(page, WORD)
    option = page.get_by_role("option", name=re.compile(TITLE))
    expect(option).to_be_visible()
    for _ in range(page.get_by_role("option").all_inner_texts().index(option.inner_text()) + 1):
        page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/leiden/documenten/\d+/$"))


@pytest.mark.parametrize("query", ["leiden", "bevooraaden", "leiden&soort=organisation", "xqzwv", ""])
def test_the_page_of_results_is_sound(open_page, query):
    faults = Faults(open_page("office"))
    faults.look_at(f"/leiden/zoeken/?q={query}")
    assert faults.found == []
