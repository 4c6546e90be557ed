"""The office plans the year of the board: how often, by which pattern, and what becomes of one meeting."""

import re

from django.utils import timezone

from .conftest import PHONE
from .inspection import findings

NEXT = timezone.localdate().year + 1
BOARD = "Bestuur Ondernemend Leiden"


def fill_series(page):
    page.get_by_label("Gremium").select_option(label=BOARD)
    page.get_by_label("Titel").fill("Bestuur in het voorjaar")
    page.get_by_label("om de zoveel weken").check()
    page.get_by_label("Op welke dag").select_option(label="Maandag")
    page.get_by_label("Van", exact=True).fill(f"{NEXT}-03-01")
    page.get_by_label("Tot en met").fill(f"{NEXT}-05-31")
    page.get_by_label("Begint om").fill("16:00")
    page.get_by_label("Plaats").fill("Stationsgebied")


def test_the_office_plans_the_year_of_the_board(open_page):
    page = open_page("office")
    page.goto(f"/leiden/overleg/jaar/{NEXT}/")
    row = page.locator(".year-table tr", has=page.get_by_role("rowheader", name=BOARD, exact=True))
    row.get_by_role("link", name="Wijzig het plan").click()
    page.get_by_label("Vergaderingen op locatie").fill("10")
    page.get_by_label("Vergaderingen online").fill("5")
    page.get_by_role("button", name="Bewaar het plan").click()
    assert "0 van 10" in row.inner_text()
    assert "15 zonder dag" in row.inner_text()

    page.goto("/leiden/overleg/reeksen/nieuw/")
    fill_series(page)
    page.get_by_role("button", name="Toon de dagen").click()
    days = page.locator(".days-of-series > li")
    assert "overgeslagen: Tweede paasdag" in days.filter(has_text="paasdag").inner_text()
    planned = days.count() - page.locator(".days-of-series > .skipped").count()
    assert findings(page) == []
    page.get_by_role("button", name=f"Maak {planned} vergaderingen").click()
    assert page.locator("main .rows > li").count() == planned

    first = page.get_by_role("link", name="Bestuur in het voorjaar").first
    first.click()
    assert re.search(rf"1 van \d+ in {NEXT}", page.locator(".eyebrow").inner_text())
    page.get_by_role("link", name="Verzet de vergadering").click()
    page.get_by_label("Van", exact=True).fill("19:00")
    page.get_by_label("Tot", exact=True).fill("20:30")
    page.get_by_label("Reden").fill("De zaal is bezet")
    page.get_by_role("button", name="Verzet de vergadering").click()
    assert "19.00–20.30 uur" in page.locator(".lead").inner_text()
    assert "De zaal is bezet" in page.locator(".history").inner_text()
    page.get_by_role("link", name="Gelast de vergadering af").click()
    page.get_by_label("Waarom niet").fill("Te weinig punten")
    page.get_by_role("button", name="Gelast de vergadering af").click()
    assert "Te weinig punten" in page.locator("main .notice.warning").inner_text()

    page.goto(f"/leiden/overleg/jaar/{NEXT}/")
    board = page.locator(".year-strip .strip-row", has=page.get_by_role("link", name=BOARD, exact=True))
    assert board.locator(".mark.cancelled").count() == 1
    assert board.locator(".mark.coming").count() == planned - 1


def test_the_year_fits_a_phone(open_page):
    page = open_page("board", viewport=PHONE)
    page.goto("/leiden/overleg/jaar/")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert findings(page) == []
    drawing = page.locator(".year-scroll")
    assert drawing.evaluate("each => each.scrollWidth > each.clientWidth")
    drawing.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.year-scroll').scrollLeft > 0")
