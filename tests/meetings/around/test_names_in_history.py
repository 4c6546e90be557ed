"""A history names what its reader may see; what hides has the same word as what is gone."""

import pytest
from django_scopes import scope

from speerpunt.core.queries import history_of
from speerpunt.core.services import save_changes
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from tests import factories as make

pytestmark = pytest.mark.django_db

HIDDEN = "(verwijderd of besloten)"


@pytest.fixture
def house(priority):
    """A chair who knows nothing of the closed dossier on which his meeting came to hang."""
    leiden = priority.collective
    with scope(collective=leiden):
        body = make.make_body(leiden, name="Kernteam")
        chair = make.make_visitor(leiden, "member")
        make.make_seat(body, Person.objects.get(user=chair), kind="chair")
        dossier = make.make_project(priority, title="Kanariegeel", visibility="closed")
        meeting = make.make_meeting(body)
        save_changes(meeting, by=None, dossier=dossier)
        yield leiden, chair, meeting, dossier


def became(row, user, collective):
    attach_standing(user, collective)
    last = history_of(row, reader=user)[0]
    return [(field.old, field.new) for field in last.fields]


def test_who_may_not_see_it_reads_no_name(house, signed_in):
    leiden, chair, meeting, _dossier = house
    assert became(meeting, chair, leiden) == [("–", HIDDEN)]
    page = signed_in(chair).get(meeting.get_absolute_url()).content.decode()
    assert (HIDDEN in page, "Kanariegeel" in page) == (True, False)


def test_who_may_see_it_reads_its_name(house):
    leiden, _chair, meeting, _dossier = house
    assert became(meeting, make.make_visitor(leiden, "office"), leiden) == [("–", "Kanariegeel")]


def test_what_is_gone_reads_the_same(house):
    leiden, _chair, meeting, dossier = house
    dossier.delete()
    assert became(meeting, make.make_visitor(leiden, "office"), leiden) == [("–", HIDDEN)]


def test_a_folder_of_a_closed_item_is_named_to_nobody_outside(house):
    leiden, chair, meeting, _dossier = house
    observer = make.make_visitor(leiden, "member")
    make.make_seat(meeting.body, Person.objects.get(user=observer), kind="observer")
    closed = make.make_folder(leiden, on=make.make_bundle(make.make_item(meeting, access="closed")))
    inner = make.make_folder(leiden, closed, name="Kanariegeel")
    other = make.make_folder(leiden, name="Anders")
    save_changes(other, by=None, parent=inner)
    assert became(other, observer, leiden) == [("–", HIDDEN)]
    assert became(other, chair, leiden) == [("–", "Kanariegeel")]
