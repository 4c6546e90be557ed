"""`speerpunt export areas FILE --collective leiden`: as GeoJSON, or as a table without shapes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django_scopes import scope

from speerpunt.core.management.exchange import (
    ExportTableCommand,
    files_told_plainly,
    named_collective,
    progress_bar,
)
from speerpunt.core.sheets import Progress
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.places.exporters.geojson import areas_as_geojson
from speerpunt.places.exporters.tables import export_areas
from speerpunt.places.models import Area
from speerpunt.places.queries.exchange import areas_to_export


class Command(ExportTableCommand):
    help = "Write all areas to a GeoJSON file in WGS84; or to a CSV or XLSX file, without their shapes."
    told = gettext_lazy("%(count)d areas in %(file)s.")

    def rows(self) -> QuerySet[Any]:
        return Area.objects.kept()

    def export(self, rows: QuerySet[Any], kind: str, slug: str, progress: Progress) -> bytes:
        return export_areas(rows, kind, progress=progress)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if file.suffix.removeprefix(".").lower() in FORMATS:
            super().handle(*args, **options)
            return
        collective = named_collective(options["collective"])
        with scope(collective=collective):
            areas = list(areas_to_export(Area.objects.all()))
            with files_told_plainly(), progress_bar(len(areas)) as bar:
                file.write_text(areas_as_geojson(_counted(areas, bar)), encoding="utf-8")
        said = str(self.told) % {"count": len(areas), "file": file}
        self.stdout.write(self.style.SUCCESS(said))


def _counted(areas: Sequence[Area], bar: Any) -> Iterator[Area]:
    for area in areas:
        yield area
        bar.update()
