"""An action from its birth to done, in a real browser, by whom it concerns."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from .conftest import DESK, PHONE

TITLE = "Meet de doorrijhoogte van de nieuwe boog"


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def button(page, word, title):
    """Its name goes on, unseen, with what it is about."""
    return page.get_by_role("button", name=re.compile(rf"^{word}\W+{title}$"))


def born_on_a_dossier(page, title, who):
    """With the keyboard only, in the one line of its panel."""
    page.goto("/leiden/projecten/")
    page.get_by_role("link", name="Energiehub De Waard").first.click()
    dossier = page.url
    page.get_by_label("Nieuwe actie").focus()
    page.keyboard.type(title)
    page.get_by_label("Wie", exact=True).fill(who)
    page.get_by_label("Wanneer", exact=True).fill(in_days(3))
    page.get_by_label("Wie", exact=True).press("Enter")
    page.get_by_role("status").filter(has_text=title).wait_for()
    assert page.url == dossier


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_an_action_from_its_birth_to_done(open_page, viewport):
    title = f"{TITLE} {viewport['width']}"
    maker, owner = open_page("office", viewport), open_page("park_manager", viewport)
    born_on_a_dossier(maker, title, "Parkmanager De Waard")

    owner.goto("/leiden/vandaag/")
    owner.get_by_role("link", name=title).click()
    owner.get_by_role("link", name="Vraag een andere dag").click()
    day = owner.get_by_role("region", name="Een andere dag")
    day.get_by_label("Een andere dag", exact=True).fill(in_days(12))
    day.get_by_label("Reden").fill("De meetploeg kan niet eerder.")
    day.get_by_role("button").click()
    owner.get_by_role("status").filter(has_text="gevraagd").wait_for()

    maker.goto("/leiden/vandaag/")
    button(maker, "Akkoord", title).click()
    maker.get_by_role("status").filter(has_text="antwoord").wait_for()

    owner.reload()
    assert "één keer verzet" in owner.locator("main").inner_text()
    assert "De meetploeg kan niet eerder." in owner.locator("main").inner_text()

    owner.goto("/leiden/acties/?lijst=mijn")
    button(owner, "Klaar", title).click()
    owner.get_by_role("button", name="Maak ongedaan").click()
    owner.get_by_role("status").filter(has_text="weer open").wait_for()
    button(owner, "Klaar", title).click()
    owner.get_by_role("status").filter(has_text="is klaar").wait_for()
    assert button(owner, "Klaar", title).count() == 0


def test_overdue_stands_first_on_the_list_and_says_so(open_page):
    page = open_page("member")
    page.goto("/leiden/acties/")
    assert "te laat" in page.locator("tbody tr").first.inner_text()
