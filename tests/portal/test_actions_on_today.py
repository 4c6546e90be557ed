"""One's actions stand among what one has to do, and what waits for an answer stands above it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from speerpunt.portal.queries.agenda import agenda_of
from tests.factories import (
    make_action,
    make_action_request,
    make_edition,
    make_person,
    make_priority,
    make_project,
    make_visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(client, leiden):
    found = make_visitor(leiden, StandingKind.MEMBER)
    attach_standing(found, leiden)
    client.force_login(found)
    return found


@pytest.fixture
def person(leiden, account):
    with scope(collective=leiden):
        return Person.objects.get(user=account)


@pytest.fixture
def project(leiden):
    return make_project(make_priority(make_edition(leiden)), title="Spanjaardsbrug")


@pytest.fixture
def today(client):
    return lambda: client.get("/leiden/vandaag/").context["today"]


def test_overdue_actions_come_first_among_steps(leiden, project, person, today):
    day = timezone.localdate()
    for title, days in (("straks", 9), ("te laat", -4), ("later", 60)):
        make_action(leiden, project, title=title, owner=person, in_days=days)
    make_action(leiden, project, title="van een ander", owner=make_person(leiden))
    make_action(leiden, project, title="klaar", owner=person, state="done")
    project.next_step, project.next_step_by, project.next_step_due = "stap", person, day + timedelta(days=1)
    project.save()
    assert [task.title for task in today().now] == ["te laat", "stap", "straks"]
    assert [task.title for task in today().later] == ["later"]
    assert today().now[0].where == "Spanjaardsbrug"


def test_a_question_that_waits_counts_as_something_to_do(leiden, project, person, today):
    asked = make_action_request(make_action(leiden, project, owner=make_person(leiden)), to=person)
    assert today().requests == [asked]
    assert today().sentence.startswith("Eén ding")


def test_an_action_is_done_from_today(leiden, client, project, person, today):
    make_action(leiden, project, owner=person, in_days=1)
    answer = client.post(today().now[0].close_url, {"terug": "/leiden/vandaag/"})
    assert answer.url == "/leiden/vandaag/"
    assert today().now == []


def test_open_actions_stand_in_the_calendar(leiden, project, account, person):
    action = make_action(leiden, project, title="Bel", owner=person)
    make_action(leiden, project, owner=person, state="done")
    with scope(collective=leiden):
        entries = agenda_of(account, timezone.localdate())
    assert [(each.key, each.day, each.title, each.where) for each in entries] == [
        (f"actie-{action.pk}", action.due, "Bel", "Spanjaardsbrug")
    ]
