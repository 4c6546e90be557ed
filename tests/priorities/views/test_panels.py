"""Projects on the pages of areas, organisations and bodies show and count only what the visitor may see."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from speerpunt.core.enums import Visibility
from speerpunt.core.registry import panels_for
from speerpunt.members.enums import StandingKind
from speerpunt.priorities.enums import Phase
from speerpunt.priorities.queries.panels import projects_here
from tests.factories import (
    make_area,
    make_body,
    make_organisation,
    make_partner,
    make_priority,
    make_project,
    make_visitor,
)

pytestmark = pytest.mark.django_db
PAGES = ("places:area", "members:organisation", "members:body")


@pytest.fixture
def subjects(inside):
    return dict(zip(PAGES, (make_area(inside), make_organisation(inside), make_body(inside)), strict=True))


@pytest.fixture
def shown(subjects, present):
    """Titles and count in our panel on a page."""

    def panel(page, user):
        request = RequestFactory().get("/")
        request.user = present(user)
        request.standing = user.standing
        for template, context in panels_for(page, request, subjects[page]):
            if template.startswith("priorities/"):
                return [project.title for project in context["projects"]], context["count"]
        return None

    return panel


def project_at(subjects, priority, **fields):
    project = make_project(priority, core_team=subjects["members:body"], **fields)
    project.areas.add(subjects["places:area"])
    make_partner(project, subjects["members:organisation"])
    return project


@pytest.mark.parametrize("page", PAGES)
def test_a_member_sees_and_counts_only_his_projects(page, leiden, subjects, shown, priority):
    project_at(subjects, priority, title="Klaar", phase=Phase.DONE)
    project_at(subjects, priority, title="Loopt")
    project_at(subjects, priority, title="Dicht", visibility=Visibility.CLOSED)
    assert shown(page, make_visitor(leiden, StandingKind.MEMBER)) == (["Loopt", "Klaar"], 2)
    assert shown(page, make_visitor(leiden, StandingKind.OFFICE)) == (["Dicht", "Loopt", "Klaar"], 3)


@pytest.mark.parametrize("page", PAGES[1:])
def test_without_projects_there_is_no_panel(page, leiden, subjects, shown, priority):
    project_at(subjects, priority, visibility=Visibility.CLOSED)
    assert shown(page, make_visitor(leiden, StandingKind.MEMBER)) is None


def test_an_area_says_that_nothing_happens_there(leiden, subjects, shown):
    assert shown("places:area", make_visitor(leiden, StandingKind.MEMBER)) == ([], 0)


def test_an_area_tells_what_goes_on_now_what_is_planned_and_what_is_done(inside, subjects, present, edition):
    area, priority = subjects["places:area"], make_priority(edition)
    later = timezone.localdate() + timedelta(days=40)
    for title, values in {
        "Klaar": {"phase": Phase.DONE, "health": "done"},
        "Straks": {"start": later, "health": "on_course"},
        "Nog niet": {"health": "not_started"},
        "Bezig": {"health": "on_course", "latitude": 52.16, "longitude": 4.5},
    }.items():
        make_project(priority, title=title, visibility="public", **values).areas.add(area)
    request = RequestFactory().get("/")
    request.user = present(make_visitor(inside, StandingKind.MEMBER))
    context = projects_here(request, area)
    groups = [
        (str(group["title"]), [each.title for each in group["projects"]]) for group in context["groups"]
    ]
    assert groups == [("Nu", ["Bezig"]), ("Gepland", ["Nog niet", "Straks"]), ("Gereed", ["Klaar"])]
    assert [point.name for point in context["points"]] == ["Bezig"]
