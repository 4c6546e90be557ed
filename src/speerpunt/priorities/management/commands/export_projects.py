"""`speerpunt export projects FILE --collective leiden`"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from speerpunt.core.management.exchange import ExportTableCommand
from speerpunt.core.sheets import Progress
from speerpunt.priorities.exporters.projects import export_projects
from speerpunt.priorities.models import Priority, Project


class Command(ExportTableCommand):
    help = "Write all projects to a CSV or XLSX file, closed ones and the names of people included."
    told = _("%(count)d projects in %(file)s.")

    def rows(self) -> QuerySet[Any]:
        return Project.objects.all()

    def export(self, rows: QuerySet[Any], kind: str, slug: str, progress: Progress) -> bytes:
        return export_projects(
            rows, kind, slug, priorities=Priority.objects.all(), with_people=True, progress=progress
        )
