"""SQL is written once, and what it gives is of now: new objects each time, by the connection of whoever asks."""

from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from speerpunt.core.queries.written import WrittenRows
from speerpunt.priorities.models import Project
from tests.factories import make_collective, make_edition, make_priority, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def priority():
    collective = make_collective("leiden")
    with scope(collective=collective):
        yield make_priority(make_edition(collective, status="current"), title="Ruimte")


def test_rows_are_those_of_now_with_what_stands_beside_them(priority):
    written = WrittenRows(Project.objects.select_related("priority").only("title", "priority__title"))
    assert written.ask() == []
    make_project(priority, title="Brug")
    (first,) = written.ask()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (again,) = written.ask()
        assert (again.title, again.priority.title) == ("Brug", "Ruimte")
    assert len(asked) == 1
    assert again == first
    assert again is not first


def test_what_can_have_no_rows_is_not_asked(priority):
    make_project(priority)
    with CaptureQueriesContext(connection) as asked:
        assert WrittenRows(Project.objects.filter(pk__in=())).ask() == []
    assert len(asked) == 0


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_by_its_own_connection(priority):
    make_project(priority, title="Brug")
    written, found = WrittenRows(Project.objects.order_by("pk")), []
    assert [project.title for project in written.ask()] == ["Brug"]

    def ask():
        found.extend(project.title for project in written.ask())
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == ["Brug"]
