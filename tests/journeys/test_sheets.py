"""Projects go to a spreadsheet and come back with one cell changed: the preview and the history say exactly that."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from .conftest import DESK, PHONE
from .test_every_page import Faults

STEP = "Bespreek de planning met de aannemer"


def taken_along(page, tmp_path: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="XLSX").click()
    file = tmp_path / "projecten.xlsx"
    waiting.value.save_as(file)
    return file


def with_other_step(file: Path) -> str:
    """Somebody types another next step behind the first project; returns its title."""
    book = load_workbook(io.BytesIO(file.read_bytes()))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("volgende stap") + 1).value = STEP
    book.save(file)
    return str(sheet.cell(2, headings.index("titel") + 1).value)


def uploaded(page, file: Path) -> None:
    page.goto("/leiden/projecten/")
    page.get_by_role("link", name="Importeren").click()
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Upload en bekijk").click()
    page.get_by_role("button", name="Toon wat er verandert").click()


def test_one_cell_changes_and_nothing_else(open_page, tmp_path):
    page = open_page("office")
    page.goto("/leiden/projecten/")
    file = taken_along(page, tmp_path)
    title = with_other_step(file)
    uploaded(page, file)
    expect(page.locator(".changes li")).to_have_count(1)
    expect(page.locator(".changes ins")).to_have_text(STEP)
    expect(page.get_by_role("rowheader", name=title)).to_be_visible()
    page.get_by_role("button", name="Breng alles in").click()
    expect(page.get_by_text("Klaar: 0 nieuw, 1 gewijzigd")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Bekijk het resultaat").click()
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_text(STEP).first).to_be_visible()
    page.goto(f"{page.url}geschiedenis/")
    expect(page.locator("main")).to_contain_text(STEP)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_each_step_is_sound(open_page, tmp_path, size):
    page = open_page("office")
    faults = Faults(page)
    page.goto("/leiden/projecten/")
    file = taken_along(page, tmp_path)
    with_other_step(file)
    page.set_viewport_size(size)
    page.goto("/leiden/projecten/invoer/")
    for button in ("Upload en bekijk", "Toon wat er verandert", ""):
        faults.path = page.url
        faults.measure(size["width"])
        if button.startswith("Upload"):
            page.get_by_label("Bestand").set_input_files(file)
        if button:
            page.get_by_role("button", name=button).click()
    page.get_by_role("button", name="Gooi het bestand weg").click()
    assert faults.found == []
