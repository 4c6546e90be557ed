"""The sums on City, Today and the plan: right for this visitor, at a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speerpunt.core.enums import Health, Theme, Visibility
from speerpunt.members.enums import StandingKind
from speerpunt.priorities.enums import MilestoneKind, Phase
from speerpunt.priorities.queries import (
    coming_decisions,
    health_overview,
    map_points,
    results_between,
    strip_rows,
    theme_area_matrix,
)
from tests.factories import (
    make_area,
    make_milestone,
    make_priority,
    make_project,
    make_result,
    make_theme,
    make_visitor,
)

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def member(leiden, inside, present):
    return present(make_visitor(leiden, StandingKind.MEMBER))


def decide(project, due, **fields):
    return make_milestone(project, kind=MilestoneKind.DECISION, due=due, **fields)


def fill(priority, number=1):
    """Projects with everything that the overviews count, and a hidden one that they may not."""
    for _each in range(number):
        area = make_area(priority.collective)
        project = make_project(
            priority,
            health=Health.STUCK,
            start=date(2026, 3, 1),
            end=date(2026, 9, 1),
            latitude=52.1,
            longitude=4.5,
        )
        project.areas.add(area)
        make_theme(project, Theme.MOBILITY)
        decide(project, date(2026, 12, 10))
        make_result(priority, project=project)
        hidden = make_project(
            priority, visibility=Visibility.CLOSED, start=date(2026, 3, 1), latitude=52.1, longitude=4
        )
        hidden.areas.add(area)
        make_theme(hidden, Theme.MOBILITY)
        decide(hidden, date(2026, 12, 1))


def test_a_member_counts_only_what_he_may_see(member, edition, priority):
    fill(priority)
    part = make_priority(edition, parent=priority)
    make_project(part, visibility=Visibility.MEMBERS, health=Health.DONE)
    (row,) = health_overview(member, edition)
    assert [(each.health, each.count) for each in row.health_counts] == [(Health.STUCK, 1), (Health.DONE, 1)]
    assert (row.parts, row.project_count, row.next_decision.due) == ([part], 2, date(2026, 12, 10))


def test_a_member_reads_the_nearest_decision_of_a_sub_priority(member, edition, priority):
    part = make_priority(edition, parent=priority)
    decide(make_project(priority), date(2027, 2, 1))
    nearest = decide(make_project(part), date(2027, 1, 1))
    decide(make_project(part), date(2026, 12, 1), done_on=date(2026, 11, 1))
    assert health_overview(member, edition)[0].next_decision == nearest


def test_a_member_reads_coming_decisions_in_order(member, priority):
    project = make_project(priority)
    late, early = decide(project, date(2026, 12, 31)), decide(project, date(2026, 12, 1))
    make_milestone(project, due=date(2026, 12, 2))
    decide(project, date(2027, 1, 1))
    decide(make_project(priority, visibility=Visibility.BOARD), date(2026, 12, 3))
    assert list(coming_decisions(member, date(2026, 11, 23), date(2026, 12, 31))) == [early, late]


def test_a_member_reads_results_of_the_year(member, priority):
    last, first = make_result(priority), make_result(priority, reached_on=date(2026, 1, 1))
    make_result(priority, reached_on=date(2025, 12, 31))
    make_result(priority, visibility=Visibility.CLOSED)
    assert list(results_between(member, *YEAR)) == [last, first]


def test_a_member_sees_running_projects_in_their_period(member, edition, priority):
    fill(priority)
    make_project(priority, start=date(2027, 2, 1))
    make_project(priority)
    (row,) = strip_rows(member, *YEAR)
    assert [(bar.start, bar.end, bar.tone) for bar in row.bars] == [
        (date(2026, 3, 1), date(2026, 9, 1), "stuck")
    ]
    assert [(each.on, each.is_taken) for each in row.decisions] == [(date(2026, 12, 10), False)]


def test_an_open_side_reaches_to_the_edge_of_the_period_and_is_assumed(member, priority):
    make_project(priority, title="open", start=date(2026, 6, 1))
    make_project(priority, title="vast", start=date(2026, 1, 1), end=date(2026, 2, 1))
    make_project(priority, title="aangenomen", end=date(2027, 2, 1), dates_assumed=True)
    (row,) = strip_rows(member, *YEAR)
    bars = {bar.title: (bar.start, bar.end, bar.is_assumed) for bar in row.bars}
    assert bars == {
        "open": (date(2026, 6, 1), date(2026, 12, 31), True),
        "vast": (date(2026, 1, 1), date(2026, 2, 1), False),
        "aangenomen": (date(2026, 1, 1), date(2027, 2, 1), True),
    }
    (short,) = strip_rows(member, *YEAR, most_bars=1)
    assert [bar.title for bar in short.bars] == ["vast"]


def test_a_member_finds_where_projects_pile_up(member, priority):
    fill(priority)
    area = make_area(priority.collective, name="Leeg")
    done = make_project(priority, phase=Phase.DONE)
    done.areas.add(area)
    make_theme(done, Theme.ENERGY)
    matrix = theme_area_matrix(member)
    counts = {cell.label: cell.count for row in matrix.rows for cell in row.cells if cell.url}
    assert list(counts.values()) == [1]
    assert (matrix.project_count, len(matrix.columns), len(matrix.rows)) == (1, 5, 2)


def test_a_number_in_the_matrix_leads_to_that_many_projects(client, member, priority):
    fill(priority)
    client.force_login(member)
    matrix = theme_area_matrix(member)
    (url,) = [cell.url for row in matrix.rows for cell in row.cells if cell.url]
    assert client.get(url).context["listing"].page.paginator.count == 1


def test_a_project_without_a_point_stands_in_its_area(member, priority):
    square = [[4.0, 52.0], [5.0, 52.0], [5.0, 53.0], [4.0, 53.0], [4.0, 52.0]]
    shape = {"type": "Polygon", "coordinates": [square]}
    area = make_area(priority.collective, slug="de-waard", geometry=shape)
    make_project(priority, title="gebied").areas.add(area)
    make_project(priority, title="punt", latitude=52.2, longitude=4.2)
    make_project(priority)
    points = {point.name: (point.latitude, point.longitude) for point in map_points(member)}
    assert points == {"punt": (52.2, 4.2), "gebied": (52.5, 4.5)}


@pytest.mark.parametrize(
    "read",
    [
        health_overview,
        lambda user, edition: list(coming_decisions(user, *YEAR)),
        lambda user, edition: [result.project for result in results_between(user, *YEAR)],
        lambda user, edition: theme_area_matrix(user).rows,
        lambda user, edition: strip_rows(user, *YEAR),
        lambda user, edition: map_points(user),
    ],
    ids=["health", "decisions", "results", "matrix", "strip", "points"],
)
def test_three_rows_cost_the_same_queries_as_one(read, member, edition, priority, django_assert_num_queries):
    fill(priority)
    with CaptureQueriesContext(connection) as one:
        read(member, edition)
    fill(make_priority(edition), 3)
    with django_assert_num_queries(len(one)):
        read(member, edition)
