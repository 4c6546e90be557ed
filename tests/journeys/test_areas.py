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
        sizes = [(round(each.width / POINTS_PER_MM), round(each.height / POINTS_PER_MM)) for each in sheet.pages]
        text = sheet.pages[0].extract_text()
    assert sizes == [A3_LANDSCAPE_MM]
    for said in ("De Waard", "vijf thema", "Wat het gebied wil", "Projecten hier", "Vorm:"):
        assert said in text


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
