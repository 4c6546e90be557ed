"""Meetings in search, in the mail about what one follows, in one's calendar, and on Today."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_scopes import scope
from icalendar import Calendar

from speerpunt.core.services import follow
from speerpunt.core.services.feeds import make_feed_address
from speerpunt.core.services.search_index import reindex
from speerpunt.meetings.exporters.calendar import uid_of
from speerpunt.meetings.models import SignUp
from speerpunt.meetings.queries.mine import my_meetings
from tests import factories as make
from tests.portal.telling.digests import DELIVERY, choose, deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(inside):
    return make.make_body(inside, name="Kernteam")


@pytest.fixture
def member(inside, somebody):
    return somebody("member")


# --- Search ---


def found(client, asked):
    return client.get("/leiden/zoeken/", {"q": asked}).content.decode()


def test_meetings_items_decisions_positions_and_minutes_are_found(inside, body, project, somebody, signed_in):
    meeting = make.make_held_meeting(body, title="Zomerberaad")
    item = make.make_item(meeting, title="Parkeertarieven", question="Wat vinden wij van de parkeertarieven?")
    decision = make.make_decision(item, "Wij vragen om lagere parkeertarieven.")
    make.make_entry(item, "De bakker telt minder klanten door de parkeertarieven.")
    position = make.make_position(
        meeting, project, title="Parkeertarieven omlaag", access="all", state="agreed"
    )
    reindex(inside)
    page = found(signed_in(somebody("member")), "parkeertarief")
    for row in (item, decision, position):
        assert row.get_absolute_url() in page
    assert "De bakker telt minder klanten" in page
    assert meeting.get_absolute_url() in found(signed_in(somebody("member")), "zomerberaad")


def test_the_mandate_of_a_position_is_not_searched(inside, body, project, somebody, signed_in):
    session = make.make_held_meeting(body)
    position = make.make_position(session, project, mandate="Ondergrens", access="all", state="agreed")
    reindex(inside)
    client = signed_in(somebody("member"))
    assert position.get_absolute_url() not in found(client, "ondergrens")
    assert "Ondergrens" not in client.get(position.get_absolute_url()).content.decode()
    assert "Ondergrens" in signed_in(somebody("office")).get(position.get_absolute_url()).content.decode()


def test_a_line_that_was_taken_away_is_not_found(inside, body, somebody, signed_in):
    item = make.make_item(make.make_held_meeting(body))
    make.make_entry(item, "Vergissing", removed_at=timezone.now())
    reindex(inside)
    assert item.get_absolute_url() not in found(signed_in(somebody("office")), "vergissing")


# --- The mail about what one follows ---


@pytest.fixture
def follower(inside, project, member, settings):
    settings.MAIL_DELIVERY_BACKEND = DELIVERY
    project.visibility = "members"
    project.save()
    follow(project, by=member)
    choose(inside, member)
    return member


def told():
    deliver()
    return "\n".join(str(message.body) for message in mail.outbox)


def test_a_decision_on_a_followed_dossier_is_told_when_its_minutes_are_approved(
    inside, body, project, follower
):
    meeting = make.make_called_meeting(body, in_days=-1)
    item = make.make_item(meeting, title="Bruggen", dossier=project)
    make.make_decision(item, "Eén brug blijft open.")
    assert "Eén brug blijft open" not in told()
    meeting.minutes_state, meeting.approved_at = "approved", timezone.now() + timedelta(days=1, hours=2)
    meeting.save()
    deliver(timedelta(days=2, hours=3))
    assert "Eén brug blijft open" in "\n".join(str(message.body) for message in mail.outbox)


def test_an_agenda_that_was_sent_is_told_by_who_follows_the_dossier(inside, body, project, follower):
    make.make_item(make.make_called_meeting(body), title="Volgorde van de bruggen", dossier=project)
    assert "Volgorde van de bruggen" in told()


def test_what_was_open_when_it_happened_and_is_closed_now_is_not_told(inside, body, project, follower):
    item = make.make_item(make.make_called_meeting(body), title="Volgorde van de bruggen", dossier=project)
    item.access = "closed"
    item.save()
    assert "Volgorde" not in told()


def test_a_followed_area_tells_of_items_that_touch_it(inside, body, follower):
    area = make.make_area(inside, name="De Waard")
    follow(area, by=follower)
    item = make.make_item(make.make_called_meeting(body), title="Straatwerk")
    item.areas.add(area)
    assert "Straatwerk" in told()


# --- The calendar ---


def feed_of(client, collective, user):
    with scope(collective=collective):
        secret = make_feed_address(collective, user=user)
    return Calendar.from_ical(client.get(f"/leiden/agenda/{secret}.ics").content)


def test_my_meetings_stand_in_my_calendar_under_the_name_of_the_invitation(
    inside, body, member, person_of, client
):
    mine = make.make_called_meeting(body, title="Voor mij", place="Stationsgebied")
    make.make_attendance(mine, person_of(member))
    make.make_called_meeting(body, title="Van een ander")
    events = [
        event for event in feed_of(client, inside, member).walk("VEVENT") if event.get("SEQUENCE") is not None
    ]
    assert [(str(event["UID"]), str(event["LOCATION"])) for event in events] == [
        (uid_of(mine, inside), "Stationsgebied")
    ]
    assert events[0].decoded("DTSTART") == mine.starts_at


def test_a_cancelled_meeting_is_taken_out_of_my_calendar(inside, body, member, person_of, client):
    gone = make.make_called_meeting(body, state="cancelled")
    make.make_attendance(gone, person_of(member))
    events = [event for event in feed_of(client, inside, member).walk("VEVENT") if "SEQUENCE" in event]
    assert [str(event["STATUS"]) for event in events] == ["CANCELLED"]


# --- Today ---


def test_today_says_what_meetings_ask_of_me(inside, body, member, person_of, signed_in):
    meeting = make.make_called_meeting(body, title="Bestuur", in_days=2)
    make.make_attendance(meeting, person_of(member))
    gathering = make.make_called_meeting(body, title="Jaardag", kind="gathering", in_days=3)
    SignUp.objects.create(collective=inside, meeting=gathering, person=person_of(member))
    draft = make.make_called_meeting(body, title="Vorige", in_days=-7, state="held", minutes_state="sent")
    make.make_attendance(draft, person_of(member))
    mine = my_meetings(member)
    assert [(each.meeting.title, each.asks_answer, each.sign_up) for each in mine.coming] == [
        ("Bestuur", True, ""),
        ("Jaardag", False, "aangemeld"),
    ]
    assert mine.drafts == [draft]
    page = signed_in(member).get("/leiden/vandaag/").content.decode()
    assert all(each in page for each in ("Bestuur", "Jaardag", "Vorige", "komt u?"))


def test_papers_to_read_are_those_that_i_may_read(inside, body, member, person_of, project):
    from speerpunt.meetings.models import Paper

    meeting = make.make_called_meeting(body)
    make.make_attendance(meeting, person_of(member))
    item = make.make_item(meeting)
    for access in ("all", "closed"):
        folder = make.make_folder(inside, on=make.make_bundle(item, access))
        document = make.make_document(folder, f"{access}.txt")
        Paper.objects.create(collective=inside, item=item, document=document)
    assert [each.papers for each in my_meetings(member).coming] == [1]


def test_one_and_three_meetings_cost_the_same_queries(inside, body, member, person_of):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as queries:
            my_meetings(member)
        return len(queries)

    for number in range(3):
        make.make_attendance(make.make_called_meeting(body, in_days=number + 1), person_of(member))
        if number == 0:
            asked()
            one = asked()
    assert asked() == one
