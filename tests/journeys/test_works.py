"""Works come in from a file, the right roads are clicked, and a work is written down with a line drawn on the map."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.melvin import melvin_file, odd_melvin_file, restriction, situation

from .conftest import DESK, PHONE
from .inspection import findings

A_WHILE = 90_000
# Along the first half of a bridge of the example, and then away from it.
BRIDGE = ((4.5140, 52.1694), (4.5156, 52.1695), (4.5156, 52.1710))
# That road lies below the middle of the map.
BELOW = range(40, 260, 6)


def file_of_works() -> bytes:
    """With every oddity, and one work whose place is not sure."""
    odd = json.loads(odd_melvin_file())["features"]
    unsure = situation(
        "90", at=BRIDGE[0], location={"city": "Leiden", "road": "Zijlbrug oost", "district": ""}
    )
    return melvin_file(*odd, unsure, restriction("90", line=BRIDGE))


def upload(page: Page) -> None:
    file = {"name": "werk.json", "mimeType": "application/json", "buffer": file_of_works()}
    page.get_by_label("Bestand", exact=True).set_input_files(file)
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_role("button", name="Neem dit werk over")).to_be_visible(timeout=A_WHILE)


def count_of(page: Page, name: str) -> str:
    return page.locator("dl.key-figures div", has_text=name).locator("dd").first.inner_text()


@pytest.fixture
def office(open_page) -> Page:
    return open_page("office")


def test_works_come_in_lie_on_the_right_roads_and_are_written_down(office, open_page):
    comes_in(office)
    is_looked_at(office)
    is_written_down(office)
    for viewport in (DESK, PHONE):
        page = open_page("office", viewport)
        for path in (
            office.url.removeprefix("http://").partition("/")[2],
            "leiden/werk/nieuw/",
            "leiden/werk/plek/",
        ):
            page.goto(f"/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            assert findings(page) == []


def comes_in(page: Page) -> None:
    """What would come in is seen first; a second time nothing changes."""
    page.goto("/leiden/werk/bronnen/nieuw/")
    page.get_by_label("Naam").fill("Melvin")
    page.get_by_role("button", name="Voeg de bron toe").click()
    source = page.url
    upload(page)
    assert count_of(page, "nieuw") == "12"
    expect(page.get_by_role("link", name="Begint op een dag die voor")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Neem dit werk over").click()
    expect(page.locator("main")).to_contain_text("12 nieuw", timeout=A_WHILE)
    page.goto(source)
    upload(page)
    assert (count_of(page, "nieuw"), count_of(page, "ongewijzigd")) == ("0", "12")


def is_looked_at(page: Page) -> None:
    """A road is taken off by a click on the map, and confirmed; that can be taken back."""
    page.goto("/leiden/werk/plek/")
    page.get_by_role("link", name="Zijlbrug oost").click()
    review = page.url
    expect(page.locator(".map[data-ready]")).to_be_visible(timeout=A_WHILE)
    assert findings(page) == []
    ticked = page.locator("input[name=links]:checked")
    before = ticked.count()
    box = page.locator(".map").bounding_box()
    assert box
    for down in BELOW:
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + down)
        if ticked.count() != before:
            break
    expect(ticked).to_have_count(before - 1)
    page.get_by_role("button", name="Bevestig").click()
    page.goto(review)
    expect(ticked).to_have_count(before - 1)
    page.get_by_role("button", name="Terug naar wat de computer voorstelt").click()
    expect(ticked).to_have_count(before)


def is_written_down(page: Page) -> None:
    page.goto("/leiden/werk/nieuw/")
    page.get_by_label("Naam").fill("Kade aan de haven")
    page.get_by_label("Soort").select_option("quay")
    page.get_by_role("button", name="Nog een periode").click()
    for number, (start, end) in enumerate((("2027-05-03", "2027-05-14"), ("2027-09-06", ""))):
        page.locator(f"[name=fasen-{number}-start]").fill(start)
        page.locator(f"[name=fasen-{number}-end]").fill(end)
    page.get_by_role("button", name="Voeg het werk toe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kade aan de haven")
    expect(page.locator("main")).to_contain_text("einde niet bekend")
    page.get_by_role("link", name="Teken een maatregel").first.click()
    draw_a_line(page)
    page.get_by_label("fiets").check()
    page.get_by_role("button", name="Voeg het stuk weg toe").click()
    expect(page.locator("section", has_text="Op de weg").last).to_contain_text("voor fiets")
    expect(page.locator(".map[data-ready]")).to_be_visible(timeout=A_WHILE)


def draw_a_line(page: Page) -> None:
    expect(page.locator(".map[data-ready]")).to_be_visible(timeout=A_WHILE)
    box = page.locator(".map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for across, down in ((-60, 0), (0, 20), (60, 0)):
        page.mouse.move(x + across, y + down)
        page.mouse.click(x + across, y + down)
    page.mouse.click(x + 60, y)
    expect(page.locator("textarea[name=geometry]")).to_have_value(re.compile(r'^{"type":"LineString"'))
