"""One walk over the four steps: who is touched, who is invited, the map of a week, and a bridge that fails."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE
from .inspection import findings

WORKS = "/leiden/werk/"
BRIDGE = "Spanjaardsbrug: groot onderhoud"
# The first time in a process it loads the engine.
A_WHILE = 200_000


@pytest.fixture
def office(open_page) -> Page:
    page = open_page("office")
    page.goto(f"{WORKS}botsingen/")
    return page


def step(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="De puzzel in vier stappen").get_by_role("link", name=name).click()


def compute(page: Page) -> None:
    """Behind the scenes; the page of the job says when it is done."""
    page.get_by_role("button", name=re.compile("Bereken|Reken")).click()
    page.get_by_role("link", name="Bekijk het resultaat").click(timeout=A_WHILE)


def test_the_office_walks_the_four_steps(office):
    page = office
    step(page, "Haalbaarheid")
    compute(page)
    the_map_of_a_week(page)
    step(page, "Betrokkenheid")
    an_invitation_list_becomes_a_meeting(page)
    page.goto(f"{WORKS}bereikbaarheid/")
    a_bridge_fails(page)


def the_map_of_a_week(page: Page) -> None:
    expect(page.locator(".road-map")).to_be_visible()
    assert findings(page) == []
    slider = page.get_by_role("slider")
    before = slider.input_value()
    slider.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"week={int(before) + 1}\b"))
    strip = page.locator(".heat-strip").first
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    assert box
    strip.click(position={"x": box["width"] / 52 * 10.5, "y": 8})
    expect(page).to_have_url(re.compile(r"week=10\b"))
    page.get_by_text("Hetzelfde in een tabel").click()
    expect(page.get_by_role("rowheader", name="De Waard")).to_be_visible()
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert findings(page) == []


def an_invitation_list_becomes_a_meeting(page: Page) -> None:
    page.get_by_role("link", name=BRIDGE).first.click()
    expect(page.get_by_role("row", name=re.compile("De Waard"))).to_contain_text("minuten per rit")
    assert findings(page) == []
    page.get_by_role("button", name="Maak een uitnodigingslijst").click()
    expect(page.get_by_role("rowheader", name="Voorzitter OV De Waard")).to_be_visible()
    page.get_by_role("link", name="Plan de vergadering").click()
    page.get_by_label("Gremium").select_option(label="Kernteam Mobiliteit")
    page.get_by_label("Dag", exact=True).fill("2027-01-14")
    page.get_by_label("Van", exact=True).fill("14:00")
    page.get_by_label("Tot", exact=True).fill("16:00")
    page.get_by_role("button", name="Plan de vergadering").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Overleg over Spanjaardsbrug")


def a_bridge_fails(page: Page) -> None:
    page.get_by_role("link", name="Als een brug uitvalt").click()
    page.get_by_label("Wat valt uit").select_option(label="Zijlbrug")
    page.get_by_role("button", name="Maak het protocol").click()
    sheet = page.locator(".protocol-sheet")
    expect(sheet).to_be_visible(timeout=A_WHILE)
    expect(sheet.locator(".road.closed")).to_be_attached()
    expect(sheet).to_contain_text("→")
    assert findings(page) == []
