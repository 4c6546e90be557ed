"""What a visitor may see is written once in a request, and anew as soon as it may be something else."""

import pytest
from django_scopes import scope

from speerpunt.core.queries.subjects import hangs_in_sight
from speerpunt.documents.models import Folder
from speerpunt.documents.queries import folders_visible_to
from speerpunt.documents.services.folders import first_folder_of
from speerpunt.members.enums import StandingKind
from speerpunt.members.queries import attach_standing
from speerpunt.priorities.queries.visible import projects_visible_to
from tests.factories import make_collective, make_edition, make_priority, make_project, make_visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(leiden):
    priority = make_priority(make_edition(leiden, status="current"))
    return make_project(priority, title="Brug", visibility="members")


@pytest.fixture
def member(leiden):
    user = make_visitor(leiden, StandingKind.MEMBER)
    attach_standing(user, leiden)
    return user


def folders(user):
    return list(Folder.objects.filter(hangs_in_sight(user)).values_list("pk", flat=True))


def test_the_condition_is_written_once_and_asked_each_time(member, project):
    written = hangs_in_sight(member)
    assert (hangs_in_sight(member) is written, folders(member)) == (True, [])
    folder = first_folder_of(project, by=None)
    assert folders(member) == [folder.pk]
    project.visibility = "board"
    project.save()
    assert (hangs_in_sight(member) is written, folders(member)) == (True, [])


def test_with_another_standing_it_is_written_anew(member, leiden, project):
    folder = first_folder_of(project, by=None)
    assert folders(member) == [folder.pk]
    attach_standing(member, make_collective("delft"))
    assert folders(member) == []
    attach_standing(member, leiden)
    assert folders(member) == [folder.pk]


def test_in_another_collective_it_is_written_anew(member, project):
    first_folder_of(project, by=None)
    assert len(folders(member)) == 1
    delft = make_collective("delft")
    with scope(collective=delft):
        theirs = make_project(make_priority(make_edition(delft, status="current")), visibility="members")
        first_folder_of(theirs, by=None)
        assert folders(member) == []
    assert len(folders(member)) == 1


def test_who_looks_as_another_role_sees_what_that_role_sees(leiden, project):
    office = make_visitor(leiden)
    attach_standing(office, leiden)
    project.visibility = "closed"
    project.save()
    folder = first_folder_of(project, by=None)
    assert list(folders_visible_to(office)) == [folder]
    assert folders(office) == [folder.pk]
    attach_standing(office, leiden, as_kind=StandingKind.MEMBER)
    assert (folders(office), list(folders_visible_to(office))) == ([], [])


def test_a_list_that_was_read_is_read_again(member, project):
    assert [each.title for each in projects_visible_to(member)] == ["Brug"]
    project.visibility = "closed"
    project.save()
    assert list(projects_visible_to(member)) == []
