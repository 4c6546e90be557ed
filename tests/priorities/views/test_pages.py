"""Every page answers, to whom it should, at the same number of queries for one row and for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speerpunt.core.enums import Health, Theme, Visibility
from speerpunt.core.services import add_comment, follow
from speerpunt.members.enums import StandingKind
from speerpunt.priorities.enums import EditionStatus, MilestoneKind
from tests.factories import (
    make_area,
    make_body,
    make_challenge,
    make_edition,
    make_milestone,
    make_organisation,
    make_part,
    make_partner,
    make_priority,
    make_project,
    make_result,
    make_theme,
    make_visitor,
)

pytestmark = pytest.mark.django_db
CANARY = "kanarie-4711"


def full_project(priority, title="Spanjaardsbrug", **fields):
    """A project with one of everything."""
    collective = priority.collective
    fields = {"start": date(2026, 9, 1), "end": date(2027, 6, 4), "next_step": "Reageren", **fields}
    project = make_project(
        priority,
        title=title,
        summary="De brug gaat dicht. Wij willen een omweg.",
        next_step_due=date(2026, 11, 26),
        budget_eur_cents=1250000,
        core_team=make_body(collective),
        challenge=make_challenge(priority),
        **fields,
    )
    make_theme(project, Theme.MOBILITY)
    project.areas.add(make_area(collective))
    make_milestone(project, kind=MilestoneKind.DECISION, is_assumed=True)
    make_milestone(project, done_on=date(2026, 11, 1))
    make_part(project)
    make_part(project, done_on=date(2026, 11, 1))
    make_partner(project, make_organisation(collective), part="besluit", shares_dossier=True)
    make_result(priority, project=project)
    make_result(priority, project=project, kind="practice")
    return project


@pytest.fixture
def sign_in(client, leiden):
    def as_kind(kind):
        user = make_visitor(leiden, kind)
        client.force_login(user)
        return user

    return as_kind


PAGES = (
    "/leiden/speerpunten/",
    "/leiden/speerpunten/ruimte/",
    "/leiden/projecten/",
    "/leiden/projecten/bord/",
    "/leiden/projecten/bord/?kolommen=fase",
)


@pytest.mark.parametrize("kind", list(StandingKind))
@pytest.mark.parametrize("page", PAGES)
def test_everybody_reads_the_plan_as_far_as_he_may(page, kind, client, sign_in, inside, priority):
    full_project(priority, visibility=Visibility.PUBLIC)
    full_project(priority, title=CANARY, visibility=Visibility.CLOSED, health_reason=CANARY)
    sign_in(kind)
    content = client.get(page).content.decode()
    assert "Spanjaardsbrug" in content or page == PAGES[0]
    assert (CANARY in content) == (kind == StandingKind.OFFICE and page != PAGES[0])


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_what_comes_when_there_is_nothing(page, client, edition, priority):
    assert client.get(page).status_code == 200


def test_without_a_plan_the_page_says_what_comes(client, leiden):
    assert client.get("/leiden/speerpunten/").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "/leiden/projecten/?speerpunt=1&thema=energy&zoek=brug&op=-stand"])
def test_three_projects_cost_the_same_queries_as_one(page, client, sign_in, inside, edition, priority):
    sign_in(StandingKind.MEMBER)
    full_project(priority, visibility=Visibility.MEMBERS)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for _each in range(3):
        full_project(priority, visibility=Visibility.MEMBERS)
        full_project(make_priority(edition, parent=priority), visibility=Visibility.MEMBERS)
    with CaptureQueriesContext(connection) as more:
        client.get(page)
    assert len(more) == len(one)


def test_a_project_page_costs_the_same_queries_with_three_of_everything(client, sign_in, inside, priority):
    user = sign_in(StandingKind.OFFICE)
    project = full_project(priority)
    url = project.get_absolute_url()

    def add():
        make_milestone(project)
        make_part(project)
        make_partner(project, make_organisation(inside))
        make_result(priority, project=project)
        project.areas.add(make_area(inside))
        add_comment(project, text="Goed zo", by=user)

    add()
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _each in range(3):
        add()
    with CaptureQueriesContext(connection) as more:
        client.get(url)
    assert len(more) == len(one)


def test_a_priority_of_another_plan_is_read_by_its_address(client, leiden, priority):
    past = make_edition(leiden, status=EditionStatus.PAST, title="Oud plan")
    make_priority(past, slug="ruimte", title="Ruimte van toen")
    assert "Ruimte van toen" not in client.get("/leiden/speerpunten/ruimte/").content.decode()
    assert "Ruimte van toen" in client.get(f"/leiden/speerpunten/ruimte/?plan={past.pk}").content.decode()
    assert client.get("/leiden/speerpunten/?plan=999999").status_code == 404


def test_the_list_is_narrowed_and_sorted(client, sign_in, inside, edition, priority):
    sign_in(StandingKind.MEMBER)
    part = make_priority(edition, parent=priority)
    make_project(part, title="Énergiehub", health=Health.STUCK)
    other = make_project(make_priority(edition), title="Fietspad", health=Health.ON_COURSE)
    make_theme(other, Theme.MOBILITY)

    def found(query):
        return [line.title for line in client.get(f"/leiden/projecten/?{query}").context["lines"]]

    assert found(f"speerpunt={priority.pk}") == ["Énergiehub"]
    assert found("zoek=energie") == ["Énergiehub"]
    assert found("thema=mobility") == ["Fietspad"]
    assert found("op=-stand") == ["Fietspad", "Énergiehub"]
    assert found("thema=onzin") == []
    assert found("gebied=nergens") == []


def test_filters_offer_nothing_of_hidden_projects(client, sign_in, inside, priority):
    full_project(priority, visibility=Visibility.BOARD)
    make_partner(
        make_project(priority, visibility=Visibility.CLOSED),
        make_organisation(inside, name=CANARY),
        shares_dossier=False,
    )
    sign_in(StandingKind.MEMBER)
    filters = {
        each.name: list(each.options) for each in client.get("/leiden/projecten/").context["filters"].selects
    }
    assert (filters["partner"], filters["kernteam"]) == ([], [])


def test_the_board_shows_only_buttons_that_work(client, sign_in, inside, priority):
    project = full_project(priority)
    sign_in(StandingKind.MEMBER)
    assert client.get("/leiden/projecten/bord/").context["movable"] == set()
    sign_in(StandingKind.OFFICE)
    assert client.get("/leiden/projecten/bord/").context["movable"] == {project.pk}


def test_the_public_reads_no_names_comments_or_amounts(client, sign_in, inside, priority):
    user = sign_in(StandingKind.OFFICE)
    project = full_project(priority, visibility=Visibility.PUBLIC)
    project.lead = user.people.get()
    project.save()
    add_comment(project, text=CANARY, by=user)
    follow(project, by=user)
    client.logout()
    content = client.get(project.get_absolute_url()).content.decode()
    for hidden in (CANARY, str(project.lead), "12.500"):
        assert hidden not in content


def test_a_member_does_not_find_comments_of_a_board_project(client, sign_in, inside, priority):
    office = sign_in(StandingKind.OFFICE)
    project = full_project(priority, title=CANARY, visibility=Visibility.BOARD)
    comment = add_comment(project, text=CANARY, by=office)
    sign_in(StandingKind.MEMBER)
    for url in (
        project.get_absolute_url(),
        f"/leiden/projecten/{project.pk}/geschiedenis/",
        f"/leiden/projecten/{project.pk}/reactie/",
        f"/leiden/projecten/{project.pk}/reactie/{comment.pk}/weg/",
    ):
        for response in (client.get(url), client.post(url, {"text": "ik ook"})):
            assert (response.status_code, CANARY in response.content.decode()) == (404, False)


def test_the_list_tells_the_next_decision_that_is_still_to_come(client, sign_in, inside, priority):
    sign_in(StandingKind.OFFICE)
    late, soon, never = (make_project(priority, title=title) for title in ("Laat", "Gauw", "Nooit"))
    make_milestone(late, kind=MilestoneKind.DECISION, title="Raad beslist", due=date(2027, 3, 1))
    make_milestone(late, kind=MilestoneKind.DECISION, due=date(2026, 1, 1), done_on=date(2026, 1, 1))
    make_milestone(soon, kind=MilestoneKind.DECISION, title="College beslist", due=date(2026, 12, 10))
    make_milestone(never, title="Oplevering", due=date(2026, 12, 1))
    lines = client.get("/leiden/projecten/?op=besluit").context["lines"]
    assert [(line.title, line.decision) for line in lines] == [
        ("Gauw", "College beslist"),
        ("Laat", "Raad beslist"),
        ("Nooit", ""),
    ]
