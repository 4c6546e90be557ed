"""Today asks who acts and nobody else, and tells only what the reader may see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.core.registry import Panel, add_panel
from speerpunt.core.services import add_comment, follow, save_changes
from speerpunt.members.enums import RoleKind, StandingKind
from speerpunt.members.models import Person
from speerpunt.portal.templatetags.near_days import near_day
from tests.factories import (
    make_area,
    make_body,
    make_milestone,
    make_organisation,
    make_priority,
    make_project,
    make_result,
    make_role,
    make_seat,
    make_visitor,
)

pytestmark = pytest.mark.django_db

PATH = "/leiden/vandaag/"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[4.4, 52.1], [4.5, 52.1], [4.5, 52.2], [4.4, 52.2], [4.4, 52.1]]],
}


@pytest.fixture
def account(client, leiden):
    found = make_visitor(leiden, StandingKind.MEMBER)
    client.force_login(found)
    return found


@pytest.fixture
def person(leiden, account):
    with scope(collective=leiden):
        return Person.objects.get(user=account)


@pytest.fixture
def today_of(client):
    return lambda: client.get(PATH).context["today"]


def days_from_now(days):
    return timezone.localdate() + timedelta(days=days)


def make_step(priority, person, days, title="Stap", **fields):
    return make_project(
        priority,
        visibility="members",
        next_step=title,
        next_step_by=person,
        next_step_due=days_from_now(days),
        **fields,
    )


def test_a_stranger_is_not_let_in(client, leiden):
    assert client.get(PATH).status_code in {302, 403}


def test_today_asks_who_acts_and_nobody_else(client, leiden, priority, person, body_of):
    make_step(priority, person, 3, title="Bel de provincie")
    assert "Bel de provincie" in body_of(PATH)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert "Bel de provincie" not in body_of(PATH)


def test_the_lead_acts_where_nobody_else_is_named(priority, person, today_of):
    make_project(
        priority, visibility="members", lead=person, next_step="Lees", next_step_due=days_from_now(1)
    )
    assert [task.title for task in today_of().now] == ["Lees"]


def test_what_is_late_or_due_within_two_weeks_is_now_and_the_rest_comes_after(priority, person, today_of):
    for title, days in [("te laat", -3), ("vandaag", 0), ("bijna", 14), ("later", 15)]:
        make_step(priority, person, days, title)
    found = today_of()
    assert [task.title for task in found.now] == ["te laat", "vandaag", "bijna"]
    assert [task.title for task in found.later] == ["later"]


def test_no_more_than_five_ask_something_at_once(priority, person, today_of):
    for days in range(8):
        make_step(priority, person, days, f"Stap {days}")
    found = today_of()
    assert (len(found.now), found.later_count, found.sentence) == (
        5,
        3,
        "Vijf dingen vragen nu uw aandacht. De rest kan wachten.",
    )


def test_a_finished_project_asks_nothing(priority, person, today_of):
    make_step(priority, person, 1, phase="done")
    assert today_of().now == []


def test_a_decision_counts_as_mine_where_i_sit_in_the_core_team(leiden, priority, person, today_of):
    team = make_body(leiden)
    make_seat(team, person)
    mine = make_project(priority, visibility="members", core_team=team)
    other = make_project(priority, visibility="members")
    for project, title in [(mine, "Ons besluit"), (other, "Ander besluit")]:
        make_milestone(project, kind="decision", title=title, due=days_from_now(2))
    found = today_of()
    assert [task.title for task in found.now] == ["Ons besluit"]
    assert {each.title for each in found.decisions} == {"Ons besluit", "Ander besluit"}


@pytest.mark.parametrize("visibility", ["board", "closed"])
def test_nothing_that_is_not_mine_to_see_stands_there(leiden, priority, account, body_of, visibility):
    office = make_visitor(leiden, StandingKind.OFFICE)
    area = make_area(leiden, geometry=SQUARE)
    hidden = make_project(
        priority,
        title="Kanarie project",
        health="stuck",
        health_reason="Kanarie reden",
        visibility=visibility,
        next_step="Kanarie stap",
    )
    hidden.areas.add(area)
    make_milestone(hidden, kind="decision", title="Kanarie besluit", due=days_from_now(1))
    with scope(collective=leiden):
        for followed in (hidden, area, priority):
            follow(followed, by=account)
        save_changes(hidden, by=office, health="attention")
        add_comment(hidden, text="Kanarie reactie", by=office)
    make_result(priority, project=hidden, title="Kanarie resultaat", visibility=visibility)
    assert "Kanarie" not in body_of(PATH)


def test_a_follower_reads_what_became_of_it_in_words(leiden, priority, account, today_of):
    office = make_visitor(leiden, StandingKind.OFFICE)
    project = make_project(priority, title="Gevolgde brug", visibility="members", health="on_course")
    milestone = make_milestone(project, title="Voorlopig ontwerp")
    with scope(collective=leiden):
        follow(project, by=account)
        save_changes(project, by=office, health="stuck")
        save_changes(milestone, by=office, done_on=timezone.localdate())
        save_changes(project, by=office, next_step="Bel")
        add_comment(project, text="Let op", by=office)
    assert {change.what for change in today_of().changes} == {
        "nu stokt",
        "mijlpaal bereikt: Voorlopig ontwerp",
        "gewijzigd: volgende stap",
        "reactie geplaatst",
    }


@pytest.mark.parametrize("followed", ["area", "priority", "sub-priority"])
def test_following_an_area_or_a_priority_is_following_its_projects(
    leiden, priority, account, today_of, followed
):
    area, sub = make_area(leiden), make_priority(priority.edition, parent=priority)
    project = make_project(sub, visibility="members")
    project.areas.add(area)
    with scope(collective=leiden):
        follow({"area": area, "priority": priority, "sub-priority": sub}[followed], by=account)
        save_changes(project, by=None, health="attention")
    assert [change.subject for change in today_of().changes] == [project]


def test_own_changes_imports_and_old_news_are_no_news(leiden, priority, account, today_of):
    project = make_project(priority, visibility="members")
    with scope(collective=leiden):
        follow(project, by=account)
        save_changes(project, by=account, health="attention")
        common = {"collective": leiden, "target_model": "priorities.project", "target_id": project.pk}
        HistoryEvent.objects.create(verb="imported", **common)
        HistoryEvent.objects.create(verb="changed", at=timezone.now() - timedelta(days=29), **common)
    found = today_of()
    assert (found.changes, found.follows_anything) == ([], True)


def test_near_me_is_where_my_organisation_speaks_or_lies(leiden, priority, person, account, today_of):
    assert today_of().nearby is None
    area = make_area(leiden, name="De Waard", slug="de-waard", geometry=SQUARE)
    association = make_organisation(leiden, kind="association")
    make_role(person, association, RoleKind.PARK_MANAGER)
    with scope(collective=leiden):
        area.association_rows.create(collective=leiden, organisation=association)
    project = make_project(priority, title="Groepscontract", visibility="members", health="attention")
    project.areas.add(area)
    make_project(priority, title="Elders", visibility="members", latitude=52.1, longitude=4.4)
    near = today_of().nearby
    assert (near.focus, [point.name for point in near.shown]) == ("de-waard", ["Groepscontract"])


def test_an_empty_day_gives_advice(client, account, body_of):
    assert body_of(PATH).count('class="empty"') == 4


def test_a_higher_app_can_add_a_panel(client, account, monkeypatch):
    from speerpunt.core import registry

    monkeypatch.setitem(registry._panels, "portal:today", [])
    add_panel(Panel("portal:today", 10, "core/confirm.html", lambda request, subject: None))
    assert client.get(PATH).context["panels"] == []


def test_the_day_costs_the_same_with_one_row_and_with_three(
    client, leiden, priority, person, account, django_assert_max_num_queries
):
    def add_one_of_everything():
        area = make_area(leiden, geometry=SQUARE)
        project = make_step(priority, person, 2, health="stuck")
        project.areas.add(area)
        make_milestone(project, kind="decision", due=days_from_now(3))
        with scope(collective=leiden):
            follow(project, by=account)
            follow(area, by=account)
            save_changes(project, by=None, health="attention")

    add_one_of_everything()
    client.get(PATH)
    with django_assert_max_num_queries(40) as one:
        client.get(PATH)
    add_one_of_everything()
    add_one_of_everything()
    with django_assert_max_num_queries(40) as three:
        client.get(PATH)
    assert len(three.captured_queries) == len(one.captured_queries)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "vandaag"), (3, "do 26"), (6, "zo 29"), (7, "30 nov"), (-2, "21 nov"), (400, "28 dec 2027")],
)
def test_a_day_is_said_as_people_say_it(monkeypatch, days, expected):
    moment = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert near_day(days_from_now(days)) == expected
