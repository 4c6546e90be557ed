"""What is known of reachability, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

from speerpunt.places.models import Area

from ..models import ReachRun, Work

# Steps of extra minutes, each darker than the one before.
STEPS = (0.5, 3.0, 6.0, 10.0, 15.0)
WORST = 5
NO_WORKS: Mapping[int, Work] = MappingProxyType({})


@dataclass(frozen=True)
class AreaWeeks:
    """One area through the weeks: minutes more a trip, None where nobody knows; the weeks in which it is cut off."""

    area: Any
    minutes: list[float | None]
    cut_off: frozenset[int]

    @property
    def most(self) -> float:
        return max((each for each in self.minutes if each is not None), default=0.0)


@dataclass(frozen=True)
class WorstWeek:
    week: int
    monday: date
    area: Any
    minutes: float
    is_cut_off: bool
    works: list[Work]


@dataclass(frozen=True)
class ReachPicture:
    """`works`: those that the reader sees, by their number."""

    run: ReachRun
    mode: str
    mondays: list[date]
    rows: list[AreaWeeks]
    works: Mapping[int, Work]

    @cached_property
    def worst(self) -> list[WorstWeek]:
        """The worst week of each area, the worst first."""
        found = [each for row in self.rows if (each := self._worst_of(row)) is not None]
        return sorted(found, key=lambda each: (not each.is_cut_off, -each.minutes, each.week))[:WORST]

    def _worst_of(self, row: AreaWeeks) -> WorstWeek | None:
        weeks = [(week in row.cut_off, minutes or 0.0, -week) for week, minutes in enumerate(row.minutes)]
        is_cut_off, minutes, back = max(weeks, default=(False, 0.0, 0))
        if not is_cut_off and minutes < STEPS[0]:
            return None
        return WorstWeek(-back, self.mondays[-back], row.area, minutes, is_cut_off, self.works_in(-back))

    def works_in(self, week: int) -> list[Work]:
        return [self.works[pk] for pk in self.run.weeks[week] or () if pk in self.works]

    def chosen(self, asked: int | None) -> int:
        """The week asked for, else the worst."""
        if asked is not None:
            return min(max(asked, 0), len(self.mondays) - 1)
        return self.worst[0].week if self.worst else 0

    def is_known(self, week: int) -> bool:
        return self.run.weeks[week] is not None


def step_of(minutes: float) -> int:
    """Which shade: 0 for hardly any, up to 5.

    >>> [step_of(minutes) for minutes in (0.0, 0.5, 2.9, 7.0, 15.0, 99.0)]
    [0, 1, 1, 3, 5, 5]
    """
    return sum(minutes >= step for step in STEPS)


def latest_run() -> ReachRun | None:
    return ReachRun.objects.select_related("network").first()


def reach_picture(run: ReachRun, mode: str, works: Mapping[int, Work] = NO_WORKS) -> ReachPicture:
    """Of one kind of vehicle; areas in the order of what they suffer."""
    number = run.classes.index(mode) if mode in run.classes else 0
    mondays = [run.first_monday + timedelta(weeks=week) for week in range(len(run.weeks))]
    areas = {area.slug: area for area in Area.objects.kept().filter(slug__in=run.areas)}
    rows = [_row(run, number, place, areas[slug]) for place, slug in enumerate(run.areas) if slug in areas]
    rows.sort(key=lambda row: (-len(row.cut_off), -row.most, row.area.name))
    return ReachPicture(run, run.classes[number], mondays, rows, works)


def _row(run: ReachRun, number: int, place: int, area: Any) -> AreaWeeks:
    known = len(run.extra_minutes)
    minutes = [
        run.extra_minutes[week][number][place] if week < known else None for week in range(len(run.weeks))
    ]
    cut_off = frozenset(week for week in range(known) if run.is_cut_off[week][number][place])
    return AreaWeeks(area, minutes, cut_off)
