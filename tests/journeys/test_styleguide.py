"""Every building block at once: what a machine can see of it, and what the scripts add."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import DESK, PHONE, link_front_end
from .site import PROJECT, START_WITHIN_SECONDS, _free_port
from .test_every_page import Faults

MAPS_UNDER_WAY = ".map:not([data-ready])"
MAP_START_MS = 20_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    var: Path = tmp_path_factory.mktemp("styleguide")
    link_front_end(var)
    port = _free_port()
    environment = {**os.environ, "SPEERPUNT_VAR": str(var), "SPEERPUNT_DATABASE_URL": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.styleguide", str(port)],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _answering(f"http://127.0.0.1:{port}/styleguide/")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answering(url: str) -> str:
    end = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return url
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The style guide did not start in time.")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="nl")
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def wait_for_maps(page: Page) -> None:
    expect(page.locator(MAPS_UNDER_WAY)).to_have_count(0, timeout=MAP_START_MS)


def test_every_building_block_is_sound(page, address):
    faults = Faults(page)
    faults.look_at(address)
    wait_for_maps(page)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        faults.measure(size["width"])
    assert faults.found == []


def test_every_building_block_shows_without_script(browser, address):
    context = browser.new_context(viewport=PHONE, locale="nl", java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".filter-box form").first).to_be_visible()
    expect(page.get_by_label("GeoJSON")).to_be_visible()
    page.locator(".phone-menu > summary").click()
    expect(page.locator(".phone-menu .menu-panel")).to_be_visible()
    context.close()


def test_a_map_shows_at_most_thirteen_names_and_none_touch(page):
    wait_for_maps(page)
    boxes = page.locator("#map .name:not(.unplaced)").evaluate_all(
        "names => names.filter(name => name.checkVisibility())"
        ".map(name => name.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"
    )
    assert 3 <= len(boxes) <= 13
    touching = [
        (one, other)
        for order, one in enumerate(boxes)
        for other in boxes[order + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert touching == []


def test_the_time_slider_picks_markers_and_lines_of_the_list(page):
    wait_for_maps(page)
    slider = page.locator("[data-when]")
    slider.fill("0")
    expect(page.locator("#map .pin:not([hidden])")).to_have_count(3)
    expect(page.locator("output")).to_have_text("januari 2026")
    slider.fill("5")
    expect(page.locator("#map .pin:not([hidden])")).to_have_count(13)
    expect(page.locator(".numbered li:visible")).to_have_count(6)


def test_a_dialog_asks_before_sending_and_returns_the_focus(page):
    button = page.get_by_role("button", name="Bewaar de onderneming")
    button.click()
    dialog = page.get_by_role("dialog", name="Wilt u dit bewaren?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_picking_rows_shows_what_can_be_done_with_them(page):
    expect(page.locator(".bulk-bar")).to_be_hidden()
    page.locator("[data-bulk-all]").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("6")


def test_drawing_an_area_writes_its_text(page):
    wait_for_maps(page)
    editor = page.locator("[data-area-editor]")
    editor.locator("button[data-draw=clear]").click()
    expect(editor.locator("textarea")).to_have_value("")
    editor.locator(".map").scroll_into_view_if_needed()
    box = editor.locator(".map").bounding_box()
    assert box
    for x, y in ((0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6), (0.3, 0.3)):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    text = editor.locator("textarea").input_value()
    assert text.startswith('{"type":"Polygon"')
    assert text.count("],[") == 4


def test_a_pin_moves_with_the_arrow_keys(page):
    wait_for_maps(page)
    longitude = page.get_by_label("Lengtegraad")
    before = float(longitude.input_value())
    page.locator(".drop").press("ArrowRight")
    assert float(longitude.input_value()) > before
