"""What a visitor sees of the plan, read once for all the figures of one page.

Each figure by itself would ask the database again which projects the visitor may see. That question costs more
than its answer, so a page with several figures makes one of these and hands it to each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from speerpunt.core.queries import followed_by_model
from speerpunt.core.queries.once import kept_for_collective, kept_for_standing
from speerpunt.core.queries.written import Written, WrittenRows
from speerpunt.members.rules import standing
from speerpunt.places.models import Area

from ..enums import EditionStatus, MilestoneKind
from ..models import Milestone, PlanEdition, Priority, Project, ProjectTheme, Result
from .visible import priorities_visible_to, projects_visible_to

PROJECT_FIELDS = (
    "collective",
    "priority",
    "core_team",
    "lead",
    "next_step_by",
    "title",
    "phase",
    "health",
    "health_reason",
    "level",
    "start",
    "end",
    "dates_assumed",
    "latitude",
    "longitude",
    "next_step",
    "next_step_due",
    "next_step_assumed",
)


class PlanPicture:
    """Each part is read when it is first asked for. For reading only: rows are put together by hand."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def _all_priorities(self) -> dict[int, Priority]:
        """Also those that stay hidden: a project may be seen by who works on it."""
        found = {priority.pk: priority for priority in _every_priority().ask()}
        for priority in found.values():
            if priority.parent_id is not None:
                priority.parent = found[priority.parent_id]
        return found

    @cached_property
    def _visible_priority_ids(self) -> set[int]:
        return {pk for (pk,) in _seen_priorities(self.user).ask()}

    def priorities_of(self, edition: PlanEdition) -> list[Priority]:
        """In order, sub-priorities among them."""
        return [priority for priority in self._visible_priorities if priority.edition_id == edition.pk]

    @cached_property
    def _visible_priorities(self) -> list[Priority]:
        return [each for each in self._all_priorities.values() if each.pk in self._visible_priority_ids]

    @cached_property
    def priorities(self) -> list[Priority]:
        """Of the current edition."""
        return [each for each in self._visible_priorities if each.edition.status == EditionStatus.CURRENT]

    @cached_property
    def above(self) -> dict[int, int]:
        """To which main priority each of the current edition belongs."""
        return {priority.pk: priority.parent_id or priority.pk for priority in self.priorities}

    @cached_property
    def projects(self) -> dict[int, Project]:
        found = {project.pk: project for project in _projects(self.user).ask()}
        for project in found.values():
            project.priority = self._all_priorities[project.priority_id]
        return found

    @cached_property
    def themes_of(self) -> Mapping[int, list[str]]:
        return _grouped(ProjectTheme.objects.order_by("theme").values_list("project_id", "theme"))

    @cached_property
    def areas(self) -> dict[int, Area]:
        """Kept ones, without their shapes."""
        return {area.pk: area for area in _areas().ask()}

    @cached_property
    def areas_of(self) -> Mapping[int, list[Area]]:
        pairs = _links_to_areas().ask()
        return _grouped((project, self.areas[area]) for project, area in pairs if area in self.areas)

    @cached_property
    def follows(self) -> Mapping[Any, set[int]]:
        """What the visitor follows, by the kind of row."""
        return followed_by_model(self.user)

    @cached_property
    def followed(self) -> dict[int, Project]:
        """Projects followed themselves, and those of a followed area or priority."""
        projects, priorities, areas = (self.follows.get(kind, set()) for kind in (Project, Priority, Area))
        return {
            project.pk: project
            for project in self.projects.values()
            if project.pk in projects
            or project.priority_id in priorities
            or project.priority.parent_id in priorities
            or any(area.pk in areas for area in self.areas_of[project.pk])
        }

    @cached_property
    def followed_priorities(self) -> dict[int, Priority]:
        """Priorities followed themselves, and the parts of a followed priority."""
        wanted = self.follows.get(Priority, set())
        return {
            priority.pk: priority
            for priority in self._visible_priorities
            if priority.pk in wanted or priority.parent_id in wanted
        }

    def decisions(self, start: date, end: date) -> list[Milestone]:
        """Taken or to come, due from `start` up to and including `end`, nearest first."""
        found = _decisions(start, end).ask()
        seen = [milestone for milestone in found if milestone.project_id in self.projects]
        for milestone in seen:
            milestone.project = self.projects[milestone.project_id]
        return seen

    def results(self, start: date, end: date) -> list[Result]:
        """Newest first. `result.project` is None where the visitor may not see the project."""
        within = Result.objects.filter(visibility__in=standing(self.user).visibilities())
        seen = self.seen_results(within.filter(reached_on__range=(start, end)))
        for result in seen:
            result.priority = self._all_priorities[result.priority_id]
            result.project = self.projects.get(result.project_id)
        return seen

    def seen_results(self, results: Iterable[Result]) -> list[Result]:
        circles = standing(self.user).visibilities()
        return [
            result
            for result in results
            if result.visibility in circles and result.priority_id in self._visible_priority_ids
        ]


@kept_for_collective
def _every_priority() -> WrittenRows[Priority]:
    return WrittenRows(Priority.objects.select_related("edition"))


@kept_for_standing
def _seen_priorities(user: Any) -> Written:
    return Written(priorities_visible_to(user).order_by().values_list("pk"))


@kept_for_standing
def _projects(user: Any) -> WrittenRows[Project]:
    return WrittenRows(projects_visible_to(user).only(*PROJECT_FIELDS))


@kept_for_collective
def _areas() -> WrittenRows[Area]:
    return WrittenRows(Area.objects.kept().defer("geometry").order_by("kind", "name"))


@kept_for_collective
def _links_to_areas() -> Written:
    links = Project.areas.through.objects.filter(area__in=Area.objects.kept().order_by())
    return Written(links.order_by("area__name").values_list("project_id", "area_id"))


@kept_for_collective
def _decisions(start: date, end: date) -> WrittenRows[Milestone]:
    rows = Milestone.objects.filter(kind=MilestoneKind.DECISION, due__range=(start, end))
    return WrittenRows(rows.order_by("due", "pk"))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Mapping[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
