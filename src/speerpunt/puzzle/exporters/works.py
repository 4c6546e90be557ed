"""Works as somebody sees them, for a spreadsheet or a map of his own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from speerpunt.core.exporters.sheets import export_rows

from ..models import Work
from ..queries.exchange import COLUMNS, exported_values
from ..queries.public import PublicWork
from .public import works_as_geojson


def export_works(works: QuerySet[Work], kind: str, slug: str, *, user: Any) -> bytes:
    return export_rows(COLUMNS, exported_values(works, slug, user), kind)


def export_works_as_geojson(works: QuerySet[Work]) -> dict[str, Any]:
    return works_as_geojson(_told(works.select_related("source").prefetch_related("phases", "lines")))


def _told(works: Iterable[Work]) -> Iterable[PublicWork]:
    for work in works:
        lines = list(work.lines.all())
        measures = [line for line in lines if not line.is_detour]
        detours = [line for line in lines if line.is_detour]
        yield PublicWork(work, list(work.phases.all()), measures, detours, is_now=False)
