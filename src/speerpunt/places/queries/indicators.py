"""What was measured, and how that stands against what was meant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..enums import Direction
from ..models import Area, Indicator, Measurement, Target

# "Close to the target" is within this share of it.
CLOSE = 0.05


def indicators_visible_to(user: Any) -> QuerySet[Indicator]:
    """Indicators are public: they hold no persons and no single enterprise."""
    return Indicator.objects.all()


class Reading(NamedTuple):
    """A measurement as the pages show it; there are many, so it is no more than its values."""

    pk: int
    indicator_id: int
    area_id: int | None
    measured_on: date
    value: float
    source: str
    note: str
    is_assumed: bool


@dataclass(frozen=True)
class Series:
    """An indicator in one area, or in the whole city when there is no area."""

    indicator: Indicator
    area: Area | None
    measurements: list[Reading] = field(default_factory=list)
    target: Target | None = None

    @property
    def latest(self) -> Reading | None:
        return self.measurements[-1] if self.measurements else None

    @property
    def target_value(self) -> float | None:
        return self.target.value if self.target is not None else None

    @property
    def is_of_city(self) -> bool:
        """The target is that of the whole city, for want of one of the area itself."""
        return self.target is not None and self.area is not None and self.target.area_id is None

    @property
    def points(self) -> list[tuple[date, float]]:
        return [(each.measured_on, each.value) for each in self.measurements]

    @property
    def is_met(self) -> bool | None:
        """Unknown without a measurement or without a target."""
        if self.latest is None or self.target is None:
            return None
        measured, wanted = self.latest.value, self.target.value
        if self.indicator.direction == Direction.UP:
            return measured >= wanted
        if self.indicator.direction == Direction.DOWN:
            return measured <= wanted
        return abs(measured - wanted) <= abs(wanted) * CLOSE

    @property
    def source(self) -> str:
        """Who says so: the last measurement, else the indicator."""
        return (self.latest.source if self.latest is not None else "") or self.indicator.source

    @property
    def is_assumed(self) -> bool:
        return any(each.is_assumed for each in self.measurements)


def _readings(measurements: QuerySet[Measurement]) -> list[Reading]:
    """Oldest first."""
    rows = measurements.order_by("measured_on", "pk").values_list(*Reading._fields)
    return [Reading(*row) for row in rows]


def series_of_area(area: Area, also: Iterable[int] = ()) -> dict[int, Series]:
    """By indicator, everything measured or meant in an area, and what `also` names; three queries."""
    measured = _by_indicator(_readings(Measurement.objects.filter(area=area)))
    targets = _by_indicator(Target.objects.filter(Q(area=area) | Q(area__isnull=True)))
    own = {pk for pk, rows in targets.items() if any(row.area_id is not None for row in rows)}
    indicators = Indicator.objects.filter(pk__in=measured.keys() | own | set(also))
    return {
        each.pk: Series(each, area, measured[each.pk], nearest_target(targets[each.pk], area.pk))
        for each in indicators
    }


def series_of_indicator(indicator: Indicator) -> list[Series]:
    """One for each area with a number, the whole city first, then by name; three queries."""
    measured = _by_area(_readings(Measurement.objects.filter(indicator=indicator)))
    targets = _by_area(Target.objects.filter(indicator=indicator))
    ids = measured.keys() | targets.keys()
    kept = Area.objects.filter(pk__in=[pk for pk in ids if pk is not None], trashed_at__isnull=True)
    areas: list[Area | None] = list(kept.only("name", "slug").order_by("name"))
    if None in ids:
        areas.insert(0, None)
    found = []
    for area in areas:
        key = area.pk if area is not None else None
        wanted = targets[key] or targets[None]
        found.append(Series(indicator, area, measured[key], nearest_target(wanted, key)))
    return found


def nearest_target(targets: Iterable[Target], area_id: int | None, on: date | None = None) -> Target | None:
    """The first that is still to come, else the last that was; the area's own before that of the city."""
    rows = list(targets)
    rows = [row for row in rows if row.area_id == area_id] or [row for row in rows if row.area_id is None]
    if not rows:
        return None
    day = on or timezone.localdate()
    coming = [row for row in rows if row.due >= day]
    return min(coming, key=_due) if coming else max(rows, key=_due)


def _due(target: Target) -> date:
    return target.due


def _by_indicator(rows: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.indicator_id].append(row)
    return grouped


def _by_area(rows: Iterable[Any]) -> dict[int | None, list[Any]]:
    grouped: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.area_id].append(row)
    return grouped


@dataclass(frozen=True)
class IndicatorRow:
    indicator: Indicator
    area_count: int
    last_measured_on: date | None


def indicator_rows(indicators: QuerySet[Indicator]) -> list[IndicatorRow]:
    """For the list, in two queries."""
    areas: dict[int, set[int | None]] = defaultdict(set)
    days: dict[int, date] = {}
    shown = Measurement.objects.filter(area__trashed_at__isnull=True).order_by("measured_on")
    for pk, area_id, day in shown.values_list("indicator_id", "area_id", "measured_on"):
        areas[pk].add(area_id)
        days[pk] = day
    return [IndicatorRow(each, len(areas[each.pk]), days.get(each.pk)) for each in indicators]
