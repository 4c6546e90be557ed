"""What is known of reachability, ready to be shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from speerpunt.places.models import Area

from ..models import ReachRun, Work

# Steps of extra minutes, each darker than the one before.
STEPS = (0.5, 3.0, 6.0, 10.0, 15.0)
WORST = 5


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
    run: ReachRun
    mode: str
    mondays: list[date]
    rows: list[AreaWeeks]
    worst: list[WorstWeek]

    @property
    def known_weeks(self) -> int:
        return sum(week is not None for week in self.run.weeks)


def step_of(minutes: float) -> int:
    """Which shade: 0 for hardly any, up to 5.

    >>> [step_of(minutes) for minutes in (0.0, 0.5, 2.9, 7.0, 15.0, 99.0)]
    [0, 1, 1, 3, 5, 5]
    """
    return sum(minutes >= step for step in STEPS)


def latest_run() -> ReachRun | None:
    return ReachRun.objects.select_related("network").first()


def reach_picture(run: ReachRun, mode: str) -> ReachPicture:
    """Of one kind of vehicle; areas in the order of what they suffer."""
    number = run.classes.index(mode) if mode in run.classes else 0
    mondays = [run.first_monday + timedelta(weeks=week) for week in range(len(run.weeks))]
    areas = {area.slug: area for area in Area.objects.kept().filter(slug__in=run.areas)}
    rows = [_row(run, number, place, areas[slug]) for place, slug in enumerate(run.areas) if slug in areas]
    rows.sort(key=lambda row: (-len(row.cut_off), -row.most, row.area.name))
    return ReachPicture(run, run.classes[number], mondays, rows, _worst(run, rows, mondays))


def _row(run: ReachRun, number: int, place: int, area: Any) -> AreaWeeks:
    known = len(run.extra_minutes)
    minutes = [
        run.extra_minutes[week][number][place] if week < known else None for week in range(len(run.weeks))
    ]
    cut_off = frozenset(week for week in range(known) if run.is_cut_off[week][number][place])
    return AreaWeeks(area, minutes, cut_off)


def _worst(run: ReachRun, rows: list[AreaWeeks], mondays: list[date]) -> list[WorstWeek]:
    """The worst week of each area, the worst first."""
    found = []
    for row in rows:
        weeks = [(week in row.cut_off, minutes or 0.0, -week) for week, minutes in enumerate(row.minutes)]
        is_cut_off, minutes, week = max(weeks, default=(False, 0.0, 0))
        if is_cut_off or minutes >= STEPS[0]:
            found.append((is_cut_off, minutes, -week, row.area))
    found.sort(key=lambda each: (not each[0], -each[1]))
    wanted = {work for _cut, _minutes, week, _area in found[:WORST] for work in run.weeks[week] or ()}
    works = Work.objects.in_bulk(wanted)
    return [
        WorstWeek(
            week,
            mondays[week],
            area,
            minutes,
            is_cut_off,
            [works[pk] for pk in run.weeks[week] if pk in works],
        )
        for is_cut_off, minutes, week, area in found[:WORST]
    ]
