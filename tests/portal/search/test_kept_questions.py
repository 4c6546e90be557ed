"""How rights are asked is kept for a standing and a day; what the answer is, never."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from speerpunt.core.queries import once
from speerpunt.core.registry import search_sources, subjects
from speerpunt.core.search import sight
from speerpunt.core.services.search_index import reindex
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import OrganisationRole
from speerpunt.members.queries import attach_standing
from tests.factories import (
    make_collective,
    make_edition,
    make_priority,
    make_project,
    make_user,
    make_visitor,
)

pytestmark = pytest.mark.django_db

KINDS = [kind for kind in StandingKind if kind != StandingKind.PUBLIC]


@pytest.fixture
def leiden():
    collective = make_collective("leiden")
    with scope(collective=collective):
        yield collective


@pytest.fixture
def project(leiden):
    priority = make_priority(make_edition(leiden, status="current"), title="Mobiliteit")
    return make_project(priority, title="Brug", visibility="members")


@pytest.fixture(autouse=True)
def _anew():
    once.forget_kept()


def written(source, user):
    try:
        return source.visible_to(user).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None


def count_of(client):
    return client.get("/leiden/zoeken/?q=brug").context["found"].count


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", [*search_sources(), *subjects()], ids=lambda each: each.model.__name__)
def test_a_source_asks_nothing_while_it_writes_its_question(leiden, source, kind):
    """What it would learn then, would be kept."""
    user = make_visitor(leiden, kind)
    attach_standing(user, leiden)
    first = written(source, user)
    attach_standing(user, leiden)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert written(source, user) == first
    assert asked.captured_queries == []


@pytest.mark.parametrize("source", [*search_sources(), *subjects()], ids=lambda each: each.model.__name__)
def test_who_stand_alike_are_asked_alike(leiden, source):
    """An account without a role is a stranger."""
    account, stranger = make_user(), AnonymousUser()
    assert attach_standing(account, leiden) == attach_standing(stranger, leiden)
    assert written(source, account) == written(source, stranger)


def test_who_loses_his_role_finds_nothing_at_the_next_question(client, leiden, project):
    member = make_visitor(leiden, StandingKind.MEMBER)
    reindex(leiden)
    client.force_login(member)
    assert count_of(client) == 1
    OrganisationRole.objects.filter(person__user=member).delete()
    assert count_of(client) == 0


def test_what_was_just_closed_is_not_counted_at_the_next_question(client, leiden, project):
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert count_of(client) == 1
    project.visibility = "board"
    project.save()
    assert count_of(client) == 0


def test_of_two_members_only_who_works_on_it_finds_it(client, leiden, project):
    lead, other = (make_visitor(leiden, StandingKind.MEMBER) for _ in range(2))
    attach_standing(lead, leiden)
    project.visibility, project.lead_id = "board", lead.standing.person_id
    project.save()
    reindex(leiden)
    for user, count in ((lead, 1), (other, 0), (lead, 1)):
        client.force_login(user)
        assert count_of(client) == count


def test_the_office_that_looks_as_a_member_finds_what_a_member_finds(leiden, project):
    office = make_visitor(leiden)
    projects = next(source for source in search_sources() if source.model is type(project))
    attach_standing(office, leiden)
    as_office = sight.question_of(office, projects)
    attach_standing(office, leiden, as_kind=StandingKind.MEMBER)
    assert sight.question_of(office, projects) != as_office


def test_no_more_questions_are_kept_than_fit(leiden, monkeypatch):
    monkeypatch.setattr(once, "MOST_KEPT", 5)
    for kind in KINDS:
        user = make_visitor(leiden, kind)
        attach_standing(user, leiden)
        for source in search_sources():
            sight.question_of(user, source)
            assert len(once._kept) <= 5
