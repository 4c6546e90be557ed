"""Papers in a real browser: chosen and dropped, seen, given a new version, taken in and out as a tree."""

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.examples.leiden import FOLDER as LEIDEN

from .conftest import DESK, PHONE

PAPERS = LEIDEN / "documents"
DROP = """async ([name, content]) => {
  const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name));
  document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
}"""


def new_folder(page: Page, name: str) -> None:
    page.goto("/leiden/documenten/map/nieuw/")
    page.get_by_label("Naam").fill(name)
    page.get_by_role("button", name="Voeg de map toe").click()
    page.wait_for_url("**/documenten/map/*/")


def choose(page: Page, *files: Path | dict[str, object]) -> None:
    page.get_by_label("Bestanden", exact=True).set_input_files(list(files))  # type: ignore[arg-type]


def test_the_office_brings_papers_by_hand_and_by_drop(open_page):
    page = open_page("office")
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    new_folder(page, "Proefmap")
    choose(page, PAPERS / "laadplan-de-waard.pdf", PAPERS / "schets-entree-roomburg.png")
    expect(page.locator("#papers").get_by_role("link", name="schets-entree-roomburg")).to_be_visible()
    page.evaluate(DROP, ["notitie.txt", base64.b64encode(b"Een zeldzaam woord: kwikstaart.").decode()])
    expect(page.locator("#papers").get_by_role("link", name="notitie")).to_be_visible()
    assert page.locator("[data-upload-list] li").count() == 3
    assert faults == []


def test_a_refused_file_says_why_and_the_others_stay(open_page):
    page = open_page("office")
    new_folder(page, "Geweigerd")
    choose(
        page,
        {"name": "goed.txt", "mimeType": "text/plain", "buffer": b"Goed."},
        {"name": "vals.pdf", "mimeType": "application/pdf", "buffer": b"<html>geen pdf</html>"},
    )
    expect(page.locator("#papers").get_by_role("link", name="goed")).to_be_visible()
    refused = page.locator("[data-upload-list] li").filter(has_text="vals.pdf")
    expect(refused).to_contain_text("niet bewaard")
    assert page.locator("#papers").get_by_role("link", name="vals").count() == 0


def test_the_pages_of_a_pdf_are_seen_and_its_words_found(open_page):
    page = open_page("office")
    new_folder(page, "Bekijken")
    choose(page, PAPERS / "laadplan-de-waard.pdf")
    page.locator("#papers").get_by_role("link", name="laadplan").click()
    sheet = page.get_by_role("img", name=re.compile("Bladzijde 1"))
    expect(sheet).to_be_visible(timeout=30_000)
    assert sheet.evaluate("image => image.decode().then(() => image.naturalWidth)") >= 600
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_role("img", name=re.compile("Bladzijde 2"))).to_be_visible()
    assert page.get_by_text("op de woorden erin").is_visible()


def test_a_new_version_and_the_old_one_again(open_page):
    page = open_page("office")
    new_folder(page, "Versies")
    choose(page, {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Eerste plan"})
    page.locator("#papers").get_by_role("link", name="plan").click()
    page.get_by_label("Bestand", exact=True).set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Tweede plan"}
    )
    page.get_by_label("Wat er veranderd is").fill("Alles")
    page.get_by_role("button", name="Voeg de versie toe").click()
    expect(page.get_by_text("is nu versie 2")).to_be_visible()
    page.get_by_role("button", name="Laat deze weer gelden").click()
    expect(page.get_by_text("Versie 1 geldt weer.").first).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("^Download \\(")).click()
    assert Path(taken.value.path()).read_bytes() == b"Eerste plan"
    assert taken.value.suggested_filename == "plan.txt"


def test_a_tree_comes_in_and_goes_out_the_same(open_page):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("Verslagen/maart.txt", "maart")
        archive.writestr("brief.txt", "brief")
        archive.writestr("kwaad.html", "<script>")
    page = open_page("office")
    new_folder(page, "Boom")
    page.get_by_role("link", name="Neem een zip over").click()
    page.get_by_label("Zipbestand").set_input_files(
        {"name": "boom.zip", "mimeType": "application/zip", "buffer": content.getvalue()}
    )
    page.get_by_role("button", name="Upload en bekijk").click()
    expect(page.get_by_text("1 nieuwe map: Verslagen")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name=re.compile("^Geweigerd")).click()
    expect(page.get_by_text("kwaad.html").first).to_be_visible()
    page.get_by_role("button", name="Neem deze bestanden over").click()
    page.get_by_role("link", name="Bekijk het resultaat").click(timeout=30_000)
    page.get_by_role("link", name="Bekijk de map").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download alles als zip").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    assert files == {"brief.txt": b"brief", "Verslagen/maart.txt": b"maart"}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_folder_and_a_paper_fit_the_screen(open_page, size):
    page = open_page("office", size)
    new_folder(page, f"Past op {size['width']}")
    choose(page, PAPERS / "schets-entree-roomburg.png")
    link = page.locator("#papers").get_by_role("link", name="schets")
    expect(link).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    link.click()
    expect(page.locator(".paper-sheet img")).to_be_visible(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_it_works_without_script(browser, site):
    from .conftest import credentials, sign_in

    context = browser.new_context(base_url=site.url, locale="nl", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, *credentials("office", site))
    new_folder(page, "Zonder script")
    choose(page, PAPERS / "brief-spanjaardsbrug.txt", PAPERS / "huishoudelijk-reglement.txt")
    page.get_by_role("button", name="Voeg de bestanden toe").click()
    expect(page.get_by_text("2 documenten toegevoegd.")).to_be_visible()
    context.close()
