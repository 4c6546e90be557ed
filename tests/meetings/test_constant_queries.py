"""However many meetings, items, lines and decisions there are: each page asks the database as often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speerpunt.core.addresses import address
from speerpunt.members.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(leiden):
    priority = make.make_priority(make.make_edition(leiden, status="current"))
    return make.make_project(priority, visibility="members")


@pytest.fixture
def reader(leiden, body):
    """Decides in the body, and is a guest elsewhere."""
    user = make.make_visitor(leiden, "member")
    person = Person.objects.get(user=user)
    make.make_seat(body, person)
    make.make_attendance(make.make_called_meeting(make.make_body(leiden)), person)
    return user


@pytest.fixture
def asked(client, reader):
    client.force_login(reader)

    def count(url):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count


def hold(meeting, dossier, reader):
    """An item with a line of each kind, and an action on the dossier."""
    person = Person.objects.get(user=reader)
    item = make.make_item(meeting, access="all", dossier=dossier, introduced_by=person)
    make.make_entry(item)
    make.make_decision(item, dossier=dossier)
    make.make_promise(item, person, action=make.make_action(meeting.body.collective, dossier, owner=person))
    return item


PAGES = {
    "meetings": lambda meeting: address("meetings:meetings"),
    "year": lambda meeting: address("meetings:year", meeting.starts_at.year),
    "register": lambda meeting: address("meetings:decisions"),
    "actions": lambda meeting: address("actions:actions"),
    "meeting": lambda meeting: meeting.get_absolute_url(),
    "minutes": lambda meeting: address("meetings:minutes_read", meeting.pk),
    "item": lambda meeting: meeting.items.order_by("pk").first().get_absolute_url(),
    "dossier": lambda meeting: meeting.items.order_by("pk").first().dossier.get_absolute_url(),
    "today": lambda meeting: address("portal:today"),
}


@pytest.mark.parametrize("page", PAGES)
def test_one_and_three_of_everything_cost_the_same_queries(page, body, dossier, reader, asked):
    held, coming = make.make_held_meeting(body), make.make_called_meeting(body)
    hold(held, dossier, reader)
    make.make_item(coming, dossier=dossier)
    url = PAGES[page](held)
    one = asked(url)
    for _ in range(2):
        hold(held, dossier, reader)
        make.make_item(coming, dossier=dossier)
        hold(make.make_held_meeting(body), dossier, reader)
        make.make_item(make.make_called_meeting(body, in_days=9), dossier=dossier)
    assert asked(url) == one
