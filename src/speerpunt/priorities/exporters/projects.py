"""Projects as CSV or XLSX."""

from django.db.models import QuerySet

from speerpunt.core.exporters.sheets import export_rows
from speerpunt.core.sheets import Progress

from ..models import Priority, Project
from ..queries.project_exchange import COLUMNS, exported_values


def export_projects(
    projects: QuerySet[Project],
    kind: str,
    slug: str,
    *,
    priorities: QuerySet[Priority],
    with_people: bool,
    progress: Progress = lambda done: None,
) -> bytes:
    """A whole file. `priorities` are those that the reader sees; people and amounts only for who may see them."""
    values = exported_values(projects, slug, priorities)
    return export_rows(COLUMNS, values, kind, with_reserved=with_people, progress=progress)
