"""The agenda goes out, each mail made for its reader; calendars take it, update it and cancel it."""

import re
from datetime import timedelta

import pytest
import vobject
from django.utils import timezone

from speerpunt.core.models import OutgoingMail
from speerpunt.meetings.models import Attendance, Paper
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.services.agenda import add_item, change_item, drop_item
from speerpunt.meetings.services.meetings import cancel_meeting, move_meeting
from speerpunt.meetings.services.papers import place_paper
from speerpunt.meetings.services.sending import (
    add_guest,
    remove_guest,
    send_agenda,
)
from speerpunt.members.models import Seat
from tests import factories as make

from .postbox import letters


@pytest.fixture(autouse=True)
def delivery(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.BASE_URL = "https://overleg.example"


@pytest.fixture
def meeting(house):
    add_item(house.meeting, by=None, title="Opening", minutes=5, access="body")
    add_item(house.meeting, by=None, title="Personeelszaak", minutes=15, access="closed")
    add_item(house.meeting, by=None, title="Rondvraag", minutes=10, access="all")
    return house.meeting


def send(house):
    house.meeting.refresh_from_db()
    return send_agenda(house.meeting, by=house.user("chair"))


def test_present_seats_and_guests_get_it_and_nobody_else(house, meeting):
    add_guest(meeting, house.person("partner"), by=house.user("chair"))
    left = make.make_person(house.collective, email="weg@leiden.example")
    make.make_seat(house.body, left, end=timezone.localdate())
    later = make.make_person(house.collective, email="later@leiden.example")
    make.make_seat(house.body, later, start=timezone.localdate() + timedelta(days=5))
    assert send(house).mailed == 6
    assert set(letters()) == {"chair", "member", "second", "observer", "partner", "later"}
    meeting.refresh_from_db()
    assert (meeting.state, meeting.called_at is not None) == ("called", True)
    seats = dict(Attendance.objects.values_list("person__user__email", "seat"))
    assert (seats["chair@leiden.example"], seats["partner@leiden.example"]) == ("chair", "")


def test_each_reads_only_what_he_may_see(house, meeting):
    add_guest(meeting, house.person("partner"), by=None)
    send(house)
    got = letters()
    for who in ("observer", "partner"):
        said = got[who].text + got[who].html + got[who].calendar
        assert "Personeelszaak" not in said
        assert "16.05" not in said
    assert "2. Rondvraag" in got["observer"].text
    assert "Opening" not in got["partner"].text
    assert "1. Rondvraag" in got["partner"].text
    assert "2. 16.05 Personeelszaak" in got["member"].text


def test_somebody_without_an_account_reads_by_his_seat(house, meeting):
    person = make.make_person(house.collective, email="zonder@leiden.example")
    make.make_seat(house.body, person, kind="observer")
    send(house)
    text = letters()["zonder"].text
    assert "Opening" in text
    assert "Personeelszaak" not in text


def test_a_mail_is_made_with_the_rights_of_the_moment_at_which_it_goes(house, meeting):
    send(house)
    Seat.objects.filter(person=house.person("member")).update(kind="observer")
    Seat.objects.filter(person=house.person("second")).update(end=timezone.localdate() - timedelta(days=1))
    got = letters()
    assert "Personeelszaak" not in got["member"].text
    assert "second" not in got


def test_nobody_gets_a_mail_of_a_meeting_that_was_cancelled_meanwhile(house, meeting):
    send(house)
    meeting.refresh_from_db()
    meeting.state = "cancelled"
    meeting.save()
    assert letters() == {}


def test_who_has_no_address_is_named_to_the_sender(house, meeting):
    silent = make.make_person(house.collective, given_name="Stille", family_name="Willem")
    make.make_seat(house.body, silent)
    page = house.client("chair").post(house.path(f"{meeting.pk}/versturen/"), follow=True).content.decode()
    assert "De agenda gaat naar 4 mensen." in page
    assert "Stille Willem" in page


def test_an_empty_agenda_a_past_and_a_held_meeting_are_not_sent(house):
    with pytest.raises(MeetingProblem):
        send(house)
    held = make.make_held_meeting(house.body, approved_at=None, minutes_state="none")
    make.make_item(held)
    with pytest.raises(MeetingProblem):
        send_agenda(held, by=None)
    past = make.make_meeting(house.body, in_days=-2)
    make.make_item(past)
    with pytest.raises(MeetingProblem):
        send_agenda(past, by=None)
    assert not OutgoingMail.objects.exists()


def test_sent_again_it_says_what_changed(house, meeting):
    send(house)
    letters()
    opening, staff, last = meeting.items.all()
    change_item(staff, by=None, minutes=25)
    change_item(last, by=None, title="Rondvraag en sluiting")
    drop_item(opening, by=None)
    added = add_item(meeting, by=None, title="Laadpalen", access="body")
    make.make_seat(house.body, make.make_person(house.collective, email="nieuw@leiden.example"))
    send(house)
    got = letters()
    assert got["member"].subject.startswith("Agenda gewijzigd")
    assert re.findall(r"^- (.*)$", got["member"].text, re.MULTILINE) == [
        "Nieuw: Laadpalen",
        "Gewijzigd: Personeelszaak",
        "Gewijzigd: Rondvraag en sluiting",
        "Van de agenda af: Opening",
    ]
    assert "Personeelszaak" not in got["observer"].text
    assert got["nieuw"].subject.startswith("Agenda: ")
    assert "Wat er veranderd is" not in got["nieuw"].text
    folder = make.make_folder(house.collective, on=make.make_area(house.collective))
    place_paper(added, make.make_document(folder, "Kaart.txt"), by=None)
    send(house)
    assert "Nieuw stuk bij “Laadpalen”: Kaart" in letters()["member"].text
    assert Paper.objects.count() == 1


def test_what_waits_for_the_mail_server_becomes_one_mail(house, meeting):
    send(house)
    send(house)
    assert OutgoingMail.objects.count() == 4
    assert len(letters()) == 4


def test_an_independent_reader_takes_the_invitation(house, meeting):
    meeting.place, meeting.title = "Stadhuis, kamer 2; de grote", 'Overleg "Zuid", november'
    meeting.save()
    send(house)
    letter = letters()["member"]
    assert letter.attachments["uitnodiging.ics"].decode() == letter.calendar.replace("\n", "\r\n").replace(
        "\r\r", "\r"
    )
    found = vobject.readOne(letter.attachments["uitnodiging.ics"].decode())
    event = found.vevent
    assert found.method.value == "REQUEST"
    assert found.vtimezone.tzid.value == "Europe/Amsterdam"
    assert "DTSTART;TZID=Europe/Amsterdam:20" in letter.calendar
    assert event.dtstart.value.astimezone(timezone.get_current_timezone()) == meeting.starts_at
    assert (event.summary.value, event.location.value) == (meeting.title, meeting.place)
    assert event.organizer.value == "mailto:bureau@leiden.example"
    assert event.attendee.value == "mailto:member@leiden.example"
    assert event.attendee.params["RSVP"] == ["TRUE"]
    assert event.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
    assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
    assert len(event.contents["attendee"]) == 1
    assert max(len(line) for line in letter.attachments["uitnodiging.ics"].split(b"\r\n")) <= 75


def test_every_edition_has_the_same_uid_and_a_higher_sequence(house, meeting):
    send(house)
    editions = [letters()["member"]]
    later = {name: getattr(meeting, name) + timedelta(days=1) for name in ("starts_at", "ends_at")}
    move_meeting(meeting, by=house.user("chair"), reason="De zaal is bezet.", **later)
    editions.append(letters()["member"])
    send(house)
    editions.append(letters()["member"])
    cancel_meeting(meeting, reason="Te weinig tijd", by=house.user("chair"))
    editions.append(letters()["member"])
    meeting.refresh_from_db()
    assert len({str(each.event["UID"]) for each in editions}) == 1
    assert [int(each.event["SEQUENCE"]) for each in editions] == [0, 1, 2, 3]
    assert [each.method for each in editions] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert editions[-1].event["STATUS"] == "CANCELLED"
    assert "Te weinig tijd" in editions[-1].text
    assert editions[1].event["DTSTART"].dt == meeting.starts_at
    assert "Een ander moment; het was" in editions[1].text
    assert "De zaal is bezet." in editions[1].text


def test_a_guest_who_is_taken_off_hears_of_it_and_reads_nothing_more(house, meeting):
    guest = add_guest(meeting, house.person("partner"), by=None)
    send(house)
    letters()
    client = house.client("partner")
    assert client.get(meeting.get_absolute_url()).status_code == 200
    guest.refresh_from_db()
    remove_guest(guest, by=None)
    assert letters()["partner"].method == "CANCEL"
    assert client.get(meeting.get_absolute_url()).status_code == 404
    send(house)
    assert "partner" not in letters()


def test_who_lost_his_seat_is_withdrawn_when_it_goes_again(house, meeting):
    send(house)
    letters()
    Seat.objects.filter(person=house.person("second")).update(end=timezone.localdate() - timedelta(days=1))
    send(house)
    got = letters()
    assert got["second"].method == "CANCEL"
    assert Attendance.objects.get(person=house.person("second")).invited_at is None


@pytest.mark.parametrize("who", ["member", "observer", "outsider", "partner"])
def test_who_does_not_lead_sends_nothing_and_invites_nobody(house, meeting, who):
    client = house.client(who)
    for rest, sent in (("versturen", {}), ("gasten", {"person": "x"})):
        assert client.post(house.path(f"{meeting.pk}/{rest}/"), sent).status_code in {403, 404}
    assert not OutgoingMail.objects.exists()


def test_a_title_with_a_line_break_adds_no_line_to_the_head(house, meeting):
    meeting.title = "Overleg\r\nBcc: dief@example.org"
    meeting.save()
    send(house)
    letter = letters()["member"]
    assert "Bcc" in letter.subject
    assert letter.to == "member@leiden.example"


def test_a_chair_who_sits_on_no_board_invites_somebody_he_works_with(house, meeting):
    other = make.make_body(house.collective)
    make.make_seat(other, house.person("outsider"))
    make.make_seat(other, house.person("chair"))
    path = house.path(f"{meeting.pk}/gasten/")
    house.client("chair").post(path, {"person": f"#{house.person('partner').pk}"})
    house.client("chair").post(path, {"person": f"Iemand #{house.person('outsider').pk}"})
    assert list(Attendance.objects.values_list("person", flat=True)) == [house.person("outsider").pk]
