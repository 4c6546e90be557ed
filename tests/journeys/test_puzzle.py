"""Works are dragged to another week, the effect shows at once, all of it is taken back, and the best order is laid."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE
from .inspection import findings

PLANS = "/leiden/werk/plannen/"
NAME = "Plan gemeente"
# One that is shared with the partner of the example.
DOSSIER = "Spanjaardsbrug"
A_MINUTE = 90_000
# The first move in a process loads the engine.
A_WHILE = 30_000


@pytest.fixture
def plan(open_page) -> Page:
    page = open_page("office")
    page.goto(PLANS)
    page.get_by_role("link", name=NAME, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    # The script that moves bars comes after the page; until then a bar is a link.
    expect(page.locator(".moving-dates")).to_be_attached()
    return page


def settled(page: Page) -> None:
    """Figures that are computed elsewhere stand on the page."""
    expect(page.locator("#plan[data-awaits]")).to_have_count(0, timeout=A_WHILE)


def bar(page: Page, name: str):
    return page.locator(f'a.movable[data-name="{name}"]')


def week(page: Page, name: str) -> int:
    return int(bar(page, name).get_attribute("data-week") or -1)


def drag(page: Page, name: str, weeks: int, *, drop: bool = True) -> str:
    settled(page)
    found = bar(page, name)
    found.scroll_into_view_if_needed()
    lane = page.locator("svg.lane", has=found).bounding_box()
    box = found.locator(".bar").bounding_box()
    assert lane
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + weeks * lane["width"] / 56, y + 2, steps=5)
    said = page.locator(".moving-dates").inner_text()
    if drop:
        page.mouse.up()
    return said


def wait_for_effects(page: Page) -> None:
    """They are asked for once, and computed behind the scenes."""
    prepare = page.get_by_role("button", name=re.compile("Bereid dat voor|Reken het uit"))
    if prepare.count():
        prepare.first.click()
    for _turn in range(60):
        if page.locator("[data-knows-effects]").count():
            return
        page.wait_for_timeout(2000)
        page.reload()
    expect(page.locator("[data-knows-effects]")).to_be_attached()


def test_a_work_is_dragged_with_its_effect_and_put_back(plan):
    wait_for_effects(plan)
    name = "Zijlbrug"
    before, cost = week(plan, name), plan.locator("[data-puzzle]").get_attribute("data-cost")
    said = drag(plan, name, 6)
    assert re.search(r"Zijlbrug: week \d+ t/m \d+", said)
    assert re.search(r"ongeveer \d+,\d % (minder|meer) vertraging|nauwelijks verschil", said)
    expect(bar(plan, name)).to_have_attribute("data-week", str(before + 6), timeout=A_WHILE)
    expect(plan.locator("[data-puzzle]")).not_to_have_attribute("data-cost", cost or "", timeout=A_WHILE)
    plan.keyboard.press("Control+z")
    expect(bar(plan, name)).to_have_attribute("data-week", str(before), timeout=A_WHILE)
    expect(plan.locator("[data-puzzle]")).to_have_attribute("data-cost", cost or "", timeout=A_WHILE)


def test_escape_leaves_it_and_keys_move_it(plan):
    name = "Zijlbrug"
    before = week(plan, name)
    drag(plan, name, 4, drop=False)
    plan.keyboard.press("Escape")
    plan.mouse.up()
    assert week(plan, name) == before
    bar(plan, name).focus()
    plan.keyboard.press("ArrowRight")
    plan.keyboard.press("ArrowRight")
    plan.keyboard.press("Enter")
    expect(bar(plan, name)).to_have_attribute("data-week", str(before + 2), timeout=A_WHILE)
    expect(bar(plan, name)).to_be_focused()
    plan.get_by_role("button", name="Maak ongedaan").click()
    expect(bar(plan, name)).to_have_attribute("data-week", str(before), timeout=A_WHILE)


def test_who_drags_in_an_older_plan_sees_the_newer_one(open_page, plan):
    other = open_page("office")
    other.goto(plan.url)
    name = "Gasthuiswijk, fase 2"
    before = week(plan, name)
    drag(other, name, 3)
    expect(bar(other, name)).to_have_attribute("data-week", str(before + 3), timeout=A_WHILE)
    drag(plan, name, 5)
    expect(plan.locator(".messages")).to_contain_text(
        "Iemand anders heeft het plan intussen veranderd", timeout=A_WHILE
    )
    expect(bar(plan, name)).to_have_attribute("data-week", str(before + 3), timeout=A_WHILE)
    plan.get_by_role("button", name="Maak ongedaan").click()
    expect(bar(plan, name)).to_have_attribute("data-week", str(before), timeout=A_WHILE)


def test_the_best_order_is_found_kept_compared_and_laid(plan):
    plan.locator("#id_seconds").select_option("10")
    plan.get_by_role("button", name="Zoek de beste volgorde").click()
    answer = plan.locator(".run-answer")
    expect(answer).to_be_visible(timeout=A_MINUTE)
    expect(answer).to_contain_text("van het best mogelijke af")
    plan.get_by_role("link", name="Bewaar als nieuw plan").click()
    plan.get_by_label("Naam van het nieuwe plan").fill("Best gevonden")
    plan.get_by_role("button", name="Bewaar").click()
    expect(plan.get_by_role("heading", level=1)).to_have_text("Best gevonden", timeout=A_WHILE)
    expect(plan.get_by_text("Alle regels gehaald.")).to_be_visible()
    expect(plan.locator(".lane .other").first).to_be_attached()
    expect(plan.locator("#compared")).to_have_text(f"Naast “{NAME}”")
    assert findings(plan) == []
    plan.goto(PLANS)
    plan.get_by_role("link", name=NAME, exact=True).click()
    plan.get_by_role("button", name="Leg zo").click()
    expect(plan.get_by_text("Alle regels gehaald.")).to_be_visible(timeout=A_WHILE)
    expect(plan.locator(".plan-figures")).to_contain_text("hooguit")
    plan.get_by_role("button", name="Maak ongedaan").click()
    expect(plan.get_by_text("Alle regels gehaald.")).to_have_count(0, timeout=A_WHILE)


def test_a_bar_is_made_longer_at_its_end_and_a_wish_is_looked_for(plan):
    name = "Zijlbrug"
    before = int(bar(plan, name).get_attribute("data-weeks") or 0)
    settled(plan)
    # Once it stands still: what is above it may still grow.
    bar(plan, name).locator(".bar").hover()
    edge = bar(plan, name).locator(".edge").bounding_box()
    lane = plan.locator("svg.lane", has=bar(plan, name)).bounding_box()
    assert edge
    assert lane
    x, y = edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] / 2
    plan.mouse.move(x, y)
    plan.mouse.down()
    plan.mouse.move(x + 2 * lane["width"] / 56, y, steps=4)
    plan.mouse.up()
    expect(bar(plan, name)).to_have_attribute("data-weeks", str(before + 2), timeout=A_WHILE)
    bar(plan, name).focus()
    plan.keyboard.press("-")
    plan.keyboard.press("-")
    plan.keyboard.press("Enter")
    expect(bar(plan, name)).to_have_attribute("data-weeks", str(before), timeout=A_WHILE)
    plan.get_by_text("Wat er verschoven is").click()
    expect(plan.get_by_text(f"Zijlbrug: van {before + 2} naar {before} weken lang")).to_be_visible()
    plan.get_by_role("link", name="Verschuif of zet vast: Zijlbrug").click()
    plan.get_by_label("Begint in").select_option("40")
    plan.get_by_role("button", name="Zoek een volgorde waarin het dan begint").click()
    expect(plan.get_by_text("Zijlbrug begint in week")).to_be_visible()
    expect(plan.locator(".run-answer, .run .notice")).to_be_visible(timeout=2 * A_MINUTE)


def test_a_plan_is_shared_with_a_partner_and_agreed_on(open_page, plan):
    """As a copy, which other journeys do not need."""
    plan.get_by_role("link", name="Maak een kopie").click()
    plan.get_by_label("Naam van het nieuwe plan").fill("Voor overleg")
    plan.get_by_role("button", name="Bewaar").click()
    expect(plan.get_by_role("heading", level=1)).to_have_text("Voor overleg", timeout=A_WHILE)
    address = plan.url
    partner = open_page("partner")
    assert partner.goto(address).status == 404
    plan.get_by_role("link", name="Deel het").click()
    plan.get_by_label(re.compile("^Dossier")).fill(DOSSIER)
    plan.get_by_label("Partners van dit dossier mogen het plan zien").check()
    assert findings(plan) == []
    plan.get_by_role("button", name="Bewaar").click()
    expect(plan.get_by_text("Partners zien het ook.")).to_be_visible()
    partner.goto(address)
    expect(partner.get_by_role("heading", level=1)).to_have_text("Voor overleg")
    expect(partner.locator("a.movable")).to_have_count(0)
    assert findings(partner) == []
    plan.get_by_role("link", name="Spreek dit plan af").click()
    plan.get_by_role("button", name="Spreek het af").click()
    expect(plan.get_by_text("Dit plan is afgesproken.")).to_be_visible()
    expect(plan.locator("a.movable")).to_have_count(0)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_plan_fits_and_can_be_moved_without_dragging(open_page, viewport):
    page = open_page("office", viewport)
    page.goto(PLANS)
    page.get_by_role("link", name=NAME, exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert findings(page) == []
    page.get_by_role("link", name="Verschuif of zet vast: Zijlbrug").click()
    page.get_by_label("Begint in").select_option("3")
    page.get_by_role("button", name="Verschuif het").click()
    expect(bar(page, "Zijlbrug")).to_have_attribute("data-week", "3", timeout=A_WHILE)
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(bar(page, "Zijlbrug")).not_to_have_attribute("data-week", "3", timeout=A_WHILE)
