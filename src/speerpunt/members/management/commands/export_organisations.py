"""`speerpunt export organisations FILE --collective leiden`"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from speerpunt.core.management.exchange import ExportTableCommand
from speerpunt.core.sheets import Progress
from speerpunt.members.exporters import export_organisations
from speerpunt.members.models import Organisation


class Command(ExportTableCommand):
    help = "Write all organisations to a CSV or XLSX file, ways to reach them included."
    told = _("%(count)d organisations in %(file)s.")

    def rows(self) -> QuerySet[Any]:
        return Organisation.objects.filter(trashed_at__isnull=True).order_by("search_text", "pk")

    def export(self, rows: QuerySet[Any], kind: str, slug: str, progress: Progress) -> bytes:
        return export_organisations(rows, kind, slug, with_contact=True, progress=progress)
