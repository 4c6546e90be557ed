"""Things with a date: decisions, results, and the rows of a timeline."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from speerpunt.core.enums import Health
from speerpunt.core.templatetags.drawing.year_strip import Bar, Decision, StripRow

from ..enums import MilestoneKind
from ..models import Milestone, Project, Result
from .picture import PlanPicture
from .visible import milestones_visible_to, results_visible_to


def coming_decisions(user: Any, start: date, end: date) -> QuerySet[Milestone]:
    """Decisions not taken yet, due from `start` up to and including `end`, nearest first."""
    return (
        milestones_visible_to(user)
        .filter(kind=MilestoneKind.DECISION, done_on__isnull=True, due__range=(start, end))
        .select_related("project", "project__priority", "project__priority__parent")
        .order_by("due", "pk")
    )


def coming_decisions_of(project: Any) -> QuerySet[Milestone]:
    """Of one project, or of the row of an outer query: not taken yet, nearest first."""
    coming = Milestone.objects.filter(kind=MilestoneKind.DECISION, done_on__isnull=True)
    return coming.filter(project=project).order_by("due", "pk")


def next_decisions(project_ids: Iterable[int]) -> dict[int, Milestone]:
    """The first decision about each that is not taken yet, for projects that the visitor may see."""
    coming = Milestone.objects.filter(kind=MilestoneKind.DECISION, done_on__isnull=True)
    found: dict[int, Milestone] = {}
    for milestone in coming.filter(project__in=list(project_ids)).order_by("due", "pk"):
        found.setdefault(milestone.project_id, milestone)
    return found


def results_between(user: Any, start: date, end: date) -> QuerySet[Result]:
    """What was reached, newest first. `result.project` is None where the visitor may not see the project."""
    return results_visible_to(user).filter(reached_on__range=(start, end))


def strip_rows(
    user: Any, start: date, end: date, *, most_bars: int | None = None, picture: PlanPicture | None = None
) -> list[StripRow]:
    """For `{% year_strip %}`: a row per priority of the current edition.

    With `most_bars` a row keeps the projects whose dates are agreed before those whose dates we assume.
    """
    picture = picture or PlanPicture(user)
    projects = _running(picture, start, end)
    decisions = _decided(picture, start, end)
    return [
        StripRow(
            title=priority.title,
            url=priority.get_absolute_url(),
            number=str(priority.number),
            bars=[bar_of(each, start, end) for each in _most_certain(projects[priority.pk], most_bars)],
            decisions=decisions[priority.pk],
        )
        for priority in picture.priorities
        if priority.parent_id is None
    ]


def _running(picture: PlanPicture, start: date, end: date) -> dict[int, list[Project]]:
    """Per main priority those that have a date and run on at least one day of the period."""
    found: dict[int, list[Project]] = defaultdict(list)
    for project in picture.projects.values():
        is_dated = project.start is not None or project.end is not None
        begins = project.start is None or project.start <= end
        lasts = project.end is None or project.end >= start
        if is_dated and begins and lasts and project.priority_id in picture.above:
            found[picture.above[project.priority_id]].append(project)
    return found


def _decided(picture: PlanPicture, start: date, end: date) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = defaultdict(list)
    for milestone in picture.decisions(start, end):
        if milestone.project.priority_id in picture.above:
            here = picture.above[milestone.project.priority_id]
            found[here].append(decision_of(milestone, milestone.project.get_absolute_url()))
    return found


def _most_certain(projects: list[Project], most: int | None) -> list[Project]:
    return sorted(projects, key=lambda each: (each.dates_assumed, each.start or date.min, each.pk))[:most]


def bar_of(project: Project, start: date, end: date, title: str = "") -> Bar:
    """A project in time; an open side reaches to the edge of the period and counts as assumed."""
    return Bar(
        title=title or project.title,
        start=project.start or min(start, project.end or start),
        end=project.end or max(end, project.start or end),
        url=project.get_absolute_url(),
        is_assumed=project.dates_assumed or project.start is None or project.end is None,
        tone="stuck" if project.health == Health.STUCK else "",
    )


def decision_of(milestone: Milestone, url: str = "") -> Decision:
    return Decision(
        on=milestone.done_on or milestone.due,
        title=milestone.title,
        is_taken=milestone.done_on is not None,
        url=url,
        is_assumed=milestone.is_assumed,
    )


def project_rows(projects: Sequence[Project], start: date, end: date) -> list[StripRow]:
    """A row per project, for the page of one priority; give them with their milestones at hand."""
    return [
        StripRow(
            title=project.title,
            url=project.get_absolute_url(),
            health=project.health,
            bars=[bar_of(project, start, end, str(project.get_phase_display()))],
            decisions=[
                decision_of(milestone)
                for milestone in project.milestones.all()
                if milestone.kind == MilestoneKind.DECISION
            ],
        )
        for project in projects
        if project.start or project.end
    ]
