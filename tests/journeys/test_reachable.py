"""What the office makes public stands on the page of everybody, for who asks about a place, and is followed by mail."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE
from .inspection import findings

PAGE = "/leiden/bereikbaar/"
NAME = "Kade bij de haven"
AREA = "De Waard"


def test_a_work_is_published_and_found_by_who_it_concerns(open_page):
    office = open_page("office")
    is_written_down(office)
    visitor = open_page("", PHONE)
    visitor.goto(PAGE)
    expect(visitor.get_by_role("link", name=NAME)).to_have_count(0)
    office.get_by_role("link", name="Wijzig het werk").click()
    office.get_by_label("Wie mag het zien").select_option(label="Iedereen")
    office.get_by_role("button", name="Bewaar").click()
    is_found(visitor)
    is_followed(visitor)


def is_written_down(page: Page) -> None:
    begin = timezone.localdate() + timedelta(days=7)
    page.goto("/leiden/werk/nieuw/")
    page.get_by_label("Naam").fill(NAME)
    page.get_by_label("Soort").select_option("quay")
    page.locator("[name=fasen-0-start]").fill(begin.isoformat())
    page.locator("[name=fasen-0-end]").fill((begin + timedelta(days=10)).isoformat())
    page.get_by_text("Gebieden, als er niets getekend is").click()
    page.get_by_label(AREA, exact=True).check(force=True)
    page.get_by_label("Wie mag het zien").select_option(label="Leden")
    page.get_by_role("button", name="Voeg het werk toe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def is_found(page: Page) -> None:
    page.goto(PAGE)
    expect(page.get_by_role("link", name=NAME)).to_be_visible()
    for area, count in (("Stevenshof", 0), (AREA, 1)):
        page.get_by_label("Gebied").select_option(label=area)
        page.get_by_role("button", name="Toon het werk").click()
        expect(page.get_by_role("link", name=NAME)).to_have_count(count)
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        assert findings(page, opened=True) == []
    for each in ("iCalendar", "Atom"):
        answer = page.request.get(page.get_by_role("link", name=each).get_attribute("href"))
        assert NAME in answer.text()


def is_followed(page: Page) -> None:
    page.get_by_role("link", name="Per mail").click()
    assert findings(page) == []
    page.get_by_label("Uw mailadres").fill("iemand@buiten.example")
    page.get_by_role("button", name="Stuur mij de mail").click()
    expect(page.locator("main")).to_contain_text("iemand@buiten.example")
    assert findings(page) == []
