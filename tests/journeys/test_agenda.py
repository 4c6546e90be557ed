"""An agenda is built, put in order, sent; somebody answers from the mail and reads everything as one PDF."""

import io
import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect
from pypdf import PdfReader
from reportlab.pdfgen import canvas

from .conftest import PHONE
from .test_every_page import Faults

COMES_WITHIN_SECONDS = 90
CHAIR = "voorzitter@leiden.example"
MAKE_MEETING = """
from datetime import timedelta
from django.utils import timezone
from django_scopes import scope
from speerpunt.core.models import Collective
from speerpunt.meetings.models import Meeting
from speerpunt.members.models import Body
leiden = Collective.objects.get(slug="leiden")
with scope(collective=leiden):
    body = Body.objects.get(name="Bestuur Ondernemend Leiden")
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=12)
    Meeting.objects.create(collective=leiden, body=body, title="Extra vergadering", starts_at=start,
                           ends_at=start + timedelta(hours=1), access="body", place="Stationsgebied")
"""


def test_an_agenda_from_template_to_answer(open_page, server):
    server.run_in_shell(MAKE_MEETING)
    office = open_page("office")
    faults = Faults(office)
    meeting = build(office)
    order(office, meeting)
    bring_paper(office, meeting)
    for path in (meeting, f"{meeting}agenda/keuze/", f"{meeting}versturen/"):
        faults.look_at(path)
    office.get_by_role("button", name="Verstuur de agenda").click()
    expect(office.get_by_text(re.compile(r"De agenda gaat naar \d+ mensen"))).to_be_visible()

    mail = mail_to(server.var / "mail", CHAIR, "Extra vergadering")
    assert "REQUEST" in {part.get_param("method") for part in mail.walk()}
    plain = mail.get_body(("plain",)).get_content()
    assert plain.index("Opening en mededelingen") < plain.index("Oplegger volgorde")
    answer(open_page("", PHONE), plain)

    office.goto(meeting)
    expect(office.locator("#wie-komt")).to_contain_text("1 komen")
    read_as_pdf(open_page("board"), meeting)
    assert faults.found == []


def build(page: Page) -> str:
    page.goto("/leiden/overleg/?zoek=Extra")
    page.get_by_role("link", name="Extra vergadering").first.click()
    page.wait_for_url(re.compile(r"/overleg/\d+/$"))
    meeting = urlsplit(page.url).path
    page.get_by_role("link", name=re.compile("Uit een sjabloon")).click()
    page.get_by_label(re.compile("Begin met een sjabloon")).select_option(label="Bestuursvergadering")
    page.get_by_label(re.compile("Hoe vieren wij tien jaar")).check()
    page.get_by_role("button", name="Zet op de agenda").click()
    expect(titles(page)).to_have_count(7)
    expect(page.locator("#agenda-sum")).to_contain_text("minuten over het einde")
    return meeting


def titles(page: Page):
    return page.locator(".agenda-list .what > a")


def order(page: Page, meeting: str) -> None:
    """With the mouse to the second place, with the keys one up again; both outlast a reload."""
    last = page.locator(".agenda-list > li").nth(6)
    grip = last.locator("[data-grip]").bounding_box()
    target = page.locator(".agenda-list > li").nth(1).bounding_box()
    assert grip
    assert target
    with page.expect_response(lambda answer: answer.url.endswith("/agenda/volgorde/")):
        page.mouse.move(grip["x"] + 8, grip["y"] + 8)
        page.mouse.down()
        page.mouse.move(grip["x"] + 8, target["y"] + target["height"] / 2, steps=12)
        page.mouse.up()
    page.goto(meeting)
    expect(titles(page).nth(1)).to_have_text("Hoe vieren wij tien jaar samenwerking?")
    page.locator(".agenda-list > li").nth(1).locator("[data-grip]").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/agenda/volgorde/")):
        page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#announcer")).to_have_text("Verplaatst naar plaats 3")
    page.goto(meeting)
    expect(titles(page).nth(2)).to_have_text("Hoe vieren wij tien jaar samenwerking?")


def bring_paper(page: Page, meeting: str) -> None:
    titles(page).nth(2).click()
    page.wait_for_url("**/overleg/punten/*/")
    made = io.BytesIO()
    paper = canvas.Canvas(made)
    paper.drawString(72, 700, "Het voorstel van het bureau")
    paper.save()
    file = {"name": "Oplegger volgorde.pdf", "mimeType": "application/pdf", "buffer": made.getvalue()}
    page.locator("#id_paper_files").set_input_files([file])
    page.get_by_role("button", name="Voeg de stukken toe").click()
    expect(page.get_by_role("link", name="Oplegger volgorde", exact=False).first).to_be_visible()
    page.get_by_label("Alleen u kunt dit lezen").last.fill("Vraag naar de dekking")
    expect(page.get_by_text(re.compile(r"Bewaard om \d"))).to_be_visible()
    page.goto(meeting)


def mail_to(folder: Path, email: str, title: str) -> EmailMessage:
    end = time.monotonic() + COMES_WITHIN_SECONDS
    while time.monotonic() < end:
        for file in folder.glob("*.eml") if folder.is_dir() else ():
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            if mail["To"] == email and title in str(mail["Subject"]):
                return mail  # type: ignore[return-value]
        time.sleep(0.5)
    raise AssertionError("No mail came.")


def answer(page: Page, plain: str) -> None:
    """On a phone, without an account."""
    link = re.search(r"http\S+/overleg/uitnodiging/\S+", plain)
    assert link
    faults = Faults(page)
    faults.look_at(urlsplit(link[0]).path)
    page.get_by_role("button", name="Ik kom", exact=True).click()
    expect(page.get_by_text("Uw antwoord is bewaard")).to_be_visible()
    assert faults.found == []


def read_as_pdf(page: Page, meeting: str) -> None:
    page.goto(meeting)
    expect(page.get_by_role("link", name=re.compile("één pdf"))).to_be_visible()
    got = page.request.get(f"{meeting}stukken/pdf/")
    reader = PdfReader(io.BytesIO(got.body()))
    assert "Het voorstel van het bureau" in reader.pages[-1].extract_text()
    assert f"p. {len(reader.pages)} van {len(reader.pages)}" in reader.pages[-1].extract_text()
    assert len(reader.outline) >= 8
