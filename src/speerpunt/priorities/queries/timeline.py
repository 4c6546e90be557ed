"""All projects in time, in groups, as far as a visitor may see them. Figure, table and export show the same."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.enums import Health
from speerpunt.members.rules import standing

from ..enums import Grouping, MilestoneKind, Phase
from ..models import Baseline, BaselineRow, Milestone, PlanEdition, Project, ProjectDependency
from ..rules import is_within_circles
from .scheduling import Link, Slot, earliest_start
from .visible import editions_visible_to, projects_visible_to

FIELDS = (
    "pk",
    "title",
    "health",
    "phase",
    "start",
    "end",
    "dates_assumed",
    "visibility",
    "lead_id",
    "core_team_id",
    "core_team__name",
    "priority__number",
    "priority__title",
    "priority_id",
    "priority__parent_id",
    "priority__parent__number",
    "priority__parent__title",
    "priority__visibility",
    "priority__parent__visibility",
    "priority__edition__status",
)
Row = dict[str, Any]
PRIORITY_CIRCLES = ("priority__visibility", "priority__parent__visibility", "priority__edition__status")


@dataclass(frozen=True)
class Moment:
    """A milestone or decision, and when it was planned in the baseline."""

    title: str
    on: date
    is_decision: bool
    is_reached: bool
    is_assumed: bool
    planned: date | None = None


@dataclass(frozen=True)
class Waiting:
    """What a project waits for, and the first day on which it could begin."""

    pk: int
    title: str
    lag_days: int
    from_day: date | None


@dataclass(frozen=True)
class Planned:
    """The dates of a project in the baseline."""

    start: date | None
    end: date | None


@dataclass(frozen=True)
class Line:
    """A project in time."""

    pk: int
    url: str
    title: str
    health: str
    start: date | None
    end: date | None
    # Said to be assumed.
    dates_assumed: bool
    is_done: bool
    is_movable: bool
    moments: list[Moment] = field(default_factory=list)
    waits_for: list[Waiting] = field(default_factory=list)
    planned: Planned | None = None
    # Titles of the other groups in which it stands as well.
    also_in: tuple[str, ...] = ()

    @property
    def is_assumed(self) -> bool:
        """An open side counts as assumed: nobody has said."""
        return self.dates_assumed or self.start is None or self.end is None

    @property
    def is_stuck(self) -> bool:
        return self.health == Health.STUCK

    @property
    def too_early(self) -> list[Waiting]:
        """What it waits for and does not wait long enough for."""
        start = self.start
        return [each for each in self.waits_for if start and each.from_day and each.from_day > start]

    @property
    def shifted_days(self) -> int | None:
        """Later (or earlier) than in the baseline: of the end, or of the start where there is no end."""
        if self.planned is None:
            return None
        if self.end and self.planned.end:
            return (self.end - self.planned.end).days
        return (self.start - self.planned.start).days if self.start and self.planned.start else None

    @property
    def earlier_days(self) -> int:
        """The same the other way round, for a sentence."""
        return -(self.shifted_days or 0)


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Timeline:
    groups: list[Group]
    # Without any date: a figure has no place for them.
    undated: list[Line]
    links: list[Link]

    @property
    def has_assumed(self) -> bool:
        return any(line.is_assumed for group in self.groups for line in group.lines)

    @property
    def has_stuck(self) -> bool:
        return any(line.is_stuck for group in self.groups for line in group.lines)

    @property
    def count(self) -> int:
        """Each project once, in however many groups it stands."""
        return len({line.pk for group in self.groups for line in group.lines}) + len(self.undated)


# Where a group stands among the others, and its title.
Place = tuple[tuple[Any, ...], str]


def timeline_of(
    projects: QuerySet[Project],
    user: Any,
    *,
    grouping: Grouping,
    baseline: Baseline | None = None,
    movable: Callable[[list[Row]], set[int]] = lambda rows: set(),
    only_area: str = "",
) -> Timeline:
    """`projects` are rows that the visitor may see; `movable` says which of them he may move."""
    rows = list(projects.order_by("start", "end", "title", "pk").values(*FIELDS))
    ids = [row["pk"] for row in rows]
    links, waiting = _waiting(ids, user)
    planned, planned_moments = _planned(baseline, ids)
    moments = _moments(ids, planned_moments)
    places = _PLACES[grouping](rows, user, only_area)
    may_move = movable(rows)
    base_url = address("priorities:project", 0).removesuffix("0/")
    groups: dict[Place, list[Line]] = defaultdict(list)
    undated = []
    for row in rows:
        pk = row["pk"]
        here = places[pk]
        line = _line(row, base_url, pk in may_move, moments[pk], waiting[pk], planned.get(pk))
        if line.start is None and line.end is None:
            undated.append(line)
            continue
        for place in here:
            groups[place].append(_with_others(line, place, here) if len(here) > 1 else line)
    return Timeline(
        [Group(title, lines) for (_order, title), lines in sorted(groups.items())], undated, links
    )


def _line(
    row: Row,
    base_url: str,
    is_movable: bool,
    moments: list[Moment],
    waits_for: list[Waiting],
    planned: Planned | None,
) -> Line:
    return Line(
        pk=row["pk"],
        url=f"{base_url}{row['pk']}/",
        title=row["title"],
        health=row["health"],
        start=row["start"],
        end=row["end"],
        dates_assumed=row["dates_assumed"],
        is_done=row["phase"] == Phase.DONE,
        is_movable=is_movable,
        moments=moments,
        waits_for=waits_for,
        planned=planned,
    )


def _with_others(line: Line, place: Place, places: Iterable[Place]) -> Line:
    return replace(line, also_in=tuple(each[1] for each in places if each != place))


def _waiting(ids: list[int], user: Any) -> tuple[list[Link], Mapping[int, list[Waiting]]]:
    """Both ends in sight: `ids` are, and what they wait for must be too."""
    found = ProjectDependency.objects.filter(
        after__in=ids, before__in=projects_visible_to(user).order_by().values("pk")
    ).values_list("before_id", "after_id", "lag_days", "before__title", "before__end")
    links, waiting = [], defaultdict(list)
    for before, after, lag_days, title, end in found.order_by("before__end", "pk"):
        link = Link(before, after, lag_days)
        links.append(link)
        waiting[after].append(Waiting(before, title, lag_days, earliest_start(Slot(None, end), link)))
    return links, waiting


def _moments(ids: list[int], planned: Mapping[int, date]) -> Mapping[int, list[Moment]]:
    fields = ("project_id", "pk", "title", "due", "done_on", "kind", "is_assumed")
    moments: dict[int, list[Moment]] = defaultdict(list)
    rows = Milestone.objects.filter(project__in=ids).order_by("due", "pk").values_list(*fields)
    for project_id, pk, title, due, done_on, kind, is_assumed in rows:
        moments[project_id].append(
            Moment(
                title,
                done_on or due,
                kind == MilestoneKind.DECISION,
                done_on is not None,
                is_assumed,
                planned.get(pk),
            )
        )
    return moments


def _planned(baseline: Baseline | None, ids: list[int]) -> tuple[dict[int, Planned], dict[int, date]]:
    if baseline is None:
        return {}, {}
    projects: dict[int, Planned] = {}
    moments: dict[int, date] = {}
    rows = BaselineRow.objects.filter(baseline=baseline, project__in=ids).order_by()
    for project_id, milestone_id, start, end in rows.values_list(
        "project_id", "milestone_id", "start", "end"
    ):
        if milestone_id is None:
            projects[project_id] = Planned(start, end)
        elif end is not None:
            moments[milestone_id] = end
    return projects, moments


Places = Mapping[int, list[Place]]


def _by_priority(rows: list[Row], user: Any, only_area: str) -> Places:
    """The main priority; where a project is shared and its priority is not, that stays untold."""
    at = standing(user)
    hidden: Place = ((9, 0, 0), _("Other projects"))
    found = {}
    for row in rows:
        if not is_within_circles(at, *(row[name] for name in PRIORITY_CIRCLES)):
            found[row["pk"]] = [hidden]
            continue
        above = "priority__parent__" if row["priority__parent_id"] else "priority__"
        key = row["priority__parent_id"] or row["priority_id"]
        number, title = row[f"{above}number"], row[f"{above}title"]
        is_other = int(row["priority__edition__status"] != "current")
        found[row["pk"]] = [((is_other, number, key), f"{number} {title}")]
    return found


def _by_area(rows: list[Row], user: Any, only_area: str) -> Places:
    """In each of its areas; with a filter on one, in that one."""
    nowhere: Place = ((1, ""), _("Without an area"))
    found: dict[int, list[Place]] = defaultdict(list)
    links = Project.areas.through.objects.filter(
        project_id__in=[row["pk"] for row in rows], area__trashed_at__isnull=True
    )
    if only_area:
        links = links.filter(area__slug=only_area)
    for pk, name in links.order_by("area__name").values_list("project_id", "area__name"):
        found[pk].append(((0, name), name))
    return {row["pk"]: found[row["pk"]] or [nowhere] for row in rows}


def _by_core_team(rows: list[Row], user: Any, only_area: str) -> Places:
    without: Place = ((1, "", 0), _("Without a core team"))
    return {
        row["pk"]: [((0, row["core_team__name"], row["core_team_id"]), row["core_team__name"])]
        if row["core_team_id"]
        else [without]
        for row in rows
    }


def _ungrouped(rows: list[Row], user: Any, only_area: str) -> Places:
    return {row["pk"]: [((0,), "")] for row in rows}


_PLACES = {
    Grouping.PRIORITY: _by_priority,
    Grouping.AREA: _by_area,
    Grouping.CORE_TEAM: _by_core_team,
    Grouping.NONE: _ungrouped,
}


def baselines_visible_to(user: Any) -> QuerySet[Baseline]:
    return Baseline.objects.filter(edition__in=editions_visible_to(user))


def baselines_of(edition: PlanEdition) -> QuerySet[Baseline]:
    return Baseline.objects.filter(edition=edition)
