"""Money goes its way: the office sets the year, an umbrella asks, the board grants by a decision, it is paid in two parts
with evidence, two areas swap, and the statement is printed."""

import io

import pdfplumber
from django.utils import timezone
from playwright.sync_api import Page, expect

YEAR = timezone.localdate().year
TITLE = "Fietsenstalling bij de ingang"
BILL = {
    "name": "rekening.txt",
    "mimeType": "text/plain",
    "buffer": b"Een stalling voor veertig fietsen: 2.400,50",
}


def test_the_office_sets_the_yield_of_an_area(open_page):
    page = open_page("office")
    page.goto(f"/leiden/middelen/{YEAR}/opbrengsten/")
    page.get_by_label("Opbrengst: De Waard").fill("50.000")
    page.get_by_role("button", name="De opbrengsten opslaan").click()
    assert f"Middelen in {YEAR}" in page.locator("h1").inner_text()
    assert "50.000,00" in page.get_by_role("row", name="De Waard").inner_text()


def test_a_request_goes_from_an_umbrella_to_two_payments(open_page, tmp_path):
    umbrella = open_page("umbrella_board")
    umbrella.goto("/leiden/middelen/aanvragen/nieuw/")
    umbrella.get_by_label("Voor", exact=True).select_option(label="De Waard")
    umbrella.get_by_label("Waarvoor").fill(TITLE)
    umbrella.get_by_label("Bedrag").fill("-5")
    umbrella.get_by_role("button", name="Het concept opslaan").click()
    assert "onder nul" in umbrella.locator("main").inner_text()
    umbrella.get_by_label("Bedrag").fill("2.400,50")
    umbrella.get_by_role("button", name="Het concept opslaan").click()
    umbrella.get_by_role("button", name="Indienen").click()
    asked = umbrella.url

    board = open_page("board")
    board.goto(asked)
    board.get_by_role("link", name="Besluit vastleggen").click()
    board.get_by_label("Het is toegekend").check()
    board.get_by_role("button", name="Het besluit opslaan").click()
    assert "Kies het besluit" in board.locator("main").inner_text()
    board.get_by_label("Met welk besluit").select_option(index=1)
    board.get_by_role("button", name="Het besluit opslaan").click()
    assert "€ 2.400,50 toegekend" in board.locator(".lead").inner_text()

    office = open_page("office")
    office.goto(asked)
    for amount in ("1.000", "1.400,50"):
        office.get_by_role("link", name="Betaling boeken").click()
        office.get_by_label("Uitbetaald bedrag").fill(amount)
        office.get_by_role("button", name="De betaling boeken").click()
    assert "waarvan € 2.400,50 is uitbetaald" in office.locator(".lead").inner_text()

    umbrella.goto(asked)
    umbrella.get_by_role("link", name="Het geld verantwoorden").click()
    umbrella.get_by_label("Wat er met het geld is gedaan").fill("De stalling staat er.")
    umbrella.get_by_role("button", name="Verantwoorden").click()
    assert "nog geen bewijs" in umbrella.locator("main").inner_text()
    umbrella.goto(asked)
    brings_evidence(umbrella)
    umbrella.goto(asked)
    umbrella.get_by_role("link", name="Het geld verantwoorden").click()
    umbrella.get_by_label("Wat er met het geld is gedaan").fill("De stalling staat er.")
    umbrella.get_by_role("button", name="Verantwoorden").click()
    assert "Verantwoord" in umbrella.locator(".lead").inner_text()

    office.goto(asked)
    assert office.get_by_role("link", name="rekening").first.is_visible()
    office.get_by_role("button", name="De aanvraag afsluiten").click()
    office.get_by_role("button", name="Afsluiten", exact=True).click()
    expect(office.locator(".lead")).to_contain_text("Afgesloten")


def brings_evidence(page: Page) -> None:
    page.get_by_role("link", name="Voeg toe documenten").click()
    page.get_by_label("Bestanden", exact=True).set_input_files([BILL])
    expect(page.get_by_role("link", name="rekening").first).to_be_visible()


def test_two_areas_swap_with_both_consents(open_page):
    """De Waard gives to Amphoraweg, which consented already."""
    page = open_page("umbrella_board")
    page.goto("/leiden/middelen/ruilen/")
    page.get_by_role("link", name="De Waard → Amphoraweg").click()
    page.get_by_role("button", name="Instemmen voor De Waard").click()
    assert "het is geboekt" in page.locator(".lead").inner_text()


def test_a_statement_is_printed_and_taken_along(open_page):
    page = open_page("office")
    page.goto(f"/leiden/middelen/{YEAR}/")
    page.locator(".money-table").get_by_role("link", name="De Waard").click()
    page.get_by_role("heading", name=f"De Waard in {YEAR}").wait_for()
    page.wait_for_load_state("networkidle")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as sheets:
        text = "\n".join(sheet.extract_text() for sheet in sheets.pages)
    assert "Camera" in text
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    with pdfplumber.open(download.value.path()) as sheets:
        assert "De Waard" in sheets.pages[0].extract_text()
