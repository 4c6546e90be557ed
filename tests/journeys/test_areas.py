"""Areas in a real browser: drawn by hand, and printed on one sheet."""

import io
import json

import pdfplumber
import pytest

A3_LANDSCAPE_MM = (420, 297)
POINTS_PER_MM = 72 / 25.4


@pytest.mark.parametrize("role", ["", "park_manager", "office"], ids=["nobody", "park_manager", "office"])
def test_the_profile_of_an_area_is_one_a3_sheet(open_page, role):
    page = open_page(role)
    page.goto("/leiden/gebieden/de-waard/")
    page.wait_for_selector(".map[data-ready]")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as sheet:
        sizes = [
            (round(each.width / POINTS_PER_MM), round(each.height / POINTS_PER_MM)) for each in sheet.pages
        ]
        text = sheet.pages[0].extract_text()
    assert sizes == [A3_LANDSCAPE_MM]
    for said in ("De Waard", "vijf thema", "Wat het gebied wil", "Projecten hier", "Vorm:"):
        assert said in text


def test_the_fullest_profile_is_still_one_a3_sheet(open_page):
    """Long wishes on one theme, and one number that is not assumed, so that each other one says that it is."""
    page = open_page("office")
    for number in range(8):
        page.goto("/leiden/gebieden/binnenstad/ambities/nieuw/")
        page.get_by_label("Thema").select_option("energy")
        page.get_by_label("Tekst").fill(f"Wens {number}: " + "ruimte voor wie hier werkt en woont, " * 6)
        page.get_by_role("button", name="Voeg").or_(page.get_by_role("button", name="Bewaar")).first.click()
        page.wait_for_load_state()
    page.goto("/leiden/gebieden/binnenstad/metingen/nieuw/")
    page.get_by_label("Indicator").select_option(index=1)
    page.get_by_label("Waarde").fill("12")
    page.get_by_role("button", name="Bewaar").first.click()
    page.goto("/leiden/gebieden/binnenstad/")
    page.wait_for_selector(".map[data-ready]")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as sheet:
        text = sheet.pages[0].extract_text()
        assert len(sheet.pages) == 1
    assert all(f"Wens {number}" in text for number in range(8))


@pytest.mark.parametrize("path", ["", "projecten/51/", "projecten/", "projecten/bord/", "gebieden/"])
def test_what_is_printed_on_a4_stays_within_its_sheet(open_page, path):
    page = open_page("office")
    page.goto(f"/leiden/{path}")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as sheets:
        for sheet in sheets.pages:
            assert sorted((round(sheet.width / POINTS_PER_MM), round(sheet.height / POINTS_PER_MM))) == [
                210,
                297,
            ]
            assert [word["text"] for word in sheet.extract_words() if word["x1"] > sheet.width] == []


def test_the_office_draws_an_area_on_the_map(open_page):
    page = open_page("office")
    page.goto("/leiden/gebieden/nieuw/")
    page.get_by_label("Naam", exact=True).fill("Proefterrein")
    page.wait_for_selector("[data-draw-tools]:not([hidden])")
    frame = page.locator("[data-area-editor] .map canvas").first.bounding_box()
    middle = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    corners = [(-60, -40), (60, -40), (60, 40), (-60, 40), (-60, -40)]
    for across, down in corners:
        page.mouse.click(middle[0] + across, middle[1] + down)
        page.wait_for_timeout(200)
    drawn = json.loads(page.locator("[data-area-editor] textarea").input_value())
    assert (drawn["type"], len(drawn["coordinates"][0])) == ("Polygon", 5)
    page.get_by_role("button", name="Voeg het gebied toe").click()
    page.wait_for_url("**/gebieden/proefterrein/")
    assert page.get_by_text("hectare").is_visible()
