"""What projects of an example wait for, and how they were planned before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from speerpunt.priorities.models import Baseline, BaselineRow, Milestone, Project, ProjectDependency

from .identities import EditionReference, ProjectReference
from .loading import Loading
from .projects import ProjectRow

HOUR = time(12, 0)


@dataclass(frozen=True)
class OtherDatesRow:
    """A project that was planned otherwise than it is now."""

    project: ProjectReference
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class BaselineRows:
    """Of every project not named here, the dates were those of now."""

    edition: EditionReference
    title: str
    taken_on: date
    others: tuple[OtherDatesRow, ...] = ()


def add_planning(loading: Loading, rows: Sequence[ProjectRow], baselines: Sequence[BaselineRows]) -> None:
    """Of projects that this run brought in: somebody may have arranged the others anew."""
    fresh = {project.pk for project in loading.fresh[Project]}
    dependencies = (
        ProjectDependency(
            before=loading.projects[waiting.project],
            after=loading.projects[row.id],
            lag_days=waiting.lag_days,
        )
        for row in rows
        for waiting in row.waits_for
        if loading.projects[row.id].pk in fresh
    )
    loading.add(ProjectDependency, dependencies, ("before_id", "after_id"))
    wanted = [_baseline(loading, row) for row in baselines]
    found = loading.add(Baseline, wanted, ("edition_id", "title"), is_told=True)
    for row, baseline in zip(baselines, found, strict=True):
        if baseline in loading.fresh[Baseline]:
            loading.add(
                BaselineRow, _rows(loading, baseline, row), ("baseline_id", "project_id", "milestone_id")
            )


def _baseline(loading: Loading, row: BaselineRows) -> Baseline:
    at = timezone.make_aware(datetime.combine(row.taken_on, HOUR))
    return Baseline(edition=loading.editions[row.edition], title=row.title, taken_at=min(at, timezone.now()))


def _rows(loading: Loading, baseline: Baseline, row: BaselineRows) -> Iterator[BaselineRow]:
    others = {loading.projects[other.project].pk: other for other in row.others}
    projects = Project.objects.filter(priority__edition=baseline.edition).order_by("pk")
    for project in projects:
        dates = others.get(project.pk, project)
        yield BaselineRow(baseline=baseline, project=project, start=dates.start, end=dates.end)
    for milestone in Milestone.objects.filter(project__in=projects.order_by()).order_by("pk"):
        yield BaselineRow(
            baseline=baseline, project_id=milestone.project_id, milestone=milestone, end=milestone.due
        )
