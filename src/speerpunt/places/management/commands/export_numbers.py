"""`speerpunt export numbers FILE --collective leiden`"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from speerpunt.core.management.exchange import ExportTableCommand
from speerpunt.core.sheets import Progress
from speerpunt.places.exporters.tables import export_numbers
from speerpunt.places.models import Indicator


class Command(ExportTableCommand):
    help = "Write what was measured and meant to a CSV or XLSX file."
    told = _("The numbers of %(count)d indicators in %(file)s.")

    def rows(self) -> QuerySet[Any]:
        return Indicator.objects.all()

    def export(self, rows: QuerySet[Any], kind: str, slug: str, progress: Progress) -> bytes:
        return export_numbers(rows, kind, progress=progress)
