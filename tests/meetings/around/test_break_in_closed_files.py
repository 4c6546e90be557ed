"""What is closed stands in no file, feed or mail of who may see the meeting around it: by his seat, or as a guest."""

import pytest
from django.core import mail
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.services import follow
from speerpunt.core.services.feeds import make_feed_address
from speerpunt.core.services.mail import send_due_mail
from speerpunt.documents.models import Document
from speerpunt.meetings.models import AgendaItem, Meeting
from speerpunt.meetings.services.approval import send_minutes
from speerpunt.meetings.services.sending import send_agenda
from speerpunt.members.models import Body, Person
from tests import factories as make
from tests.portal.telling.digests import DELIVERY, choose, deliver, happened

from .closed import WORD
from .opened import words_in

pytestmark = pytest.mark.django_db

BEGINNING = WORD[:-1]
LISTS = ("overleg", "overleg/besluiten", "acties", f"overleg/jaar/{timezone.localdate().year}")
FILES = tuple(f"/leiden/{each}/uitvoer.{kind}" for each in LISTS for kind in ("csv", "xlsx"))
SEARCHES = tuple(
    f"/leiden/zoeken/?q={asked}+{BEGINNING}" for asked in ("", "punt", "stuk", "gezegd", "besloten", "wens")
)
PAGE = "/leiden/overleg/%d/"
OF_MEETING = (
    "",
    "stukken/pdf/",
    "stukken/zip/",
    "verslag/",
    *(f"verslag/{what}.{kind}" for what in ("notulen", "besluiten") for kind in ("pdf", "docx")),
)


def sit(collective, kind):
    """An account that observes in the body, or is invited to what is open in it and belongs to a partner."""
    user = make.make_visitor(collective, "partner" if kind == "guest" else "member")
    with scope(collective=collective):
        person = Person.objects.get(user=user)
        body = Body.objects.get(name="Kernteam")
        if kind == "guest":
            for meeting in Meeting.objects.filter(access="all"):
                make.make_attendance(meeting, person)
        else:
            make.make_seat(body, person, kind=kind)
    return user


def addresses(collective):
    """Also of what hides: the numbers of rows can be guessed."""
    with scope(collective=collective):
        meetings = [row.get_absolute_url() for row in Meeting.objects.all()]
        papers = [row.get_absolute_url() for row in Document.objects.all()]
        items = [row.get_absolute_url() for row in AgendaItem.objects.all()]
    return [
        *FILES,
        *SEARCHES,
        "/leiden/nieuws.atom",
        "/leiden/vandaag/agenda/",
        *(f"{path}{rest}" for path in meetings for rest in OF_MEETING),
        *(f"{path}stukken/zip/" for path in items),
        *(f"{path}{rest}" for path in papers for rest in ("", "bestand/")),
    ]


def told_in(client, collective):
    return [path for path in addresses(collective) if WORD in words_in(client.get(path))]


@pytest.mark.parametrize("kind", ["observer", "guest"])
def test_no_file_tells_who_sits_near_of_it(leiden, hidden, kind, signed_in):
    client = signed_in(sit(leiden, kind))
    assert told_in(client, leiden) == []
    # And of what is around it, he has the file.
    assert "Vergadering" in words_in(client.get(f"{PAGE % hidden.pk}stukken/pdf/"))


def test_who_decides_has_it_in_every_file(leiden, hidden, signed_in):
    """So that the test above would see it."""
    client = signed_in(sit(leiden, "member"))
    told = told_in(client, leiden)
    own = PAGE % hidden.pk
    expected = {f"{own}{rest}" for rest in OF_MEETING} | {path for path in FILES if "/jaar/" not in path}
    assert expected - set(told) == set()
    assert [path for path in SEARCHES if path not in told] == []


@pytest.mark.parametrize("kind", ["observer", "guest"])
def test_an_own_calendar_tells_nothing_of_it(leiden, hidden, kind, client):
    user = sit(leiden, kind)
    with scope(collective=leiden):
        secret = make_feed_address(leiden, user=user)
    feed = words_in(client.get(f"/leiden/agenda/{secret}.ics"))
    assert ("Volgende" in feed, WORD in feed) == (True, False)


@pytest.mark.parametrize("kind", ["observer", "guest"])
def test_no_mail_tells_of_it(leiden, dossier, area, hidden, kind, settings):
    """The invitation with its calendar, the draft minutes, and the digest of what one follows."""
    settings.MAIL_DELIVERY_BACKEND = DELIVERY
    user = sit(leiden, kind)
    office = make.make_visitor(leiden, "office")
    choose(leiden, user)
    with scope(collective=leiden):
        for each in (dossier, area):
            follow(each, by=user)
        make.make_item(Meeting.objects.get(title="Volgende"), title="Rondvraag")
        send_agenda(Meeting.objects.get(title="Volgende"), by=office)
        held = make.make_meeting(
            hidden.body, in_days=-3, state="held", title="Laatste", called_at=timezone.now()
        )
        make.make_entry(make.make_item(held, title=f"Punt {WORD}", access="closed"), f"Gezegd {WORD}")
        make.make_attendance(held, Person.objects.get(user=user))
        send_minutes(held, by=office)
    happened(leiden, dossier)
    send_due_mail()
    sent = [*mail.outbox]
    sent += deliver()
    texts = [str(each.message()) for each in sent if user.email in each.to]
    assert (len(texts), [text for text in texts if WORD in text]) == (3, [])
