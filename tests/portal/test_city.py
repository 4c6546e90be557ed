"""City shows each visitor what that visitor may see, in the same number of queries however much there is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.members.enums import OrganisationKind, StandingKind
from speerpunt.places.enums import AreaKind
from speerpunt.portal.filters import CityFilter, city_filter
from speerpunt.priorities.enums import MilestoneKind
from tests.factories import (
    make_area,
    make_collective,
    make_edition,
    make_milestone,
    make_organisation,
    make_priority,
    make_project,
    make_result,
    make_theme,
    make_visitor,
)

pytestmark = pytest.mark.django_db

PLAN = (date(2026, 1, 1), date(2027, 12, 31))
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[4.4, 52.1], [4.5, 52.1], [4.5, 52.2], [4.4, 52.2], [4.4, 52.1]]],
}
BRIDGE = {"latitude": 52.16, "longitude": 4.5}


def plant_canaries(priority, visibility):
    """One of everything that City can show, each with a word that stands nowhere else."""
    hidden = make_project(
        priority,
        title="Kanarie project",
        health_reason="Kanarie reden",
        visibility=visibility,
        start=date(2026, 1, 1),
        end=date(2027, 1, 1),
        **BRIDGE,
    )
    make_milestone(hidden, kind=MilestoneKind.DECISION, title="Kanarie besluit", due=timezone.localdate())
    make_result(priority, title="Kanarie resultaat", visibility=visibility, reached_on=timezone.localdate())
    make_result(priority, title="Open resultaat", project=hidden, reached_on=timezone.localdate())
    sub = make_priority(
        priority.edition, title="Kanarie speerpunt", health_reason="Kanarie zin", visibility=visibility
    )
    make_project(sub, title="Kanarie onder speerpunt", visibility="public", **BRIDGE)


@pytest.mark.parametrize("visibility", ["members", "board", "closed"])
def test_a_stranger_sees_nothing_that_is_not_public(body_of, priority, visibility):
    make_project(priority, title="Openbare brug", visibility="public", **BRIDGE)
    plant_canaries(priority, visibility)
    shown = body_of()
    assert ("Openbare brug" in shown, "Open resultaat" in shown) == (True, True)
    assert "Kanarie" not in shown


@pytest.mark.parametrize(
    ("kind", "visibility", "sees"),
    [
        (StandingKind.PARTNER, "members", False),
        (StandingKind.MEMBER, "members", True),
        (StandingKind.MEMBER, "board", False),
        (StandingKind.PARK_MANAGER, "board", False),
        (StandingKind.UMBRELLA_BOARD, "board", True),
        (StandingKind.BOARD, "closed", False),
        (StandingKind.OFFICE, "closed", True),
    ],
)
def test_each_standing_sees_its_own_circle(client, body_of, leiden, priority, kind, visibility, sees):
    plant_canaries(priority, visibility)
    client.force_login(make_visitor(leiden, kind))
    assert ("Kanarie" in body_of()) is sees


def test_a_count_tells_nothing_of_what_is_hidden(client, leiden, priority):
    area = make_area(leiden)
    hidden = make_project(priority, visibility="board")
    hidden.areas.add(area)
    make_theme(hidden, "energy")
    city = client.get("/leiden/").context["city"]
    assert (city.matrix.project_count, city.numbers.projects) == (0, 0)
    assert sum(cell.count for row in city.matrix.rows for cell in row.cells) == 0


def test_another_collective_is_not_in_it(body_of, leiden, priority):
    delft = make_collective("delft")
    elsewhere = make_priority(make_edition(delft, status="current"), title="Kanarie in Delft")
    make_project(elsewhere, title="Kanarie brug", visibility="public", **BRIDGE)
    make_organisation(delft, jobs=90)
    shown = body_of()
    assert "Kanarie" not in shown


def test_an_empty_collective_gets_advice_instead_of_empty_pictures(client, body_of, leiden):
    assert body_of().count('class="empty"') >= 4
    client.force_login(make_visitor(leiden, StandingKind.OFFICE))
    assert "/leiden/plannen/" in body_of()


def test_a_page_costs_the_same_with_one_row_and_with_three(
    client, leiden, priority, django_assert_max_num_queries
):
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))

    def add_one_of_everything():
        sub = make_priority(priority.edition, parent=priority)
        make_priority(priority.edition, health="attention")
        project = make_project(
            sub, health="stuck", visibility="public", start=date(2026, 1, 1), end=date(2027, 1, 1)
        )
        project.areas.add(make_area(leiden, geometry=SQUARE))
        make_theme(project, "energy")
        make_milestone(project, kind=MilestoneKind.DECISION, due=timezone.localdate() + timedelta(days=3))
        make_result(priority, project=project, reached_on=timezone.localdate())
        make_organisation(leiden, jobs=3)

    add_one_of_everything()
    client.get("/leiden/")
    with django_assert_max_num_queries(40) as one:
        client.get("/leiden/")
    add_one_of_everything()
    add_one_of_everything()
    with django_assert_max_num_queries(40) as three:
        client.get("/leiden/")
    assert len(three.captured_queries) == len(one.captured_queries)


def test_the_filter_of_the_address_picks_from_the_list(client, priority):
    make_project(priority, title="Vaste brug", visibility="public", health="stuck", **BRIDGE)
    make_project(priority, title="Vlotte weg", visibility="public", health="on_course", **BRIDGE)
    response = client.get("/leiden/?stand=stuck")
    assert [point.name for point, is_kept in response.context["places"] if is_kept] == ["Vaste brug"]
    assert response.content.decode().count("<li hidden>") == 1


@pytest.mark.parametrize(
    ("month", "expected"), [("1", False), ("2", True), ("4", True), ("5", False), ("0", False)]
)
def test_a_month_keeps_what_runs_in_it(client, priority, month, expected):
    make_project(priority, visibility="public", start=date(2026, 3, 31), end=date(2026, 5, 1), **BRIDGE)
    places = client.get(f"/leiden/?maand={month}").context["places"]
    assert [is_kept for _point, is_kept in places] == [expected]


@pytest.mark.parametrize("month", ["-1", "24", "99", "onzin", ""])
def test_a_month_outside_the_plan_is_the_month_of_today(rf, month):
    chosen = city_filter(rf.get(f"/?maand={month}").GET, *PLAN, date(2026, 11, 23))
    assert chosen.first_day == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("today", "first_day"), [(date(2025, 6, 1), date(2026, 1, 1)), (date(2028, 1, 1), date(2027, 12, 1))]
)
def test_outside_the_plan_the_slider_stands_at_its_end(rf, today, first_day):
    assert city_filter(rf.get("/").GET, *PLAN, today).first_day == first_day


def test_words_that_do_not_exist_filter_nothing(rf):
    asked = rf.get("/?speerpunt=x&thema=onzin&stand=')--&maand=2026").GET
    today = date(2026, 11, 23)
    assert city_filter(asked, *PLAN, today) == CityFilter(PLAN[0], 23, 10, is_asked=True)


def test_numbers_count_who_is_kept(client, leiden):
    make_organisation(leiden, jobs=4)
    make_organisation(leiden, jobs=5, trashed_at=timezone.now())
    make_organisation(leiden, kind=OrganisationKind.UMBRELLA)
    make_organisation(leiden, kind=OrganisationKind.SCHOOL, jobs=30)
    make_area(leiden)
    make_area(leiden, kind=AreaKind.CITY)
    numbers = client.get("/leiden/").context["city"].numbers
    assert (numbers.umbrellas, numbers.enterprises, numbers.jobs, numbers.areas) == (1, 1, None, 1)
    make_organisation(leiden, jobs=6)
    assert client.get("/leiden/").context["city"].numbers.jobs == 40


def test_a_member_sees_the_jobs_of_each_and_so_the_sum(client, leiden):
    make_organisation(leiden, jobs=4)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert client.get("/leiden/").context["city"].numbers.jobs == 4


def test_the_whole_city_stands_above_its_areas(client, leiden):
    make_area(leiden, name="Aalmarkt")
    make_area(leiden, name="Leiden", kind=AreaKind.CITY)
    rows = client.get("/leiden/").context["city"].matrix.rows
    assert [row.title for row in rows] == ["Leiden", "Aalmarkt"]


def test_results_of_this_year_are_counted_by_kind(client, leiden, priority):
    today = timezone.localdate()
    for number in range(5):
        make_result(priority, kind="process", title=f"Afspraak {number}", reached_on=today)
    make_result(priority, kind="practice", reached_on=date(today.year - 1, 12, 31))
    city = client.get("/leiden/").context["city"]
    assert (city.in_process.count, len(city.in_process.newest), city.in_practice.count) == (5, 4, 0)


def test_decisions_are_those_of_the_next_six_weeks(client, leiden, priority):
    project = make_project(priority, visibility="public")
    today = timezone.localdate()
    for title, day in [("gisteren", -1), ("vandaag", 0), ("laatste dag", 42), ("te ver", 43)]:
        make_milestone(project, kind=MilestoneKind.DECISION, title=title, due=today + timedelta(days=day))
    make_milestone(project, kind=MilestoneKind.DECISION, title="genomen", due=today, done_on=today)
    with scope(collective=leiden):
        decisions = client.get("/leiden/").context["city"].decisions
    assert [each.title for each in decisions] == ["vandaag", "laatste dag"]
