"""Follow and digest: somebody follows an area, hears of a change in it by mail, and stops the mail with one press."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Page, expect

from .conftest import ACCOUNTS, PHONE
from .site import Server
from .test_every_page import Faults

LIST = "/leiden/vandaag/berichten/"
PROJECT = re.compile(r"http://\S+/leiden/projecten/\d+/")
COMES_WITHIN_SECONDS = 90
# As if the hour that somebody chose had come.
HOUR_COMES = """
from datetime import timedelta
from django.utils import timezone
from django_scopes import scopes_disabled
from speerpunt.core.models import RecurringWork, Telling
now = timezone.now()
with scopes_disabled():
    Telling.objects.filter(user__email="{email}").update(next_at=now, told_until=now - timedelta(seconds={seconds}))
RecurringWork.objects.update(next_at=now)
"""


def test_somebody_follows_is_told_and_stops(open_page, server):
    email = f"{ACCOUNTS['member']}@leiden.example"
    member = open_page("member", PHONE)
    faults = Faults(member)
    let_go_of_everything(member)
    faults.look_at(LIST)

    member.goto("/leiden/gebieden/de-waard/")
    member.get_by_role("button", name="Volg", exact=True).click()
    expect(member.get_by_role("button", name="U volgt dit")).to_be_visible()
    began = time.monotonic()
    choose_daily(member)
    expect(member.get_by_role("link", name="De Waard", exact=True).first).to_be_visible()

    title = change_a_project(open_page("office"), "Herinrichting Hoge Rijndijk")
    expect(member.get_by_text("Nu stokt")).to_have_count(0)
    faults.look_at(LIST)
    expect(member.get_by_text("Nu stokt")).to_be_visible()

    wait_until_it_is_settled()
    hour_comes(server, email, int(time.monotonic() - began) + 1)
    mail = mail_to(server.var / "mail", email)
    plain = mail.get_body(("plain",)).get_content()
    assert title.upper() in plain
    assert "Nu stokt" in plain
    links = PROJECT.findall(plain)
    assert len(links) == len(set(links))
    own = [link for link in links if plain.index(link) > plain.index(title.upper())]
    member.goto(urlsplit(own[0]).path)
    expect(member.get_by_role("heading", level=1)).to_have_text(title)

    way_out = urlsplit(mail["List-Unsubscribe"].strip().strip("<>")).path
    faults.look_at(way_out)
    expect(member.get_by_role("button", name="Stop de mail")).to_be_visible()
    press_in_the_mail_program(f"{server.site.url}{way_out}")
    member.goto(LIST)
    expect(member.get_by_label(re.compile("^Nooit"))).to_be_checked()
    assert faults.found == []


def let_go_of_everything(page: Page) -> None:
    page.goto(LIST)
    buttons = page.get_by_role("button", name=re.compile("^Volg niet meer"))
    while buttons.count():
        buttons.first.click()
        page.wait_for_url(f"**{LIST}")
    expect(page.get_by_text("U volgt nog niets.")).to_be_visible()


def choose_daily(page: Page) -> None:
    page.goto(LIST)
    page.get_by_label(re.compile("^Elke dag")).check()
    page.get_by_role("button", name="Bewaar hoe vaak").click()
    expect(page.get_by_text("U krijgt elke dag om 8.00 uur een mail")).to_be_visible()


def change_a_project(page: Page, title: str) -> str:
    page.goto("/leiden/gebieden/de-waard/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/projecten/*/")
    page.goto(f"{page.url}bijwerken/")
    page.get_by_label("Stand", exact=True).select_option("stuck")
    page.get_by_label("Waarom, in één regel").fill("De aannemer trok zich terug")
    page.get_by_role("button", name=re.compile("^Bewaar")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return title


def wait_until_it_is_settled() -> None:
    from speerpunt.core.databases.unfinished import SETTLED_AFTER

    time.sleep(SETTLED_AFTER.total_seconds() + 1)


def hour_comes(server: Server, email: str, seconds: int) -> None:
    server.run_in_shell(HOUR_COMES.format(email=email, seconds=seconds))


def mail_to(folder: Path, email: str) -> EmailMessage:
    end = time.monotonic() + COMES_WITHIN_SECONDS
    while time.monotonic() < end:
        for file in folder.glob("*.eml") if folder.is_dir() else ():
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            if mail["To"] == email and mail["List-Id"]:
                return mail
        time.sleep(0.5)
    raise AssertionError("No mail came.")


def press_in_the_mail_program(address: str) -> None:
    """RFC 8058: one post, without a cookie."""
    asked = Request(address, data=b"List-Unsubscribe=One-Click", method="POST")
    with urlopen(asked, timeout=10) as answer:
        assert (answer.status, answer.url) == (200, address)
