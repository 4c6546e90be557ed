"""Indicators, their numbers, and areas as CSV or XLSX."""

from django.db.models import QuerySet

from speerpunt.core.exporters.sheets import export_rows
from speerpunt.core.sheets import Progress

from ..models import Area, Indicator
from ..queries import area_exchange
from ..queries.indicator_exchange import (
    INDICATOR_COLUMNS,
    NUMBER_COLUMNS,
    exported_indicators,
    exported_numbers,
)


def _nothing(_done: int) -> None:
    """Nobody waits for it."""


def export_indicators(
    indicators: QuerySet[Indicator], kind: str, slug: str, *, progress: Progress = _nothing
) -> bytes:
    return export_rows(INDICATOR_COLUMNS, exported_indicators(indicators, slug), kind, progress=progress)


def export_numbers(indicators: QuerySet[Indicator], kind: str, *, progress: Progress = _nothing) -> bytes:
    return export_rows(NUMBER_COLUMNS, exported_numbers(indicators), kind, progress=progress)


def export_areas(areas: QuerySet[Area], kind: str, *, progress: Progress = _nothing) -> bytes:
    return export_rows(area_exchange.COLUMNS, area_exchange.exported_values(areas), kind, progress=progress)
