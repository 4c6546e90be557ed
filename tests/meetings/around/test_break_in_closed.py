"""What is closed comes out nowhere: not on a page, in search, a file, a feed, a mail or the history."""

import pytest
from django.core import mail
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.core.services import follow
from speerpunt.core.services.feeds import make_feed_address
from speerpunt.meetings.models import AgendaItem, Decision, Meeting, Position
from tests import factories as make
from tests.portal.telling.digests import DELIVERY, choose, deliver, happened

from .closed import WORD, hide

pytestmark = pytest.mark.django_db

# A page repeats what was asked; the whole word must not stand on it.
BEGINNING = WORD[:-1]
VISITORS = ("board", "umbrella_board", "park_manager", "member", "partner", "public")
PAGES = (
    "/leiden/",
    "/leiden/vandaag/",
    "/leiden/stad/",
    "/leiden/acties/",
    "/leiden/overleg/",
    "/leiden/overleg/besluiten/",
    "/leiden/overleg/raad/",
    f"/leiden/zoeken/?q={BEGINNING}",
    f"/leiden/zoeken/voorstellen/?q={BEGINNING}",
    "/leiden/acties/uitvoer.csv",
    "/leiden/overleg/uitvoer.csv",
    "/leiden/overleg/besluiten/uitvoer.csv",
    "/leiden/nieuws.atom",
)


def pages(dossier, area, meeting):
    """Also of what hides behind them: the numbers of rows can be guessed."""
    with scope(collective=dossier.collective):
        rows = [
            *Meeting.objects.all(),
            *AgendaItem.objects.all(),
            *Decision.objects.all(),
            *Position.objects.all(),
        ]
        own = [row.get_absolute_url() for row in (dossier, area, *rows)]
        minutes = f"{meeting.get_absolute_url()}verslag/"
    return [*PAGES, *own, f"{own[0]}geschiedenis/", minutes]


def text_of(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


@pytest.mark.parametrize("kind", VISITORS)
def test_no_page_or_file_tells_of_it(leiden, dossier, area, hidden, kind, signed_in):
    client = signed_in(make.make_visitor(leiden, kind))
    told = [path for path in pages(dossier, area, hidden) if WORD in text_of(client.get(path))]
    assert told == []


def test_the_office_finds_it_everywhere(leiden, dossier, area, hidden, signed_in):
    """So that the test above would see it."""
    client = signed_in(make.make_visitor(leiden, "office"))
    for path in [
        *pages(dossier, area, hidden)[len(PAGES) : len(PAGES) + 2],
        f"/leiden/zoeken/?q={BEGINNING}",
    ]:
        assert WORD in text_of(client.get(path)), path


@pytest.mark.parametrize("kind", ["board", "member", "partner"])
def test_a_calendar_feed_tells_nothing_of_it(leiden, hidden, kind, client):
    user = make.make_visitor(leiden, kind)
    with scope(collective=leiden):
        secret = make_feed_address(leiden, user=user)
    feed = client.get(f"/leiden/agenda/{secret}.ics").content.decode()
    assert ("BEGIN:VCALENDAR" in feed, WORD in feed) == (True, False)


@pytest.mark.parametrize("kind", ["board", "member"])
def test_a_mail_tells_nothing_of_it(leiden, dossier, area, kind, settings):
    settings.MAIL_DELIVERY_BACKEND = DELIVERY
    user = make.make_visitor(leiden, kind)
    with scope(collective=leiden):
        follow(dossier, by=user)
        follow(area, by=user)
    choose(leiden, user)
    hide(leiden, dossier, area)
    happened(leiden, dossier)
    deliver()
    assert [WORD in str(message.message()) for message in mail.outbox] == [False]


def test_the_history_of_what_everybody_sees_names_nothing_closed(leiden, dossier, area, hidden):
    with scope(collective=leiden):
        labels = ("priorities.project", "places.area", "meetings.meeting")
        events = HistoryEvent.objects.filter(target_model__in=labels)
        assert [event.pk for event in events if WORD in str(event.changes) or WORD in event.note] == []
