"""Which works meet each other and which projects, by the phases themselves and not by the span over them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from speerpunt.core.enums import Theme
from speerpunt.core.geometry import rd_from_wgs84
from speerpunt.engine.overlap import Item, Period, find_overlaps
from speerpunt.places.enums import AreaKind
from speerpunt.priorities.enums import Phase
from speerpunt.priorities.models import Project

from ..enums import ClashKind, WorkStatus
from ..models import Work

# Nearer than this two works are in each other's way.
NEAR_METRES = 50.0
# Stands for an end that nobody knows; never shown.
ENDLESS = date(2199, 12, 31)
OVER = (WorkStatus.DONE, WorkStatus.CANCELLED)
# Works on roads touch what a project of this theme is about.
THEMES = frozenset({Theme.MOBILITY})


@dataclass(frozen=True)
class Meeting:
    """A work meets another work or a project. `last_day` is None where nobody knows the end."""

    work: int
    other_work: int | None
    project: int | None
    ways: tuple[str, ...]
    first_day: date
    last_day: date | None
    metres: float | None = None
    links: tuple[str, ...] = field(default=())

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        return self.work, self.other_work, self.project


def meetings_now(today: date) -> list[Meeting]:
    """All that meet today or later, in a few queries however many works there are."""
    works = list(Work.objects.kept().exclude(status__in=OVER).prefetch_related("phases", "lines", "areas"))
    items = {str(work.pk): _item(work) for work in works}
    return [*_of_works(list(items.values()), today), *_with_projects(works, items, today)]


def _item(work: Work) -> Item:
    stretches = [line for line in work.lines.all() if not line.is_detour]
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
        together, lambda points: np.array([rd_from_wgs84(*each) for each in points.tolist()])
    )


def _periods(phases: Iterable[Any]) -> Iterator[Period]:
    """Without a start it is not known when it happens; without an end it goes on."""
    for phase in phases:
        if phase.start is not None:
            yield Period(phase.start, phase.end or ENDLESS)


def _of_works(items: list[Item], today: date) -> Iterator[Meeting]:
    for pair in find_overlaps(items, meeting_in=("place", "time"), distance_m=NEAR_METRES):
        first, last = pair.first_day, pair.last_day
        if first is None or last is None or last < today:
            continue
        one, other = sorted((int(pair.one), int(pair.other)))
        yield Meeting(
            one,
            other,
            None,
            (ClashKind.PLACE.value,),
            first,
            None if last == ENDLESS else last,
            round(pair.distance_m, 1) if pair.distance_m == pair.distance_m else None,
            tuple(sorted(pair.shared_links)),
        )


def _with_projects(works: list[Work], items: dict[str, Item], today: date) -> Iterator[Meeting]:
    """In an area that both touch, when the project is about roads or space; the city as a whole says nothing."""
    projects = _projects_by_area()
    for work in works:
        areas = {area.pk for area in work.areas.all() if area.kind != AreaKind.CITY}
        beside = {project.pk: project for area in areas for project in projects[area]}
        for project in beside.values():
            if project.pk == work.project_id:
                continue
            days = _common_days(items[str(work.pk)], project, today)
            if days is not None:
                yield Meeting(work.pk, None, project.pk, (ClashKind.AREA.value, ClashKind.THEME.value), *days)


def _projects_by_area() -> dict[int, list[Project]]:
    rows = (
        Project.objects.exclude(phase=Phase.DONE)
        .filter(start__isnull=False, themes__theme__in=THEMES)
        .prefetch_related("areas")
        .distinct()
    )
    found: dict[int, list[Project]] = defaultdict(list)
    for project in rows:
        for area in project.areas.all():
            found[area.pk].append(project)
    return found


def _common_days(item: Item, project: Project, today: date) -> tuple[date, date | None] | None:
    """The first stretch of days that both go on and that is not over."""
    end = project.end or ENDLESS
    assert project.start is not None
    for period in sorted(item.periods, key=lambda each: each.first):
        first, last = max(period.first, project.start), min(period.last, end)
        if first <= last and last >= today:
            return first, None if last == ENDLESS else last
    return None
