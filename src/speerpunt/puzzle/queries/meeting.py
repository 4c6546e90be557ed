"""Which works meet each other and which projects, by the phases themselves and not by the span over them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.db.models import Prefetch, QuerySet
from shapely.geometry import shape

from speerpunt.core.enums import Theme
from speerpunt.core.geometry import rd_from_wgs84
from speerpunt.engine.overlap import Item, Period, common_periods, find_overlaps
from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Area
from speerpunt.priorities.enums import Phase
from speerpunt.priorities.models import Project

from ..enums import ClashKind, WorkStatus
from ..models import Work, WorkLine, WorkPhase

# Nearer than this two works are in each other's way.
NEAR_METRES = 50.0
# Stands for an end that nobody knows; never shown.
ENDLESS = date(2199, 12, 31)
OVER = (WorkStatus.DONE, WorkStatus.CANCELLED)
# Works on roads touch what a project of this theme is about, more than what lies in the same area only.
THEME = Theme.MOBILITY


Days = tuple[date, date | None]


@dataclass(frozen=True)
class Meeting:
    """A work meets another work or a project."""

    work: int
    other_work: int | None
    project: int | None
    ways: tuple[str, ...]
    # Days on which both go on; without a last one, nobody knows when it ends.
    periods: tuple[Days, ...]
    metres: float | None = None
    links: tuple[str, ...] = field(default=())

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        return self.work, self.other_work, self.project

    @property
    def first_day(self) -> date:
        return self.periods[0][0]

    @property
    def last_day(self) -> date | None:
        return self.periods[-1][1]


@dataclass(frozen=True)
class Placed:
    """What is held of a work while all are compared."""

    item: Item
    areas: frozenset[int]
    project: int | None


def meetings_now(today: date) -> list[Meeting]:
    """All that meet today or later, in a few queries for each thousand works."""
    works = [_placed(work) for work in _works().iterator(chunk_size=1000)]
    return [*_of_works([each.item for each in works], today), *_with_projects(works, today)]


def _works() -> QuerySet[Work]:
    return (
        Work.objects.kept()
        .exclude(status__in=OVER)
        .only("collective", "geometry", "project")
        .prefetch_related(
            Prefetch("phases", WorkPhase.objects.only("work", "start", "end")),
            Prefetch("lines", WorkLine.objects.filter(is_detour=False).only("work", "geometry", "links")),
            Prefetch("areas", Area.objects.exclude(kind=AreaKind.CITY).only("pk")),
        )
    )


def _placed(work: Work) -> Placed:
    return Placed(_item(work), frozenset(area.pk for area in work.areas.all()), work.project_id)


def _item(work: Work) -> Item:
    stretches = list(work.lines.all())
    drawn = [shape(each.geometry) for each in (work, *stretches) if each.geometry]
    return Item(
        str(work.pk),
        geometry=_in_metres(drawn),
        links=frozenset(link for line in stretches for link in line.links),
        periods=tuple(_periods(work.phases.all())),
    )


def _in_metres(drawn: list[Any]) -> Any:
    if not drawn:
        return None
    together = shapely.union_all(drawn)
    return shapely.transform(
        together, lambda points: np.column_stack(rd_from_wgs84(points[:, 0], points[:, 1]))
    )


def _periods(phases: Iterable[Any]) -> Iterator[Period]:
    """Without a start it is not known when it happens; without an end it goes on."""
    for phase in phases:
        if phase.start is not None:
            yield Period(phase.start, phase.end or ENDLESS)


def _of_works(items: list[Item], today: date) -> Iterator[Meeting]:
    periods = {item.id: item.periods for item in items}
    for pair in find_overlaps(items, meeting_in=("place", "time"), distance_m=NEAR_METRES):
        if pair.last_day is None or pair.last_day < today:
            continue
        one, other = sorted((int(pair.one), int(pair.other)))
        yield Meeting(
            one,
            other,
            None,
            (ClashKind.PLACE.value,),
            _as_known(common_periods(periods[pair.one], periods[pair.other])),
            round(pair.distance_m, 1) if pair.distance_m == pair.distance_m else None,
            tuple(sorted(pair.shared_links)),
        )


def _as_known(periods: Iterable[Period]) -> tuple[Days, ...]:
    return tuple((each.first, None if each.last == ENDLESS else each.last) for each in periods)


def _with_projects(works: Iterable[Placed], today: date) -> Iterator[Meeting]:
    """In an area that both touch; the city as a whole says nothing."""
    projects = _projects_by_area()
    for work in works:
        beside = {project.pk: project for area in work.areas for project in projects[area]}
        for project in beside.values():
            if project.pk == work.project:
                continue
            assert project.start is not None
            days = common_periods(work.item.periods, [Period(project.start, project.end or ENDLESS)])
            if days and days[-1].last >= today:
                yield Meeting(int(work.item.id), None, project.pk, _ways(project), _as_known(days))


def _ways(project: Project) -> tuple[str, ...]:
    is_about_roads = any(mark.theme == THEME for mark in project.themes.all())
    return (ClashKind.AREA.value, ClashKind.THEME.value) if is_about_roads else (ClashKind.AREA.value,)


def _projects_by_area() -> dict[int, list[Project]]:
    rows = (
        Project.objects.exclude(phase=Phase.DONE)
        .filter(start__isnull=False)
        .prefetch_related("areas", "themes")
    )
    found: dict[int, list[Project]] = defaultdict(list)
    for project in rows:
        for area in project.areas.all():
            found[area.pk].append(project)
    return found
