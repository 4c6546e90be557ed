"""Indicators of an example, with targets and measured series per area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from speerpunt.core.enums import Theme
from speerpunt.places.enums import Direction
from speerpunt.places.models import Indicator, Measurement, Target

from .identities import AreaReference, IndicatorId, IndicatorReference
from .loading import Loading


@dataclass(frozen=True)
class IndicatorRow:
    id: IndicatorId
    name: str
    unit: str = ""
    decimals: int = 0
    theme: Theme | None = None
    direction: Direction = Direction.UP
    scale_low: float | None = None
    scale_high: float | None = None
    definition: str = ""
    source: str = ""


@dataclass(frozen=True)
class TargetRow:
    indicator: IndicatorReference
    value: float
    area: AreaReference | None = None
    due: date | None = None
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True)
class PeriodRow:
    """One round of measuring; the values of each series stand in the order of these."""

    id: str
    measured_on: date


@dataclass(frozen=True)
class SeriesRow:
    indicator: IndicatorReference
    values: tuple[float, ...]
    area: AreaReference | None = None
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True)
class IndicatorRows:
    indicators: Sequence[IndicatorRow] = ()
    targets: Sequence[TargetRow] = ()
    target_due: date | None = None
    periods: Sequence[PeriodRow] = ()
    series: Sequence[SeriesRow] = ()


def add_indicators(loading: Loading, rows: IndicatorRows) -> None:
    wanted = [
        Indicator(
            slug=row.id,
            name=row.name,
            unit=row.unit,
            decimals=row.decimals,
            theme=row.theme or "",
            direction=row.direction,
            scale_low=row.scale_low,
            scale_high=row.scale_high,
            definition=row.definition,
            source=row.source,
        )
        for row in rows.indicators
    ]
    found = loading.add(Indicator, wanted, ("slug",), is_told=True)
    loading.indicators |= {row.id: indicator for row, indicator in zip(rows.indicators, found, strict=True)}


def add_figures(loading: Loading, rows: IndicatorRows) -> None:
    targets = (
        Target(
            indicator=loading.indicators[row.indicator],
            area=loading.areas[row.area] if row.area else None,
            value=row.value,
            due=due,
            source=row.source,
            is_assumed=row.assumed,
        )
        for row in rows.targets
        if (due := row.due or rows.target_due)
    )
    loading.add(Target, targets, ("indicator_id", "area_id", "due"))
    measured = (_measurement(loading, row, *each) for row in rows.series for each in _rounds(rows, row))
    loading.add(Measurement, measured, ("indicator_id", "area_id", "measured_on"))


def _rounds(rows: IndicatorRows, series: SeriesRow) -> Iterable[tuple[PeriodRow, float]]:
    """A series that is shorter misses the last rounds."""
    return zip(rows.periods, series.values, strict=False)


def _measurement(loading: Loading, row: SeriesRow, period: PeriodRow, value: float) -> Measurement:
    return Measurement(
        indicator=loading.indicators[row.indicator],
        area=loading.areas[row.area] if row.area else None,
        value=value,
        measured_on=period.measured_on,
        source=row.source,
        is_assumed=row.assumed,
    )
