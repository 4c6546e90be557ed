"""A meeting of the board, written by two people at once, with a connection that is lost, until an action is done."""

import re
from datetime import timedelta

from django.utils import timezone

from .conftest import PHONE

ACTION = "Reactie op het faseringsplan sturen"
DECISION = "Het bestuur stelt het voorstel vast, met de Zijlbrug twee weken later."


def text_field(page):
    return page.locator("#schrijf textarea")


def status(page, words):
    page.locator("[data-status]").filter(has_text=words).wait_for()


def line(page, text):
    return page.locator("#regels .minute-lines > li").filter(has_text=text)


def write(page, text, key=""):
    """With the keyboard only."""
    if key:
        page.keyboard.press(f"Alt+{key}")
    text_field(page).focus()
    page.keyboard.type(text)


def open_meeting(page, title):
    """Also one of today that is over by the clock."""
    page.goto("/leiden/overleg/?lijst=alles&op=-wanneer")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Open de vergadering").click()
    text_field(page).wait_for()


def note_presence(page):
    page.get_by_role("link", name="Wie er is").first.click()
    for row in page.locator(".presence tbody tr").all():
        row.get_by_label("aanwezig", exact=True).check(force=True)
    page.get_by_role("button", name="Noteer wie er is").click()
    page.get_by_role("status").filter(has_text="Genoteerd").wait_for()


def discuss(page, title):
    """Another item is a step away on the keyboard."""
    while page.locator("h2.item-title").inner_text() != title:
        with page.expect_navigation():
            page.keyboard.press("Alt+ArrowDown")


def test_a_meeting_is_written_by_two_approved_frozen_corrected_and_its_action_done(open_page):
    office, chair = open_page("office"), open_page("board")
    open_meeting(office, "Bestuursvergadering")
    note_presence(office)
    office.go_back()
    office.go_back()
    office.reload()
    assert "gehaald" in office.locator("#minutes-figures").inner_text()
    discuss(office, "Volgorde bruggen 2027")

    chair.goto(office.url)
    two_write_at_the_same_item(office, chair)
    the_connection_is_lost(office, chair)
    what_is_typed_survives(office)
    a_decision_and_an_action(office)
    change_a_line_that_somebody_else_changed(office, chair)
    approve_the_minutes_before(office)
    follow_the_action(open_page, office)


def two_write_at_the_same_item(office, chair):
    """Each is told, and nobody's text is touched."""
    write(office, "De gemeente wil eerder beginnen.")
    write(chair, "Centrummanagement wil pas na Leidens Ontzet.")
    office.locator("#minutes-writers").filter(has_text="Voorzitter schrijft hier ook").wait_for()
    chair.keyboard.press("Control+Enter")
    status(chair, "Bewaard om")
    line(office, "Centrummanagement wil pas").wait_for()
    assert text_field(office).input_value() == "De gemeente wil eerder beginnen."


def the_connection_is_lost(office, chair):
    """Two lines wait, the page can still be typed on, and each arrives once."""
    office.context.set_offline(True)
    office.keyboard.press("Control+Enter")
    status(office, "Geen verbinding")
    write(office, "Eén regel is nog gebroken.")
    office.keyboard.press("Control+Enter")
    assert office.locator("#regels-wachten li").count() == 2
    office.keyboard.press("Alt+ArrowDown")
    assert office.locator("h2.item-title").inner_text() == "Volgorde bruggen 2027"
    office.context.set_offline(False)
    status(office, "Bewaard om")
    for text in ("De gemeente wil eerder beginnen.", "Eén regel is nog gebroken."):
        line(chair, text).wait_for()
        assert line(chair, text).count() == 1


def what_is_typed_survives(office):
    """Also when the page is loaded anew."""
    write(office, "Nog niet toegevoegd")
    office.reload()
    assert text_field(office).input_value() == "Nog niet toegevoegd"
    text_field(office).fill("")


def a_decision_and_an_action(office):
    """No more votes than people."""
    write(office, DECISION, "b")
    office.locator("#id_votes_for").fill("99")
    office.locator("#id_votes_for").press("Control+Enter")
    status(office, "Niet toegevoegd: 99 stemmen")
    assert text_field(office).input_value() == DECISION
    office.locator("#id_votes_for").fill("7")
    office.locator("#id_votes_abstained").fill("1")
    office.locator("#id_votes_abstained").press("Control+Enter")
    line(office, DECISION).wait_for()
    assert "7 voor · 0 tegen · 1 onthouding" in line(office, DECISION).inner_text()
    write(office, ACTION, "a")
    office.locator("#id_owner").fill("Parkmanager De Waard")
    office.locator("#id_due").fill((timezone.localdate() + timedelta(days=5)).isoformat())
    office.locator("#id_due").press("Control+Enter")
    line(office, ACTION).wait_for()
    office.get_by_role("button", name=re.compile("Rond punt 4 af")).click()
    office.locator("#minutes-agenda .done").filter(has_text="Volgorde bruggen 2027").wait_for()


def change_a_line_that_somebody_else_changed(office, chair):
    chair.reload()
    mine = line(chair, "Eén regel is nog gebroken.")
    mine.hover()
    place = mine.get_by_role("link", name=re.compile("^Wijzig")).get_attribute("href")
    for page in (office, chair):
        page.goto(place)
    for page, text in ((office, "Eén regel is gebroken: de Zijl."), (chair, "Twee regels zijn gebroken.")):
        page.locator("#id_text").fill(text)
        page.get_by_role("button", name="Bewaar").click()
    assert "Eén regel is gebroken: de Zijl." in chair.get_by_role("region", name="Staat er nu").inner_text()
    assert "Twee regels zijn gebroken." in chair.get_by_role("region", name="Typte u").inner_text()
    chair.locator("#id_text").fill("Twee regels zijn gebroken, ook de Zijl.")
    chair.get_by_role("button", name="Bewaar").click()
    line(chair, "Twee regels zijn gebroken, ook de Zijl.").wait_for()
    office.goto(chair.url)


def approve_the_minutes_before(office):
    """Of October, in the item that is for it; with a correction, and one more after that."""
    office.locator("#minutes-agenda a").filter(has_text="Notulen 26 oktober").click()
    office.locator("article .papers a").filter(has_text="26-10-2026").click()
    office.get_by_role("link", name="Stel de notulen vast").click()
    office.get_by_text("Met correcties").click()
    office.get_by_label("Stand van de speerpunten").fill("Lees: twee dossiers stokken.")
    office.get_by_role("button", name="Stel de notulen vast").click()
    office.get_by_role("status").filter(has_text="vastgesteld").wait_for()
    assert "Lees: twee dossiers stokken." in office.locator("main").inner_text()
    office.get_by_role("link", name=re.compile("Voeg een correctie toe.*Rondvraag")).click()
    office.get_by_label("Correctie").fill("Lees: niemand.")
    office.get_by_role("button", name="Voeg de correctie toe").click()
    assert "Lees: niemand." in office.locator("main").inner_text()
    assert office.get_by_role("link", name="Schrijf de notulen").count() == 0


def follow_the_action(open_page, office):
    owner = open_page("park_manager")
    owner.goto("/leiden/vandaag/")
    owner.get_by_role("link", name=ACTION).first.click()
    owner.get_by_role("button", name="Klaar").click()
    owner.get_by_role("status").filter(has_text="is klaar").wait_for()
    office.goto("/leiden/overleg/besluiten/?zoek=Zijlbrug")
    office.get_by_role("link", name=re.compile(re.escape(DECISION[:40]))).click()
    came_with_it = office.get_by_role("region", name="Acties die erbij horen").inner_text()
    assert ACTION in came_with_it
    assert "klaar" in came_with_it


def test_minutes_on_a_phone_survive_a_lost_connection(open_page):
    page = open_page("office", PHONE)
    open_meeting(page, "Kernteam Energietransitie")
    write(page, "Netbeheerder komt in januari.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Voeg toe").click()
    status(page, "Geen verbinding")
    page.context.set_offline(False)
    line(page, "Netbeheerder komt in januari.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert (
        page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('speerpunt.notulen')).length")
        == 0
    )


def test_who_signs_out_with_text_that_is_only_here_is_warned(open_page):
    page = open_page("office")
    page.goto("/leiden/overleg/")
    page.evaluate(
        """() => {
            const account = document.querySelector('[data-sign-out]').dataset.signOut;
            const draft = {fields: {kind: 'note', text: 'Nog niet toegevoegd'}, at: '16.52'};
            localStorage.setItem(`speerpunt.notulen.${account}.concept.1`, JSON.stringify(draft));
        }"""
    )
    page.locator("summary", has_text="Account").click()
    page.get_by_role("button", name="Meld u af").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Annuleer").click()
    assert page.evaluate("localStorage.length") == 1
    page.locator("summary", has_text="Account").click()
    page.get_by_role("button", name="Meld u af").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Meld mij toch af").click()
    page.get_by_role("link", name="Meld u aan").first.wait_for()
    assert page.evaluate("localStorage.length") == 0
