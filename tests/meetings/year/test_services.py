"""A meeting on the calendar: planned, moved, cancelled, put back, and who hears of it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from speerpunt.core.models import HistoryEvent, OutgoingMail
from speerpunt.meetings.models import Meeting, YearPlan
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.services.meetings import (
    add_meeting,
    cancel_meeting,
    change_meeting,
    move_meeting,
    restore_meeting,
)
from speerpunt.meetings.services.year import plan_year
from tests.factories import (
    make_attendance,
    make_called_meeting,
    make_held_meeting,
    make_meeting,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue(settings):
    """Mail goes where it goes on a real site: into the queue."""
    settings.EMAIL_BACKEND = "speerpunt.core.mail.QueueBackend"


def told():
    return sorted(recipient for mail in OutgoingMail.objects.all() for recipient in mail.recipients)


def seat(body, email, **fields):
    person = make_person(body.collective, email=email)
    make_seat(body, person, **fields)
    return person


def later(meeting, days=7):
    return {
        "starts_at": meeting.starts_at + timedelta(days=days),
        "ends_at": meeting.ends_at + timedelta(days=days),
    }


def test_a_new_meeting_stands_in_the_history(body, somebody):
    now = timezone.now()
    meeting = add_meeting(
        body, by=somebody("office"), title="Start", starts_at=now, ends_at=now + timedelta(hours=2)
    )
    [event] = HistoryEvent.objects.filter(target_model="meetings.meeting", target_id=meeting.pk)
    assert (event.verb, event.changes[0]["field"]) == ("created", "starts_at")


def test_a_meeting_that_ends_before_it_starts_is_refused_in_words(body):
    now = timezone.now()
    with pytest.raises(MeetingProblem, match="eindigt voor"):
        add_meeting(body, by=None, title="Fout", starts_at=now, ends_at=now)
    assert not Meeting.objects.exists()


def test_moving_keeps_the_old_moment_raises_the_sequence_and_tells_who_sits_there(body, somebody):
    meeting = make_meeting(body, title="Kernteam")
    seat(body, "zit@voorbeeld.example")
    old, new = meeting.starts_at, later(meeting)
    move_meeting(meeting, **new, reason="Zaal bezet", by=somebody("office"))
    now = Meeting.objects.get()
    assert (now.starts_at, now.sequence) == (new["starts_at"], 1)
    event = HistoryEvent.objects.get(target_model="meetings.meeting", verb="changed")
    assert event.note == "Zaal bezet"
    moved = {change["field"]: datetime.fromisoformat(change["from"]) for change in event.changes}
    assert moved["starts_at"] == old
    [mail] = OutgoingMail.objects.all()
    assert (mail.recipients, mail.collective_slug) == (["zit@voorbeeld.example"], "leiden")
    assert "Zaal bezet" in mail.text
    assert mail.subject.endswith(": Kernteam")


def test_moving_to_where_it_is_already_is_refused_and_told_to_nobody(body):
    meeting = make_meeting(body)
    seat(body, "zit@voorbeeld.example")
    with pytest.raises(MeetingProblem, match="al op dit moment"):
        move_meeting(meeting, starts_at=meeting.starts_at, ends_at=meeting.ends_at, by=None)
    assert (Meeting.objects.get().sequence, told()) == (0, [])


def test_nobody_is_mailed_when_that_is_not_asked(body):
    meeting = make_meeting(body)
    seat(body, "zit@voorbeeld.example")
    move_meeting(meeting, **later(meeting), by=None, tells=False)
    assert told() == []


def test_a_cancelled_meeting_says_why_and_can_be_put_back(body):
    meeting = make_called_meeting(body)
    cancel_meeting(meeting, reason="Te weinig punten", by=None)
    gone = Meeting.objects.get()
    assert (gone.state, gone.cancel_reason, gone.sequence) == ("cancelled", "Te weinig punten", 1)
    restore_meeting(meeting, by=None)
    back = Meeting.objects.get()
    assert (back.state, back.cancel_reason, back.sequence) == ("called", "", 2)


def test_a_meeting_whose_agenda_was_not_sent_goes_back_to_planned(body):
    meeting = make_meeting(body)
    cancel_meeting(meeting, reason="Ziek", by=None)
    restore_meeting(meeting, by=None)
    assert Meeting.objects.get().state == "planned"


def test_who_is_invited_hears_of_it_only_once_the_agenda_was_sent(body):
    guest = make_person(body.collective, email="gast@voorbeeld.example")
    planned, called = make_meeting(body), make_called_meeting(body)
    make_attendance(planned, guest)
    make_attendance(called, guest)
    cancel_meeting(planned, reason="Nee", by=None)
    assert told() == []
    cancel_meeting(called, reason="Nee", by=None)
    assert told() == ["gast@voorbeeld.example"]


def test_an_observer_hears_nothing_of_a_closed_meeting(body):
    seat(body, "kijkt@voorbeeld.example", kind="observer")
    seat(body, "beslist@voorbeeld.example")
    cancel_meeting(make_meeting(body, access="closed"), reason="Nee", by=None)
    assert told() == ["beslist@voorbeeld.example"]


def test_who_left_the_body_hears_nothing(body):
    seat(body, "weg@voorbeeld.example", end=timezone.localdate() - timedelta(days=1))
    cancel_meeting(make_meeting(body), reason="Nee", by=None)
    assert told() == []


def test_a_held_meeting_cannot_be_moved_or_cancelled(body):
    meeting = make_held_meeting(body, minutes_state="draft", approved_at=None)
    with pytest.raises(MeetingProblem, match="niets veranderd"):
        move_meeting(meeting, **later(meeting), by=None)
    with pytest.raises(MeetingProblem, match="niets veranderd"):
        cancel_meeting(meeting, reason="Nee", by=None)


def test_frozen_minutes_freeze_the_meeting_too(body):
    meeting = make_held_meeting(body)
    with pytest.raises(MeetingProblem, match="vastgesteld"):
        change_meeting(meeting, title="Anders", by=None)


def test_another_place_is_a_new_edition_and_is_told(body):
    meeting = make_called_meeting(body)
    seat(body, "zit@voorbeeld.example")
    change_meeting(meeting, place="Stadhuis", tells=True, by=None)
    assert (Meeting.objects.get().sequence, told()) == (1, ["zit@voorbeeld.example"])
    change_meeting(meeting, introduction="Neem laarzen mee", tells=True, by=None)
    assert (Meeting.objects.get().sequence, len(told())) == (1, 1)


def test_a_plan_for_one_year_leaves_the_other_years_as_they_were(body):
    plan_year(body, 2026, in_person=10, online=5, by=None)
    plan_year(body, 2026, in_person=8, online=5, by=None)
    plan_year(body, 2027, in_person=4, online=0, by=None)
    assert list(
        YearPlan.objects.order_by("year").values_list("year", "planned_in_person", "planned_online")
    ) == [
        (2026, 8, 5),
        (2027, 4, 0),
    ]
