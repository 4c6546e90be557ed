"""A game with twenty players, two in a browser and the rest by HTTP; two of them lose their connection."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE
from .inspection import findings

WORKS = ("Zijlbrug", "Spanjaardsbrug", "Sumatrabrug", "Koornbrug", "Schrijversbrug")
TEAMS = ("De Waard", "Merenwijk", "Binnenstad", "Hotels")
OTHERS = 18
# The first job in a worker loads the engine.
A_WHILE = 90_000
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class HttpPhone:
    """A phone without a screen."""

    def __init__(self, site, code, number):
        self.base, self.number = f"{site.url}/leiden/spel/{code}/", 0
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        page = self.read("")
        teams = dict(re.findall(r'value="(\d+)"[^>]*>\s*<span>([^<]+)', page))
        ids = {name: pk for pk, name in teams.items()}
        self.team = TEAMS[number % len(TEAMS)]
        page = self.post("", {"nickname": f"Speler {number}", "team": ids[self.team]}, page)
        self.token = TOKEN.search(page)[1]

    def read(self, path):
        with self.browser.open(self.base + path) as answer:
            return answer.read().decode()

    def post(self, path, fields, page=""):
        token = TOKEN.search(page)[1] if page else self.token
        body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        with self.browser.open(self.base + path, body) as answer:
            return answer.read().decode()

    def begin(self):
        """The works and the token, as the page of the round has them."""
        page = self.read("bord/")
        self.token = TOKEN.search(page)[1]
        rows = re.findall(r'id="werk-(\d+)".*?<b>([^<]+)</b>', page, re.DOTALL)
        self.works = {name: int(pk) for pk, name in rows}

    def wish(self, name, week):
        self.number += 1
        return {
            "key": str(uuid4()),
            "number": self.number,
            "planned": self.works[name],
            "week": week,
            "age": 0,
        }

    def send(self, *wishes):
        return json.loads(self.post("bord/zet/", {"moves": json.dumps(wishes)}))

    def week(self, name):
        return json.loads(self.read("bord/stand/"))["laid"][str(self.works[name])]["week"]


@pytest.fixture
def host(open_page) -> Page:
    page = open_page("office")
    page.goto("/leiden/werk/plannen/")
    page.get_by_role("link", name="Plan gemeente", exact=True).click()
    page.get_by_role("link", name="Speel dit plan met een groep").click()
    return page


def open_game(page: Page) -> str:
    page.get_by_label("Naam van het spel").fill("Spel in de zaal")
    for box in page.locator("input[name=works]").all():
        box.uncheck(force=True)
    for name in WORKS:
        page.locator("label.choice", has_text=name).locator("input").first.check(force=True)
    for name in TEAMS[:3]:
        page.get_by_label(name, exact=True).check(force=True)
    page.get_by_label("Teams die voor een sector staan").fill("Hotels: Binnenstad, Stationsgebied")
    page.get_by_label("Rondes").fill("1")
    assert findings(page) == []
    page.get_by_role("button", name="Open het spel").click()
    expect(page.locator(".game-code")).to_be_visible()
    return page.locator(".game-letters").inner_text().split()[-1]


def come_in(page: Page, code: str, team: str, nickname: str) -> None:
    """As who types the code from the wall, in small letters."""
    page.goto("/leiden/spel/")
    page.get_by_label("Code op het scherm").fill(code.lower())
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Zo noemt uw team u").fill(nickname)
    page.get_by_label(team, exact=True).check(force=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert findings(page) == []
    page.get_by_role("button", name="Speel mee").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(team)


def work(page: Page, name: str):
    return page.locator(".game-work", has=page.get_by_text(name, exact=True))


def later(page: Page, name: str, times: int) -> None:
    for _time in range(times):
        page.get_by_role("button", name=f"{name} een week later").click()


def said(page: Page, name: str) -> str:
    return work(page, name).locator("[data-said]").inner_text()


def test_a_hall_plays_loses_its_wifi_and_agrees(host, open_page, site):
    code = open_game(host)
    anna, bram = open_page("", PHONE), open_page("", PHONE)
    come_in(anna, code, "De Waard", "Anna")
    come_in(bram, code, "De Waard", "Bram")
    with ThreadPoolExecutor(6) as hall:
        others = list(hall.map(lambda number: HttpPhone(site, code, number), range(OTHERS)))
    expect(host.get_by_text("20 spelers zijn binnen")).to_be_visible(timeout=A_WHILE)
    host.get_by_role("button", name="Begin de eerste ronde").click()
    expect(anna.get_by_role("button", name="Zijlbrug een week later")).to_be_visible(timeout=A_WHILE)
    everybody_moves_at_once(others)
    a_dead_spot(anna, bram, others)
    assert anna.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert findings(anna) == []
    the_round_ends_and_the_plans_are_shown(host, anna)
    they_agree(host)
    host.get_by_role("link", name="Beëindig het spel").click()
    host.get_by_role("button", name="Beëindig het spel en vergeet de spelers").click()
    expect(host.get_by_text("Dit spel is voorbij.")).to_be_visible()
    assert "Anna" not in host.locator("main").inner_text()
    anna.reload()
    expect(anna.get_by_role("alert")).to_contain_text("Er is geen spel open met deze code.")


def everybody_moves_at_once(others: list[HttpPhone]) -> None:
    """All but the team of the two browsers lay the Koornbrug in week 10; one phone stammers."""
    rest = [phone for phone in others if phone.team != "De Waard"]
    with ThreadPoolExecutor(8) as hall:
        list(hall.map(HttpPhone.begin, others))
        list(hall.map(lambda phone: phone.send(phone.wish("Koornbrug", 10)), rest))
    stammering = rest[0]
    wishes = [stammering.wish("Schrijversbrug", week) for week in (3, 9, 14)]
    for place in (2, 0, 2, 1, 0):
        stammering.send(wishes[place])
    assert {phone.week("Koornbrug") for phone in rest} == {10}
    assert stammering.week("Schrijversbrug") == 14


def a_dead_spot(anna: Page, bram: Page, others: list[HttpPhone]) -> None:
    """What Anna lays without a connection waits on her phone, and comes in beside what her team did meanwhile."""
    before = said(anna, "Zijlbrug")
    anna.context.set_offline(True)
    later(anna, "Zijlbrug", 3)
    expect(anna.get_by_text("geen verbinding; nog te versturen: 3.")).to_be_visible(timeout=A_WHILE)
    hers = said(anna, "Zijlbrug")
    assert hers != before
    assert said(bram, "Zijlbrug") == before
    later(bram, "Spanjaardsbrug", 1)
    expect(bram.get_by_text("bewaard", exact=True)).to_be_visible(timeout=A_WHILE)
    his = said(bram, "Spanjaardsbrug")
    anna.context.set_offline(False)
    expect(anna.get_by_text("bewaard", exact=True)).to_be_visible(timeout=A_WHILE)
    expect(work(anna, "Spanjaardsbrug").locator("[data-said]")).to_have_text(his, timeout=A_WHILE)
    expect(work(bram, "Zijlbrug").locator("[data-said]")).to_have_text(hers, timeout=A_WHILE)
    expect(work(bram, "Zijlbrug").locator("[data-by]")).to_have_text("Anna")
    mates = [phone for phone in others if phone.team == "De Waard"]
    assert len({phone.week("Zijlbrug") for phone in mates}) == 1


def the_round_ends_and_the_plans_are_shown(host: Page, anna: Page) -> None:
    host.get_by_role("button", name="Sluit ronde 1").click()
    expect(anna.get_by_text("De ronde is voorbij.")).to_be_visible(timeout=A_WHILE)
    expect(anna.get_by_text("Binnenstad")).to_have_count(0)
    expect(host.get_by_text("Precies: uren verlies per uur")).to_be_visible(timeout=A_WHILE)
    host.get_by_role("button", name="Toon alle plannen").click()
    expect(host.locator(".game-plan")).to_have_count(4)
    expect(anna.locator(".game-scores").get_by_text("uw team")).to_be_visible(timeout=A_WHILE)
    expect(host.locator(".game-votes-list li").last).to_contain_text("van 4 teams")
    koornbrug = host.locator(".game-votes-list li", has_text="Koornbrug")
    expect(koornbrug).to_contain_text("3 van 4 teams")
    for viewport in (DESK, PHONE):
        host.set_viewport_size(viewport)
        assert host.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert findings(host) == []
    host.set_viewport_size(DESK)
    assert findings(anna) == []


def they_agree(host: Page) -> None:
    host.get_by_role("link", name="Maak een gezamenlijk plan").click()
    host.get_by_label("Het dichtstbijzijnde plan").check(force=True)
    host.get_by_label("Naam van het gezamenlijke plan").fill("Samen gelegd")
    assert findings(host) == []
    host.get_by_role("button", name="Bewaar het gezamenlijke plan").click()
    host.get_by_role("link", name="Samen gelegd").click()
    expect(host.get_by_role("heading", level=1)).to_have_text("Samen gelegd")
    expect(host.get_by_text("Alle regels gehaald.")).to_be_visible()
    host.go_back()
