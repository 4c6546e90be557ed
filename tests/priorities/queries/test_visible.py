"""Who sees which project: the queryset and the predicate must never disagree."""

import pytest
from django.contrib.auth.models import AnonymousUser

from speerpunt.core.enums import Visibility
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.priorities.enums import EditionStatus
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import priorities_visible_to, projects_visible_to, results_visible_to
from speerpunt.priorities.rules import is_in_sight
from tests.factories import (
    make_body,
    make_collective,
    make_edition,
    make_organisation,
    make_partner,
    make_priority,
    make_project,
    make_result,
    make_role,
    make_seat,
    make_visitor,
)

pytestmark = pytest.mark.django_db

CIRCLES = {
    StandingKind.OFFICE: {"public", "members", "board", "closed"},
    StandingKind.BOARD: {"public", "members", "board"},
    StandingKind.UMBRELLA_BOARD: {"public", "members", "board"},
    StandingKind.PARK_MANAGER: {"public", "members"},
    StandingKind.MEMBER: {"public", "members"},
    StandingKind.PARTNER: {"public"},
    StandingKind.PUBLIC: {"public"},
}


def titles(user):
    found = set(projects_visible_to(user).values_list("title", flat=True))
    agreed = {each.title for each in Project.objects.all() if is_in_sight(user.standing, each)}
    assert found == agreed
    return found


def person_of(user):
    return Person.objects.get(user=user)


@pytest.fixture
def one_of_each(inside, priority):
    return [make_project(priority, title=circle, visibility=circle) for circle in Visibility.values]


@pytest.mark.parametrize("kind", list(StandingKind))
def test_a_visitor_sees_the_projects_of_his_circles(kind, leiden, one_of_each, present):
    assert titles(present(make_visitor(leiden, kind))) == CIRCLES[kind]


def test_an_anonymous_visitor_sees_public_projects_only(one_of_each, present):
    assert titles(present(AnonymousUser())) == {"public"}


def test_an_account_without_standing_sees_public_projects_only(one_of_each, leiden):
    user = make_visitor(leiden, StandingKind.OFFICE)
    assert set(projects_visible_to(user).values_list("title", flat=True)) == {"public"}


def test_a_partner_sees_a_dossier_that_is_shared_with_his_organisation(leiden, one_of_each, present):
    user = make_visitor(leiden, StandingKind.PARTNER)
    organisation = person_of(user).roles.get().organisation
    for project in one_of_each:
        if project.title in {"members", "board"}:
            make_partner(project, organisation, shares_dossier=project.title == "board")
    assert titles(present(user)) == {"public", "board"}


def test_a_partner_does_not_see_what_is_shared_with_another(leiden, one_of_each, present):
    make_partner(one_of_each[2], make_organisation(leiden, kind="partner"), shares_dossier=True)
    assert titles(present(make_visitor(leiden, StandingKind.PARTNER))) == {"public"}


def test_a_partner_who_left_no_longer_sees_the_dossier(leiden, one_of_each, present):
    user = make_visitor(leiden, StandingKind.PUBLIC)
    organisation = make_organisation(leiden, kind="partner")
    make_role(person_of(user), organisation, end="2020-01-01")
    make_partner(one_of_each[1], organisation, shares_dossier=True)
    assert titles(present(user)) == {"public"}


def test_a_lead_sees_his_project_unless_it_is_closed(leiden, one_of_each, present):
    user = make_visitor(leiden, StandingKind.MEMBER)
    Project.objects.update(lead=person_of(user))
    assert titles(present(user)) == {"public", "members", "board"}


def test_a_core_team_sees_its_projects_unless_they_are_closed(leiden, one_of_each, present):
    user = make_visitor(leiden, StandingKind.PARTNER)
    team = make_body(leiden)
    make_seat(team, person_of(user))
    Project.objects.exclude(title="members").update(core_team=team)
    assert titles(present(user)) == {"public", "board"}


def test_a_member_sees_no_project_of_a_priority_above_his_circle(leiden, edition, inside, present):
    above = make_priority(edition, visibility=Visibility.BOARD)
    part = make_priority(edition, parent=above)
    for each in (above, part):
        make_project(each, visibility=Visibility.PUBLIC)
    member, board = (
        present(make_visitor(leiden, kind)) for kind in (StandingKind.MEMBER, StandingKind.BOARD)
    )
    assert titles(member) == set()
    assert len(titles(board)) == 2
    assert list(priorities_visible_to(member)) == []


@pytest.mark.parametrize("kind", list(StandingKind))
def test_a_draft_plan_is_read_by_boards_and_office_only(kind, leiden, inside, present):
    draft = make_priority(make_edition(leiden, status=EditionStatus.DRAFT))
    make_project(draft, title="nieuw", visibility=Visibility.PUBLIC)
    user = present(make_visitor(leiden, kind))
    may = kind in {StandingKind.OFFICE, StandingKind.BOARD, StandingKind.UMBRELLA_BOARD}
    assert titles(user) == ({"nieuw"} if may else set())
    assert list(priorities_visible_to(user)) == ([draft] if may else [])


def test_a_public_result_does_not_name_a_project_that_is_hidden(leiden, priority, inside, present):
    hidden = make_project(priority, visibility=Visibility.BOARD)
    make_result(priority, project=hidden, visibility=Visibility.PUBLIC)
    make_result(priority, visibility=Visibility.BOARD)
    seen = list(results_visible_to(present(make_visitor(leiden, StandingKind.MEMBER))))
    assert [result.project for result in seen] == [None]


def test_nobody_sees_another_collective(inside, one_of_each, present):
    theirs = make_collective("delft")
    make_project(make_priority(make_edition(theirs)), title="delft", visibility=Visibility.PUBLIC)
    office = present(make_visitor(inside, StandingKind.OFFICE))
    assert titles(office) == CIRCLES[StandingKind.OFFICE]
