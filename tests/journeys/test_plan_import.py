"""A plan comes in through the screens: uploaded, checked with mouse and keyboard, taken over, and taken back."""

import re

import pytest
from playwright.sync_api import expect

from tests.priorities.plans.word_plans import halls_docx

from .conftest import DESK, PHONE
from .inspection import findings

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAVED = re.compile("^Bewaard")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_office_brings_a_plan_in_and_takes_it_back(open_page, viewport):
    page = open_page("office", viewport)
    upload(page, f"Jaarplan {viewport['width']}.docx")
    url = page.url.partition("?")[0]

    page.goto(f"{url}?toon=project")
    assert findings(page, opened=True) == []
    page.get_by_label("Wordt: Warmtepomp").select_option("aim")
    expect(said(page)).to_have_text(SAVED)
    page.get_by_label("Naam: Regenwater").fill("Regen op het dak")
    page.get_by_label("Naam: Regenwater").press("Enter")
    expect(said(page)).to_have_text(SAVED)
    move(page, "Ledlampen", "Iedereen sport")
    page.reload()
    expect(page.get_by_label("Naam: Regen op het dak")).to_be_visible()
    expect(page.get_by_label("Naam: Warmtepomp")).to_have_count(0)
    expect(page.get_by_label("Hoort onder: Ledlampen")).to_have_value(re.compile(r"\d+"))

    pick_and_leave_out(page, "Sportpas", "Beweegmakelaar")
    settle_orphans(page, url)
    page.get_by_role("button", name="Bewaar en neem over").click()
    page.get_by_label("Titel van het concept").fill(f"Jaarplan op {viewport['width']}")
    page.get_by_role("button", name="Neem alles over").click()
    made = page.get_by_role("list").filter(has_text="Zonnedak Zuidhal")
    expect(made.get_by_role("link", name="Regen op het dak")).to_be_visible()
    expect(page.get_by_text("Sportpas")).to_have_count(0)

    page.get_by_role("link", name="Draai deze invoer terug").click()
    page.get_by_role("button", name="Draai de invoer terug").click()
    expect(page.get_by_role("heading", name="Controleer het plan")).to_be_visible()


def upload(page, name):
    page.goto("/leiden/plannen/invoer/")
    page.get_by_label("Het plan").set_input_files({"name": name, "mimeType": WORD, "buffer": halls_docx()})
    page.get_by_role("button", name="Lees het plan").click()
    page.wait_for_url("**/invoer/*/**")


def said(page):
    return page.locator("[data-review-said]")


def row(page, name):
    return page.locator(".review-lines > li").filter(has=page.get_by_label(f"Naam: {name}"))


def move(page, name, to):
    line = row(page, name)
    line.locator("details.move").filter(has_text="hoort onder").locator("summary").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        line.get_by_label("Hoort onder").select_option(label=to)
    expect(said(page)).to_have_text(SAVED)


def pick_and_leave_out(page, *names):
    for name in names:
        row(page, name).get_by_label("Kies").check()
    page.get_by_label("Deze:").select_option("gekozen")
    page.get_by_label("worden").select_option("nothing")
    page.get_by_role("button", name="Wijzig", exact=True).first.click()
    for name in names:
        expect(page.get_by_label(f"Naam: {name}")).to_have_count(0)


def settle_orphans(page, url):
    """The parts of what became an aim have no place: they are left out."""
    page.goto(f"{url}?toon=zonder-plek")
    page.get_by_text("Wijzig veel regels tegelijk").click()
    page.get_by_label("Deze:").select_option("hier")
    page.get_by_label("worden").select_option("nothing")
    page.get_by_role("button", name="Wijzig", exact=True).first.click()
    expect(page.get_by_text("geen plek")).to_have_count(0)
