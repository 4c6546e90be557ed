"""Projects are moved in time with mouse, finger and keys; what follows comes along; everything can be taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, credentials, sign_in
from .inspection import findings

TIMELINE = "/leiden/projecten/tijdlijn/?vanaf=2026-07-01"
FIRST, FOLLOWER = "Leidse Stadsenquête", "Kennisclusters en mkb verbinden"
OTHER = "Panoramapark"
PNG = b"\x89PNG\r\n\x1a\n"


def bar(page: Page, title: str):
    return page.locator(f'a.movable[data-title="{title}"]').first


def dates(page: Page, title: str) -> tuple[str | None, str | None]:
    found = bar(page, title)
    return found.get_attribute("data-start"), found.get_attribute("data-end")


def drag(page: Page, title: str, px: int, *, at_end: bool = False) -> None:
    found = bar(page, title)
    found.scroll_into_view_if_needed()
    box = found.locator(".whole").bounding_box()
    assert box
    x = box["x"] + box["width"] - 3 if at_end else box["x"] + min(box["width"] / 2, 160)
    y = box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + px, y + 3, steps=6)
    expect(page.locator(".moving-dates")).to_be_visible()
    page.mouse.up()


def saved(page: Page):
    return page.locator("[data-saved]")


def undo(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Maak ongedaan")).click()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_bar_is_dragged_and_put_back_after_the_page_is_loaded_again(open_page, viewport):
    page = open_page("office", viewport)
    page.goto(TIMELINE)
    before = dates(page, OTHER)
    drag(page, OTHER, 40)
    expect(bar(page, OTHER)).not_to_have_attribute("data-start", before[0])
    expect(saved(page)).to_contain_text(re.compile(rf"Bewaard \d\d\.\d\d uur: {OTHER}"))
    after = dates(page, OTHER)
    assert after != before
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]
    assert findings(page) == []
    page.reload()
    assert dates(page, OTHER) == after
    undo(page)
    expect(page.get_by_role("button", name="Doe het opnieuw")).to_be_visible()
    assert dates(page, OTHER) == before


def test_what_follows_comes_along_and_everything_goes_back_in_one(open_page, site):
    page = open_page("office")
    page.goto(TIMELINE)
    before = dates(page, FIRST), dates(page, FOLLOWER)
    drag(page, FIRST, 60, at_end=True)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Schuift mee wat erop volgt?")).to_be_visible()
    expect(dialog.get_by_text(FOLLOWER)).to_be_visible()
    assert findings(page) == []
    dialog.get_by_role("link", name="Annuleer").click()
    assert (dates(page, FIRST), dates(page, FOLLOWER)) == before
    drag(page, FIRST, 60, at_end=True)
    dialog.get_by_role("button", name="Ook wat erop volgt").click()
    expect(saved(page)).to_contain_text(re.compile(f"Bewaard.*{FIRST}"))
    assert dates(page, FIRST)[0] == before[0][0]
    assert dates(page, FOLLOWER)[0] > before[1][0]

    again = open_page()
    sign_in(again, *credentials("office", site))
    again.goto(TIMELINE)
    undo(again)
    expect(again.get_by_role("button", name="Doe het opnieuw")).to_be_visible()
    assert (dates(again, FIRST), dates(again, FOLLOWER)) == before


def test_a_bar_is_moved_with_keys_alone(open_page):
    page = open_page("office")
    page.goto(TIMELINE)
    before = dates(page, OTHER)
    bar(page, OTHER).focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "Escape", "Enter"):
        page.keyboard.press(key)
    # Put back by Escape; then Enter is that of any link.
    page.wait_for_url("**/planning/")
    page.go_back()
    assert dates(page, OTHER) == before
    bar(page, OTHER).focus()
    for key in ("Shift+ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("#announcer")).to_contain_text("2027")
    page.keyboard.press("Enter")
    expect(saved(page)).to_contain_text(re.compile(f"Bewaard.*{OTHER}"))
    assert dates(page, OTHER) == ("2026-03-19", "2027-12-05")
    expect(bar(page, OTHER)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Doe het opnieuw")).to_be_visible()
    assert dates(page, OTHER) == before


def test_a_project_is_moved_without_script_by_its_form(open_page, browser, site):
    context = browser.new_context(viewport=PHONE, locale="nl", base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, *credentials("office", site))
    page.goto(TIMELINE)
    before = dates(page, OTHER)
    page.goto(f"{TIMELINE}&toon=tabel")
    page.get_by_role("link", name=re.compile(f"Verschuif ?: {OTHER}")).click()
    page.get_by_label("Tot en met").fill("2027-12-31")
    page.get_by_role("button", name="Bewaar de datums").click()
    page.wait_for_url("**/tijdlijn/**")
    undo(page)
    page.goto(TIMELINE)
    assert dates(page, OTHER) == before
    context.close()


def test_the_table_reads_as_one_and_the_picture_is_taken_along(open_page):
    page = open_page("member")
    page.goto(f"{TIMELINE}&toon=tabel&basislijn=1")
    assert findings(page) == []
    expect(page.get_by_role("row", name=re.compile(f"^{FIRST}"))).to_contain_text("later")
    page.goto(TIMELINE)
    with page.expect_download() as taken:
        page.get_by_role("button", name="PNG").click()
    assert taken.value.suggested_filename.endswith(".png")
    assert taken.value.path().read_bytes().startswith(PNG)
