"""The pictures of a game for the documentation: a hall and its phones play a round."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page

WORKS = ("Zijlbrug", "Spanjaardsbrug", "Sumatrabrug", "Koornbrug", "Schrijversbrug")
SECTOR = "Hotels: Binnenstad, Stationsgebied"
# Where each team lays what it moves, in weeks from the first one of the plan.
PLANS = {
    "De Waard": ("Anna", {"Sumatrabrug": 20, "Zijlbrug": 12, "Spanjaardsbrug": 33, "Schrijversbrug": 38}),
    "Merenwijk": ("Bram", {"Zijlbrug": 11, "Sumatrabrug": 44, "Schrijversbrug": 18, "Koornbrug": 36}),
    "Binnenstad": ("Chris", {"Koornbrug": 11, "Schrijversbrug": 38, "Zijlbrug": 13}),
    "Hotels": ("Dina", {"Koornbrug": 10, "Schrijversbrug": 20, "Spanjaardsbrug": 24}),
}
A_WHILE = 200_000
SLIDE = """(slider, week) => {
  slider.value = week;
  for (const name of ["input", "change"]) slider.dispatchEvent(new Event(name, { bubbles: true }));
}"""


def take_game(host: Page, open_phone: Callable[[], Page], keep: Callable[[Page, str], None]) -> None:
    """`host` is on the page of a plan; `keep` makes a picture of a page under a name."""
    code = open_game(host)
    phones = {team: come_in(open_phone(), code, team, PLANS[team][0]) for team in PLANS}
    host.get_by_text("4 spelers zijn binnen").wait_for(timeout=A_WHILE)
    host.get_by_role("button", name="Begin de eerste ronde").click()
    for team, phone in phones.items():
        lay(phone, PLANS[team][1])
    host.get_by_text("Berekend wordt wat elk werk kost").wait_for(state="hidden", timeout=A_WHILE)
    phones["De Waard"].locator(".game-score .big", has_text=",").first.wait_for(timeout=A_WHILE)
    host.locator(".game-scores td", has_text="%").nth(3).wait_for(timeout=A_WHILE)
    keep(host, "spel-zaal")
    keep(phones["De Waard"], "spel-telefoon")
    host.get_by_role("button", name="Sluit ronde 1").click()
    host.get_by_text("Precies: uren verlies per uur").wait_for(timeout=A_WHILE)
    host.get_by_role("button", name="Toon alle plannen").click()
    host.locator(".game-plan").nth(3).wait_for(timeout=A_WHILE)
    keep(host, "spel-plannen")


def open_game(page: Page) -> str:
    page.get_by_role("link", name="Speel dit plan met een groep").click()
    page.get_by_label("Naam van het spel").fill("Bruggen van 2027")
    for box in page.locator("input[name=works]").all():
        box.uncheck(force=True)
    for name in WORKS:
        page.locator("label.choice", has_text=name).locator("input").first.check(force=True)
    for name in list(PLANS)[:3]:
        page.get_by_label(name, exact=True).check(force=True)
    page.get_by_label("Teams die voor een sector staan").fill(SECTOR)
    page.get_by_label("Minuten per ronde").fill("20")
    page.get_by_role("button", name="Open het spel").click()
    return page.locator(".game-letters").inner_text().split()[-1]


def come_in(page: Page, code: str, team: str, nickname: str) -> Page:
    page.goto("/leiden/spel/")
    page.get_by_label("Code op het scherm").fill(code)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Zo noemt uw team u").fill(nickname)
    page.get_by_label(team, exact=True).check(force=True)
    page.get_by_role("button", name="Speel mee").click()
    return page


def lay(page: Page, plan: dict[str, int]) -> None:
    for work, week in plan.items():
        slider = page.get_by_label(f"Week waarin {work} begint")
        slider.wait_for(timeout=A_WHILE)
        slider.evaluate(SLIDE, week)
    page.get_by_text("bewaard", exact=True).wait_for(timeout=A_WHILE)


def phones_of(browser: Browser, base_url: str, width: int, height: int) -> Callable[[], Page]:
    """Each a phone of its own: a player is known by the cookie of it."""

    def open_phone() -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="nl", base_url=base_url
        )
        return context.new_page()

    return open_phone
