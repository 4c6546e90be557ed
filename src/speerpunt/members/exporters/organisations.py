"""Organisations as CSV or XLSX."""

from django.db.models import QuerySet

from speerpunt.core.exporters.sheets import export_rows
from speerpunt.core.sheets import Progress

from ..models import Organisation
from ..queries.exchange import COLUMNS, exported_values


def export_organisations(
    rows: QuerySet[Organisation],
    kind: str,
    slug: str,
    *,
    with_contact: bool,
    progress: Progress = lambda done: None,
) -> bytes:
    """A whole file. `with_contact` only for who may see ways to reach people."""
    return export_rows(
        COLUMNS, exported_values(rows, slug), kind, with_reserved=with_contact, progress=progress
    )
