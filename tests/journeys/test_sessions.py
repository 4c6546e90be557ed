"""From what we want among ourselves to what a partner reads; and from the agenda of the council to who speaks there."""

import json
import re
from datetime import date, timedelta

from django.utils import timezone

DOSSIER = "Integrale visie stadsdistributie"
GUEST = "Projectleider bruggen (provincie)"
WANT = "Eerst laadplekken, dan pas minder ruimte"
MANDATE = "Hooguit drie weken later is goed"


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def fill(page, **values):
    for name, value in values.items():
        page.locator(f"#id_{name}").fill(str(value))


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def test_what_we_want_becomes_a_position_and_a_partner_reads_the_one_thing_we_share(open_page):
    chair = open_page("board")
    internal = plan_internal_session(chair)
    agree_on_position(chair, internal)
    external = plan_session_with_partners(chair, internal)
    share_position(chair, external, in_days(9))

    partner = open_page("partner")
    partner.goto(external)
    assert WANT not in partner.locator("main").inner_text()
    share_from_today(chair, external)
    partner.reload()
    partner.get_by_role("link", name=WANT).click()
    seen = partner.locator("main").inner_text()
    assert ("Laden en lossen komt eerst" in seen, MANDATE in seen) == (True, False)
    assert partner.goto(internal).status == 404
    trace_on_dossier(chair)


def plan_internal_session(page) -> str:
    page.goto("/leiden/overleg/nieuw/")
    page.locator("#id_body").select_option(label="Kernteam Mobiliteit")
    page.locator("#id_kind").select_option(label="Interne werksessie")
    page.locator("#id_access").select_option(label="Dit gremium")
    fill(page, title="Werksessie laden", day=in_days(50), starts="19:00", ends="20:30")
    fill(page, dossier=DOSSIER)
    press(page, "Plan de vergadering")
    return page.url


def agree_on_position(page, session):
    page.get_by_role("link", name="Schrijf een standpunt op").click()
    fill(page, title=WANT, text="Laden en lossen komt eerst.", mandate=MANDATE)
    page.locator("#id_access").select_option(label="Dit gremium")
    press(page, "Bewaar als concept")
    page.get_by_role("link", name="Spreek het standpunt af").click()
    press(page, "Spreek het standpunt af")
    assert MANDATE in page.locator("main").inner_text()
    page.goto(session)


def plan_session_with_partners(page, internal) -> str:
    page.goto(internal)
    page.get_by_role("link", name="Plan de sessie met partners").click()
    fill(page, title="Laden met de gemeente", day=in_days(60))
    press(page, "Plan de sessie")
    fill(page, guest=GUEST)
    press(page, "Nodig uit")
    fill(page, item_title="Kennismaken")
    press(page, "Voeg toe")
    external = page.url.partition("#")[0]
    page.get_by_role("link", name="Verstuur de agenda").click()
    press(page, "Verstuur de agenda")
    return external


def share_position(page, external, not_before):
    page.goto(external)
    page.get_by_role("link", name="Kies wat u deelt").click()
    page.get_by_label(f"Standpunt: {WANT}").check(force=True)
    fill(page, not_before=not_before)
    press(page, "Deel wat is gekozen")


def share_from_today(page, external):
    page.goto(f"{external}delen/")
    page.get_by_role("link", name=re.compile("Wijzig de dag")).click()
    fill(page, not_before="")
    press(page, "Bewaar")


def trace_on_dossier(page):
    page.goto("/leiden/zoeken/?q=" + DOSSIER.replace(" ", "+"))
    page.locator("main").get_by_role("link", name=DOSSIER, exact=True).first.click()
    trace = page.locator(".trace").inner_text()
    for told in ("Werksessie laden", WANT, "Laden met de gemeente"):
        assert told in trace


def agenda_of_council() -> bytes:
    """In the form of Notubiz."""
    titles = ("Opening", "Fasering van de Spanjaardsbrug", "Groen in De Waard")
    items = [
        {
            "id": 8800 + number,
            "order": number,
            "type_data": {"title_prefix": f"{number}.", "attributes": [{"id": 1, "value": title}]},
        }
        for number, title in enumerate(titles, start=1)
    ]
    meeting = {
        "id": 8801,
        "organisation": {"id": 1},
        "plannings": [{"start_date": f"{in_days(20)} 20:00:00"}],
        "gremium": {"name": "Commissie Leefbaarheid"},
        "agenda_items": items,
    }
    return json.dumps({"meetings": [meeting]}).encode()


def test_what_the_council_talks_about_and_touches_us_becomes_an_action_to_speak(open_page):
    office = open_page("office")
    office.goto("/leiden/overleg/raad/inlezen/")
    office.locator("input[type=file]").set_input_files(
        {"name": "raad.json", "mimeType": "application/json", "buffer": agenda_of_council()}
    )
    press(office, "Upload en bekijk")
    assert office.get_by_text("raakt ons").count() == 2
    press(office, "Neem deze agenda's over")

    listed = office.locator("main table").inner_text()
    assert ("Opening" in listed, "De Waard" in listed) == (False, True)
    office.get_by_role("link", name="Fasering van de Spanjaardsbrug").click()
    assert "herkend aan" in office.locator("main").inner_text()
    office.get_by_label("wij spreken in").check(force=True)
    press(office, "Bewaar de keuze")
    office.goto("/leiden/acties/?zoek=fasering+spanjaardsbrug")
    office.get_by_role("link", name=re.compile("Fasering van de Spanjaardsbrug")).first.click()
    assert "Spanjaardsbrug" in office.locator("main").inner_text()
