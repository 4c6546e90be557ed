"""`speerpunt export areas FILE --collective leiden`: areas as GeoJSON, in a file that can come in again."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.management.exchange import (
    add_file_and_collective,
    files_told_plainly,
    named_collective,
    progress_bar,
)
from speerpunt.places.exporters.geojson import areas_as_geojson
from speerpunt.places.models import Area
from speerpunt.places.queries.exchange import areas_to_export


class Command(BaseCommand):
    help = "Write all areas to a GeoJSON file in WGS84."

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_and_collective(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        collective = named_collective(options["collective"])
        with scope(collective=collective):
            areas = list(areas_to_export(Area.objects.all()))
            with files_told_plainly(), progress_bar(len(areas)) as bar:
                file.write_text(areas_as_geojson(_counted(areas, bar)), encoding="utf-8")
        said = _("%(count)d areas in %(file)s.") % {"count": len(areas), "file": file}
        self.stdout.write(self.style.SUCCESS(said))


def _counted(areas: Sequence[Area], bar: Any) -> Iterator[Area]:
    for area in areas:
        yield area
        bar.update()
