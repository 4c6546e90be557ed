"""`speerpunt export areas FILE --collective leiden`: areas as GeoJSON, in a file that can come in again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.models import Collective
from speerpunt.places.exporters.geojson import areas_as_geojson
from speerpunt.places.models import Area
from speerpunt.places.queries.exchange import areas_to_export


class Command(BaseCommand):
    help = "Write all areas to a GeoJSON file in WGS84."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--collective", required=True, help="first part of its address, such as leiden")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        collective = Collective.objects.filter(slug=options["collective"]).first()
        if collective is None:
            raise CommandError(_("There is no collective “%(slug)s”.") % {"slug": options["collective"]})
        with scope(collective=collective):
            areas = list(areas_to_export(Area.objects.all()))
            file.write_text(areas_as_geojson(areas), encoding="utf-8")
        said = _("%(count)d areas in %(file)s.") % {"count": len(areas), "file": file}
        self.stdout.write(self.style.SUCCESS(said))
