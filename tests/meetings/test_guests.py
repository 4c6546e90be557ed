"""Who is let in beside his seats is asked once in a request, and of hardly anybody twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speerpunt.meetings.queries import items_visible_to, meetings_visible_to
from speerpunt.meetings.queries.guests import NOWHERE, Guest, guest_of
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(leiden, body):
    user = make.make_visitor(leiden, "member")
    make.make_seat(body, Person.objects.get(user=user))
    return user


def guest(user, leiden):
    attach_standing(user, leiden)
    return guest_of(user)


def invite(user, meeting, **fields):
    make.make_attendance(meeting, Person.objects.get(user=user), **fields)


def test_who_decides_in_the_body_is_no_guest_of_its_meetings(leiden, body, sitting):
    invite(sitting, make.make_called_meeting(body), seat="member")
    assert guest(sitting, leiden) == NOWHERE


def test_who_is_invited_elsewhere_is_one(leiden, sitting):
    invite(sitting, make.make_called_meeting(make.make_body(leiden)))
    assert guest(sitting, leiden) == Guest(is_invited=True, is_shared_with=False)


def test_before_the_agenda_is_sent_nobody_is(leiden, sitting):
    invite(sitting, make.make_meeting(make.make_body(leiden)))
    assert guest(sitting, leiden) == NOWHERE


def test_something_may_be_shared_with_who_decides_too(leiden, body, sitting):
    session = make.make_called_meeting(body, kind="external")
    invite(sitting, session, seat="member")
    make.make_shared_piece(session, item=make.make_item(make.make_held_meeting(make.make_body(leiden))))
    assert guest(sitting, leiden) == Guest(is_invited=False, is_shared_with=True)


def test_the_office_that_looks_as_a_member_leaves_its_invitations_aside(leiden, body):
    office = make.make_visitor(leiden)
    invite(office, make.make_called_meeting(body))
    attach_standing(office, leiden, as_kind="member")
    assert guest_of(office) == NOWHERE


def test_it_is_asked_once_in_a_request(leiden, sitting):
    attach_standing(sitting, leiden)
    with CaptureQueriesContext(connection) as asked:
        list(meetings_visible_to(sitting))
        list(items_visible_to(sitting))
    assert len(asked) == 3
