"""The register and its dialogs in a real browser, with and without script."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, credentials
from .test_every_page import NOT_PAGES, Faults, name_of

LINK = re.compile(r'<a [^>]*\bhref="(/[^"#?]*)')
REGISTER = "/leiden/organisaties/"
FILE = "naam;soort;KVK-nummer\n" + "".join(f"Proef {n};Onderneming;9{n:07}\n" for n in range(300))


def pages_with_dialogs(page: Page) -> set[str]:
    """Of each kind of page that the office can reach one, if a dialog waits there."""
    found, names, waiting = set(), set(), ["/leiden/"]
    while waiting:
        path = waiting.pop()
        name = name_of(path)
        if name is None or name in names or path.startswith(NOT_PAGES):
            continue
        names.add(name)
        text = page.request.get(path).text()
        if " data-confirm" in text:
            found.add(path)
        waiting += [urlsplit(urljoin(path, unescape(link))).path for link in LINK.findall(text)]
    return found


def test_every_dialog_is_sound_and_does_nothing_when_left(open_page):
    page = open_page("office")
    faults = Faults(page)
    found = pages_with_dialogs(page)
    assert any("/organisaties/" in path for path in found)
    for path in sorted(found):
        faults.path = path
        page.goto(path)
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            for opener in page.locator("[data-confirm]").all():
                opener.click()
                expect(page.get_by_role("dialog")).to_be_visible()
                faults.measure(size["width"])
                page.keyboard.press("Escape")
                expect(page.get_by_role("dialog")).to_have_count(0)
                expect(opener).to_be_focused()
    assert faults.found == []


@pytest.mark.parametrize("role", ["", "member", "office"], ids=["nobody", "member", "office"])
def test_open_menus_are_sound(open_page, role):
    page = open_page(role)
    faults = Faults(page)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        page.goto("/leiden/gebieden/")
        faults.path = page.url
        for menu in page.locator("details[data-menu] > summary:visible").all():
            menu.click()
            faults.measure(size["width"])
            page.keyboard.press("Escape")
    assert faults.found == []


def test_everything_is_within_reach_on_a_phone(open_page):
    page = open_page("member", PHONE)
    page.goto("/leiden/vandaag/")
    bar = page.get_by_role("navigation", name="Snelmenu")
    bar.get_by_text("Meer").click()
    bar.get_by_role("link", name="Gremia").click()
    expect(page.get_by_role("heading", name="Gremia", level=1)).to_be_visible()


def test_the_register_follows_the_filters_without_leaving_the_page(open_page):
    page = open_page("office")
    page.goto(REGISTER)
    page.evaluate("window.stayed = true")
    page.get_by_label("Soort").select_option("umbrella")
    expect(page.locator("#count")).to_contain_text("10")
    page.get_by_label("Naam, adres of nummer").fill("bedrijvig")
    expect(page.locator("#count dd")).to_have_text("1")
    expect(page.locator("#announcer")).to_have_text("1")
    page.locator("tbody .pick input").first.check()
    expect(page.locator(".bulk-bar")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    assert "zoek=bedrijvig" in page.url
    page.reload()
    expect(page.locator("#count dd")).to_have_text("1")


def test_the_map_of_the_register_follows_the_filters(open_page):
    page = open_page("office")
    faults = Faults(page)
    page.goto(f"{REGISTER}kaart/")
    page.wait_for_selector(".map[data-ready]")
    page.get_by_label("Branche").select_option("retail")
    expect(page.locator(".filters-on")).to_contain_text("Detailhandel")
    page.wait_for_selector(".map[data-ready]")
    assert page.locator(".map canvas").count() == 1
    assert faults.found == []


def test_the_register_works_without_script(browser, site):
    context = browser.new_context(locale="nl", base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    email, password = credentials("office", site)
    page.goto("/account/aanmelden/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.get_by_role("button", name="Meld u aan").click()
    page.goto(REGISTER)
    page.get_by_label("Soort").select_option("umbrella")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("#count dd")).to_have_text("10")
    page.locator("tbody .pick input").first.check()
    page.get_by_label("Wat er moet veranderen").select_option("branch")
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_a_file_comes_in_once_however_often_somebody_clicks(open_page):
    page = open_page("office")
    faults = Faults(page)
    page.goto(f"{REGISTER}invoer/")
    page.get_by_label("Bestand").set_input_files(
        {"name": "leden.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Upload en bekijk").click()
    page.get_by_role("button", name="Toon wat er verandert").click()
    button = page.get_by_role("button", name="Breng alles in")
    button.dblclick(no_wait_after=True)
    expect(page.locator("#job")).to_contain_text(re.compile("300 nieuw"), timeout=20_000)
    page.get_by_role("link", name="Bekijk het resultaat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Organisaties")
    assert [fault for fault in faults.found if "404" not in fault] == []
