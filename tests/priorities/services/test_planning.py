"""Moving projects in time, and back."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from speerpunt.core.enums import Verb
from speerpunt.core.models import HistoryEvent
from speerpunt.core.queries import history_of
from speerpunt.priorities.models import BaselineRow, PlanningStep, ProjectDependency
from speerpunt.priorities.queries import preview_of, steps_of
from speerpunt.priorities.services import (
    DependencyProblem,
    PlanningProblem,
    PlanProblem,
    add_dependency,
    change_lag,
    delete_baseline,
    delete_project,
    move_in_time,
    redo_step,
    remove_dependency,
    take_baseline,
    undo_step,
)
from tests.factories import make_dependency, make_milestone, make_project, make_visitor

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)


@pytest.fixture
def office(inside, present):
    return present(make_visitor(inside))


@pytest.fixture
def bridge(inside, priority):
    return make_project(priority, title="Brug", start=FIRST, end=LAST)


@pytest.fixture
def road(priority, bridge):
    road = make_project(priority, title="Weg", start=date(2026, 4, 8), end=date(2026, 5, 8))
    make_dependency(bridge, road, lag_days=7)
    return road


def dates(project):
    project.refresh_from_db()
    return project.start, project.end


def days(count):
    return timedelta(days=count)


def later(project, count, by, **how):
    return move_in_time(
        project, start=project.start + days(count), end=project.end + days(count), by=by, **how
    )


def test_a_move_gives_new_dates_and_a_line_of_history(office, bridge):
    later(bridge, 10, office)
    assert dates(bridge) == (FIRST + days(10), LAST + days(10))
    line = history_of(bridge, reader=AnonymousUser())[0]
    assert [(field.old, field.new) for field in line.fields] == [
        ("2026-03-02", "2026-03-12"),
        ("2026-03-31", "2026-04-10"),
    ]


def test_milestones_still_to_come_move_along_with_a_whole_bar(office, bridge):
    coming = make_milestone(bridge, due=date(2026, 3, 20))
    reached = make_milestone(bridge, due=date(2026, 3, 5), done_on=date(2026, 3, 6))
    later(bridge, 10, office)
    coming.refresh_from_db()
    reached.refresh_from_db()
    assert (coming.due, reached.due) == (date(2026, 3, 30), date(2026, 3, 5))


def test_milestones_stay_where_only_an_end_is_moved(office, bridge):
    coming = make_milestone(bridge, due=date(2026, 3, 20))
    move_in_time(bridge, start=FIRST, end=LAST + days(30), by=office)
    coming.refresh_from_db()
    assert coming.due == date(2026, 3, 20)


def test_a_project_with_one_date_moves_as_a_whole(office, priority):
    project = make_project(priority, start=FIRST)
    coming = make_milestone(project, due=date(2026, 3, 20))
    move_in_time(project, start=FIRST + days(7), end=None, by=office)
    coming.refresh_from_db()
    assert coming.due == date(2026, 3, 27)


def test_nothing_that_changes_is_no_step(office, bridge):
    assert move_in_time(bridge, start=FIRST, end=LAST, by=office) is None
    assert not PlanningStep.objects.exists()
    assert not HistoryEvent.objects.exists()


def test_what_follows_is_previewed_and_stays_unless_asked(office, bridge, road):
    preview = preview_of(bridge, FIRST + days(10), LAST + days(10), office)
    assert [(each.project, each.days, each.start) for each in preview.shifting] == [
        (road, 10, date(2026, 4, 18))
    ]
    later(bridge, 10, office)
    assert dates(road) == (date(2026, 4, 8), date(2026, 5, 8))


def test_what_follows_moves_in_the_same_step(office, bridge, road, priority):
    far = make_project(priority, title="Plein", start=date(2026, 5, 12), end=date(2026, 6, 12))
    make_dependency(road, far)
    opening = make_milestone(far, due=date(2026, 6, 1))
    step = later(bridge, 10, office, with_successors=True)
    opening.refresh_from_db()
    assert dates(road) == (date(2026, 4, 18), date(2026, 5, 18))
    assert dates(far) == (date(2026, 5, 19), date(2026, 6, 19))
    assert opening.due == date(2026, 6, 8)
    assert step.moves.count() == step.size == 4


def test_what_is_done_stays(office, bridge, road):
    road.phase = "done"
    road.save()
    assert [each.project for each in preview_of(bridge, FIRST, LAST + days(10), office).staying] == [road]
    move_in_time(bridge, start=FIRST, end=LAST + days(10), by=office, with_successors=True)
    assert dates(road) == (date(2026, 4, 8), date(2026, 5, 8))


def test_dates_that_somebody_else_changed_are_not_moved_over(office, bridge):
    seen = (bridge.start, bridge.end)
    later(bridge, 30, office)
    bridge.refresh_from_db()
    with pytest.raises(PlanningProblem, match="1 apr 2026"):
        move_in_time(bridge, start=FIRST + days(1), end=LAST + days(1), by=office, seen=seen)
    assert dates(bridge) == (FIRST + days(30), LAST + days(30))


def test_an_end_before_the_start_is_refused(office, bridge):
    with pytest.raises(PlanningProblem):
        move_in_time(bridge, start=LAST, end=FIRST, by=office)


def test_a_step_is_undone_and_done_again_as_a_whole(office, bridge, road):
    coming = make_milestone(road, due=date(2026, 4, 20))
    step = later(bridge, 10, office, with_successors=True)
    undo_step(step, by=office)
    coming.refresh_from_db()
    assert (dates(bridge), dates(road), coming.due) == (
        (FIRST, LAST),
        (date(2026, 4, 8), date(2026, 5, 8)),
        date(2026, 4, 20),
    )
    redo_step(step, by=office)
    coming.refresh_from_db()
    assert dates(road) == (date(2026, 4, 18), date(2026, 5, 18))
    assert coming.due == date(2026, 4, 30)


def test_undoing_twice_is_refused(office, bridge):
    step = later(bridge, 10, office)
    undo_step(step, by=office)
    with pytest.raises(PlanningProblem):
        undo_step(step, by=office)
    redo_step(step, by=office)
    with pytest.raises(PlanningProblem):
        redo_step(step, by=office)


def test_a_step_with_a_date_that_changed_since_stays_whole(office, bridge, road):
    step = later(bridge, 10, office, with_successors=True)
    road.refresh_from_db()
    road.end = date(2026, 12, 31)
    road.save()
    with pytest.raises(PlanningProblem, match="Weg"):
        undo_step(step, by=office)
    assert dates(bridge) == (FIRST + days(10), LAST + days(10))


def test_a_step_of_which_a_project_is_deleted_stays_whole(office, bridge, road):
    step = later(bridge, 10, office, with_successors=True)
    road.refresh_from_db()
    delete_project(road, by=office)
    with pytest.raises(PlanningProblem):
        undo_step(step, by=office)
    assert dates(bridge) == (FIRST + days(10), LAST + days(10))


def test_steps_are_undone_from_the_last_back_and_a_new_one_forgets_the_undone(office, bridge):
    first = later(bridge, 1, office)
    bridge.refresh_from_db()
    second = later(bridge, 1, office)
    assert (steps_of(office).last, steps_of(office).next) == (second, None)
    undo_step(second, by=office)
    assert (steps_of(office).last, steps_of(office).next) == (first, second)
    undo_step(first, by=office)
    assert (steps_of(office).last, steps_of(office).next) == (None, first)
    bridge.refresh_from_db()
    third = later(bridge, 5, office)
    assert (steps_of(office).last, steps_of(office).next) == (third, None)


def test_a_dependency_is_told_in_the_history(office, bridge, priority):
    road = make_project(priority, title="Weg")
    dependency = add_dependency(bridge, road, lag_days=5, by=office)
    change_lag(dependency, lag_days=9, by=office)
    remove_dependency(dependency, by=office)
    assert [line.verb for line in history_of(road, reader=AnonymousUser())] == [
        Verb.UNLINKED.label,
        Verb.LINKED.label,
    ]
    assert not ProjectDependency.objects.exists()


def test_a_circle_is_refused_by_its_names(office, bridge, road, priority):
    square = make_project(priority, title="Plein")
    add_dependency(road, square, lag_days=0, by=office)
    with pytest.raises(DependencyProblem) as refused:
        add_dependency(square, bridge, lag_days=0, by=office)
    assert "“Brug” → “Weg” → “Plein” → “Brug”" in str(refused.value)


def test_the_same_dependency_twice_and_one_on_itself_are_refused(office, bridge, road):
    with pytest.raises(DependencyProblem):
        add_dependency(bridge, road, lag_days=0, by=office)
    with pytest.raises(DependencyProblem):
        add_dependency(bridge, bridge, lag_days=0, by=office)


def test_a_baseline_keeps_the_dates_of_its_moment(office, edition, bridge, road, priority):
    make_project(priority, title="Zonder datum")
    milestone = make_milestone(bridge, due=date(2026, 3, 20))
    baseline = take_baseline(edition, title="Begin", by=office)
    later(bridge, 10, office)
    kept = BaselineRow.objects.filter(baseline=baseline).order_by("project__title", "milestone")
    assert {(row.project, row.milestone, row.start, row.end) for row in kept} == {
        (bridge, None, FIRST, LAST),
        (bridge, milestone, None, date(2026, 3, 20)),
        (road, None, date(2026, 4, 8), date(2026, 5, 8)),
    }
    with pytest.raises(PlanProblem):
        take_baseline(edition, title="Begin", by=office)
    delete_baseline(baseline, by=office)
    assert not BaselineRow.objects.exists()
