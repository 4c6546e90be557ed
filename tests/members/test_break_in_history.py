"""Who changed what is for boards: on no page does a member read it."""

import pytest
from django.test import Client
from django_scopes import scope

from speerpunt.core.services import save_changes
from speerpunt.members.enums import StandingKind
from tests import factories as make

pytestmark = pytest.mark.django_db

NOTE = "kanarie-5512"


@pytest.fixture
def pages():
    """Of things that everybody inside may see, each with a line of history."""
    leiden = make.make_collective("leiden")
    things = [make.make_organisation(leiden), make.make_body(leiden), make.make_area(leiden)]
    with scope(collective=leiden):
        for thing in things:
            save_changes(thing, by=None, note=NOTE, name="Anders")
        return leiden, [thing.get_absolute_url() for thing in things]


@pytest.mark.parametrize(("kind", "reads"), [(StandingKind.MEMBER, False), (StandingKind.BOARD, True)])
def test_lines_of_history_are_for_boards(pages, kind, reads):
    leiden, places = pages
    client = Client()
    client.force_login(make.make_visitor(leiden, kind))
    for place in places:
        page = client.get(place)
        assert page.status_code == 200
        assert (NOTE in page.content.decode()) == reads
